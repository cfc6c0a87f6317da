"""Register entries and the events that carry them."""

from dataclasses import dataclass
from datetime import datetime

from streams.events import RegisterChanged
from streams.policies.kinds import kind_of
from streams.registers import Account, Company, Crisis, Embargo, Exemption, Policy, RegisterEntry
from streams.topics import Emit


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who declares, when, and why."""

    actor: str
    at: datetime
    reason: str = ""


def entry_of(change: RegisterChanged) -> RegisterEntry | None:
    """What was declared; None for an event that carries nothing."""
    return change.company or change.account or change.embargo or change.crisis or change.policy or change.exemption


def changed(entry: RegisterEntry, version: int, signed: Signature) -> RegisterChanged:
    """The event that declares an entry."""
    return RegisterChanged(
        kind=kind_of(entry),
        id=entry.id,
        version=version,
        declared_at=signed.at,
        actor=signed.actor,
        reason=signed.reason,
        company=entry if isinstance(entry, Company) else None,
        account=entry if isinstance(entry, Account) else None,
        embargo=entry if isinstance(entry, Embargo) else None,
        crisis=entry if isinstance(entry, Crisis) else None,
        policy=entry if isinstance(entry, Policy) else None,
        exemption=entry if isinstance(entry, Exemption) else None,
    )


def emit_of(change: RegisterChanged) -> Emit:
    """Keyed by kind, id and version, so that a compacted topic keeps every version."""
    return Emit("registers", f"{change.kind}/{change.id}/{change.version}", change)
