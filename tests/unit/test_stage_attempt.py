from collections.abc import Iterable

import pytest

from streams.codec import encode
from streams.events import Event
from streams.losses import DeadLetter
from streams.situation.model import Situation
from streams.stage import CannotRun, Outcome, Overlay, Unavailable, attempt
from streams.topics import Emit, Record, State
from tests.contract.log_homes import NOON, gap

SITUATION = Situation()


def record(value: bytes) -> Record:
    return Record("posts", "m/anna", value, 0, 7, 2, NOON)


GOOD = record(encode(gap("one").event))


class Writing:
    """A step that writes, emits, and then raises what it is told to."""

    def __init__(self, fault: Exception | None = None) -> None:
        self.fault = fault

    def __call__(self, event: Event, _situation: Situation, state: State) -> Iterable[Emit]:
        state["new"] = b"1"
        state.pop("old", None)
        yield Emit("alerts", "k", event)
        if self.fault:
            raise self.fault


def reason_of(outcome: Outcome) -> str:
    (emit,) = outcome.emits
    assert outcome.dead
    assert isinstance(emit.event, DeadLetter)
    return emit.event.reason


def test_a_step_that_succeeds_keeps_its_state() -> None:
    state = {"old": b"0"}
    assert attempt("detect", Writing(), GOOD, SITUATION, state) == Outcome((gap("one", "alerts"),))
    assert state == {"new": b"1"}


def test_a_record_that_fails_becomes_a_dead_letter_and_leaves_no_trace() -> None:
    state = {"old": b"0"}
    outcome = attempt("detect", Writing(ValueError("a private word")), GOOD, SITUATION, state)
    assert reason_of(outcome) == "fault in the step: ValueError"
    assert state == {"old": b"0"}


def test_a_dead_letter_points_to_its_record_and_holds_none_of_it() -> None:
    (emit,) = attempt("detect", Writing(ValueError()), GOOD, SITUATION, {}).emits
    letter = emit.event
    assert isinstance(letter, DeadLetter)
    assert (emit.topic, letter.source, letter.partition, letter.position, letter.index) == (
        "dead-letters",
        "posts",
        0,
        7,
        2,
    )
    assert (letter.length, letter.at) == (len(GOOD.value), NOON)
    assert b"one" not in encode(letter)


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (b"", "DecodeError"),
        (b"\xff\xfe private", "DecodeError"),
        (b'{"type":"PostEvent","version":1,"data":{"text":"\\ud800 private"}}', "DecodeError"),
        (b'{"type":"Rumour","version":1,"data":{}}', "unknown type of event"),
        (b'{"type":"Gap","version":2,"data":{}}', "version 2 is newer than this program knows (1): upgrade"),
        (b'{"type":"Gap","version":1,"data":{"source":1}}', "Expected `str`, got `int`"),
        (b'{"type":"Gap","version":1,"data":{}}', "Object missing required field `source`"),
    ],
)
def test_bytes_that_are_no_event_become_a_dead_letter_that_does_not_quote_them(value: bytes, reason: str) -> None:
    assert reason_of(attempt("detect", Writing(), record(value), SITUATION, {})) == reason


@pytest.mark.parametrize("fault", [Unavailable("away"), CannotRun("wrong setting")])
def test_what_is_not_the_records_fault_passes_and_leaves_no_trace(fault: Exception) -> None:
    state = {"old": b"0"}
    with pytest.raises(type(fault)):
        attempt("detect", Writing(fault), GOOD, SITUATION, state)
    assert state == {"old": b"0"}


def test_an_overlay_forgets_what_was_not_kept() -> None:
    below = {"a": b"1"}
    overlay = Overlay(below)
    overlay["a"] = b"2"
    del overlay["a"]
    with pytest.raises(KeyError):
        del overlay["a"]
    overlay.drop()
    assert overlay == below == {"a": b"1"}
