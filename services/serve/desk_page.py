"""S4, the desk: embargoes and crises with what can be done about them, and a place to try posts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from services.serve.leaks import leaks
from services.serve.ports import Ports
from services.serve.rows import Titles
from services.serve.times import Clockwork, Moment
from services.serve.wall import OPEN, embargo_state
from streams.registers import Account, Severity
from streams.situation.model import crisis_open, embargo_ends

_BEGAN = timedelta(hours=1)  # before somebody declares it: people learn of it later than it begins
MOST_POSTS = 20  # tried at once
MOST_LETTERS = 5000  # of one of them


@dataclass(frozen=True, slots=True)
class EmbargoLine:
    """An embargo in the table."""

    id: str
    title: str
    state: str
    opens: Moment
    lifts: Moment
    terms: int
    facts: int
    documents: int
    allowed: str
    open_alerts: int
    version: int


@dataclass(frozen=True, slots=True)
class CrisisLine:
    """A crisis in the table."""

    id: str
    title: str
    on: bool
    opens: Moment
    closes: Moment | None
    places: str
    terms: str
    refer: str
    open_alerts: int
    version: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A post that was tried, and what it would give: severity and title, the worst first."""

    text: str
    found: Sequence[tuple[Severity, str]]


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The whole desk. `began` is when a crisis that is declared now may have begun, as a form holds it."""

    embargoes: Sequence[EmbargoLine]
    crises: Sequence[CrisisLine]
    accounts: Sequence[Account]
    began: str
    zone: str


def desk_page(ports: Ports, clockwork: Clockwork) -> DeskPage:
    """The desk as of now."""
    registers = ports.declared.history().situation().registers
    counts = ports.tally.count(OPEN, "register")
    leaked = leaks(ports.store, ports.tally, registers.embargoes, clockwork.now)
    embargoes = [
        EmbargoLine(
            id=one.id,
            title=one.title or one.id,
            state=embargo_state(one, counts.get(f"Embargo/{one.id}", 0), clockwork.now, leaked.get(one.id, "none")),
            opens=clockwork.moment(one.opens),
            lifts=clockwork.moment(embargo_ends(one)),
            terms=len(one.terms),
            facts=len(one.facts),
            documents=len(one.documents),
            allowed=", ".join(one.allowed),
            open_alerts=counts.get(f"Embargo/{one.id}", 0),
            version=registers.versions.get(("Embargo", one.id), 0),
        )
        for one in sorted(registers.embargoes, key=lambda one: (embargo_ends(one) <= clockwork.now, embargo_ends(one)))
    ]
    crises = [
        CrisisLine(
            id=one.id,
            title=one.title or one.id,
            on=crisis_open(one, clockwork.now),
            opens=clockwork.moment(one.opens),
            closes=clockwork.moment(one.closes) if one.closes else None,
            places=", ".join((*one.sites, *one.names)),
            terms=", ".join(one.terms),
            refer=", ".join(one.spokespeople),
            open_alerts=counts.get(f"Crisis/{one.id}", 0),
            version=registers.versions.get(("Crisis", one.id), 0),
        )
        for one in sorted(registers.crises, key=lambda one: one.opens, reverse=True)
    ]
    began = (clockwork.now - _BEGAN).astimezone(clockwork.zone).strftime("%Y-%m-%dT%H:%M")
    accounts = sorted(registers.accounts.values(), key=lambda account: account.id)
    return DeskPage(embargoes, crises, accounts, began, str(clockwork.zone))


def tried(ports: Ports, text: str, account_id: str) -> Iterator[Tried]:
    """Each line as a post of this account, judged now. Kept nowhere."""
    titles = Titles(ports.declared.history().situation().registers)
    for line in [line.strip() for line in text.splitlines() if line.strip()][:MOST_POSTS]:
        alerts = ports.acts.would_fire(line[:MOST_LETTERS], account_id)
        yield Tried(line[:MOST_LETTERS], [(alert.severity, titles.of(alert.register)) for alert in alerts])
