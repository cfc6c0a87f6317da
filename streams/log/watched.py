"""The registers kept fresh beside a worker that judges: read again and again in a thread of their own."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from threading import Event as Signal
from threading import Thread

from streams.log.declared import Declared
from streams.situation.model import Situation
from streams.stage import CannotRun, Unavailable


class WatchedRegisters:
    """What holds now, as last read; nothing while there is none, or while it was read longer than `max_age` ago.

    `told` hears each time whether they could be read: nothing, or why not.
    """

    def __init__(self, declared: Declared, max_age: timedelta, told: Callable[[str], None]) -> None:
        self._declared = declared
        self._max_age = max_age
        self._told = told
        self._held: Situation | None = None
        self._broken: CannotRun | Unavailable | None = None

    def current(self) -> Situation | None:
        """The situation by which posts may be judged.

        Raises `CannotRun` where a register cannot be read, and `Unavailable` where nobody reads them any more.
        """
        if self._broken is not None:
            raise self._broken
        return self._held if self._declared.age <= self._max_age else None

    def read(self) -> None:
        """Read them once."""
        try:
            self._held = self._declared.situation()
        except Unavailable as error:
            self._told(str(error))
        except CannotRun as error:
            self._broken = error
            self._told(str(error))
        else:
            self._told("")

    @contextmanager
    def watching(self, every: timedelta) -> Iterator[None]:
        """Read them again and again while the block runs."""
        stop = Signal()

        def watch() -> None:
            try:
                self.read()
                while not stop.wait(every.total_seconds()):
                    self.read()
            finally:  # whatever a fault it was: a worker that waits for a thread that is gone would wait for ever
                if not stop.is_set():
                    self._broken = Unavailable("the thread that reads registers has ended: this process begins anew")

        thread = Thread(target=watch, name="registers", daemon=True)
        thread.start()
        try:
            yield
        finally:
            stop.set()
            thread.join()
