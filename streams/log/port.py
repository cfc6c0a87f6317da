"""The log: the record of everything that flowed. Adapters promise: never lost, perhaps repeated."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from streams.topics import Emit, Record, Topic

Positions = Mapping[int, int]  # by partition the last offset; one that is missing stands before its first record

Tables = Mapping[str, Mapping[str, bytes]]  # state tables by name


@dataclass(frozen=True, slots=True)
class Lag:
    """How many records wait (packed ones count once), and when the oldest of them was appended."""

    records: int = 0
    oldest: datetime | None = None


class Log(Protocol):
    """Three methods and a state.

    An *offset* is a record's place in its topic and partition: rising, never used twice. A *group* is a reader with a
    position of its own in each topic; it is read by one process and one thread at a time. Every method raises
    `streams.stage.Unavailable` when the log cannot be reached, and then has done nothing.
    """

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        """Make these events durable, all or none, and return how many.

        Writes to the table `state` are durable with them. Any number of processes may append.
        """
        ...

    def read(self, group: str, topics: Sequence[Topic], limit: int, wait: timedelta = timedelta(0)) -> Sequence[Record]:
        """The next records after what this group has read, at most `limit`, in order within each partition.

        Reading again without `advance` goes on; a new process starts behind what was advanced past. Waits at most
        `wait` for the first record; an empty answer means there is none yet. Of a compacted topic, what was removed
        may come as a record whose value is empty.
        """
        ...

    def advance(self, group: str, records: Sequence[Record], emits: Iterable[Emit] = ()) -> None:
        """These outputs are durable and the group's position is past these records.

        Writes to the state table named as the group are durable in the same moment. After `Unavailable` they are still
        there unsaved, so that the same call may be made again.
        """
        ...

    def rewind(self, group: str) -> None:
        """Forget what was read and not advanced past: the next `read` starts there again. Drops unsaved state.

        Never raises `Unavailable`: the log need not be reached for it.
        """
        ...

    def state(self, table: str) -> MutableMapping[str, bytes]:
        """A durable table, by convention named as the group that owns it, and written by that one process.

        Writes are seen at once through the mapping and become durable with the next `advance` or `append`.
        """
        ...

    def close(self) -> None:
        """Give up all resources. What was not advanced past comes again."""
        ...


class History(Protocol):
    """What lies in a log, looked at without a group. Every method raises `Unavailable` as those of `Log` do."""

    def tail(self, topic: Topic, after: Positions, limit: int) -> Sequence[Record]:
        """The records behind `after`, each partition in order, at most `limit`; packed ones whole, so perhaps more.

        Empty only where there is nothing behind `after`.
        """
        ...

    def at(self, topic: Topic, partition: int, offset: int, index: int) -> Record | None:
        """The record in this place, where it is still kept."""
        ...

    def end(self, topic: Topic) -> Positions:
        """The last offset given out in each partition, whether its record is still kept or not."""
        ...

    def since(self, topic: Topic, instant: datetime) -> Positions:
        """The positions behind which lies everything that was appended at or after an instant, and little else."""
        ...

    def positions(self, group: str) -> Mapping[Topic, Positions]:
        """The last offsets a group has advanced past, by topic."""
        ...

    def lag(self, group: str, topic: Topic) -> Lag:
        """What waits for a group in a topic."""
        ...

    def tables(self, begin: str, key: str = "") -> Tables:
        """The state tables whose names begin so, as they are durable now, whichever process writes them.

        With `key` only what they have under that.
        """
        ...


class Erasable(Protocol):
    """Forgetting. What is removed is overwritten: its bytes are in no file of the log when the call returns.

    Where another process's reading delays the overwriting, `Unavailable` is raised after the removal: call again.
    """

    def retain(self, now: datetime, instead: Mapping[Topic, timedelta] | None = None) -> int:
        """Remove the records appended longer ago than their topic is kept and return how many.

        That is what `streams.topics` says, or `instead`. Retention wins over readers: a group that stood still for
        longer goes on with what is left. May be called again after `Unavailable` at any time; what was removed until
        then stays removed.
        """
        ...

    def erase(self, topic: Topic, match: Callable[[Record], bool]) -> int:
        """Remove the records of a topic that match and return how many. Looks at every one: erase many in one call."""
        ...

    def restart(self, group: str) -> None:
        """The group reads every topic from its beginning again, as for a view that is built anew."""
        ...


class KeptLog(Log, History, Erasable, Protocol):
    """A log that can also be looked at and made to forget, as an installation needs it."""
