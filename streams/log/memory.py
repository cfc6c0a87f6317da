"""A log in memory: the promises of the port, durable for as long as the object lives. For tests."""

import time
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from datetime import datetime, timedelta
from operator import attrgetter
from threading import RLock

from streams.codec import encode
from streams.log.order import furthest, in_order, polls
from streams.log.port import Lag, Positions, Tables
from streams.stage import Overlay
from streams.topics import TOPICS, Emit, Record, Topic, retentions

_OFFSET = attrgetter("offset")


class MemoryLog:
    """Implements `Log`, `History` and `Erasable`. `clock` gives the time records are stamped with."""

    def __init__(self, clock: Callable[[], datetime], sleep: Callable[[float], None] = time.sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = RLock()
        self._records: dict[Topic, list[Record]] = {topic: [] for topic in TOPICS}
        self._ends: dict[Topic, int] = dict.fromkeys(TOPICS, 0)
        self._advanced: dict[str, dict[Topic, int]] = {}
        self._reading: dict[str, dict[Topic, int]] = {}
        self._durable: dict[str, dict[str, bytes]] = {}
        self._tables: dict[str, Overlay] = {}

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        """See `Log`."""
        encoded = [(emit.topic, emit.key, encode(emit.event)) for emit in emits]
        now = self._clock()
        with self._lock:
            for topic, key, value in encoded:
                self._ends[topic] += 1
                self._records[topic].append(Record(topic, key, value, 0, self._ends[topic], 0, now))
            self._keep(state)
        return len(encoded)

    def read(self, group: str, topics: Sequence[Topic], limit: int, wait: timedelta = timedelta(0)) -> Sequence[Record]:
        """See `Log`."""
        for pause in polls(wait):
            if found := self._next(group, topics, limit):
                return found
            self._sleep(pause)
        return self._next(group, topics, limit)

    def advance(self, group: str, records: Sequence[Record], emits: Iterable[Emit] = ()) -> None:
        """See `Log`."""
        outputs = list(emits)
        with self._lock:
            self.append(outputs, state=group)
            for passed in (self._advanced.setdefault(group, {}), self._reading.setdefault(group, {})):
                passed.update({topic: max(passed.get(topic, 0), last[0]) for topic, last in furthest(records).items()})

    def rewind(self, group: str) -> None:
        """See `Log`."""
        with self._lock:
            self._reading.pop(group, None)
            if group in self._tables:
                self._tables[group].drop()

    def state(self, table: str) -> MutableMapping[str, bytes]:
        """See `Log`."""
        return self._tables.setdefault(table, Overlay(self._durable.setdefault(table, {})))

    def close(self) -> None:
        """See `Log`. The object may be used again, as a new process would use the same file."""
        with self._lock:
            self._reading.clear()
            for table in self._tables.values():
                table.drop()

    def tail(self, topic: Topic, after: Positions, limit: int) -> Sequence[Record]:
        """See `History`."""
        return self._after(topic, after.get(0, 0), limit)

    def at(self, topic: Topic, partition: int, offset: int, index: int) -> Record | None:
        """See `History`."""
        found = [record for record in self._after(topic, offset - 1, 1) if record.offset == offset]
        return found[0] if found and (partition, index) == (0, 0) else None

    def end(self, topic: Topic) -> Positions:
        """See `History`."""
        return {0: self._ends[topic]} if self._ends[topic] else {}

    def since(self, topic: Topic, instant: datetime) -> Positions:
        """See `History`."""
        with self._lock:
            first = next((r.offset for r in self._records[topic] if r.appended_at >= instant), self._ends[topic] + 1)
            return {0: first - 1}

    def positions(self, group: str) -> Mapping[Topic, Positions]:
        """See `History`."""
        with self._lock:
            return {topic: {0: last} for topic, last in self._advanced.get(group, {}).items()}

    def lag(self, group: str, topic: Topic) -> Lag:
        """See `History`."""
        passed = self._advanced.get(group, {}).get(topic, 0)
        first = self._after(topic, passed, 1)
        return Lag(self._ends[topic] - passed, first[0].appended_at if first else None)

    def tables(self, begin: str, key: str = "") -> Tables:
        """See `History`."""
        with self._lock:
            named = {
                name: {one: value for one, value in table.items() if key in {"", one}}
                for name, table in self._durable.items()
                if name.startswith(begin)
            }
            return {name: table for name, table in named.items() if table}

    def retain(self, now: datetime, instead: Mapping[Topic, timedelta] | None = None) -> int:
        """See `Erasable`."""
        with self._lock:
            return sum(
                self._keep_only(topic, [r for r in self._records[topic] if r.appended_at >= now - kept])
                for topic, kept in retentions(instead)
                if kept is not None
            )

    def erase(self, topic: Topic, match: Callable[[Record], bool]) -> int:
        """See `Erasable`."""
        with self._lock:
            return self._keep_only(topic, [record for record in self._records[topic] if not match(record)])

    def restart(self, group: str) -> None:
        """See `Erasable`."""
        with self._lock:
            self._advanced.pop(group, None)
            self._reading.pop(group, None)

    def _after(self, topic: Topic, offset: int, limit: int) -> Sequence[Record]:
        with self._lock:
            records = self._records[topic]
            first = bisect_right(records, offset, key=_OFFSET)
            return records[first : first + limit]

    def _keep_only(self, topic: Topic, left: list[Record]) -> int:
        removed = len(self._records[topic]) - len(left)
        self._records[topic] = left
        return removed

    def _next(self, group: str, topics: Sequence[Topic], limit: int) -> Sequence[Record]:
        with self._lock:
            advanced, reading = self._advanced.get(group, {}), self._reading.setdefault(group, {})
            for topic in topics:
                reading.setdefault(topic, advanced.get(topic, 0))
            found = in_order([self._after(topic, reading[topic], limit) for topic in topics], limit)
            reading.update({record.topic: record.offset for record in found})
            return found

    def _keep(self, table: str | None) -> None:
        if table in self._tables:
            self._tables[table].keep()
            self._tables[table].drop()
