"""Tests that run in an event loop."""

import asyncio
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import asynccontextmanager
from functools import wraps
from typing import TypeVar

T = TypeVar("T")


def in_a_loop(play: Callable[[], Coroutine[None, None, None]]) -> Callable[[], None]:
    """The test, run in a loop of its own."""

    @wraps(play)
    def test() -> None:
        asyncio.run(play())

    return test


async def turns(number: int = 20) -> None:
    """Let everything go on that can."""
    for _ in range(number):
        await asyncio.sleep(0)


@asynccontextmanager
async def started(work: Coroutine[None, None, T]) -> AsyncIterator["asyncio.Task[T]"]:
    """This, begun and going on while the block runs; it must have ended at its end."""
    task = asyncio.ensure_future(work)
    await turns()
    try:
        yield task
        assert task.done()
    finally:
        task.cancel()
