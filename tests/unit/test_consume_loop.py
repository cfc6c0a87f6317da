"""The loop over a log in memory, with faults where a test wants them."""

from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from threading import Event as Signal
from threading import Thread

import pytest

from streams.codec import decode
from streams.consume import Handler, Observation, Pace, consume, consume_once, limited, step_handler
from streams.dead_letters import DeadLetterLimit, TooManyDead
from streams.events import Event
from streams.log.memory import MemoryLog
from streams.losses import DeadLetter
from streams.situation.model import Situation
from streams.stage import CannotRun, Unavailable, dead_letter
from streams.topics import Emit, Record, State
from tests.contract.log_homes import SteppingClock, gap, gaps, names

AT_ONCE = Pace(wait=timedelta(0))


class CountedSignal(Signal):
    """A stop that is set after so many turns, and remembers the pauses without sleeping."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self.turns = turns
        self.pauses: list[float] = []

    def is_set(self) -> bool:
        self.turns -= 1
        return self.turns < 0

    def wait(self, timeout: float | None = None) -> bool:
        self.pauses.append(timeout or 0)
        return False


class Copying:
    """A handler that copies records to `alerts`, in state and output, after raising what it is told to."""

    def __init__(self, state: State, fault: Callable[[Sequence[Record]], Exception | None]) -> None:
        self.state = state
        self.fault = fault
        self.calls: list[list[str]] = []

    def __call__(self, records: Sequence[Record]) -> Iterable[Emit]:
        self.calls.append(names(records))
        self.state.update(dict.fromkeys(names(records), b""))
        if error := self.fault(records):
            raise error
        return [gap(name, "alerts") for name in names(records)]


def never(_records: Sequence[Record]) -> None:
    return None


def filled(*numbers: int) -> MemoryLog:
    log = MemoryLog(SteppingClock())
    log.append(gaps(*numbers))
    return log


def outputs(log: MemoryLog) -> list[str]:
    return names(log.tail("alerts", {}, 1000))


def letters(log: MemoryLog) -> list[DeadLetter]:
    events = [decode(record.value) for record in log.tail("dead-letters", {}, 1000)]
    return [event for event in events if isinstance(event, DeadLetter)]


def run(log: MemoryLog, handler: Handler, stop: Signal, pace: Pace = AT_ONCE) -> list[Observation]:
    seen: list[Observation] = []
    consume(log, "g", ["posts"], handler, stop, seen.append, pace=pace)
    return seen


def test_each_turn_handles_and_advances_and_is_observed() -> None:
    log = filled(1, 2, 3)
    seen = run(log, Copying(log.state("g"), never), CountedSignal(3), Pace(limit=2, wait=timedelta(0)))
    assert outputs(log) == ["1", "2", "3"]
    assert log.positions("g") == {"posts": {0: 3}}
    assert [(o.group, o.records, o.failed) for o in seen] == [("g", 2, None), ("g", 1, None), ("g", 0, None)]


def test_an_unavailable_handler_gets_the_same_records_again_and_leaves_no_trace() -> None:
    log = filled(1, 2)
    faults = iter([Unavailable("the store is away"), None])
    handler = Copying(log.state("g"), lambda _: next(faults))
    seen = run(log, handler, CountedSignal(2))
    assert handler.calls == [["1", "2"], ["1", "2"]]
    assert [o.failed for o in seen] == ["the store is away", None]
    assert outputs(log) == ["1", "2"]


def test_nothing_is_advanced_past_while_a_handler_is_unavailable() -> None:
    log = filled(1)
    run(log, Copying(log.state("g"), lambda _: Unavailable("")), CountedSignal(5))
    assert (outputs(log), log.positions("g"), log.state("g")) == ([], {}, {})


def test_pauses_grow_to_a_limit_and_start_anew_after_a_success() -> None:
    log = filled(1)
    faults = iter([*[Unavailable("")] * 5, None, Unavailable("")])
    stop = CountedSignal(7)
    pace = Pace(wait=timedelta(0), pause=timedelta(seconds=1), longest=timedelta(seconds=5), draw=lambda _, most: most)

    def handler(_records: Sequence[Record]) -> Iterable[Emit]:
        if error := next(faults):
            raise error
        return gaps(2)

    run(log, handler, stop, pace)
    assert stop.pauses == [1, 2, 4, 5, 5, 1]


def test_a_pause_is_drawn_from_nothing_to_its_limit() -> None:
    bounds: list[tuple[float, float]] = []

    def draw(least: float, most: float) -> float:
        bounds.append((least, most))
        return 0.25

    assert Pace(draw=draw).back_off(10_000) == 0.25
    assert bounds == [(0.0, 30.0)]


def test_what_cannot_run_leaves_the_loop_with_the_position_kept() -> None:
    log = filled(1)
    with pytest.raises(CannotRun, match="wrong setting"):
        run(log, Copying(log.state("g"), lambda _: CannotRun("wrong setting")), CountedSignal(5))
    assert log.positions("g") == {}


def test_a_record_a_handler_fails_on_becomes_a_dead_letter_and_its_neighbours_are_handled() -> None:
    log = filled(1, 2, 3)
    handler = Copying(log.state("g"), lambda records: ValueError("2 is secret") if "2" in names(records) else None)
    run(log, handler, CountedSignal(2))
    assert handler.calls == [["1", "2", "3"], ["1"], ["2"], ["3"]]
    assert outputs(log) == ["1", "3"]
    assert log.state("g") == {"1": b"", "3": b""}
    assert log.positions("g") == {"posts": {0: 3}}
    (letter,) = letters(log)
    assert (letter.stage, letter.source, letter.position, letter.reason) == (
        "g",
        "posts",
        2,
        "fault in the handler: ValueError",
    )


def test_an_output_that_cannot_be_written_kills_its_record_alone() -> None:
    log = filled(1, 2)
    run(
        log,
        lambda records: [gap("\ud800" if name == "1" else name, "alerts") for name in names(records)],
        CountedSignal(1),
    )
    assert outputs(log) == ["2"]
    assert [letter.reason for letter in letters(log)] == ["fault in the handler: UnicodeEncodeError"]


def test_unavailable_among_single_records_goes_on_where_it_stopped() -> None:
    log = filled(1, 2, 3)
    faults = iter([ValueError(), None, Unavailable("away"), None])
    handler = Copying(log.state("g"), lambda _: next(faults))
    run(log, handler, CountedSignal(2))
    assert handler.calls == [["1", "2", "3"], ["1"], ["2"], ["2", "3"]]
    assert outputs(log) == ["1", "2", "3"]


def test_a_stop_ends_a_waiting_loop_within_a_second() -> None:
    stop = Signal()
    log = filled()
    thread = Thread(target=consume, args=(log, "g", ["posts"], Copying({}, never), stop, lambda _: None))
    thread.start()
    stop.set()
    thread.join(timeout=1)
    assert not thread.is_alive()


def numbering(event: Event, _situation: Situation, state: State) -> Iterable[Emit]:
    """A step that fails on a gap named "bad", after having written."""
    (name,) = names_of(event)
    state["last"] = name.encode()
    if name == "bad":
        raise KeyError(name)
    yield gap(name, "alerts")


def names_of(event: Event) -> list[str]:
    return [event.source] if hasattr(event, "source") else []


def test_a_step_is_given_one_situation_a_batch_and_its_bad_records_become_dead_letters() -> None:
    log = filled(1)
    log.append([gap("bad"), gap("3")])
    asked: list[Situation] = []

    def situation() -> Situation:
        asked.append(Situation())
        return asked[-1]

    handler = step_handler("detect", numbering, situation, log.state("g"))
    assert consume_once(log, "g", ["posts"], handler) == 3
    assert len(asked) == 1
    assert outputs(log) == ["1", "3"]
    assert log.state("g") == {"last": b"3"}
    assert [(letter.stage, letter.reason) for letter in letters(log)] == [("detect", "fault in the step: KeyError")]


def test_a_step_that_rejects_too_much_stops_with_the_position_kept() -> None:
    log = filled()
    log.append([gap("bad"), gap("2")])
    handler = step_handler("detect", numbering, Situation, log.state("g"), DeadLetterLimit(0.1, 2))
    with pytest.raises(TooManyDead):
        consume_once(log, "g", ["posts"], handler)
    assert (log.positions("g"), letters(log)) == ({}, [])


@pytest.mark.parametrize("failing", [True, False])
def test_a_handler_for_which_too_many_records_are_dead_ends_with_the_position_kept(*, failing: bool) -> None:
    log = filled(*range(10))

    def handler(records: Sequence[Record]) -> Iterable[Emit]:
        if failing:
            raise ValueError("refused")
        return [dead_letter("g", record, "refused") for record in records]

    with pytest.raises(TooManyDead):
        run(log, limited(handler, DeadLetterLimit(0.1, least=3)), CountedSignal(5))
    assert len(letters(log)) < 4
    assert log.positions("g").get("posts", {0: 0})[0] < 4


def test_a_batch_that_fails_as_a_whole_counts_by_its_records() -> None:
    log = filled(*range(20))
    handler = Copying(log.state("g"), lambda records: ValueError() if "2" in names(records) else None)
    run(log, limited(handler, DeadLetterLimit(0.1, least=10)), CountedSignal(5))
    assert len(outputs(log)) == 19
