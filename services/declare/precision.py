"""How often a term is right, from few decisions: bounds that say how little is known."""

from dataclasses import dataclass
from functools import cached_property
from math import exp, fsum, lgamma, log, sqrt
from typing import Final

RARELY: Final = 0.2  # precision: nine of ten lexicons of the trade are no better
SURELY: Final = 0.9
_Z: Final = 1.959964  # of 95 %, two-sided


@dataclass(frozen=True)
class Precision:
    """So many findings that people confirmed, and so many that they dismissed."""

    confirmed: int = 0
    dismissed: int = 0

    @property
    def decided(self) -> int:
        """How many were decided at all."""
        return self.confirmed + self.dismissed

    @cached_property
    def bounds(self) -> tuple[float, float]:
        """Between what the share of right findings lies, 95 times of 100 (Wilson's score interval)."""
        n = self.decided
        if not n:
            return 0.0, 1.0
        share, z = self.confirmed / n, _Z * _Z / n
        middle, half = share + z / 2, _Z * sqrt(share * (1 - share) / n + z / (4 * n))
        return max(0.0, (middle - half) / (1 + z)), min(1.0, (middle + half) / (1 + z))

    @property
    def rarely_right(self) -> float:
        """The probability that fewer than one of five are right, where before any decision every share was as likely.

        The posterior is Beta(confirmed + 1, dismissed + 1), and its tail that of a binomial: summed exactly.
        """
        n = self.decided + 1
        return min(1.0, fsum(_binomial(k, n, RARELY) for k in range(self.confirmed + 1, n + 1)))

    @property
    def too_loud(self) -> bool:
        """Whether it is all but certain that it is rarely right."""
        return self.rarely_right > SURELY


def _binomial(k: int, n: int, p: float) -> float:
    return exp(lgamma(n + 1) - lgamma(k + 1) - lgamma(n - k + 1) + k * log(p) + (n - k) * log(1 - p))
