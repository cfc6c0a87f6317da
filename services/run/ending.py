"""How a process ends: asked to by a signal, and for certain, whatever still waits in it."""

import os
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from signal import SIGINT, SIGTERM, signal
from threading import Event as Signal
from threading import Thread
from types import FrameType
from typing import Final

OVERDUE: Final = 5  # the exit code of a process that was ended because it did not end by itself
_SAID_WITHIN: Final = 1.0  # seconds: who cannot even say why ends all the same
_WATCHING: Final = frozenset(("signals", "overdue"))  # the threads of this file
_OURS: Final = ("services.", "streams.")


@dataclass(frozen=True, slots=True)
class Overdue:
    """What becomes of a process that still runs so many seconds after it was told to end.

    `tell` hears in one line what still waited, then `end` is called. What is durable comes before what was read is
    advanced past, so that a kill at any moment is safe: whatever was left open comes again.
    """

    within: float
    tell: Callable[[str], None]
    end: Callable[[int], object] = os._exit

    def wait(self) -> None:
        """Wait for the time to be over, and end the process."""
        time.sleep(self.within)
        saying = Thread(target=lambda: self.tell(still_waiting()), name="overdue", daemon=True)
        saying.start()
        saying.join(_SAID_WITHIN)
        self.end(OVERDUE)


@contextmanager
def stopped_by_signals(stop: Signal, overdue: Overdue | None = None) -> Iterator[None]:
    """SIGTERM and SIGINT set `stop`; from the first on, `overdue` counts, until the process has ended.

    The handler takes no lock, which whoever it interrupts may hold: it wakes a thread, and that sets `stop`.
    """
    woken, wake = os.pipe()
    thread = Thread(target=_obey, args=(woken, stop, overdue), name="signals", daemon=True)
    thread.start()

    def ask(_number: int, _frame: FrameType | None) -> None:
        os.write(wake, b"!")

    before = {number: signal(number, ask) for number in (SIGTERM, SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal(number, handler)
        os.close(wake)


def _obey(woken: int, stop: Signal, overdue: Overdue | None) -> None:
    with os.fdopen(woken, "rb", buffering=0) as signals:
        told = bool(signals.read(1))
        if told:
            stop.set()
        if told and overdue:
            overdue.wait()
        while signals.read(1):  # one who is asked again is stopping already
            stop.set()


def still_waiting() -> str:
    """Each thread that does something of ours, and in which function: names of the program alone."""
    frames = sys._current_frames()  # noqa: SLF001 - the only way to see where another thread is
    others = [thread for thread in threading.enumerate() if thread.name not in _WATCHING]
    places = ((thread.name, _place(frames.get(thread.ident or 0))) for thread in others)
    return ", ".join(f"{name} in {place}" for name, place in places if place)


def _place(frame: FrameType | None) -> str:
    while frame is not None:
        module = str(frame.f_globals.get("__name__", ""))
        if module.startswith(_OURS):
            return f"{module}.{frame.f_code.co_name}"
        frame = frame.f_back
    return ""
