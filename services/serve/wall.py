"""S1, the situation wall: what is on, what lifts next, what is open, and whether silence is to be believed."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from services.ports.store import Query
from services.serve.lead import Lead, lead
from services.serve.leaks import Leak
from services.serve.ports import Ports
from services.serve.rows import Row, Titles, rows
from services.serve.sources_page import sources_said
from services.serve.times import Clockwork, Moment
from services.serve.words import Words
from streams.log.port import Lag
from streams.registers import SEVERITIES, Crisis, Embargo, Severity
from streams.situation.model import Registers, crisis_open, embargo_ends
from streams.situation.purposes import looked_at
from streams.triage import NOT_CLOSED

HOURS: Final = 24
_HOUR: Final = timedelta(hours=1)
_LATE: Final = timedelta(minutes=1)
_SECOND: Final = timedelta(seconds=1)
_DAY: Final = timedelta(days=1)
_GONE: Final = timedelta(days=2)  # how long a lifted embargo stays on the wall
_LATEST: Final = 8
_CARDS: Final = 12
OPEN: Final = Query(statuses=("open",), states=NOT_CLOSED)  # what somebody still has to look at


@dataclass(frozen=True, slots=True)
class CrisisBanner:
    """A crisis that is on: whom to refer people to, and what is said."""

    id: str
    title: str
    since: Moment
    refer: str
    statement: str
    open_alerts: int


@dataclass(frozen=True, slots=True)
class EmbargoCard:
    """An embargo, and how it stands: planned, armed, lifting, many_closed, breached, leaked or lifted."""

    id: str
    title: str
    state: str
    lifts: Moment
    open_alerts: int


@dataclass(frozen=True, slots=True)
class TopicCard:
    """The open alerts of one register: by severity, and how many were found in each of the last 24 hours."""

    register: str
    about: str
    worst: Severity
    by_severity: Mapping[Severity, int]
    total: int
    hours: Sequence[int]
    levels: Sequence[int]


@dataclass(frozen=True, slots=True)
class Coverage:
    """Whether silence means that there is nothing."""

    accounts: int
    employees: int
    brands: int
    waiting: int
    delay: str
    well: bool
    sources: str


@dataclass(frozen=True, slots=True)
class Wall:
    """Everything on the wall."""

    crises: Sequence[CrisisBanner]
    embargoes: Sequence[EmbargoCard]
    topics: Sequence[TopicCard]
    coverage: Coverage
    latest: Sequence[Row]
    open_alerts: int
    gone: int
    lead: Lead
    now: Moment
    empty: bool


def wall(ports: Ports, clockwork: Clockwork, words: Words) -> Wall:
    """The wall as of now."""
    registers = ports.declared.history().situation().registers
    titles = Titles(registers, words.lang)
    counted, waiting, gone = _open(ports)
    by_register = Counter[str]()
    for (register, _), count in counted.items():
        by_register[register] += count
    found = ports.leaks.found(ports.store, ports.tally, registers.embargoes, clockwork.now)
    embargoes = list(_embargoes(registers, by_register, found, clockwork))
    crises = [_banner(one, by_register, clockwork) for one in registers.crises if crisis_open(one, clockwork.now)]
    leaked, confirmed = ([one.title for one in embargoes if one.state == state] for state in ("breached", "leaked"))
    latest = ports.store.search(Query(newest_first=True, limit=_LATEST))
    return Wall(
        crises=crises,
        embargoes=embargoes,
        topics=list(_topics(ports, titles, counted, clockwork.now)),
        coverage=coverage(ports, registers, clockwork, words),
        latest=rows(latest, ports, titles, clockwork, words),
        open_alerts=sum(by_register.values()),
        gone=gone,
        lead=lead(
            len(crises), leaked, waiting, words, confirmed, unsure=any(one.state == "many_closed" for one in embargoes)
        ),
        now=clockwork.moment(clockwork.now),
        empty=not (registers.accounts or embargoes or crises or latest),
    )


def _open(ports: Ports) -> tuple[Counter[tuple[str, ...]], Counter[tuple[str, ...]], int]:
    """Open alerts by register and severity, and by state and severity, and how many others are not closed.

    Counted once. Those others are not open: what their posts said is not there any more, or no secret.
    """
    counted, waiting, gone = Counter[tuple[str, ...]](), Counter[tuple[str, ...]](), 0
    found = ports.tally.counts(Query(states=NOT_CLOSED), ("register", "severity", "state", "status"))
    for (register, severity, state, status), count in found.items():
        if status in OPEN.statuses:
            counted[register, severity] += count
            waiting[state, severity] += count
        else:
            gone += count
    return counted, waiting, gone


def coverage(ports: Ports, registers: Registers, clockwork: Clockwork, words: Words) -> Coverage:
    """How many accounts are looked at, what of their posts waits to be judged, and whether all sources are live."""
    found = ports.sources()
    seen = looked_at(registers, clockwork.now)
    lag = ports.log.lag("detect", "posts")
    delay = waiting_said(lag, clockwork, words)
    brands = sum(account.account_class == "brand" for account in seen)
    late = bool(lag.oldest) and clockwork.now - (lag.oldest or clockwork.now) > _LATE
    if stale := behind(ports):
        delay = f"{delay} {words['view_behind'].format(span=clockwork.span(stale))}"
    return Coverage(
        accounts=len(seen),
        employees=len(seen) - brands,
        brands=brands,
        waiting=lag.records,
        delay=delay,
        well=bool(seen) and not late and not stale and found.well,
        sources=sources_said(found, words),
    )


def waiting_said(lag: Lag, clockwork: Clockwork, words: Words) -> str:
    """What of all that came waits to be judged, and how long the oldest has, from a second up."""
    if not (lag.records and lag.oldest):
        return words["all_judged"]
    span = clockwork.span(max(clockwork.now - lag.oldest, _SECOND))
    return words["waiting" if lag.records == 1 else "waitings"].format(n=lag.records, span=span)


def behind(ports: Ports) -> timedelta | None:
    """How old what is shown is; None where that is less than a minute. Raises `Unavailable`."""
    oldest = ports.log.lag("index", "alerts").oldest
    late = ports.clock() - oldest if oldest else timedelta(0)
    return late if late > _LATE else None


def embargo_state(embargo: Embargo, open_alerts: int, now: datetime, leak: Leak = "none") -> str:
    """How an embargo stands now; one with open alerts may have leaked, whatever people have closed before."""
    ends = embargo_ends(embargo)
    if ends <= now:
        return "lifted"
    if leak == "confirmed" or open_alerts:
        return "leaked" if leak == "confirmed" else "breached"
    if now < embargo.opens:
        return "planned"
    if leak == "unknown":
        return "many_closed"
    return "lifting" if ends - now <= _DAY else "armed"


def _banner(crisis: Crisis, by_register: Mapping[str, int], clockwork: Clockwork) -> CrisisBanner:
    return CrisisBanner(
        id=crisis.id,
        title=crisis.title or crisis.id,
        since=clockwork.moment(crisis.opens),
        refer=", ".join(crisis.spokespeople),
        statement=crisis.statement.strip(),
        open_alerts=by_register.get(f"Crisis/{crisis.id}", 0),
    )


def _embargoes(
    registers: Registers, by_register: Mapping[str, int], found: Mapping[str, Leak], clockwork: Clockwork
) -> Iterator[EmbargoCard]:
    """The next to lift first, then those that have lifted, the latest of them first."""
    ahead = sorted((one for one in registers.embargoes if clockwork.now < embargo_ends(one)), key=embargo_ends)
    past = sorted((one for one in registers.embargoes if embargo_ends(one) <= clockwork.now), key=embargo_ends)
    for embargo in (*ahead, *reversed(past)):
        if clockwork.now - embargo_ends(embargo) > _GONE:
            continue
        open_alerts = by_register.get(f"Embargo/{embargo.id}", 0)
        yield EmbargoCard(
            id=embargo.id,
            title=embargo.title or embargo.id,
            state=embargo_state(embargo, open_alerts, clockwork.now, found.get(embargo.id, "none")),
            lifts=clockwork.moment(embargo_ends(embargo)),
            open_alerts=open_alerts,
        )


def _topics(ports: Ports, titles: Titles, counted: Mapping[tuple[str, ...], int], now: datetime) -> Iterator[TopicCard]:
    hours, severities = _hours(ports, now), dict[str, dict[str, int]]()
    for (register, severity), count in counted.items():
        severities.setdefault(register, {})[severity] = count
    cards = [_topic(titles, register, counts, hours) for register, counts in severities.items()]
    cards.sort(key=lambda card: (-SEVERITIES.index(card.worst), -card.total, card.register))
    yield from cards[:_CARDS]


def _topic(titles: Titles, register: str, counts: Mapping[str, int], every: Mapping[str, Sequence[int]]) -> TopicCard:
    by_severity = {severity: counts[severity] for severity in reversed(SEVERITIES) if counts.get(severity)}
    hours = every.get(register, [0] * HOURS)
    most = max(hours) or 1
    return TopicCard(
        register=register,
        about=titles.of(register),
        worst=next(iter(by_severity), "low"),
        by_severity=by_severity,
        total=sum(by_severity.values()),
        hours=hours,
        levels=[-(-4 * count // most) for count in hours],
    )


def _hours(ports: Ports, now: datetime) -> Mapping[str, Sequence[int]]:
    """By register, how many were found in each of the last 24 whole hours, this one last."""
    this = now.replace(minute=0, second=0, microsecond=0)
    since = this - (HOURS - 1) * _HOUR
    counts: dict[str, list[int]] = {}
    for (start, register), count in ports.tally.histogram(Query(since=since), _HOUR, "register").items():
        hours = counts.setdefault(register, [0] * HOURS)
        hours[min(HOURS - 1, int((start - since) / _HOUR))] += count
    return counts
