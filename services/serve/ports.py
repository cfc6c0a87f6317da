"""What the console stands on: the log, the view, what is declared, a clock, and what people may do through it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from services.ports.store import Store
from services.serve.beside import Shelf
from services.serve.leaks import Leaks
from services.serve.remembered import Tally
from services.serve.trail_ports import Trail
from services.sources.report import Report
from streams.events import Alert
from streams.log.port import History, Log
from streams.situation.fold import History as Declarations


class Declared(Protocol):
    """What is declared, up to date whenever it is asked."""

    def history(self) -> Declarations:
        """Everything that was ever declared. Raises `Unavailable` where the log cannot be read."""
        ...


class Record(Log, History, Protocol):
    """The log, to append decisions to, and to look at."""


@dataclass(frozen=True, slots=True)
class WouldBe:
    """What a post would give: its alerts, the worst first, and the register entries it speaks of and may."""

    alerts: Sequence[Alert]
    may_speak: Sequence[str]


class Acts(Protocol):
    """What people do at the desk. Each is signed; each raises `CannotRun` with what is wrong, in words."""

    def declare_crisis(self, fields: Mapping[str, object], actor: str, reason: str) -> None:
        """Declare a crisis by the fields of its register document."""
        ...

    def add_to_crisis(self, crisis_id: str, more: Mapping[str, object], actor: str, reason: str) -> None:
        """Add to a crisis that is not over: `sites`, `terms`, `spokespeople`; a `statement` replaces what was said."""
        ...

    def close_crisis(self, crisis_id: str, actor: str, reason: str) -> None:
        """Say that a crisis is over now."""
        ...

    def lift(self, embargo_id: str, actor: str, reason: str) -> None:
        """End an embargo now."""
        ...

    def close_gap(self, gap_id: str, actor: str, reason: str) -> None:
        """Say that somebody has looked after what is missing there, and how."""
        ...

    def would_fire(self, text: str, account_id: str) -> WouldBe:
        """What a post of this account would give now. Kept nowhere."""
        ...


@dataclass(frozen=True, slots=True)
class Ports:
    """One installation, as the console needs it. Threads share it. `kept_for` is how long texts of alerts are kept.

    `tally` counts what is in `store`; `sources` says how all sources stand, a moment ago. Without a `shelf` no passage
    of a draft is shown.
    """

    log: Record
    store: Store
    declared: Declared
    clock: Callable[[], datetime]
    acts: Acts
    kept_for: timedelta
    trail: Trail
    tally: Tally
    sources: Callable[[], Report]
    shelf: Shelf | None = None
    leaks: Leaks = field(default_factory=Leaks)
