"""How sure findings of a weight turned out to be: a step function that never falls."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Final

from streams.lessons import CalibrationStep

LEAST_SURE: Final = 0.01
MOST_SURE: Final = 0.99


def isotonic(decided: Iterable[tuple[float, bool]]) -> tuple[CalibrationStep, ...]:
    """The rising steps nearest to these (bits, whether it was right), by squares.

    Pool adjacent violators (Ayer, Brunk, Ewing, Reid and Silverman 1955): neighbours that fall are put together until
    none does. Each step lies at the least bits put into it; nothing is ever quite sure.
    """
    counts: defaultdict[float, list[int]] = defaultdict(lambda: [0, 0])
    for bits, was_right in decided:
        counts[bits][was_right] += 1
    pools: list[tuple[float, int, int]] = []  # from which bits on, how many were right, and how many there were
    for bits in sorted(counts):
        start, right, of = bits, counts[bits][1], sum(counts[bits])
        while pools and pools[-1][1] * of >= right * pools[-1][2]:
            start, before, more = pools.pop()
            right, of = right + before, of + more
        pools.append((start, right, of))
    sure = ((start, round(min(MOST_SURE, max(LEAST_SURE, right / of)), 3)) for start, right, of in pools)
    return tuple(CalibrationStep(bits=start, confidence=share) for start, share in sure)
