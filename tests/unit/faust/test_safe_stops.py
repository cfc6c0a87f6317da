"""Stopping and giving partitions away at the same time: one waits for the other."""

import asyncio
from typing import Any

from streams.faust_app import build_app
from tests.unit.faust.consumer_group import POSTS, Group, consumer_of
from tests.unit.faust.loops import in_a_loop, started, turns
from tests.unit.faust.test_stage_app import worker_of


class Left(Group):
    """A group that can be left."""

    left = False

    def close(self) -> None:
        self.left = True


@in_a_loop
async def test_an_app_stops_when_what_it_gives_away_is_committed_for_a_stopped_consumer_answers_nobody() -> None:
    app = build_app(worker_of())
    await app.letting_go.acquire()
    async with started(app.on_stop()) as stopping:
        assert not stopping.done()
        app.letting_go.release()
        await asyncio.wait_for(stopping, 1)


@in_a_loop
async def test_an_app_that_stops_gives_nothing_away_while_work_on_it_goes_on() -> None:
    group = Left()
    consumer = consumer_of(group)
    app: Any = consumer.app
    app._consumer = consumer  # noqa: SLF001 - as it is in an app that was started
    app._stopped.set()  # noqa: SLF001 - as it is from the beginning of a stop
    await app.letting_go.acquire()
    async with started(app._on_partitions_revoked({POSTS})) as giving:  # noqa: SLF001 - as Faust calls it
        await turns()
        assert not group.left
        app.letting_go.release()
        await asyncio.wait_for(giving, 1)
    assert group.left
