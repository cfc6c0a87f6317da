"""What is declared, folded: the registers as they stand, and what was officially said."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from streams.registers import Account, Company, Crisis, Embargo, Exemption, Policy, RegisterKind
from streams.situation.addresses import Addresses
from streams.situation.learned import NOTHING_LEARNED, Learned


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Registers:
    """The latest version of every entry. Compared by identity: what is compiled from it is kept beside it.

    `drafted` are all embargoes with drafts, those too that are left out of `embargoes` where only some are looked for:
    what many drafts have in common gives nothing away. `keys` open what is sealed, by their ids; they are in no event.
    `addresses` are those of earlier versions too, where the registers are from a log.
    """

    companies: Mapping[str, Company] = field(default_factory=dict)
    accounts: Mapping[tuple[str, str], Account] = field(default_factory=dict)
    embargoes: tuple[Embargo, ...] = ()
    drafted: tuple[Embargo, ...] = ()
    crises: tuple[Crisis, ...] = ()
    policies: tuple[Policy, ...] = ()
    exemptions: tuple[Exemption, ...] = ()
    versions: Mapping[tuple[RegisterKind, str], int] = field(default_factory=dict)
    keys: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    addresses: Addresses = field(default_factory=Addresses)

    def account(self, platform: str, account: str) -> Account | None:
        """The declared account, by what the platform calls it."""
        return self.accounts.get((platform, account))

    def lately(self, platform: str, account: str) -> Account | None:
        """The declared account, or the one that was looked at there until it moved; None where that has withdrawn."""
        before = self.addresses.looked_at((platform, account))
        stand = (one for one in before if one.consent is None or one.consent.withdrawn is None)
        return self.account(platform, account) or next(stand, None)

    def ids_at(self, platform: str, account: str) -> frozenset[str]:
        """The ids of all accounts that have this address or ever had it."""
        now = self.account(platform, account)
        return frozenset((*self.addresses.ids((platform, account)), *((now.id,) if now else ())))


@dataclass(frozen=True, eq=False, slots=True)
class OfficialText:
    """The digests of one official text, official since `at`."""

    at: datetime
    digests: frozenset[int]


@dataclass(frozen=True, eq=False, slots=True, kw_only=True)
class Situation:
    """What holds. A post is judged by the windows in it at the post's own time; `official` is keyed by register."""

    registers: Registers = field(default_factory=Registers)
    official: Mapping[str, tuple[OfficialText, ...]] = field(default_factory=dict)
    learned: Learned = NOTHING_LEARNED


def embargo_ends(embargo: Embargo) -> datetime:
    """The end of an embargo's window: the lift, or when it became public, whichever is first."""
    return min(embargo.lifts, embargo.public_since or embargo.lifts)


def embargo_open(embargo: Embargo, at: datetime) -> bool:
    """Whether the half-open window `[opens, ends)` holds this instant."""
    return embargo.opens <= at < embargo_ends(embargo)


def crisis_open(crisis: Crisis, at: datetime) -> bool:
    """Whether the half-open window `[opens, closes)` holds this instant."""
    return crisis.opens <= at and (crisis.closes is None or at < crisis.closes)
