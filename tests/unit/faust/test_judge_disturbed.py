"""What the judge does when something is missing, fails or ends."""

import asyncio

import pytest
from aiokafka.errors import KafkaError

from streams.dead_letters import DeadLetterLimit, TooManyDead
from streams.situation.model import Situation
from streams.stage import CannotRun
from tests.unit.faust.bench_of_judge import bench
from tests.unit.faust.loops import in_a_loop, started

STALE = "registers are missing or too old to judge by: look at Kafka"


@in_a_loop
async def test_nothing_is_judged_without_fresh_registers_and_readiness_says_so() -> None:
    async with bench() as b:
        b.situation = None
        async with started(b.take(7, "say")) as waiting:
            assert b.reasons == [STALE]
            assert b.happened == []
            b.situation = Situation()
            await waiting
        assert b.happened == ["sent gaps"]
        assert b.reasons == [STALE, ""]


@in_a_loop
async def test_a_record_that_waits_for_registers_is_left_out_when_its_turn_ends() -> None:
    async with bench() as b:
        b.situation = None
        async with started(b.take(7, "say")) as waiting:
            b.app.generation = None
            assert await b.judge.drain(5)
            await waiting
        assert b.happened == []


@in_a_loop
async def test_registers_that_cannot_be_read_end_the_worker() -> None:
    async with bench() as b:
        b.broken = CannotRun("a register of a newer version")
        with pytest.raises(CannotRun):
            await b.take(7, "say")
        assert b.happened == []


@pytest.mark.parametrize("place", [0, 1], ids=["outputs", "changelog"])
def test_what_cannot_be_delivered_ends_the_worker_and_settles_nothing(place: int) -> None:
    async def play() -> None:
        error = KafkaError("the broker said no")
        async with bench() as b:
            await b.take(7, "say keep-a")
            await b.take(8, "say")
            if place:
                await b.box.let_through()
            await b.box.refuse(-1 if place else 0, error)
            assert b.app.settled == []
            assert b.judge.crash_reason is error
            assert b.app.crash_reason is error

    asyncio.run(play())


@in_a_loop
async def test_too_many_dead_letters_end_the_worker_before_anything_is_sent() -> None:
    async with bench(limit=DeadLetterLimit(share=0.5, least=4)) as b:
        await b.take(1, "quiet", "fail")
        assert len(b.box.sent) == 1
        with pytest.raises(TooManyDead):
            await b.take(2, "fail", "fail")
        assert len(b.box.sent) == 1
        assert b.app.settled == []


@in_a_loop
async def test_a_fault_in_the_step_is_a_dead_letter_and_the_others_go_on() -> None:
    async with bench() as b:
        await b.take(7, "say", "keep-a fail", "say")
        assert [(letter.position, letter.index) for letter in b.box.letters()] == [(7, 1)]
        assert len(b.box.sent[0]["gaps"]) == 2
        assert b.table.partition(0) == {}
        assert [(one.events, one.dead) for one in b.handled] == [(3, 1)]


@pytest.mark.parametrize(("word", "kind"), [("unsayable", "UnicodeEncodeError"), ("huge", "TooLarge")])
def test_what_can_never_be_sent_is_a_dead_letter_and_leaves_no_trace_in_the_state(word: str, kind: str) -> None:
    async def play() -> None:
        async with bench() as b:
            await b.take(7, "say", f"keep-a say {word}")
            (letter,) = b.box.letters()
            assert (letter.position, letter.index) == (7, 1)
            assert letter.reason == f"what it gives cannot be sent: {kind}"
            assert len(b.box.sent[0]["gaps"]) == 1
            assert b.table.partition(0) == {}

    asyncio.run(play())


@in_a_loop
async def test_draining_waits_for_what_is_open() -> None:
    async with bench() as b:
        await b.take(7, "say keep-a")
        async with started(b.judge.drain(5)) as draining:
            await b.box.let_through()
            assert not draining.done()
            await b.box.let_through()
            assert await draining
        assert b.app.settled == [7]


@in_a_loop
async def test_draining_says_when_it_was_not_done_in_time() -> None:
    async with bench() as b:
        await b.take(7, "say")
        assert not await b.judge.drain(0.06)


@in_a_loop
async def test_draining_ends_when_the_worker_has_crashed() -> None:
    async with bench() as b:
        await b.take(7, "say")
        async with started(b.judge.drain(60)) as draining:
            await b.box.refuse(0, KafkaError("gone"))
            assert not await asyncio.wait_for(draining, 5)


@in_a_loop
async def test_a_judge_that_lives_says_so_again_and_again() -> None:
    beats: list[int] = []
    async with bench(beat=lambda: beats.append(1)):
        await asyncio.sleep(1.2)
    assert len(beats) >= 2
