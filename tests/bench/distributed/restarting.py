"""How long nobody judges: from a clean stop, and from a SIGKILL, until a new worker's first alert."""

import asyncio
import time
from contextlib import AsyncExitStack

import uvloop
from aiokafka import AIOKafkaProducer

from tests.bench.distributed.ground import Ground
from tests.bench.distributed.listening import Ear, Mouth, beside, listening
from tests.bench.distributed.live_posts import LivePosts
from tests.bench.distributed.ways import Run, Way
from tests.bench.distributed.workers import START_SECONDS, Worker, start

_PAUSE = 0.1  # seconds between two posts that alert
_MOST = 10_000  # posts


def restarts(ground: Ground, way: Way, posts: LivePosts) -> tuple[list[float], list[float]]:
    """Seconds after each clean stop, counted from when the process has ended, and after each SIGKILL."""
    return uvloop.run(_restarts(ground, way.live(ground), posts, packs=way.packed))


async def _restarts(ground: Ground, run: Run, posts: LivePosts, *, packs: bool) -> tuple[list[float], list[float]]:
    clean: list[float] = []
    killed: list[float] = []
    async with AsyncExitStack() as held:
        producer = await held.enter_async_context(AIOKafkaProducer(bootstrap_servers=ground.bootstrap))
        ear = await held.enter_async_context(listening(ground, run.alerts))
        chatter = Chatter(Mouth(producer, run.source, packs=packs), posts)
        await held.enter_async_context(beside(chatter.keep_on()))
        worker = await _judging(run, chatter, ear)
        try:
            for stop, taken in ((Worker.end, clean), (Worker.kill, killed)) * ground.volume.restarts:
                await asyncio.to_thread(stop, worker)
                began = time.perf_counter()
                worker = await _judging(run, chatter, ear)
                taken.append(time.perf_counter() - began)
        finally:
            worker.kill()
    return clean, killed


class Chatter:
    """Posts that alert, one after the other."""

    def __init__(self, mouth: Mouth, posts: LivePosts) -> None:
        self._mouth = mouth
        self._posts = posts.take("chat", _MOST, 1)
        self._said = asyncio.Condition()
        self._last = ""

    async def keep_on(self) -> None:
        """Until cancelled."""
        for post in self._posts:
            await self._mouth.say([post])
            async with self._said:
                self._last = post.alert
                self._said.notify_all()
            await asyncio.sleep(_PAUSE)

    async def next(self) -> str:
        """The alert of the next post, when it has been said."""
        async with self._said:
            await self._said.wait()
            return self._last


async def _judging(run: Run, chatter: Chatter, ear: Ear) -> Worker:
    """A new worker that has judged a post from after its predecessor's end."""
    worker = start(run.commands[0])
    if not await ear.wait_for([await chatter.next()], START_SECONDS):
        worker.kill()
        raise TimeoutError(
            f"a new worker judges nothing within {START_SECONDS:.0f} s: {run.commands[0].log.read_text()}"
        )
    return worker
