"""End to end at a steady rate: from when a post is handed over to when its alert can be read from its topic.

Posts are due by the clock, whether those before have been sent or not; so what waits is counted as waiting. Whoever
reads packed records gets them packed as ingestion packs, at most 50 ms old; whoever reads plain ones gets each at once.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Coroutine, Iterable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from statistics import quantiles

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer, TopicPartition

from streams.codec import decode
from streams.events import Alert
from streams.log.packing import unpack
from tests.bench.distributed.ground import PARTITIONS, Ground
from tests.bench.distributed.live_posts import LivePost, LivePosts, packed
from tests.bench.distributed.ways import Way
from tests.bench.distributed.workers import START_SECONDS, working

ALERTS_A_SECOND = 40
_PLAIN_TICK = 0.002
_PACKED_TICK = 0.05
_WARM = 2.0  # seconds of the rate before what counts
_LATE = 10.0  # seconds that alerts may come after the last post


@dataclass(frozen=True, slots=True)
class Heard:
    """Milliseconds from post to alert, and how many alerts never came."""

    half: float
    most: float
    alerts: int
    missing: int


@dataclass(slots=True)
class Ear:
    """When each alert was first read, by its id."""

    seen: dict[str, float] = field(default_factory=dict)

    async def listen(self, consumer: AIOKafkaConsumer) -> None:
        """Read until cancelled."""
        while True:
            for records in (await consumer.getmany(timeout_ms=1000)).values():
                now = time.perf_counter()
                for record in records:
                    for _, value in unpack("", record.value):
                        alert = decode(value)
                        if isinstance(alert, Alert):
                            self.seen.setdefault(alert.id, now)

    async def wait_for(self, ids: Iterable[str], seconds: float) -> bool:
        """Whether all of these were heard within so long."""
        waiting, until = set(ids), time.perf_counter() + seconds
        while not waiting <= self.seen.keys():
            if time.perf_counter() > until:
                return False
            await asyncio.sleep(0.005)
        return True


Hearing = AbstractAsyncContextManager[Ear]


class Mouth:
    """Puts posts on a topic as their reader wants them."""

    def __init__(self, producer: AIOKafkaProducer, topic: str, *, packs: bool) -> None:
        self._producer = producer
        self._topic = topic
        self._packs = packs

    async def say(self, posts: Sequence[LivePost]) -> None:
        """All of these now."""
        if self._packs:
            for value, partition in packed(list(posts)):
                await self._producer.send(self._topic, value, partition=partition)
            return
        for post in posts:
            await self._producer.send(self._topic, post.plain, key=post.key.encode(), partition=post.partition)

    async def keep_saying(self, posts: Sequence[LivePost], rate: float) -> Mapping[str, float]:
        """Each when it is due; returns when each alert's post was."""
        begin, said = time.perf_counter(), 0
        while said < len(posts):
            await asyncio.sleep(_PACKED_TICK if self._packs else _PLAIN_TICK)
            due = min(len(posts), int((time.perf_counter() - begin) * rate))
            await self.say(posts[said:due])
            said = due
        return {post.alert: begin + place / rate for place, post in enumerate(posts) if post.alert}


def latency(ground: Ground, way: Way, posts: LivePosts, rate: float) -> Heard:
    """Of one worker at so many posts a second."""
    run = way.live(ground)
    with working(run.commands):
        return uvloop.run(talk(ground, run.source, listening(ground, run.alerts), posts, rate, packs=way.packed))


async def talk(ground: Ground, topic: str, hearing: Hearing, posts: LivePosts, rate: float, *, packs: bool) -> Heard:
    """Say posts on a topic at this rate and take the time until each alert is heard."""
    async with AsyncExitStack() as held:
        producer = await held.enter_async_context(AIOKafkaProducer(bootstrap_servers=ground.bootstrap))
        mouth = Mouth(producer, topic, packs=packs)
        ear = await held.enter_async_context(hearing)
        await _warm(mouth, ear, posts)
        every = max(1, int(rate / ALERTS_A_SECOND))
        number = int(rate * (_WARM + ground.volume.listening))
        due = await mouth.keep_saying(list(posts.take("live", number, every)), rate)
        begin = min(due.values()) + _WARM
        counted = {name: at for name, at in due.items() if at >= begin}
        await ear.wait_for(counted, _LATE)
    return _heard(counted, ear.seen)


@asynccontextmanager
async def listening(ground: Ground, topic: str) -> AsyncIterator[Ear]:
    """An ear that hears everything on a topic from its beginning."""
    consumer = AIOKafkaConsumer(bootstrap_servers=ground.bootstrap, auto_offset_reset="earliest")
    consumer.assign([TopicPartition(topic, number) for number in range(PARTITIONS)])
    ear = Ear()
    async with consumer, beside(ear.listen(consumer)):
        yield ear


@asynccontextmanager
async def beside(work: Coroutine[object, object, None]) -> AsyncIterator[None]:
    """This goes on meanwhile, and is cancelled at the end. What it raised is raised here."""
    task = asyncio.create_task(work)
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _warm(mouth: Mouth, ear: Ear, posts: LivePosts) -> None:
    """Say something until an answer comes, and all answers of it."""
    first = list(posts.take("warm", 4 * PARTITIONS, 1))
    await mouth.say(first)
    if not await ear.wait_for([post.alert for post in first], START_SECONDS):
        raise TimeoutError(f"no alert of a first post within {START_SECONDS:.0f} s")


def _heard(due: Mapping[str, float], seen: Mapping[str, float]) -> Heard:
    taken = [(seen[name] - at) * 1e3 for name, at in due.items() if name in seen]
    cuts = quantiles(taken, n=100)
    return Heard(cuts[49], cuts[98], len(taken), len(due) - len(taken))
