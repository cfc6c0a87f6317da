"""Making exceptions from alerts, ending them, and telling what they hid."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.declare.declare import Proposal
from services.ports.store import Query, Store, pages
from streams.detect.exceptions import EXCEPTED, declared_terms
from streams.events import Alert
from streams.identity import computed_id
from streams.policies.read_exemption import LONGEST
from streams.policies.times import shown_time
from streams.registers import Exemption, RegisterEntry
from streams.situation.fold import History
from streams.stage import CannotRun

PAGE: Final = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """An exception somebody wants: until when, why, and whether for every account or for all there is to find."""

    until: datetime
    reason: str
    any_account: bool = False
    any_term: bool = False


def exemption_from(alert: Alert, wanted: Wanted, now: datetime) -> Exemption:
    """The narrowest exception by which posts like that of an alert are left aside from now on, or a wider one.

    Raises `CannotRun` where it would hold for too long, not at all, or for no reason.
    """
    if alert.shadow:
        raise CannotRun(f"{alert.id} is in shadow: it reaches nobody, so there is nothing to leave aside")
    if not wanted.reason.strip():
        raise CannotRun("say why with --reason: it is kept with the exception")
    if wanted.until <= now:
        raise CannotRun(f"{shown_time(wanted.until)} is over: an exception holds from now on")
    if wanted.until - now > LONGEST:
        last = shown_time((now + LONGEST).replace(microsecond=0))
        raise CannotRun(f"an exception lasts at most {LONGEST.days} days: end it by {last}")
    return Exemption(
        id=computed_id("ex", alert.id, now.isoformat()),
        register=alert.register,
        since=now,
        until=wanted.until,
        reason=wanted.reason.strip(),
        terms=() if wanted.any_term else tuple(dict.fromkeys(declared_terms(alert.evidence))),
        account="" if wanted.any_account else alert.account_id,
        alert=alert.id,
    )


def end_exemption(exemption_id: str, at: datetime) -> Proposal:
    """The exception ends at `at`; what it hid until then stays hidden."""

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        exemption = held_exemption(history, exemption_id)
        if exemption.until <= at:
            raise CannotRun(f"{exemption_id} is over by then: it ends at {shown_time(exemption.until)}")
        return (replace(exemption, until=max(at, exemption.since)),)

    return propose


def held_exemption(history: History, exemption_id: str) -> Exemption:
    """The exception of this id as it holds; `CannotRun` where there is none."""
    for exemption in history.situation().registers.exemptions:
        if exemption.id == exemption_id:
            return exemption
    raise CannotRun(f"no exception {exemption_id} is declared: `vorlaut exceptions list` shows those there are")


def hidden(store: Store) -> Iterator[tuple[str, Alert]]:
    """Every excepted alert, with the id of each exception it was excepted by, by detection time."""
    for page in pages(store, Query(statuses=("excepted",), limit=PAGE)):
        for alert in page:
            for reason in alert.reasons:
                if reason.startswith(EXCEPTED):
                    yield reason.removeprefix(EXCEPTED), alert
