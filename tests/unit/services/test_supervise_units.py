"""One thread, all units in turn."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from threading import Event as Signal

import pytest
from prometheus_client import CollectorRegistry

from services.health import Health
from services.metrics import declare_metrics
from services.run.observe import observer
from services.run.run import Sources, run_until_stopped
from services.run.supervise import Unit, supervise
from streams.consume import Observation
from streams.stage import CannotRun, Unavailable


class Worker:
    """Has so many records to do, and is away for its first turns."""

    def __init__(self, records: int, away: int = 0) -> None:
        self.left = records
        self.away = away
        self.turns = 0

    def work(self) -> int:
        self.turns += 1
        if self.away:
            self.away -= 1
            raise Unavailable("search.db cannot be written")
        done = min(self.left, 2)
        self.left -= done
        return done


class Seen:
    """What was observed."""

    def __init__(self) -> None:
        self.turns: list[Observation] = []

    def __call__(self, turn: Observation) -> None:
        self.turns.append(turn)


def test_until_idle_ends_when_nobody_has_anything_left_and_nobody_is_away() -> None:
    first, second = Worker(5), Worker(1, away=2)
    supervise([Unit("first", first.work), Unit("second", second.work)], Signal(), Seen(), until_idle=True)
    assert (first.left, second.left, second.away) == (0, 0, 0)


def test_until_idle_does_not_leave_behind_what_is_done_seldom() -> None:
    often, waiting = Worker(3), list[str]()

    def note() -> int:
        count = often.work()
        waiting.extend(["a post"] * count)
        return count

    def erase() -> int:
        count = len(waiting)
        waiting.clear()
        return count

    supervise([Unit("note", note), Unit("erase", erase, every=3600)], Signal(), Seen(), until_idle=True)
    assert waiting == []


def test_what_is_done_seldom_is_not_done_in_every_turn() -> None:
    often, seldom = Worker(20), Worker(20)
    stop = Signal()

    def work() -> int:
        if not often.left:
            stop.set()
        return often.work()

    supervise([Unit("often", work), Unit("seldom", seldom.work, every=3600)], stop, Seen())
    assert seldom.turns == 1


def test_a_unit_that_is_away_delays_no_other() -> None:
    done: list[str] = []
    stop = Signal()

    def index() -> int:
        raise Unavailable("search.db cannot be written")

    def deliver() -> int:
        done.append("delivered")
        if len(done) == 50:
            stop.set()
        return 1

    seen = Seen()
    supervise([Unit("index", index), Unit("deliver", deliver)], stop, seen)
    failed = [turn for turn in seen.turns if turn.failed]
    assert {turn.group for turn in failed} == {"index"}
    assert failed[0].failed == "search.db cannot be written"
    assert len(failed) < len(done)


def test_only_turns_with_work_and_failures_are_observed() -> None:
    seen = Seen()
    supervise([Unit("a", Worker(3).work)], Signal(), seen, until_idle=True)
    assert [(turn.group, turn.records, turn.failed) for turn in seen.turns] == [("a", 2, None), ("a", 1, None)]


def test_what_no_process_can_do_leaves_the_loop() -> None:
    def work() -> int:
        raise CannotRun("registers of a newer version")

    with pytest.raises(CannotRun, match="newer version"):
        supervise([Unit("detect", work)], Signal(), Seen())


def source_of(steps: int, then: Callable[[], None] = lambda: None) -> Callable[[], Iterable[object]]:
    def source() -> Iterable[object]:
        yield from range(steps)
        then()

    return source


def test_a_source_that_cannot_go_on_stops_the_whole_and_says_why() -> None:
    def gone() -> None:
        raise CannotRun("posts.ndjson cannot be read")

    with pytest.raises(CannotRun, match=r"posts\.ndjson"):
        run_until_stopped([source_of(1, gone)], [Unit("a", Worker(0).work)], Signal(), Seen())


def test_a_source_with_a_bug_stops_the_whole_instead_of_going_silent() -> None:
    def bug() -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        run_until_stopped([source_of(1, bug)], [Unit("a", Worker(0).work)], Signal(), Seen())


def test_a_source_that_ends_leaves_the_others_running() -> None:
    stop = Signal()
    reading = Sources(stop)
    reading.start([source_of(3), source_of(0)])
    reading.join()
    assert not stop.is_set()


def test_reading_to_the_end_of_every_source_is_an_end_where_that_is_asked_for() -> None:
    stop = Signal()
    run_until_stopped([source_of(3), source_of(0)], [Unit("a", Worker(0).work)], stop, Seen(), until_read=True)
    assert stop.is_set()


def test_every_round_is_a_beat_also_without_anything_to_do() -> None:
    stop, beats = Signal(), list[None]()

    def beat() -> None:
        beats.append(None)
        if len(beats) == 3:
            stop.set()

    run_until_stopped([], [Unit("a", Worker(0).work)], stop, Seen(), beat=beat)
    assert len(beats) == 3


def test_units_that_wait_long_one_after_another_are_each_a_beat() -> None:
    stop, seen = Signal(), list[str]()

    def waits(name: str) -> Unit:
        def work() -> int:
            seen.append(name)
            if name == "b":
                stop.set()
            raise Unavailable("Kafka cannot be reached")

        return Unit(name, work)

    supervise([waits("a"), waits("b")], stop, Seen(), beat=lambda: seen.append("beat"))
    assert seen == ["beat", "a", "beat", "b"]


def test_a_stop_is_heeded_between_two_units_each_of_which_may_wait_long() -> None:
    stop, seen = Signal(), list[str]()

    def waits(name: str) -> Unit:
        def work() -> int:
            seen.append(name)
            stop.set()
            raise Unavailable("Kafka cannot be reached")

        return Unit(name, work)

    supervise([waits("a"), waits("b")], stop, Seen())
    assert seen == ["a"]


def test_what_failed_is_counted_and_the_process_is_not_ready_until_it_works_again() -> None:
    registry = CollectorRegistry()
    health = Health(60)
    observe = observer(declare_metrics(registry), lambda: datetime(2026, 11, 20, tzinfo=UTC), health)
    observe(Observation("index", 0, 0.1, "search.db cannot be written"))
    assert health.not_ready() == "index: search.db cannot be written"
    assert registry.get_sample_value("vorlaut_stage_failures_total", {"stage": "index"}) == 1
    observe(Observation("index", 5, 0.1))
    assert health.not_ready() == ""
    assert registry.get_sample_value("vorlaut_records_handled_total", {"stage": "index"}) == 5
