"""Whether this process stood still, as a suspended machine does, for so long that its partitions are another's now."""

from threading import Event as Signal
from threading import Thread
from time import monotonic
from typing import Final

from streams.stage import Unavailable

_EVERY: Final = 0.5  # seconds


class Pulse:
    """A thread that only beats: one that judges for long does not hold it up, a process that is stopped does."""

    def __init__(self, longest: float) -> None:
        self._longest = longest
        self._ended = Signal()
        self._beat = monotonic()
        self._missed = False

    def start(self) -> None:
        """Begin to beat."""
        self._beat = monotonic()
        Thread(target=self._go_on, name="pulse", daemon=True).start()

    def stop(self) -> None:
        """End."""
        self._ended.set()

    def check(self) -> None:
        """Raises `Unavailable` where the process stood still for longer than allowed, ever."""
        if self._missed or monotonic() - self._beat > self._longest:
            raise Unavailable(f"stood still for more than {self._longest:.0f} s, and others judge in its place by now")

    def _go_on(self) -> None:
        while not self._ended.wait(_EVERY):
            now = monotonic()
            self._missed = self._missed or now - self._beat > self._longest
            self._beat = now
