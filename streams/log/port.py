"""The log: the record of everything that flowed. Adapters promise: never lost, perhaps repeated."""

from collections.abc import Iterable, MutableMapping, Sequence
from datetime import timedelta
from typing import Protocol

from streams.topics import Emit, Record, Topic


class Log(Protocol):
    """Three methods and a state.

    An *offset* is a record's place in its topic and partition, rising, never used twice. A *group* is a reader with a
    position of its own in each topic. Every method raises `streams.stage.Unavailable` when the log cannot be reached,
    and then has done nothing.
    """

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        """Make these events durable and return how many. Writes to the table `state` are durable with them."""
        ...

    def read(self, group: str, topics: Sequence[Topic], limit: int, wait: timedelta = timedelta(0)) -> Sequence[Record]:
        """The next records after what this group has read, at most `limit`, in order within each partition.

        Reading again without `advance` goes on; a new process starts behind what was advanced past. Waits at most
        `wait` for the first record; an empty answer means there is none yet.
        """
        ...

    def advance(self, group: str, records: Sequence[Record], emits: Iterable[Emit] = ()) -> None:
        """These outputs are durable and the group's position is past these records.

        Writes to the state table named as the group are durable in the same moment.
        """
        ...

    def rewind(self, group: str) -> None:
        """Forget what was read and not advanced past: the next `read` starts there again. Drops unsaved state."""
        ...

    def state(self, table: str) -> MutableMapping[str, bytes]:
        """A durable table, by convention named as the group that owns it."""
        ...

    def close(self) -> None:
        """Give up all resources. What was not advanced past comes again."""
        ...
