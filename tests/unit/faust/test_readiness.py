"""Why a worker is not ready, and whether its process stood still."""

from threading import Event as Signal

import pytest

from streams.faust_pulse import Pulse
from streams.faust_worker import Readiness
from streams.stage import Unavailable


class Watch:
    """A clock that is set."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_each_change_is_told_once() -> None:
    told: list[str] = []
    ready = Readiness(told.append)
    for _ in range(2):
        ready.hold("registers", "too old")
    ready.hold("outputs", "away")
    ready.hold("registers", "missing")
    for part in ("registers", "registers", "outputs", "outputs"):
        ready.clear(part)
    assert told == ["too old", "too old; away", "missing; away", "away", ""]


def test_that_all_is_well_is_told_even_where_nothing_ever_was_not() -> None:
    told: list[str] = []
    Readiness(told.append).clear("registers")
    assert told == [""]


def test_a_part_that_is_well_says_nothing_of_the_others() -> None:
    told: list[str] = []
    ready = Readiness(told.append)
    ready.hold("partitions", "dealt")
    ready.clear("registers")
    assert told == ["dealt"]


def test_a_process_that_goes_on_is_not_missed() -> None:
    watch = Watch()
    pulse = Pulse(8.0, watch)
    for _ in range(10):
        watch.seconds += 7.9
        pulse.beat()
        pulse.check()


def test_a_process_that_stands_still_is_told_before_its_pulse_beats_again() -> None:
    watch = Watch()
    pulse = Pulse(8.0, watch)
    watch.seconds += 8.1
    with pytest.raises(Unavailable, match="stood still for more than 8 s"):
        pulse.check()


def test_that_a_process_stood_still_once_is_not_forgotten() -> None:
    watch = Watch()
    pulse = Pulse(8.0, watch)
    watch.seconds += 8.1
    for _ in range(3):
        pulse.beat()
        watch.seconds += 0.5
    with pytest.raises(Unavailable):
        pulse.check()


def test_the_pulse_begins_when_it_is_started_and_beats_in_a_thread_of_its_own() -> None:
    asked = Signal()
    watch = Watch()

    def seconds() -> float:
        asked.set()
        return watch()

    pulse = Pulse(8.0, seconds)
    watch.seconds += 60  # of a slow start
    pulse.start()
    asked.clear()
    pulse.check()
    assert asked.wait(5)
    pulse.stop()
    asked.clear()
    assert not asked.wait(1)
