import pytest

from streams.codec import decode
from streams.dead_letters import DeadLetterLimit, TooManyDead, replay
from streams.log.memory import MemoryLog
from streams.losses import DeadLetter
from streams.stage import CannotRun, dead_letter
from streams.topics import Emit, Record
from tests.contract.log_homes import NOON, SteppingClock, gap


def letter_of(record: Record) -> DeadLetter:
    event = dead_letter("detect", record, "KeyError").event
    assert isinstance(event, DeadLetter)
    return event


def log_with_one_record() -> tuple[MemoryLog, Record]:
    log = MemoryLog(SteppingClock())
    log.append([gap("one", key="m/anna")])
    return log, log.tail("posts", {}, 1)[0]


def test_few_records_never_exceed_the_limit() -> None:
    limit = DeadLetterLimit()
    limit.add(seen=999, dead=999)
    assert not limit.exceeded()


def test_a_tenth_is_allowed_and_one_more_is_not() -> None:
    limit = DeadLetterLimit()
    limit.add(seen=1000, dead=100)
    assert not limit.exceeded()
    with pytest.raises(TooManyDead, match=r"101 of 1001 records .* more than the limit of 10%"):
        limit.add(seen=1, dead=1)


def test_too_many_dead_ends_the_process() -> None:
    with pytest.raises(CannotRun, match="start again"):
        DeadLetterLimit(share=0, least=1).add(seen=1, dead=1)


def test_a_dead_letter_in_the_log_is_replayed_as_the_event_it_was() -> None:
    log, record = log_with_one_record()
    assert replay(letter_of(record), log) == Emit("posts", "m/anna", decode(record.value))


def test_a_record_no_longer_kept_is_not_replayed() -> None:
    log, record = log_with_one_record()
    log.erase("posts", lambda _: True)
    assert replay(letter_of(record), log) is None


def test_another_record_in_the_same_place_is_not_replayed() -> None:
    _, record = log_with_one_record()
    other = MemoryLog(SteppingClock())
    other.append([gap("two")])
    assert replay(letter_of(record), other) is None


def test_a_letter_from_before_the_gate_is_not_replayed() -> None:
    log, _ = log_with_one_record()
    letter = DeadLetter(
        id="dl_1", stage="ingest", source="posts", position=1, length=3, digest="", reason="", at=NOON, line=1
    )
    assert replay(letter, log) is None


class OneRecord:
    """A history that holds the same record everywhere."""

    def __init__(self, record: Record) -> None:
        self.record = record

    def at(self, _topic: str, _partition: int, _offset: int, _index: int) -> Record:
        return self.record


def test_bytes_that_are_still_no_event_are_not_replayed() -> None:
    record = Record("posts", "m/anna", b"{", 0, 1, 0, NOON)
    assert replay(letter_of(record), OneRecord(record)) is None
