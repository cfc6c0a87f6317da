"""The audit page: the trail, narrowed by what stands in the address."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from services.explain.harmless import harmless
from services.explain.languages import LANGUAGES
from services.serve.asked import Fields, fields_of, query_of
from services.serve.ports import Ports
from services.serve.rows import Titles
from services.serve.times import Clockwork, Moment
from services.serve.trail_ports import Line
from services.serve.trail_words import done, why
from services.serve.words import Words
from streams.events import Alert, RegisterChanged
from streams.registers import RegisterKind
from streams.situation.fold import History
from streams.trail import Asked

PAGE: Final = 200
MOST_PAGES: Final = 50  # whoever wants to look further back narrows the time, or exports
_KINDS: Final[Mapping[str, RegisterKind]] = {"Embargo": "Embargo", "Crisis": "Crisis", "Policy": "Policy"}


@dataclass(frozen=True, slots=True)
class Thing:
    """What something was done to: its id, and the page it leads to."""

    id: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LineShown:
    """A line, with all of its words harmless. `by` leads to all that the same person did."""

    at: Moment
    kind: str
    actor: str
    by: str
    things: Sequence[Thing]
    what: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Fired:
    """Which versions made an alert, who declared the register's, and when it was found."""

    title: str
    address: str
    rule: str
    version: str
    register: str
    register_version: int
    declared: Moment | None
    actor: str
    reason: str
    found: Moment


@dataclass(frozen=True, slots=True)
class Saved:
    """A kept question: its name, its address, who kept it, and whether it is the one that is asked."""

    name: str
    address: str
    actor: str
    here: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrailPage:
    """The newest lines that were asked for, and how many there are.

    `query` is the question as an address has it; `since` and `until` as a form has them; `older` and `newer` lead on.
    """

    asked: Asked
    query: str
    form: Fields
    lines: Sequence[LineShown]
    total: int
    first: int
    older: str
    newer: str
    saved: Sequence[Saved]
    fired: Fired | None


def trail_page(ports: Ports, asked: Asked, number: int, clockwork: Clockwork, words: Words) -> TrailPage:
    """The page of this number, from 1, newest first."""
    number = max(1, min(number, MOST_PAGES))
    found = ports.trail.newest(asked, number * PAGE)
    query = query_of(asked)
    first = (number - 1) * PAGE
    goes_on = found.total > number * PAGE and number < MOST_PAGES
    return TrailPage(
        asked=asked,
        query=query,
        form=fields_of(asked, clockwork.zone),
        lines=[_shown(line, clockwork, words) for line in found.lines[first:]],
        total=found.total,
        first=first + 1,
        older=f"/audit?{query_of(asked, page=str(number + 1))}" if goes_on else "",
        newer=f"/audit?{query_of(asked, page=str(number - 1))}" if number > 1 else "",
        saved=saved(ports, query),
        fired=_fired(ports, asked.object, clockwork, words),
    )


def saved(ports: Ports, query: str) -> Sequence[Saved]:
    """The questions that are kept, as links."""
    found = ((one, query_of(one.asked)) for one in ports.trail.kept())
    return [Saved(harmless(one.name), f"/audit?{own}", harmless(one.actor), own == query) for one, own in found]


def _shown(line: Line, clockwork: Clockwork, words: Words) -> LineShown:
    return LineShown(
        at=clockwork.moment(line.at),
        kind=line.kind,
        actor=harmless(line.actor),
        by=f"/audit?{query_of(Asked(actor=line.actor))}",
        things=_things(line),
        what=harmless(done(line, words)),
        why=harmless(why(line, words)),
    )


def _things(line: Line) -> Sequence[Thing]:
    """The ids of a line; the name of a question is one thing, whatever stands in it."""
    ids = [line.object] if line.kind == "question" else line.object.split()
    return [Thing(harmless(one), _address(one)) for one in ids]


def _address(thing: str) -> str:
    return f"/alerts/{quote(thing, safe='')}" if thing.startswith("al_") else f"/audit?{query_of(Asked(object=thing))}"


def _fired(ports: Ports, alert_id: str, clockwork: Clockwork, words: Words) -> Fired | None:
    """What made this alert, where the question is about one. Of its post nothing is read."""
    alert = ports.store.alert(alert_id) if alert_id.startswith("al_") else None
    if alert is None:
        return None
    history = ports.declared.history()
    held = _held(history, alert)
    return Fired(
        title=harmless(Titles(history.situation().registers, words.lang).of(alert.register)),
        address=f"/alerts/{quote(alert.id, safe='')}",
        rule=LANGUAGES[words.lang].policies.get(alert.policy, alert.policy),
        version=alert.policy_version,
        register=alert.register,
        register_version=alert.register_version,
        declared=clockwork.moment(held.declared_at) if held else None,
        actor=harmless(held.actor) if held else "",
        reason=harmless(held.reason) if held else "",
        found=clockwork.moment(alert.detected_at),
    )


def _held(history: History, alert: Alert) -> RegisterChanged | None:
    kind, _, name = alert.register.partition("/")
    versions = history.versions(_KINDS[kind], name) if kind in _KINDS else ()
    return next((one for one in reversed(versions) if one.version == alert.register_version), None)


def number_of(text: str) -> int:
    """The number of a page in an address; the first where it is none."""
    return int(text) if text.isdecimal() and len(text) < len(str(PAGE * PAGE)) else 1
