"""Tests that run in an event loop."""

import asyncio
from collections.abc import Callable, Coroutine
from functools import wraps


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
