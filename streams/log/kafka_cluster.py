"""The cluster as an installation finds it: are its topics there as they must be, and how far did groups come."""

from collections.abc import Mapping
from contextlib import ExitStack
from threading import RLock
from time import monotonic, sleep
from typing import Final

from kafka import TopicPartition
from kafka.admin import KafkaAdminClient
from kafka.errors import GroupIdNotFoundError, NoError

from streams.log.kafka_client import connect
from streams.log.kafka_errors import APPLY, reaching
from streams.log.kafka_place import KafkaPlace
from streams.log.port import Positions
from streams.stage import CannotRun
from streams.topics import TOPICS, Topic

_HEARD_OF: Final = 2.0  # seconds after which every broker has heard of a topic that one has made
_LOOK: Final = 0.1  # seconds between two looks


class Cluster:
    """Contacted at first use. Threads may share it."""

    def __init__(self, place: KafkaPlace) -> None:
        self.place = place
        self._lock = RLock()
        self._clients = ExitStack()
        self._connected: KafkaAdminClient | None = None
        self._found: dict[str, int] = {}

    def admin(self) -> KafkaAdminClient:
        """The one client that administrates."""
        with self._lock:
            if self._connected is None:
                self._connected = connect(KafkaAdminClient, self.place, client_id=f"{self.place.prefix}-admin")
                self._clients.callback(self._connected.close)
            return self._connected

    def partitions(self, name: str, wanted: int) -> int:
        """How many partitions this topic of the cluster has; `CannotRun` where it is missing or has not as many."""
        with self._lock:
            if name not in self._found:
                self._found[name] = self._count(name)
            if self._found[name] != wanted:
                found = self._found.pop(name)
                raise CannotRun(f"topic {name} has {found} partitions in Kafka and should have {wanted}: {APPLY}")
        return wanted

    def places(self, topic: Topic) -> list[TopicPartition]:
        """The partitions of a topic as Kafka's client names them."""
        name = self.place.topic(topic)
        return [TopicPartition(name, n) for n in range(self.partitions(name, self.place.partitions_of(topic)))]

    def committed(self, group: str) -> Mapping[Topic, Positions]:
        """The last offsets a group has advanced past, by topic."""
        with reaching(self.place):
            offsets = self.admin().list_group_offsets(self.place.group(group))[self.place.group(group)]
        names = {self.place.topic(topic): topic for topic in TOPICS}
        passed: dict[Topic, dict[int, int]] = {}
        for where, found in offsets.items():
            if where.topic in names and found.offset > 0:
                passed.setdefault(names[where.topic], {})[where.partition] = found.offset - 1
        return passed

    def forget(self, group: str) -> None:
        """The group has advanced past nothing. Raises `CannotRun` while somebody reads in it."""
        name = self.place.group(group)
        with reaching(self.place):
            said = self.admin().delete_groups([name])[name]
        if said not in ("OK", GroupIdNotFoundError.__name__):
            raise CannotRun(f"group {name} cannot begin again ({said}): stop every process that reads in it first")

    def close(self) -> None:
        """Give up the connection."""
        with self._lock:
            self._clients.close()
            self._connected = None

    def _count(self, name: str) -> int:
        until = monotonic() + _HEARD_OF
        while (count := self._described(name)) is None:
            if monotonic() > until:
                raise CannotRun(f"topic {name} is missing in Kafka: {APPLY}")
            sleep(_LOOK)
        return count

    def _described(self, name: str) -> int | None:
        with reaching(self.place):
            (found,) = self.admin().describe_topics([name])
        return len(found["partitions"]) if found["error_code"] == NoError.errno else None
