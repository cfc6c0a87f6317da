"""Whether silence is to be believed: how every source stands, which accounts are silent, and what is lost."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

from services.sources.gaps import open_gaps
from services.sources.seen import last_seen
from services.sources.standing import KINDS, STATES, Kind, Standing, State, Trouble, standings
from streams.identity import account_key
from streams.log.port import History
from streams.losses import Gap
from streams.registers import Account
from streams.situation.model import Registers
from streams.situation.purposes import allowed

FEEDS: Final = "feed"  # the platform of accounts whose posts are items of a feed
_GRACE: Final = timedelta(minutes=2)  # beyond when it was due, until nobody seems to read it
_FORGOTTEN: Final = timedelta(days=1)  # after which a source is left out that no settings name
_PURPOSES: Final = ("embargo", "crisis", "brand-hygiene")

Expected = tuple[Kind, str]


@dataclass(frozen=True, slots=True)
class SourceReport:
    """One source now. `lag` is how long it has not answered, `age` how old what came of it last is."""

    source: str
    kind: Kind
    state: State
    trouble: Trouble
    detail: int
    failures: int
    since: datetime | None
    heard_at: datetime | None
    taken_at: datetime | None
    lag: timedelta | None
    age: timedelta | None
    gaps: Sequence[Gap]


@dataclass(frozen=True, slots=True)
class AccountReport:
    """One account that is looked at. `silent_days` are whole days; None where nothing ever came in.

    Told by day alone: silence may be a source that fails, and is nobody's conduct.
    """

    id: str
    platform: str
    account_class: str
    role: str
    silent_days: int | None


@dataclass(frozen=True, slots=True)
class Report:
    """Everything now. `well`: there are sources, all are live, and nothing is lost that nobody has looked after."""

    at: datetime
    sources: Sequence[SourceReport]
    accounts: Sequence[AccountReport]
    gaps: Sequence[Gap]

    @property
    def live(self) -> int:
        """How many sources are live."""
        return sum(one.state == "live" for one in self.sources)

    @property
    def well(self) -> bool:
        """Whether silence means that there is nothing."""
        return bool(self.sources) and self.live == len(self.sources) and not self.gaps

    @property
    def mark(self) -> object:
        """Differs whenever what people should see at once does."""
        states = tuple((one.source, one.state, one.trouble, one.taken_at) for one in self.sources)
        return states, tuple(one.id for one in self.gaps)


def report(log: History, registers: Registers, expected: Collection[Expected], now: datetime) -> Report:
    """The report. `expected` are the sources that settings and registers name. Raises `Unavailable`."""
    gaps = open_gaps(log, now)
    wanted = frozenset(expected)
    told = {(one.kind, one.source): one for one in standings(log)}
    named = [_named(told.get(one), one, now) for one in sorted(wanted)]
    others = [one for key, one in told.items() if key not in wanted and _counts(one, now)]
    every = [_source(one, [found for found in gaps if found.source == one.source], now) for one in (*named, *others)]
    sources = sorted(every, key=lambda one: (-STATES.index(one.state), KINDS.index(one.kind), one.source))
    return Report(now, sources, list(_accounts(log, registers, now)), gaps)


def states_by_kind(found: Report) -> dict[tuple[Kind, State], int]:
    """How many sources of each kind are in each state, those in none among them."""
    counts = {(kind, state): 0 for kind in KINDS for state in STATES}
    for one in found.sources:
        counts[one.kind, one.state] += 1
    return counts


def _named(standing: Standing | None, which: Expected, now: datetime) -> Standing:
    """What a source that there should be said; where it said nothing yet it starts."""
    kind, source = which
    return standing or Standing(source=source, kind=kind, state="starting", looked_at=now, due=now)


def _counts(standing: Standing, now: datetime) -> bool:
    """Whether a source that nobody names is to be watched: somebody reads it by hand, or did when the power went."""
    ended = standing.kind == "feed" or standing.state == "stopped"  # feeds are named, or taken out of the registers
    return not ended and now - standing.looked_at < _FORGOTTEN


def _source(standing: Standing, gaps: Sequence[Gap], now: datetime) -> SourceReport:
    if standing.state != "stopped" and now > standing.due + _GRACE:
        late: Trouble = "quiet_reader"
        standing = replace(standing, state="stopped", trouble=late, since=standing.looked_at)
    heard, taken = standing.heard_at, standing.taken_at
    return SourceReport(
        source=standing.source,
        kind=standing.kind,
        state=standing.state,
        trouble=standing.trouble,
        detail=standing.detail,
        failures=standing.failures,
        since=standing.since,
        heard_at=heard,
        taken_at=taken,
        lag=_since(heard, now),
        age=_since(taken, now),
        gaps=gaps,
    )


def _since(at: datetime | None, now: datetime) -> timedelta | None:
    return None if at is None else max(timedelta(0), now - at)


def _accounts(log: History, registers: Registers, now: datetime) -> Iterator[AccountReport]:
    seen = last_seen(log)
    for account in sorted(registers.accounts.values(), key=lambda one: one.id):
        if looked_at(account, now):
            last = seen.get(account_key(account.platform, account.account))
            days = None if last is None else max(0, (now - last).days)
            yield AccountReport(account.id, account.platform, account.account_class, account.role, days)


def looked_at(account: Account, now: datetime) -> bool:
    """Whether posts of this account are looked at now, for anything."""
    return any(allowed(account, purpose, now) for purpose in _PURPOSES)


def feed_addresses(registers: Registers, now: datetime) -> list[str]:
    """Every feed that may be asked: of accounts on the platform `feed` that are looked at now, and of newsrooms."""
    accounts = [account.account for account in _of_feeds(registers) if looked_at(account, now)]
    return list(dict.fromkeys([*accounts, *_newsrooms(registers)]))


def feeds_left(registers: Registers, now: datetime) -> list[str]:
    """The feeds of accounts that may not be looked at now: nobody asks them, and nothing of them is to be known."""
    left = {account.account for account in _of_feeds(registers) if not looked_at(account, now)}
    return sorted(left.difference(_newsrooms(registers)))


def _of_feeds(registers: Registers) -> Iterator[Account]:
    return (account for account in registers.accounts.values() if account.platform == FEEDS)


def _newsrooms(registers: Registers) -> Iterator[str]:
    return (url for one in registers.companies.values() for url in one.newsroom)


def known_accounts(registers: Registers, now: datetime) -> Iterator[str]:
    """The keys of accounts that may be remembered: declared, and not withdrawn."""
    for account in registers.accounts.values():
        if looked_at(account, now):
            yield account_key(account.platform, account.account)
