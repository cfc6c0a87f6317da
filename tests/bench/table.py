"""Figures beside their targets, for a reader and as JSON."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from statistics import median

import msgspec


@dataclass(frozen=True, slots=True)
class Target:
    """A figure must be at least `least`, or below `below`: the median of its rounds, or where `always` each of them."""

    least: float | None = None
    below: float | None = None
    always: bool = False

    def met(self, value: float) -> bool:
        """Whether this figure is good enough."""
        return (self.least is None or value >= self.least) and (self.below is None or value < self.below)

    def __str__(self) -> str:
        return f">= {self.least:,g}" if self.least is not None else f"< {self.below:,g}"


@dataclass(frozen=True, slots=True)
class Row:
    """One figure: the median of its rounds, the lowest and the highest of them, and what it should reach."""

    name: str
    value: float
    unit: str
    lowest: float
    highest: float
    target: Target | None = None
    note: str = ""

    @property
    def verdict(self) -> str:
        """Whether the target is met; empty where there is none."""
        if self.target is None:
            return ""
        figures = (self.lowest, self.highest) if self.target.always else (self.value,)
        return "met" if all(map(self.target.met, figures)) else "NOT met"


def row(name: str, rounds: Sequence[float], unit: str, target: Target | None = None, note: str = "") -> Row:
    """The row of one or several measurements of one thing."""
    return Row(name, median(rounds), unit, min(rounds), max(rounds), target, note)


def shown(row: Row) -> str:
    """A row as one line."""
    spread = f"{figure(row.lowest)} - {figure(row.highest)}" if row.lowest != row.highest else ""
    target = "" if row.target is None else f"{row.target!s:<10} {row.verdict}"
    return f"{row.name:<52}{figure(row.value):>10} {row.unit:<12} {spread:<20} {target:<19} {row.note}".rstrip()


HEAD = f"{'median of the rounds':<52}{'':>10} {'':<12} {'lowest - highest':<20} target"


def figure(value: float) -> str:
    """A number with as many digits as mean anything."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def as_json(about: dict[str, str], rows: Iterable[Row]) -> bytes:
    """All figures for a script."""
    told = {"about": about, "rows": [{**msgspec.to_builtins(row), "verdict": row.verdict} for row in rows]}
    return msgspec.json.format(msgspec.json.encode(told))
