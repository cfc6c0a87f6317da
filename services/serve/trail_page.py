"""The audit page: the trail, narrowed by what stands in the address."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from services.explain.harmless import harmless
from services.serve.times import Clockwork, Moment

PAGE: Final = 200
KINDS: Final = ("decision", "register", "delivery", "access", "look-back", "confirmation", "gap")
_LONGEST: Final = 200


class Line(Protocol):
    """One line of the trail, read-only."""

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def kind(self) -> str:
        """One of `KINDS`."""
        ...

    @property
    def actor(self) -> str:
        """Who."""
        ...

    @property
    def object(self) -> str:
        """To what."""
        ...

    @property
    def what(self) -> str:
        """What was done."""
        ...

    @property
    def why(self) -> str:
        """The reason that was given, or what became of it."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the page is asked for; an empty field means any."""

    actor: str = ""
    object: str = ""
    kind: str = ""


Trail = Callable[[Asked], Sequence[Line]]


@dataclass(frozen=True, slots=True)
class LineShown:
    """A line, with all of its words harmless."""

    at: Moment
    kind: str
    actor: str
    object: str
    what: str
    why: str


@dataclass(frozen=True, slots=True)
class TrailPage:
    """The newest lines that were asked for, and how many there are."""

    asked: Asked
    lines: Sequence[LineShown]
    total: int


def asked_of(query: Mapping[str, str]) -> Asked:
    """The question in an address."""
    actor, about, kind = (query.get(name, "")[:_LONGEST].strip() for name in ("actor", "object", "kind"))
    return Asked(actor=actor, object=about, kind=kind)


def trail_page(trail: Trail, asked: Asked, clockwork: Clockwork) -> TrailPage:
    """The page, newest first."""
    found = trail(asked)
    newest = [_shown(line, clockwork) for line in reversed(found[-PAGE:])]
    return TrailPage(asked, newest, len(found))


def _shown(line: Line, clockwork: Clockwork) -> LineShown:
    words = map(harmless, (line.kind, line.actor, line.object, line.what, line.why))
    return LineShown(clockwork.moment(line.at), *words)
