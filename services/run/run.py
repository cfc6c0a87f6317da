"""The embedded service: sources in threads of their own, everything else in turn, until told to stop."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from threading import Event as Signal

from services.run.supervise import Unit, supervise
from streams.consume import Observation

Source = Callable[[], Iterable[object]]


class Sources:
    """Each source is read in its own thread; the first that cannot go on, for whatever reason, stops the whole."""

    def __init__(self, stop: Signal) -> None:
        self._stop = stop
        self._reading: list[Future[None]] = []

    def start(self, sources: Sequence[Source]) -> None:
        """Begin reading."""
        pool = ThreadPoolExecutor(max(1, len(sources)))
        self._reading = [pool.submit(self._read, source) for source in sources]
        pool.shutdown(wait=False)

    def ended(self) -> bool:
        """Whether none is read any more."""
        return all(read.done() for read in self._reading)

    def join(self) -> None:
        """Wait for all to end; raises what stopped one."""
        wait(self._reading)
        for read in self._reading:
            read.result()

    def _read(self, source: Source) -> None:
        ended = False
        try:
            for _ in source():
                if self._stop.is_set():
                    break
            ended = True
        finally:
            if not ended:
                self._stop.set()


def run_until_stopped(
    sources: Sequence[Source],
    units: Sequence[Unit],
    stop: Signal,
    observe: Callable[[Observation], None],
    *,
    until_read: bool = False,
    beat: Callable[[], None] = lambda: None,
) -> None:
    """Read and handle until `stop` is set, or with `until_read` until every source has ended; then end cleanly.

    What was begun is finished, positions are kept. `beat` is called once a round.
    """
    reading = Sources(stop)
    reading.start(sources)

    def turned() -> None:
        beat()
        if until_read and reading.ended():
            stop.set()

    try:
        supervise(units, stop, observe, beat=turned)
    finally:
        stop.set()
        reading.join()


def in_turn(units: Sequence[Unit], stop: Signal, observe: Callable[[Observation], None]) -> Iterator[object]:
    """A source that does units in turn until `stop` is set: those that wait for servers of others delay nobody here."""
    supervise(units, stop, observe)
    yield from ()
