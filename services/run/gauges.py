"""What a running installation says about itself from time to time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from services.metrics import Metrics
from streams.log.declared import Declared
from streams.log.port import History
from streams.topics import Topic

GROUP = "gauges"
EVERY = timedelta(seconds=5)


class Gauges:
    """Sets, every five seconds, how many records wait for each reader and how fresh the registers are."""

    def __init__(
        self,
        log: History,
        declared: Declared,
        metrics: Metrics,
        readers: Mapping[str, Sequence[Topic]],
        clock: Callable[[], datetime],
    ) -> None:
        self._log = log
        self._declared = declared
        self._metrics = metrics
        self._readers = readers
        self._clock = clock
        self._last: datetime | None = None

    def work(self) -> int:
        """Set the gauges if it is time to. Never anything for the loop to go on with."""
        now = self._clock()
        if self._last is not None and now - self._last < EVERY:
            return 0
        self._last = now
        for group, topics in self._readers.items():
            passed = self._log.positions(group)
            self._metrics.lag(group, sum(self._log.end(topic) - passed.get(topic, 0) for topic in topics))
        self._metrics.registers(self._declared.version, now - self._declared.read_at)
        return 0
