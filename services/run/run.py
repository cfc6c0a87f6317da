"""The embedded service: sources in threads of their own, everything else in turn, until told to stop."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from signal import SIGINT, SIGTERM, signal
from threading import Event as Signal
from threading import Thread
from types import FrameType

from services.run.supervise import Unit, supervise
from streams.consume import Observation
from streams.stage import CannotRun

Source = Callable[[], Iterable[object]]


class Sources:
    """Each source is read in its own thread; the first that cannot go on stops the whole and says why."""

    def __init__(self, stop: Signal) -> None:
        self._stop = stop
        self._failed: list[CannotRun] = []
        self._threads: list[Thread] = []

    def start(self, sources: Sequence[Source]) -> None:
        """Begin reading."""
        self._threads = [Thread(target=self._read, args=(source,), daemon=True) for source in sources]
        for thread in self._threads:
            thread.start()

    def join(self) -> None:
        """Wait for all to end; raises what stopped one."""
        for thread in self._threads:
            thread.join()
        for error in self._failed:
            raise error

    def _read(self, source: Source) -> None:
        try:
            for _ in source():
                if self._stop.is_set():
                    return
        except CannotRun as error:
            self._failed.append(error)
            self._stop.set()


def run_until_stopped(
    sources: Sequence[Source], units: Sequence[Unit], stop: Signal, observe: Callable[[Observation], None]
) -> None:
    """Read and handle until `stop` is set, then end cleanly: what was begun is finished, positions are kept."""
    reading = Sources(stop)
    reading.start(sources)
    try:
        supervise(units, stop, observe)
    finally:
        stop.set()
        reading.join()


@contextmanager
def stopped_by_signals(stop: Signal) -> Iterator[None]:
    """SIGTERM and SIGINT set `stop`."""

    def ask(_number: int, _frame: FrameType | None) -> None:
        stop.set()

    before = {number: signal(number, ask) for number in (SIGTERM, SIGINT)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal(number, handler)
