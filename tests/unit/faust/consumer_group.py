"""A consumer of Faust whose group is made up: nobody is connected to, and what would be committed is kept."""

import asyncio
from collections.abc import Mapping
from typing import Any, Final

from faust.types import TP, ConsumerMessage
from mode import Service

from streams.safe_faust import SafeApp, SafeConsumer

POSTS: Final = TP("posts", 0)
OTHERS: Final = TP("posts", 1)
CHANGELOG: Final = TP("changelog", 0)


class Group(Service):
    """What Kafka knows of the group: who has which partitions, and what is committed."""

    def __init__(self) -> None:
        super().__init__()
        self.mine: set[TP] = {POSTS, OTHERS}
        self.committed: dict[TP, int] = {}
        self.commits: list[Mapping[TP, int]] = []
        self.takes = True
        self.begun_anew: list[TP] = []
        self.lies: dict[TP, list[int]] = {}
        self.places: dict[TP, int] = {}
        self.answers = asyncio.Event()

    def assignment(self) -> set[TP]:
        return set(self.mine)

    async def commit(self, offsets: Mapping[TP, int]) -> bool:
        if self.takes:
            self.committed.update(offsets)
        self.commits.append(offsets)
        return self.takes

    async def seek_to_committed(self) -> Mapping[TP, int | None]:
        return {tp: self.committed.get(tp) for tp in self.mine}

    async def getmany(self, _active: set[TP] | None, _timeout: float) -> Mapping[TP, list[int]]:
        """As Kafka's client does where all that was asked for is paused meanwhile: something of everything."""
        await self.answers.wait()
        found = {tp: offsets[self.places.get(tp, 0) :] for tp, offsets in self.lies.items()}
        self.places |= {tp: len(offsets) for tp, offsets in self.lies.items()}
        return found

    async def seek_wait(self, places: Mapping[TP, int]) -> None:
        self.places |= places

    async def seek_to_beginning(self, *partitions: TP) -> None:
        self.begun_anew += [TP(tp.topic, tp.partition) for tp in partitions]


class GroupConsumer(SafeConsumer):
    """A safe consumer in a made-up group; what is delivered goes nowhere."""

    def __init__(self, app: SafeApp, group: Group) -> None:
        self._group = group
        super().__init__(app.transport, _nowhere, _nothing, _nothing)

    def _new_consumer_thread(self) -> Any:  # noqa: ANN401 - a group in place of the thread
        return self._group

    async def deliver(self, *offsets: int, tp: TP = POSTS) -> None:
        """These records go to an agent."""
        for offset in offsets:
            await self.callback(message(offset, tp))


def consumer_of(group: Group) -> GroupConsumer:
    """A consumer to whose agent the topic `posts` goes."""
    app = SafeApp("made-up", broker="kafka://127.0.0.1:1", store="memory://")
    app.topics._acking_topics.add("posts")  # type: ignore[attr-defined]  # noqa: SLF001 - as starting an agent does
    return GroupConsumer(app, group)


def message(offset: int, tp: TP = POSTS, generation: int = 1, value: bytes = b"", seconds: float = 0.0) -> Any:  # noqa: ANN401 - Faust's own types do not agree on it
    """A message as Faust hands it over."""
    return ConsumerMessage(
        tp.topic, tp.partition, offset, seconds, 0, [], b"", value, None, tp=tp, generation_id=generation
    )


async def _nowhere(_message: object) -> None:
    """Where messages go."""


async def _nothing(*_: object) -> None:
    """Nobody is told."""
