"""What a running installation says about itself from time to time."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from services.metrics import Metrics
from streams.log.declared import Declared
from streams.log.port import History
from streams.topics import Topic

GROUP = "gauges"


class Gauges:
    """Sets how many records wait for each reader and how fresh the registers are."""

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

    def work(self) -> int:
        """Set the gauges; never anything for a loop to go on with."""
        now = self._clock()
        for group, topics in self._readers.items():
            lags = [self._log.lag(group, topic) for topic in topics]
            oldest = min((lag.oldest for lag in lags if lag.oldest), default=now)
            self._metrics.lag(group, sum(lag.records for lag in lags), now - oldest)
        if (age := self._declared.age) < timedelta.max:  # not every process reads them
            self._metrics.registers(self._declared.version, age)
        return 0
