"""What is recovered is all that lies in the changelog, whatever is fetched and dealt meanwhile."""

import asyncio
from collections import Counter
from typing import Any

import pytest
from faust.tables.recovery import RebalanceAgain

from tests.unit.faust.consumer_group import CHANGELOG, POSTS, Group, GroupConsumer, consumer_of
from tests.unit.faust.loops import in_a_loop, started, turns


async def fetched(consumer: GroupConsumer) -> list[Any]:
    return [tp async for tp, _ in consumer.getmany(1.0)]


def recovery_of(consumer: GroupConsumer) -> Any:  # noqa: ANN401 - Faust's private methods are called
    app: Any = consumer.app
    app._consumer = consumer  # noqa: SLF001 - as it is in an app that was started
    app.consumer_generation_id = app.tables.recovery._generation_id = 3  # noqa: SLF001 - as it is after a deal
    return app.tables.recovery


@in_a_loop
async def test_what_a_fetch_from_before_a_rebalance_takes_and_drops_is_read_again_by_the_recovery() -> None:
    group = Group()
    group.lies = {CHANGELOG: [0, 1, 2]}
    consumer = consumer_of(group)
    recovery = recovery_of(consumer)
    consumer.resume_partitions({POSTS})
    async with started(fetched(consumer)) as fetching:
        consumer.stop_flow()
        seek = recovery._seek_offsets(consumer, {CHANGELOG}, Counter({CHANGELOG: -1}), "active")  # noqa: SLF001 - as Faust calls it
        async with started(seek) as seeking:
            group.answers.set()
            await asyncio.wait_for(asyncio.gather(fetching, seeking), 1)
        assert fetching.result() == []
    assert group.places == {CHANGELOG: 0}


@in_a_loop
async def test_a_recovery_is_done_only_when_nothing_is_fetched_any_more() -> None:
    group = Group()
    consumer = consumer_of(group)
    recovery = recovery_of(consumer)
    consumer.resume_partitions({POSTS})
    async with started(fetched(consumer)) as fetching, started(recovery.on_recovery_completed(3)) as recovering:
        assert not recovery.app.serving
        group.answers.set()
        await asyncio.wait_for(fetching, 1)
        await turns()
        assert recovery.app.serving
        recovering.cancel()
        await asyncio.wait([recovering])


@in_a_loop
async def test_one_fetch_is_never_waited_for_longer_than_a_moment() -> None:
    waited: list[float] = []

    class Asked(Group):
        async def getmany(self, _active: object, seconds: float) -> dict[Any, list[int]]:
            waited.append(seconds)
            return {}

    consumer = consumer_of(Asked())
    consumer.resume_partitions({POSTS})
    await fetched(consumer)
    assert waited == [0.2]


@in_a_loop
async def test_a_recovery_ends_as_soon_as_its_partitions_are_taken() -> None:
    consumer = consumer_of(Group())
    recovery = recovery_of(consumer)
    await recovery._wait(asyncio.sleep(0))  # noqa: SLF001 - as Faust calls it
    await recovery.app._on_partitions_revoked({POSTS})  # noqa: SLF001 - as Faust calls it
    with pytest.raises(RebalanceAgain):
        await recovery._wait(asyncio.sleep(0))  # noqa: SLF001 - as Faust calls it


@in_a_loop
async def test_a_recovery_that_was_overtaken_is_not_completed() -> None:
    consumer = consumer_of(Group())
    recovery = recovery_of(consumer)
    recovery.in_recovery = True
    await recovery.app._on_partitions_revoked({POSTS})  # noqa: SLF001 - as Faust calls it
    with pytest.raises(RebalanceAgain):
        await recovery.on_recovery_completed(3)
    assert recovery.in_recovery
