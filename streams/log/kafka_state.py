"""State tables in one compacted topic of Kafka: read whole at first use, written behind the events they belong to."""

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from contextlib import closing
from typing import Final

from kafka import TopicPartition

from streams.log.kafka_browser import Browser
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_records import Message
from streams.stage import Overlay

BETWEEN: Final = "\x00"  # table and key
_AT_ONCE: Final = 1000


class KafkaTable(MutableMapping[str, bytes]):
    """A table as it lies in Kafka, as far as this process knows: nobody else writes it. Loaded at first use."""

    def __init__(self, load: Callable[[], dict[str, bytes]]) -> None:
        self._load = load
        self._held: dict[str, bytes] | None = None

    def __getitem__(self, key: str) -> bytes:
        return self._loaded()[key]

    def __setitem__(self, key: str, value: bytes) -> None:
        self._loaded()[key] = value

    def __delitem__(self, key: str) -> None:
        del self._loaded()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._loaded())

    def __len__(self) -> int:
        return len(self._loaded())

    def forget(self) -> None:
        """Another may have written it meanwhile: it is loaded again at its next use."""
        self._held = None

    def _loaded(self) -> dict[str, bytes]:
        if self._held is None:
            self._held = self._load()
        return self._held


class _Unsaved(Overlay):
    def changes(self) -> Mapping[str, bytes | None]:
        """What was written and is not durable; None is a deletion."""
        return dict(self._written)

    def saved(self, changes: Mapping[str, bytes | None]) -> None:
        """These are durable; what another thread has written meanwhile is not."""
        for key, value in changes.items():
            if value is None:
                self._below.pop(key, None)
            else:
                self._below[key] = value
            if self._written.get(key) is value:
                self._written.pop(key, None)


class KafkaStates:
    """The state tables in use, with the writes that are not durable yet."""

    def __init__(self, cluster: Cluster, browser: Browser) -> None:
        self._cluster = cluster
        self._browser = browser
        self._held: dict[str, KafkaTable] = {}
        self._tables: dict[str, _Unsaved] = {}

    def table(self, name: str) -> MutableMapping[str, bytes]:
        """The table of this name; the same object each time. Its use may raise `Unavailable`."""
        held = self._held.setdefault(name, KafkaTable(lambda: self._load(name)))
        return self._tables.setdefault(name, _Unsaved(held))

    def reload(self, name: str) -> None:
        """The table may have been another process's until now. Writes that are not durable stay."""
        if name in self._held:
            self._held[name].forget()

    def unsaved(self, name: str | None) -> Mapping[str, bytes | None]:
        """The table's writes that are not durable; None is a deletion."""
        return self._tables[name].changes() if name in self._tables else {}

    def messages(self, name: str | None, changes: Mapping[str, bytes | None]) -> list[Message]:
        """What is to be sent so that these writes are durable."""
        topic = self._cluster.place.state
        if changes:
            self._cluster.partitions(topic, 1)
        return [Message(topic, 0, f"{name}{BETWEEN}{key}".encode(), value) for key, value in changes.items()]

    def saved(self, name: str | None, changes: Mapping[str, bytes | None]) -> None:
        """These writes are durable."""
        if name in self._tables:
            self._tables[name].saved(changes)

    def drop(self, name: str) -> None:
        """Forget the table's unsaved writes."""
        if name in self._tables:
            self._tables[name].drop()

    def _load(self, name: str) -> dict[str, bytes]:
        topic, begin = self._cluster.place.state, f"{name}{BETWEEN}".encode()
        self._cluster.partitions(topic, 1)
        found: dict[str, bytes] = {}
        with closing(self._browser.walk({TopicPartition(topic, 0): 0}, _AT_ONCE)) as steps:
            for step in steps:
                for received in step.values():
                    for message in received:
                        if message.key is None or not message.key.startswith(begin):
                            continue
                        key = message.key[len(begin) :].decode()
                        if message.value is None:
                            found.pop(key, None)
                        else:
                            found[key] = message.value
        return found
