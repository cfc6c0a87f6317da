"""What the outbox says while outputs are on their way."""

import asyncio
from collections.abc import Callable

import pytest
from aiokafka.errors import KafkaError

from streams.faust_outbox import Delivery, Outbox
from streams.faust_worker import Readiness
from streams.log.kafka_place import KafkaPlace
from streams.pipeline import DETECT
from streams.stage import CannotRun
from tests.servers.jvm import free_port
from tests.unit.faust.loops import in_a_loop, started, turns

LATE = "outputs cannot be delivered to Kafka: look at the brokers"


def outbox_of(reasons: list[str], port: int = 1, beat: Callable[[], None] = lambda: None) -> Outbox:
    place = KafkaPlace(bootstrap=(f"127.0.0.1:{port}",), prefix="t")
    return Outbox(place, DETECT, Readiness(reasons.append), beat)


def underway() -> Delivery:
    return asyncio.get_running_loop().create_future()


@in_a_loop
async def test_outputs_that_are_durable_in_time_are_nothing_to_speak_of() -> None:
    reasons: list[str] = []
    first, second = underway(), underway()
    async with started(outbox_of(reasons).delivered([first, second], 5)) as waiting:
        first.set_result(None)
        await turns()
        assert not waiting.done()
        second.set_result(None)
        await waiting
    assert reasons == [""]


@in_a_loop
async def test_outputs_that_take_long_are_said_until_they_are_durable() -> None:
    reasons: list[str] = []
    slow = underway()
    async with started(outbox_of(reasons).delivered([slow], 0.01)) as waiting:
        await asyncio.sleep(0.1)
        assert reasons == [LATE]
        slow.set_result(None)
        await waiting
    assert reasons == [LATE, ""]


@in_a_loop
async def test_an_output_that_kafka_does_not_take_is_raised() -> None:
    refused = underway()
    refused.set_exception(KafkaError("no"))
    with pytest.raises(KafkaError):
        await outbox_of([]).delivered([refused], 5)


@in_a_loop
async def test_where_nothing_is_underway_there_is_nothing_to_wait_for() -> None:
    await outbox_of([]).delivered([], 5)


@in_a_loop
async def test_nothing_can_be_sent_before_kafka_was_reached() -> None:
    with pytest.raises(CannotRun):
        await outbox_of([]).note(0, [{"a": b"1"}], 0)


@in_a_loop
async def test_kafka_is_tried_again_while_it_does_not_answer_and_stopping_ends_that() -> None:
    reasons: list[str] = []
    beats: list[None] = []
    port = free_port()
    outbox = outbox_of(reasons, port, lambda: beats.append(None))
    async with started(outbox.maybe_start()) as starting:
        await asyncio.sleep(1.3)
        assert not starting.done()
        assert reasons == [f"Kafka at 127.0.0.1:{port} does not answer, or refuses the login"]
        assert len(beats) == 2
        await outbox.stop()
        await asyncio.wait_for(starting, 5)
