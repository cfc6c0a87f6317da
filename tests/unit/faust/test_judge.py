"""What the judge does with packed records, and in which order."""

from datetime import datetime, timedelta

from faust.types import TP

from streams.faust_judge import MOST_OPEN
from streams.situation.model import Registers, Situation
from streams.topics import State
from tests.unit.faust.bench_of_judge import NOON, bench
from tests.unit.faust.consumer_group import message
from tests.unit.faust.loops import in_a_loop, started


@in_a_loop
async def test_a_record_that_gives_nothing_is_settled_at_once() -> None:
    async with bench() as b:
        await b.take(7, "quiet", "quiet")
        assert b.happened == ["settled 7"]
        assert [(one.events, one.dead, one.emits) for one in b.handled] == [(2, 0, [])]


@in_a_loop
async def test_outputs_are_durable_before_the_state_is_written_and_the_state_before_the_position() -> None:
    async with bench() as b:
        await b.take(7, "say keep-a")
        assert b.happened == ["sent gaps"]
        await b.box.let_through()
        assert b.happened == ["sent gaps", "noted"]
        await b.box.let_through()
        assert b.happened == ["sent gaps", "noted", "settled 7"]
        assert b.box.noted == [(0, [{"a": b"say keep-a"}])]


@in_a_loop
async def test_a_state_that_is_written_without_outputs_is_durable_before_the_position() -> None:
    async with bench() as b:
        await b.take(7, "keep-a", "keep-b", partition=1)
        assert b.happened == ["noted"]
        assert b.box.noted == [(1, [{"a": b"keep-a", "b": b"keep-b"}])]
        await b.box.let_through()
        assert b.happened[-1] == "settled 7"


@in_a_loop
async def test_what_was_told_by_half_before_the_state_was_recovered_is_told_first() -> None:
    async with bench() as b:
        b.table.half[0] = {"a": b"1", "b": b"1"}
        await b.take(6, "quiet")
        await b.take(7, "keep-c")
        assert b.box.noted == [(0, [{"a": b"1", "b": b"1"}, {"c": b"keep-c"}])]
        await b.box.let_through()
        await b.take(8, "keep-d")
        assert b.box.noted[1:] == [(0, [{"d": b"keep-d"}])]


@in_a_loop
async def test_records_whose_outputs_wait_are_settled_in_order() -> None:
    async with bench() as b:
        for offset in (1, 2):
            await b.take(offset, "say")
        await b.box.let_through(1)
        assert b.app.settled == []
        await b.box.let_through()
        assert b.app.settled == [1, 2]


@in_a_loop
async def test_the_next_record_sees_what_the_one_before_has_kept_though_it_is_not_durable_yet() -> None:
    async with bench() as b:
        await b.take(1, "keep-a")
        await b.take(2, "keep-b")
        assert b.table.partitions == {0: {"a": b"keep-a", "b": b"keep-b"}}
        assert b.app.settled == []


@in_a_loop
async def test_all_that_one_record_gives_is_sent_together_in_its_order() -> None:
    async with bench() as b:
        await b.take(7, "say first", "quiet", "say second")
        (pairs,) = b.box.sent
        assert [(b"first" in value, b"second" in value) for _, value in pairs["gaps"]] == [(True, False), (False, True)]
        assert [len(one.emits) for one in b.handled] == [2]


@in_a_loop
async def test_no_more_than_so_many_records_are_open_at_once() -> None:
    async with bench() as b:
        for offset in range(MOST_OPEN):
            await b.take(offset, "say")
        async with started(b.take(MOST_OPEN, "say")) as waiting:
            assert not waiting.done()
            assert len(b.box.sent) == MOST_OPEN
            await b.box.let_through()
            await waiting
        assert b.app.settled == list(range(MOST_OPEN))
        assert len(b.box.sent) == MOST_OPEN + 1


@in_a_loop
async def test_a_record_of_another_generation_is_left_out_and_comes_again() -> None:
    async with bench() as b:
        await b.take(7, "say keep-a", generation=0)
        assert b.happened == []
        assert b.table.partitions == {}
        assert b.handled == []
        assert await b.judge.drain(0.0)


@in_a_loop
async def test_left_out_records_take_no_place() -> None:
    async with bench() as b:
        for offset in range(MOST_OPEN + 1):
            await b.take(offset, "say", generation=0)
        await b.take(0, "say")
        assert len(b.box.sent) == 1


@in_a_loop
async def test_a_partition_is_tidied_before_its_first_record_and_then_once_a_day() -> None:
    def tidy(state: State, _now: object) -> None:
        state.pop("old", None)
        state["tidied"] = b"1"

    async with bench(tidy=tidy) as b:
        b.table.partition(0)["old"] = b"1"
        await b.take(1, "keep-a")
        await b.take(2, "quiet")
        assert b.box.noted == [(0, [{"old": None, "tidied": b"1"}, {"a": b"keep-a"}])]
        assert b.app.settled == [2]
        await b.box.let_through()
        b.clock(24)
        await b.take(3, "quiet")
        await b.box.let_through()
        await b.take(4, "quiet", partition=1)
        assert b.box.noted[1:] == [(0, [{"tidied": b"1"}]), (1, [{"tidied": b"1"}])]


@in_a_loop
async def test_a_partition_is_tidied_as_of_its_record_so_that_who_catches_up_forgets_nothing_needed() -> None:
    seen: list[datetime] = []
    async with bench(tidy=lambda _state, now: seen.append(now)) as b:
        at = NOON - timedelta(days=300)
        await b.judge.take(message(7, TP("t-posts", 1), value=b"P\x01broken", seconds=at.timestamp()))
        assert seen == [at]


@in_a_loop
async def test_what_accounts_leave_goes_with_the_first_record_after_registers_changed() -> None:
    seen: list[tuple[Registers, list[str]]] = []

    def leave(state: State, registers: Registers) -> None:
        seen.append((registers, sorted(state)))
        state.pop("a", None)

    async with bench(leave=leave) as b:
        b.situation = first = Situation()
        await b.take(1, "keep-a")
        await b.take(2, "quiet")
        assert seen == [(first.registers, [])]
        b.situation = then = Situation()
        await b.take(3, "quiet")
        await b.take(4, "quiet")
        assert seen[1:] == [(then.registers, ["a"])]
        assert b.table.partition(0) == {}
        await b.box.let_through()
        await b.box.let_through()
        assert b.box.noted == [(0, [{"a": b"keep-a"}]), (0, [{"a": None}])]
        b.clock(24)
        await b.take(5, "quiet")
        assert len(seen) == 3


@in_a_loop
async def test_what_cannot_be_unpacked_becomes_one_dead_letter_with_the_time_of_its_record() -> None:
    async with bench() as b:
        at = NOON.timestamp() + 0.123
        await b.judge.take(message(7, TP("t-posts", 1), value=b"P\x01broken", seconds=at))
        (letter,) = b.box.letters()
        assert (letter.source, letter.partition, letter.position, letter.index) == ("posts", 1, 7, 0)
        assert letter.at.timestamp() == at
