"""What was learned holds by the set of what was published, in whatever order and however often it came."""

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from streams.events import Event
from streams.lessons import CalibrationPublished, CalibrationStep, ProfilePublished, WordWeight
from streams.situation.fold import History
from tests.veltrona import NOON

MINUTES = st.integers(0, 30).map(lambda number: NOON + timedelta(minutes=number))
BITS = st.integers(-4, 4).map(float)
PROFILES = st.builds(
    ProfilePublished,
    crisis=st.sampled_from(("fire", "flood")),
    version=st.integers(1, 5),
    at=MINUTES,
    words=st.tuples(st.builds(WordWeight, word=st.just("trafohaus"), bits=BITS)),
)
CALIBRATIONS = st.builds(
    CalibrationPublished,
    family=st.sampled_from(("embargo", "private-talk")),
    version=st.integers(200, 204),
    at=MINUTES,
    steps=st.tuples(st.builds(CalibrationStep, bits=BITS, confidence=st.just(0.5))),
)
PUBLISHED: st.SearchStrategy[list[Event]] = st.lists(st.one_of(PROFILES, CALIBRATIONS), max_size=12)


@given(PUBLISHED, st.data())
def test_in_any_order_and_repeated_the_same_is_in_force(published: list[Event], data: st.DataObject) -> None:
    again = data.draw(st.permutations([*published, *published[:3]]))
    assert History(published).situation().learned == History(again).situation().learned


@given(PUBLISHED, MINUTES)
def test_what_comes_into_force_later_changes_nothing_before(published: list[Event], at: datetime) -> None:
    held = History(published).situation().learned
    by_then = [one for one in published if isinstance(one, ProfilePublished | CalibrationPublished) and one.at <= at]
    then = History(by_then).situation().learned
    assert held.profile("fire", at) == then.profile("fire", at)
    assert held.calibration("embargo", at) == then.calibration("embargo", at)


@given(PUBLISHED)
def test_one_version_is_in_force_from_the_first_time_it_was_published_for(published: list[Event]) -> None:
    for version in History(published).situation().learned.profiles.get("fire", ()):
        same = [
            one.at
            for one in published
            if isinstance(one, ProfilePublished) and (one.crisis, one.version) == ("fire", version.version)
        ]
        assert version.at == min(same)
