"""Figures, with the bounds that luck leaves them."""

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, sqrt
from typing import Final

from tests.end_to_end.background_run import upper_bound

_SURE: Final = 1.96  # standard deviations that hold 95 %
_DOUBT: Final = 0.05


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure between its 95 % bounds, and from how many cases it comes."""

    value: float
    low: float
    high: float
    of: int

    def scaled(self, by: float) -> "Figure":
        """The same in another unit."""
        return Figure(self.value * by, self.low * by, self.high * by, self.of)

    def __str__(self) -> str:
        digits = 3 if self.high < 1 else 2 if self.high < 10 else 1
        value, low, high = (f"{number:.{digits}f}" for number in (self.value, self.low, self.high))
        return f"{value} ({low}-{high})"


def bounds(count: float, of: float) -> tuple[float, float]:
    """The 95 % bounds of a share (Wilson 1927)."""
    share, spread = count / of, _SURE**2 / of
    middle = (share + spread / 2) / (1 + spread)
    half = _SURE * sqrt(share * (1 - share) / of + spread / (4 * of)) / (1 + spread)
    return max(0.0, middle - half), min(1.0, middle + half)


def share(count: int, of: int) -> Figure | None:
    """So many of so many, in per cent; nothing of nothing is no figure."""
    if not of:
        return None
    low, high = bounds(count, of)
    return Figure(count / of, low, high, of).scaled(100)


def rate(events: int, of: int, per: int) -> Figure | None:
    """Events in so many posts, with exact Poisson bounds, each of which holds 95 % by itself."""
    if not of:
        return None
    return Figure(events, lower_bound(events), upper_bound(events), of).scaled(per / of)


def lower_bound(events: int) -> float:
    """The smallest mean at which so many events still have a chance of 5 %."""
    return _where(lambda mean: 1 - _below(events, mean) > _DOUBT, events) if events else 0.0


def _below(events: int, mean: float) -> float:
    term, total = exp(-mean), 0.0
    for number in range(events):
        total += term
        term *= mean / (number + 1)
    return total


def _where(reached: Callable[[float], bool], high: float) -> float:
    low = 0.0
    while high - low > 1e-6:
        middle = (low + high) / 2
        low, high = (low, middle) if reached(middle) else (middle, high)
    return high
