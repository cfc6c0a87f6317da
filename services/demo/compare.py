"""What a scenario expected, beside what an installation found."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from services.demo.moments import Expected, Posted
from services.demo.play import Happening
from services.demo.templates import titles
from services.ports.store import Query, Store, pages
from streams.events import Alert
from streams.registers import SEVERITIES

Version = tuple[str, str]
_PAGE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One kind of case: how many posts, how many answers were expected of them, and what came.

    An answer is an alert, a refusal or a dead letter; `refused` counts the last two.
    """

    kind: str
    posts: int
    expected: int
    found: int
    missing: int
    unexpected: int
    refused: int

    @property
    def alerts(self) -> int:
        """How many of what came were alerts."""
        return self.found - self.refused

    @property
    def silent(self) -> bool:
        """Whether every post was looked at and nothing came of any."""
        return not self.found


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One post of which something else came than was expected."""

    kind: str
    post: str
    text: str
    expected: tuple[str, ...]
    found: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """All kinds in their order, and every difference."""

    rows: tuple[Row, ...]
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    posted: Posted
    expected: tuple[str, ...]
    found: tuple[str, ...]
    turned_away: bool

    @property
    def met(self) -> int:
        return len(set(self.expected) & set(self.found))


def compare(happenings: Iterable[Happening], store: Store) -> Comparison:
    """Compare everything that happened with what stands in the store at the end."""
    alerts = _by_version(store)
    posted = [(item, item.moment) for item in happenings if isinstance(item.moment, Posted)]
    answers = [_answer(happening, moment, alerts) for happening, moment in posted]
    rows = [_row(kind, [each for each in answers if each.posted.kind == kind]) for kind in titles()]
    return Comparison(
        tuple(row for row in rows if row.posts),
        tuple(_difference(answer) for answer in answers if set(answer.expected) != set(answer.found)),
    )


def _by_version(store: Store) -> dict[Version, list[Alert]]:
    found: dict[Version, list[Alert]] = {}
    for page in pages(store, Query(limit=_PAGE)):
        for alert in page:
            found.setdefault((alert.post.id, alert.post.revision), []).append(alert)
    return found


def _answer(happening: Happening, posted: Posted, alerts: Mapping[Version, Sequence[Alert]]) -> _Answer:
    expected = [_wanted(posted.expects)] if posted.expects else []
    expected += [f"refused: {posted.refused}"] if posted.refused else []
    expected += ["dead letter"] if posted.torn else []
    found = [_standing(alert, posted.expects) for alert in alerts.get(posted.version, ())]
    found += [f"refused: {happening.refused}"] if happening.refused else []
    found += ["dead letter"] if happening.dead else []
    return _Answer(posted, tuple(expected), tuple(found), turned_away=bool(happening.refused) or happening.dead)


def _wanted(expects: Expected) -> str:
    return " ".join((expects.register, expects.status, *(["found later"] if expects.later else [])))


def _standing(alert: Alert, expects: Expected | None) -> str:
    words = [alert.register, alert.status, *(["found later"] if alert.found_later else [])]
    too_severe = expects and SEVERITIES.index(alert.severity) > SEVERITIES.index(expects.at_most)
    return " ".join((*words, *([f"but {alert.severity}"] if too_severe else [])))


def _row(kind: str, answers: Sequence[_Answer]) -> Row:
    expected = sum(len(answer.expected) for answer in answers)
    found = sum(len(answer.found) for answer in answers)
    met = sum(answer.met for answer in answers)
    return Row(
        kind=kind,
        posts=sum(answer.posted.change == "created" for answer in answers),
        expected=expected,
        found=found,
        missing=expected - met,
        unexpected=found - met,
        refused=sum(answer.turned_away for answer in answers),
    )


def _difference(answer: _Answer) -> Difference:
    posted = answer.posted
    return Difference(
        kind=posted.kind,
        post=f"{posted.who}/{posted.id}",
        text=" | ".join(part for part in (posted.said.text, posted.said.summary, posted.said.alt) if part),
        expected=answer.expected,
        found=answer.found,
    )
