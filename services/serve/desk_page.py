"""S4, the desk: embargoes and crises with what can be done about them, and a place to try posts."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Final

from fastapi.responses import Response

from services.serve.desk_forms import MOST
from services.serve.leaks import Leak
from services.serve.pages import Pages
from services.serve.ports import Ports
from services.serve.rows import Titles
from services.serve.times import Clockwork, Moment
from services.serve.visits import Visit
from services.serve.wall import OPEN, embargo_state
from services.serve.words import Lang
from streams.registers import Account, Severity
from streams.situation.model import Registers, crisis_open, embargo_ends
from streams.situation.purposes import looked_at

_BEGAN = timedelta(hours=1)  # before somebody declares it: people learn of it later than it begins
MOST_POSTS = 20  # tried at once
MOST_LETTERS = 5000  # of one of them
_OFFICIAL: Final = frozenset({"newsroom", "press", "presse", "communications", "official"})  # roles that speak for it
_CANNOT: Final = 422


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

    @property
    def can_end(self) -> bool:
        """Whether it can be lifted now."""
        return self.state not in {"lifted", "planned"}


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
    named: Collection[str]
    statement: str
    open_alerts: int
    version: int


@dataclass(frozen=True, slots=True)
class Tried:
    """A post that was tried, and what it would give: severity and title, the worst first.

    Where that is nothing, `may` names what it speaks of and its account may speak about.
    """

    text: str
    found: Sequence[tuple[Severity, str]]
    may: str


@dataclass(frozen=True, slots=True)
class Trying:
    """The posts that were tried, of so many that were sent."""

    posts: Sequence[Tried]
    of: int


@dataclass(frozen=True, slots=True)
class Answer:
    """What the desk says after a form was sent: which one, what was typed into it and what is wrong with that.

    `done` is what to say where it was done.
    """

    form: str = ""
    given: Mapping[str, object] = field(default_factory=dict)
    wrong: Sequence[str] = ()
    done: str = ""
    tried: Trying | None = None


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The whole desk. `began` is when a crisis that is declared now may have begun, as a form holds it.

    `accounts` are those that may be looked at now: they can be tried and named. `official` of them speak for the house.
    A crisis is of one of the `companies`.
    """

    embargoes: Sequence[EmbargoLine]
    crises: Sequence[CrisisLine]
    accounts: Sequence[Account]
    official: Collection[str]
    companies: Sequence[str]
    began: str
    zone: str


def desk_page(ports: Ports, clockwork: Clockwork) -> DeskPage:
    """The desk as of now."""
    registers = ports.declared.history().situation().registers
    counts = ports.tally.count(OPEN, "register")
    leaked = ports.leaks.found(ports.store, ports.tally, registers.embargoes, clockwork.now)
    accounts = looked_at(registers, clockwork.now)
    return DeskPage(
        embargoes=list(_embargoes(registers, counts, leaked, clockwork)),
        crises=list(_crises(registers, counts, clockwork)),
        accounts=accounts,
        official={one.id for one in accounts if one.account_class == "brand" and one.role.casefold() in _OFFICIAL},
        companies=sorted(registers.companies),
        began=(clockwork.now - _BEGAN).astimezone(clockwork.zone).strftime("%Y-%m-%dT%H:%M"),
        zone=str(clockwork.zone),
    )


def _embargoes(
    registers: Registers, counts: Mapping[str, int], leaked: Mapping[str, Leak], clockwork: Clockwork
) -> Iterator[EmbargoLine]:
    """What is over last, else the next to end first."""
    for one in sorted(registers.embargoes, key=lambda one: (embargo_ends(one) <= clockwork.now, embargo_ends(one))):
        open_alerts = counts.get(f"Embargo/{one.id}", 0)
        yield EmbargoLine(
            id=one.id,
            title=one.title or one.id,
            state=embargo_state(one, open_alerts, clockwork.now, leaked.get(one.id, "none")),
            opens=clockwork.moment(one.opens),
            lifts=clockwork.moment(embargo_ends(one)),
            terms=len(one.terms),
            facts=len(one.facts),
            documents=len(one.documents),
            allowed=", ".join(one.allowed),
            open_alerts=open_alerts,
            version=registers.versions.get(("Embargo", one.id), 0),
        )


def _crises(registers: Registers, counts: Mapping[str, int], clockwork: Clockwork) -> Iterator[CrisisLine]:
    """The latest first."""
    for one in sorted(registers.crises, key=lambda one: one.opens, reverse=True):
        yield CrisisLine(
            id=one.id,
            title=one.title or one.id,
            on=crisis_open(one, clockwork.now),
            opens=clockwork.moment(one.opens),
            closes=clockwork.moment(one.closes) if one.closes else None,
            places=", ".join((*one.sites, *one.names)),
            terms=", ".join(one.terms),
            refer=", ".join(one.spokespeople),
            named=one.spokespeople,
            statement=one.statement,
            open_alerts=counts.get(f"Crisis/{one.id}", 0),
            version=registers.versions.get(("Crisis", one.id), 0),
        )


def desk_shown(ports: Ports, pages: Pages, visit: Visit, answer: Answer) -> Response:
    """The desk, with what was done, tried or went wrong there.

    What is wrong with something that is gone or over has no form of its own any more: it stands above all.
    """
    found = desk_page(ports, visit.clockwork)
    status = _CANNOT if answer.wrong else 200
    forms = {"declare", "try", *_forms(found)}
    return pages.shown(
        "desk.html", visit, "desk", status, desk=found, answer=answer, homeless=answer.form not in forms, most=MOST
    )


def _forms(desk: DeskPage) -> Iterator[str]:
    """The names of the forms at what is declared, as the page shows them."""
    yield from (f"{act} {one.id}" for one in desk.crises if one.on for act in ("add", "close"))
    yield from (f"lift {one.id}" for one in desk.embargoes if one.can_end)


def tried(ports: Ports, text: str, account_id: str, lang: Lang) -> Trying:
    """Each line as a post of this account, judged now. Kept nowhere. It is an account that is declared."""
    titles = Titles(ports.declared.history().situation().registers, lang)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return Trying([_tried(ports, titles, line[:MOST_LETTERS], account_id) for line in lines[:MOST_POSTS]], len(lines))


def _tried(ports: Ports, titles: Titles, text: str, account_id: str) -> Tried:
    would = ports.acts.would_fire(text, account_id)
    found = [(alert.severity, titles.of(alert.register)) for alert in would.alerts]
    return Tried(text, found, ", ".join(map(titles.of, would.may_speak)))
