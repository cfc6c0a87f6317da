"""The registers as they lie in the log."""

from datetime import UTC, datetime, timedelta

import pytest

from streams.codec import Malformed
from streams.events import OfficialPublished
from streams.log.declared import Declared
from streams.log.memory import MemoryLog
from streams.log.port import Positions
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import RegisterEntry
from streams.situation.entries import Signature, changed, emit_of
from streams.stage import CannotRun
from streams.topics import Emit, Record, Topic
from tests.veltrona import ANNA, COMPANY, FALKE_2, NEWSROOM, registers_text

NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)
WITHDRAWN = ANNA.replace('notice: "2025-10"', 'notice: "2025-10", withdrawn: 2025-11-21T12:00:00Z')


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


def entries(*documents: str) -> tuple[RegisterEntry, ...]:
    source = SourceFile("veltrona.yaml", registers_text(*documents))
    return load_registers([source], lambda _file, _path: None)


def declare(log: MemoryLog, *documents: str, version: int = 1) -> None:
    signed = Signature(actor="kim", at=NOON)
    log.append(emit_of(changed(entry, version, signed)) for entry in entries(*documents))


def test_what_is_declared_is_read_at_once_and_kept_fresh() -> None:
    log = MemoryLog(Clock())
    declared = Declared(log, Clock())
    assert declared.situation().registers.embargoes == ()
    declare(log, COMPANY, ANNA, NEWSROOM, FALKE_2)
    assert [item.id for item in declared.situation().registers.embargoes] == ["falke-2"]


def test_the_registers_are_the_same_object_until_one_changes() -> None:
    log = MemoryLog(Clock())
    declared = Declared(log, Clock())
    declare(log, COMPANY, ANNA, NEWSROOM, FALKE_2)
    first = declared.situation().registers
    said = OfficialPublished(id="of_1", at=NOON, registers=("Embargo/falke-2",), digests=(1,))
    log.append([Emit("registers", "Official/of_1", said)])
    later = declared.situation()
    assert later.registers is first
    assert later.official["Embargo/falke-2"]
    declare(log, COMPANY, version=2)
    assert declared.situation().registers is not first


def test_an_account_is_gone_from_the_instant_of_its_withdrawal_but_the_gate_still_knows_it() -> None:
    log, clock = MemoryLog(Clock()), Clock()
    declared = Declared(log, clock)
    declare(log, COMPANY, WITHDRAWN, NEWSROOM, FALKE_2)
    clock.now = NOON + timedelta(days=1) - timedelta(microseconds=1)
    assert declared.situation().registers.account("mastodon", "@anna@social.example")
    clock.now = NOON + timedelta(days=1)
    shortened = declared.situation().registers
    assert shortened.account("mastodon", "@anna@social.example") is None
    assert declared.situation().registers is shortened
    assert declared.registers().account("mastodon", "@anna@social.example")


class Garbled(MemoryLog):
    """A log whose registers cannot be read."""

    def tail(self, topic: Topic, after: Positions, limit: int) -> list[Record]:
        records = [] if after else [Record("registers", "k", b'{"type":"GEHEIM"', 0, 7, 0, NOON)]
        assert (topic, limit) == ("registers", limit)
        return records


def test_a_register_that_cannot_be_read_stops_the_process_instead_of_judging_without_it() -> None:
    declared = Declared(Garbled(Clock()), Clock())
    with pytest.raises(CannotRun, match="register event 7 ") as stopped:
        declared.situation()
    assert "GEHEIM" not in str(stopped.value)
    assert not isinstance(stopped.value, Malformed)


def test_registers_are_read_again_when_the_clock_went_back() -> None:
    log, clock = MemoryLog(Clock()), Clock()
    declared = Declared(log, clock, timedelta(seconds=1))
    declared.situation()
    declare(log, COMPANY, ANNA, NEWSROOM, FALKE_2)
    clock.now = NOON - timedelta(hours=2)
    assert declared.age == timedelta.max
    assert [item.id for item in declared.situation().registers.embargoes] == ["falke-2"]
