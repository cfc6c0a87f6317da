"""Telling open pages that there is something new: one thread looks, all watchers hear of it.

What is sent is a number that grows, never what is new: each page then asks for what its reader may see.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from threading import Event as Signal
from threading import Lock, Thread
from typing import Final

from streams.stage import CannotRun, Unavailable

LOOK_EVERY: Final = 0.15  # seconds, where a look is a read of a file
WORD_EVERY: Final = 5.0  # seconds between two signs of life, so that a page can say when it is stale
_RETRY: Final = 2000  # milliseconds until a browser that lost the stream asks again


class News:
    """Counts changes. `look` gives a value that differs whenever something shown may differ, and is asked so often."""

    def __init__(self, look: Callable[[], object], every: float = LOOK_EVERY) -> None:
        self._look = look
        self._every = every
        self._stop = Signal()
        self._asked = Signal()
        self._lock = Lock()
        self._number = 0
        self._done_here = 0
        self._reachable = True
        self._watchers: set[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = set()
        self._thread = Thread(target=self._watch, name="news", daemon=True)

    def mark(self) -> object:
        """Differs from an earlier one where there was news between, and always while nobody looks."""
        return (self._number, self._done_here) if self._thread.is_alive() and self._reachable else object()

    def start(self) -> None:
        """Begin to look."""
        self._thread.start()

    def end_streams(self) -> None:
        """All streams end, and nobody looks any more: whoever serves them waits for them."""
        self._stop.set()
        self._asked.set()
        self._wake()

    def stop(self) -> None:
        """End; all streams end with it."""
        self.end_streams()
        self._thread.join()

    def soon(self) -> None:
        """Look at once: something was just done here, and who did it is shown nothing from before."""
        with self._lock:
            self._done_here += 1
        self._asked.set()

    async def stream(self, gone: Callable[[], "asyncio.Future[bool]"]) -> AsyncIterator[bytes]:
        """Server-sent events for one page, until `gone`."""
        woken = asyncio.Event()
        watcher = (asyncio.get_running_loop(), woken)
        with self._lock:
            self._watchers.add(watcher)
        try:
            yield f"retry: {_RETRY}\n\n".encode()
            while not self._stop.is_set() and not await gone():
                yield self._word()
                try:
                    await asyncio.wait_for(woken.wait(), WORD_EVERY)
                except TimeoutError:
                    continue
                finally:
                    woken.clear()
        finally:
            with self._lock:
                self._watchers.discard(watcher)

    def _word(self) -> bytes:
        looks = self._reachable and self._thread.is_alive()
        return f"event: {'news' if looks else 'away'}\ndata: {self._number}\n\n".encode()

    def _watch(self) -> None:
        seen: object = None
        while True:
            self._asked.wait(self._every)
            self._asked.clear()
            if self._stop.is_set():
                return
            reachable, now = True, seen
            try:
                now = self._look()
            except (Unavailable, CannotRun):  # whoever serves says why, and what to do
                reachable = False
            if now != seen or reachable != self._reachable:
                seen, self._reachable = now, reachable
                self._number += 1
                self._wake()

    def _wake(self) -> None:
        with self._lock:
            for loop, woken in self._watchers:
                loop.call_soon_threadsafe(woken.set)
