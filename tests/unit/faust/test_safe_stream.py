"""The consumer below the stream of an agent, as Faust iterates it."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from streams.safe_faust import SafeApp
from tests.unit.faust.consumer_group import POSTS, Group, GroupConsumer, consumer_of, message
from tests.unit.faust.loops import in_a_loop, turns


class Agent:
    """Reads what is delivered to it, and settles it."""

    def __init__(self, app: SafeApp, consumer: GroupConsumer) -> None:
        topic = app.topic("posts", key_serializer="raw", value_serializer="raw")
        self.stream = app.stream(topic)
        self.read: list[int] = []
        self._app = app
        self._consumer = consumer

    async def deliver(self, *offsets: int) -> None:
        """These records come in."""
        for offset in offsets:
            one = message(offset)
            one.incref(1)
            await self._consumer.callback(one)
            await self.stream.channel.put(self._app.create_event(b"", b"x", {}, one))  # type: ignore[attr-defined]
            await turns()

    async def go_on(self) -> None:
        """Read for ever."""
        async for event in self.stream.events():
            self.read.append(event.message.offset)
            self._app.settle(event.message.tp, event.message.offset)


@asynccontextmanager
async def reading(group: Group) -> AsyncIterator[tuple[Agent, GroupConsumer]]:
    """An agent that reads while the block runs, in generation 1."""
    consumer = consumer_of(group)
    app = consumer.app
    assert isinstance(app, SafeApp)
    app.consumer, app.consumer_generation_id = consumer, 1
    app.flow_control.resume()
    agent = Agent(app, consumer)
    task = asyncio.ensure_future(agent.go_on())
    await turns()
    try:
        yield agent, consumer
    finally:
        task.cancel()


@in_a_loop
async def test_what_an_agent_has_settled_is_committed() -> None:
    group = Group()
    async with reading(group) as (agent, consumer):
        await agent.deliver(0, 1, 2)
        assert await consumer.commit()
        assert agent.read == [0, 1, 2]
        assert group.commits == [{POSTS: 3}]


@in_a_loop
async def test_records_of_another_generation_reach_no_agent_and_are_not_committed() -> None:
    group = Group()
    async with reading(group) as (agent, consumer):
        consumer.app.consumer_generation_id = 2
        await agent.deliver(0)
        assert agent.read == []
        assert not await consumer.commit()


@in_a_loop
async def test_what_faust_counts_for_itself_does_not_grow_for_ever() -> None:
    async with reading(Group()) as (agent, consumer):
        for offset in range(5):
            await agent.deliver(offset)
            await consumer.commit()
        assert sum(map(len, consumer._acked.values())) == 0  # noqa: SLF001 - Faust's own count
        assert sum(map(len, consumer._acked_index.values())) == 0  # noqa: SLF001 - the same
