"""Steps that never fall, and lie as near as can be to what was decided."""

from hypothesis import given
from hypothesis import strategies as st

from streams.detect.decide import confidence
from streams.learn.isotonic import LEAST_SURE, MOST_SURE, isotonic
from streams.lessons import CalibrationPublished
from tests.veltrona import NOON

DECIDED = st.lists(st.tuples(st.integers(-8, 40).map(float), st.booleans()), max_size=80)


def calibrated(decided: list[tuple[float, bool]]) -> CalibrationPublished:
    return CalibrationPublished(family="embargo", version=len(decided), at=NOON, steps=isotonic(decided))


@given(DECIDED)
def test_steps_rise_in_bits_and_in_confidence(decided: list[tuple[float, bool]]) -> None:
    steps = isotonic(decided)
    assert sorted({step.bits for step in steps}) == [step.bits for step in steps]
    assert sorted(step.confidence for step in steps) == [step.confidence for step in steps]
    assert all(LEAST_SURE <= step.confidence <= MOST_SURE for step in steps)


@given(DECIDED, st.integers(-10, 45), st.integers(-10, 45))
def test_what_weighs_more_is_never_less_sure(decided: list[tuple[float, bool]], one: int, other: int) -> None:
    calibration = calibrated(decided)
    low, high = sorted((one, other))
    assert confidence(low, calibration) <= confidence(high, calibration)


@given(DECIDED)
def test_the_order_of_decisions_changes_nothing(decided: list[tuple[float, bool]]) -> None:
    assert isotonic(decided) == isotonic(decided[::-1]) == isotonic(sorted(decided))


@given(st.lists(st.booleans(), min_size=1, max_size=5))
def test_no_other_rising_steps_lie_nearer(rights: list[bool]) -> None:
    decided = [(float(bits), right) for bits, right in enumerate(rights)]
    found = [confidence(bits, calibrated(decided)) for bits, _ in decided]
    best = min(
        sum((level - right) ** 2 for level, (_, right) in zip(levels, decided, strict=True))
        for levels in _rising([n / 12 for n in range(13)], len(rights))
    )
    # a twelfth is the grid of the others; confidence stays a hundredth from nought and one
    assert sum((level - right) ** 2 for level, (_, right) in zip(found, decided, strict=True)) <= best + 0.01


def _rising(grid: list[float], length: int) -> list[list[float]]:
    if length == 0:
        return [[]]
    shorter = _rising(grid, length - 1)
    return [[*before, level] for before in shorter for level in grid if not before or level >= before[-1]]


def test_neighbours_that_fall_are_put_together() -> None:
    steps = isotonic([(1, False), (2, True), (3, False), (4, True)])
    assert [(step.bits, step.confidence) for step in steps] == [(1, 0.01), (2, 0.5), (4, 0.99)]


def test_without_decisions_the_first_formula_holds() -> None:
    assert confidence(6.0, calibrated([])) == confidence(6.0) == 0.5


def test_what_weighs_less_than_all_decided_on_has_the_confidence_of_the_first_step() -> None:
    assert confidence(-100, calibrated([(5, False), (9, True)])) == 0.01
