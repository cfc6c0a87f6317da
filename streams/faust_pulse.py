"""Whether this process stood still, as a suspended machine does, for so long that its partitions are another's now."""

import time
from collections.abc import Callable
from threading import Event as Signal
from threading import Thread
from typing import Final

from streams.stage import Unavailable

_EVERY: Final = 0.5  # seconds
_CLOCK: Final[int] = getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC)  # goes on while the machine is suspended


def since_boot() -> float:
    """Seconds, those in which the machine was suspended among them where the system counts them."""
    return time.clock_gettime(_CLOCK)


class Pulse:
    """A thread that only beats: one that judges for long does not hold it up, a process that is stopped does."""

    def __init__(self, longest: float, clock: Callable[[], float] = since_boot) -> None:
        self._longest = longest
        self._clock = clock
        self._ended = Signal()
        self._last = clock()
        self._missed = False

    def start(self) -> None:
        """Begin to beat."""
        self._last = self._clock()
        Thread(target=self._go_on, name="pulse", daemon=True).start()

    def stop(self) -> None:
        """End."""
        self._ended.set()

    def beat(self) -> None:
        """The process goes on, and whether it did since the last time is kept for ever."""
        now = self._clock()
        self._missed = self._missed or now - self._last > self._longest
        self._last = now

    def check(self) -> None:
        """Raises `Unavailable` where the process stood still for longer than allowed, ever."""
        if self._missed or self._clock() - self._last > self._longest:
            raise Unavailable(f"stood still for more than {self._longest:.0f} s, and others judge in its place by now")

    def _go_on(self) -> None:
        while not self._ended.wait(_EVERY):
            self.beat()
