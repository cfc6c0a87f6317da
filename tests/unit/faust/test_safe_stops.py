"""Stopping, crashing and giving partitions away at the same time: what waits for what."""

import asyncio
import time
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from typing import Any

from faust.types import TP

from streams.faust_app import build_app
from streams.safe_faust import SafeConsumer
from tests.unit.faust.consumer_group import POSTS, Group, consumer_of
from tests.unit.faust.loops import in_a_loop, started, turns
from tests.unit.faust.test_stage_app import worker_of


class Left(Group):
    """A group that can be left."""

    left = False

    def close(self) -> None:
        self.left = True


class Silent(Group):
    """A group whose thread has ended: it answers nobody."""

    async def commit(self, offsets: Mapping[TP, int]) -> bool:
        await super().commit(offsets)
        await asyncio.Event().wait()
        return False


class Gone:
    """Kafka's client where its broker is gone."""

    def __init__(self, *, answers: bool) -> None:
        self._answers = answers

    async def stop(self) -> None:
        """Lets the cancellation of its own fetch out, or waits for an answer for ever."""
        if self._answers:
            raise asyncio.CancelledError
        await asyncio.Event().wait()


@contextmanager
def a_thread(client: Gone) -> Iterator[Any]:
    """The thread of a consumer as it is when it was started, but in the loop of the test."""
    thread: Any = SafeConsumer._new_consumer_thread(consumer_of(Group()))  # noqa: SLF001 - as Faust calls it
    thread._consumer = client  # noqa: SLF001 - as it is in one that was started
    try:
        yield thread
    finally:
        thread.thread_loop.close()


@in_a_loop
async def test_a_consumers_thread_outlives_the_cancellation_that_kafkas_client_lets_out() -> None:
    with a_thread(Gone(answers=True)) as thread:
        await thread.on_thread_stop()


@in_a_loop
async def test_a_consumers_thread_does_not_wait_for_a_broker_that_never_answers() -> None:
    with a_thread(Gone(answers=False)) as thread:
        await asyncio.wait_for(thread.on_thread_stop(), 30)


@in_a_loop
async def test_the_end_of_a_process_does_not_wait_for_a_consumers_thread() -> None:
    with a_thread(Gone(answers=True)) as thread:
        began, worker = time.monotonic(), thread.Worker(thread)
        worker.stop()  # it never began, and so never says that it has ended
        assert worker.daemon
        assert time.monotonic() - began < 30


@asynccontextmanager
async def committing_to(group: Group) -> AsyncIterator[tuple[Any, "asyncio.Task[object]"]]:
    """An app that was started, and its commit of a settled record to this group, which is under way."""
    consumer = consumer_of(group)
    app: Any = consumer.app
    app._consumer = consumer  # noqa: SLF001 - as it is in an app that was started
    await consumer.deliver(0)
    consumer.settle(POSTS, 0)
    async with started(app.commit_settled()) as committing:
        yield app, committing


@in_a_loop
async def test_a_stop_gives_up_a_commit_that_nobody_answers() -> None:
    async with committing_to(Silent()) as (app, committing):
        assert not committing.done()
        app.giving_up.set()
        await asyncio.wait_for(committing, 1)


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


@in_a_loop
async def test_an_app_that_crashes_does_not_wait_for_a_commit_that_nobody_answers() -> None:
    group = Silent()
    async with committing_to(group) as (app, committing):
        assert group.commits == [{POSTS: 1}]
        assert not committing.done()
        await app.crash(RuntimeError("made up"))
        await asyncio.wait_for(committing, 1)
