"""Places where a log lives, each over another adapter, and events to put there."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol

from streams.codec import decode
from streams.log.memory import MemoryLog
from streams.log.port import Erasable, History, Log
from streams.log.sqlite import SqliteLog
from streams.losses import Gap
from streams.topics import Emit, Record, Topic

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


class FullLog(Log, History, Erasable, Protocol):
    """Everything an embedded log offers."""


class SteppingClock:
    """A clock that goes one second further each time it is asked."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


class Home:
    """A log, and what it is like after its process ended and another one began."""

    def __init__(
        self, make: Callable[[Path, Callable[[], datetime]], FullLog], place: Path, now: datetime = NOON
    ) -> None:
        self._make = make
        self._place = place
        self.clock = SteppingClock(now)
        self.log = make(place, self.clock)

    def restart(self) -> FullLog:
        self.log.close()
        if not isinstance(self.log, MemoryLog):
            self.log = self._make(self._place, self.clock)
        return self.log


def memory(_place: Path, clock: Callable[[], datetime]) -> FullLog:
    return MemoryLog(clock)


def sqlite(place: Path, clock: Callable[[], datetime]) -> FullLog:
    return SqliteLog(place / "log.db", clock=clock)


def gap(name: str, topic: Topic = "posts", key: str = "k") -> Emit:
    """An event told from others by its name."""
    return Emit(topic, key, Gap(source=name, since=NOON, until=NOON, reason=""))


def gaps(*numbers: int, topic: Topic = "posts", key: str = "k") -> list[Emit]:
    return [gap(str(number), topic, key) for number in numbers]


def names(records: Iterable[Record]) -> list[str]:
    events = [decode(record.value) for record in records]
    return [event.source for event in events if isinstance(event, Gap)]


def offsets(records: Sequence[Record]) -> list[int]:
    return [record.offset for record in records]
