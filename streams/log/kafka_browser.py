"""Looking at what lies in Kafka without being in any group."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import closing
from threading import RLock
from time import monotonic
from typing import Final

from kafka import KafkaConsumer, TopicPartition

from streams.log.kafka_client import connect
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_errors import reaching
from streams.log.kafka_records import Received
from streams.stage import Unavailable

_AT_ONCE: Final = 16  # records of Kafka, packed ones of up to 200 events
_ANSWER_MS: Final = 10_000
_PATIENCE: Final = 15.0  # seconds without a record before the brokers are taken to be away
_FETCH: Final = 4 * 1024 * 1024
_FETCH_PARTITION: Final = 256 * 1024


class Browser:
    """One consumer, made at first use. Threads may share it: one looks at a time. Ends are asked for at each call.

    `answered` is called each time it was looked whether there is more: a walk may be long.
    """

    def __init__(self, cluster: Cluster, answered: Callable[[], None] = lambda: None) -> None:
        self._cluster = cluster
        self._answered = answered
        self._lock = RLock()
        self._consumer: KafkaConsumer | None = None

    def bounds(self, places: Sequence[TopicPartition]) -> Mapping[TopicPartition, tuple[int, int]]:
        """By partition the first offset that is kept, and the one that will be given out next."""
        with self._lock, reaching(self._cluster.place):
            consumer = self._connected()
            begins = consumer.beginning_offsets(places, timeout_ms=_ANSWER_MS)
            ends = consumer.end_offsets(places, timeout_ms=_ANSWER_MS)
        return {where: (begins[where], ends[where]) for where in places}

    def ends(self, places: Sequence[TopicPartition]) -> Mapping[TopicPartition, int]:
        """By partition the offset that will be given out next."""
        with self._lock, reaching(self._cluster.place):
            ends: Mapping[TopicPartition, int] = self._connected().end_offsets(places, timeout_ms=_ANSWER_MS)
        return ends

    def firsts_since(self, places: Sequence[TopicPartition], milliseconds: int) -> Mapping[TopicPartition, int | None]:
        """By partition the first offset stamped with this time or a later one."""
        with self._lock, reaching(self._cluster.place):
            found = self._connected().offsets_for_times(dict.fromkeys(places, milliseconds), timeout_ms=_ANSWER_MS)
        return {where: at and at.offset for where, at in found.items()}

    def walk(
        self, starts: Mapping[TopicPartition, int], most: int = _AT_ONCE
    ) -> Generator[Mapping[TopicPartition, Sequence[Received]], None, None]:
        """What lies from these offsets on, up to the ends as they are now, at most so many records of Kafka at a time.

        Close it where it is not walked to its end: nobody else can look meanwhile.
        """
        with self._lock, reaching(self._cluster.place):
            consumer = self._connected()
            ends = consumer.end_offsets(list(starts), timeout_ms=_ANSWER_MS) if starts else {}
            left = {where: end for where, end in ends.items() if starts[where] < end}
            if left:
                _stand(consumer, {where: starts[where] for where in left})
            heard = monotonic()
            while left:
                self._answered()
                if found := consumer.poll(200, max_records=most):
                    yield found
                    heard = monotonic()
                still = {where: end for where, end in left.items() if _position(consumer, where) < end}
                if still and len(still) < len(left):
                    consumer.assign(list(still))  # never paused: the client may forget to resume what it parked then
                left = still
                if monotonic() - heard > _PATIENCE:
                    raise Unavailable(f"nothing was heard from Kafka for {_PATIENCE:.0f} s: look at the brokers")

    def lasts(self, places: Sequence[TopicPartition]) -> Mapping[TopicPartition, Received]:
        """By partition the last record, where there is one."""
        starts = {where: end - 1 for where, end in self.ends(places).items() if end}
        with closing(self.walk(starts)) as steps:
            return {where: received[-1] for step in steps for where, received in step.items()}

    def close(self) -> None:
        """Give up the connection."""
        with self._lock:
            if self._consumer is not None:
                self._consumer.close()
                self._consumer = None

    def _connected(self) -> KafkaConsumer:
        if self._consumer is None:
            self._consumer = connect(
                KafkaConsumer,
                self._cluster.place,
                group_id=None,
                enable_auto_commit=False,
                auto_offset_reset="earliest",
                fetch_max_bytes=_FETCH,
                max_partition_fetch_bytes=_FETCH_PARTITION,
                fetch_max_wait_ms=20,
                allow_auto_create_topics=False,
            )
        return self._consumer


def _position(consumer: KafkaConsumer, where: TopicPartition) -> int:
    position: int | None = consumer.position(where, timeout_ms=_ANSWER_MS)
    return position or 0


def _stand(consumer: KafkaConsumer, starts: Mapping[TopicPartition, int]) -> None:
    """Read from these offsets; what was fetched ahead for one of them stays."""
    known = consumer.assignment()
    consumer.assign(list(starts))
    for where, start in starts.items():
        if where not in known or consumer.position(where, timeout_ms=_ANSWER_MS) != start:
            consumer.seek(where, start)
