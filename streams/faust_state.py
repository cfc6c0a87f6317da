"""The state of a stage in a Faust table: one mapping a partition, durable in a changelog topic that we write ourselves.

Faust publishes a write to a table at once; state could be durable before the outputs that belong to it, and after a
crash the repeated record would find everything known and stay silent. So a step writes to memory, and what it wrote
goes to the changelog when its outputs are durable. Several keys are not written in one moment: a record that holds
them all (`REDO`) goes before them. Read in order, any beginning of the changelog gives the state after some batch of
writes, none of them by half.
"""

import asyncio
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping
from typing import Any, Final

import faust
import msgspec
from faust.stores.memory import Store
from faust.types import TP, EventT
from faust.types.stores import StoreT
from faust.types.tuples import Message

from streams.stage import CannotRun

Changes = Mapping[str, bytes | None]  # what was written by key; None: removed

REDO: Final = "~redo"
MOST_BYTES: Final = 256 * 1024  # of one batch of writes; the writes of one event are never parted

_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(dict[str, bytes | None])


def entries(changes: Changes) -> Iterator[tuple[str, bytes | None]]:
    """The changelog records of one batch of writes, in order.

    A removal is always told in a `REDO` too: an older one would bring the key back once its tombstone is gone.
    """
    if len(changes) > 1 or None in changes.values():
        yield REDO, _ENCODER.encode(changes)
    yield from changes.items()


def apply(state: MutableMapping[str, bytes], key: str, value: bytes | None) -> None:
    """Put one changelog record into a state."""
    if key == REDO and value is not None:
        for name, written in _DECODER.decode(value).items():
            apply(state, name, written)
    elif value is None:
        state.pop(key, None)
    else:
        state[key] = value


class Written(MutableMapping[str, bytes]):
    """The state of a partition that remembers what was written to it, in batches that go to the changelog."""

    def __init__(self, below: dict[str, bytes]) -> None:
        self._below = below
        self._changes: dict[str, bytes | None] = {}
        self._sealed: list[Changes] = []
        self._size = 0

    def __getitem__(self, key: str) -> bytes:
        return self._below[key]

    def __setitem__(self, key: str, value: bytes) -> None:
        self._below[key] = value
        self._changes[key] = value
        self._size += len(value)

    def __delitem__(self, key: str) -> None:
        del self._below[key]
        self._changes[key] = None
        self._size += len(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._below)

    def __len__(self) -> int:
        return len(self._below)

    def seal(self) -> None:
        """An event is done: a batch may end here."""
        if self._size > MOST_BYTES:
            self._end_batch()

    def batches(self) -> list[Changes]:
        """Everything written, in order."""
        if self._changes:
            self._end_batch()
        return self._sealed

    def _end_batch(self) -> None:
        self._sealed.append(self._changes)
        self._changes, self._size = {}, 0


class Singly(Written):
    """One in which each write stands for itself: a batch may end behind every one."""

    def __setitem__(self, key: str, value: bytes) -> None:
        super().__setitem__(key, value)
        self.seal()

    def __delitem__(self, key: str) -> None:
        super().__delitem__(key)
        self.seal()


class PartitionedStore(Store[str, bytes]):
    """One mapping a partition, in memory."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self._partitions: dict[int, dict[str, bytes]] = {}
        self._half_told: dict[int, dict[str, bytes | None]] = {}

    def partition(self, number: int) -> dict[str, bytes]:
        """The state of a partition."""
        return self._partitions.setdefault(number, {})

    def half_told(self, number: int) -> list[Changes]:
        """Once: what only a `REDO` tells of a partition that was recovered. To be told again before the next one is."""
        told = self._half_told.pop(number, None)
        return [told] if told else []

    def apply_changelog_batch(
        self,
        batch: Iterable[EventT[bytes]],
        to_key: Callable[[Any], Any],  # noqa: ARG002 - Faust's signature
        to_value: Callable[[Any], Any],  # noqa: ARG002 - Faust's signature
    ) -> None:
        """Recover from these records of the changelog; the worker ends at one that cannot be read.

        Faust would swallow an error that is raised here.
        """
        for event in batch:
            message = event.message
            try:
                self._recover(message.partition, (message.key or b"").decode(), message.value)
            except (UnicodeDecodeError, msgspec.DecodeError):
                self._ending = asyncio.ensure_future(self.app.crash(_unreadable(message)))
                return

    def _recover(self, partition: int, key: str, value: bytes | None) -> None:
        apply(self.partition(partition), key, value)
        if key == REDO and value is not None:
            self._half_told[partition] = _DECODER.decode(value)
        else:
            self._half_told.get(partition, {}).pop(key, None)

    async def on_rebalance(
        self,
        assigned: set[TP],
        revoked: set[TP],  # noqa: ARG002 - Faust's signature
        newly_assigned: set[TP],
        generation_id: int = 0,  # noqa: ARG002 - Faust's signature
    ) -> None:
        """Forget what is not ours any more; what is newly ours begins empty."""
        kept = {tp.partition for tp in assigned} - {tp.partition for tp in newly_assigned}
        self._partitions = {number: state for number, state in self._partitions.items() if number in kept}
        self._half_told = {number: told for number, told in self._half_told.items() if number in kept}

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Nothing is left over: `on_rebalance` has tidied up."""


def _unreadable(message: Message) -> CannotRun:
    return CannotRun(
        f"partition {message.partition}, offset {message.offset} of {message.topic} holds no state that this version "
        "can read: upgrade, or see who else writes there"
    )


class StateTable(faust.Table[str, bytes]):
    """A table whose partitions are mappings of their own; its changelog records are raw."""

    def __init__(self, app: faust.App, name: str) -> None:
        super().__init__(app, name=name, key_type=bytes, value_type=bytes, beacon=app.tables.beacon)
        app.tables.add(self)

    def partition(self, number: int) -> dict[str, bytes]:
        """The state of a partition."""
        return self._partitioned().partition(number)

    def half_told(self, number: int) -> list[Changes]:
        """See `PartitionedStore`."""
        return self._partitioned().half_told(number)

    def _partitioned(self) -> PartitionedStore:
        store = self.data
        assert isinstance(store, PartitionedStore)  # noqa: S101 - made below
        return store

    def _new_store(self) -> StoreT[str, bytes]:
        return PartitionedStore(self.app.conf.store, self.app, self, table_name=self.name, loop=self.loop)
