"""The reading side of the Kafka log: one member of one consumer group.

Kafka takes partitions away and deals others whenever the group changes; that happens inside `read` alone. What was read
and not advanced past is forgotten then, here, and read by whoever has the partition now.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from heapq import merge
from operator import itemgetter
from time import monotonic
from typing import Final

from kafka import ConsumerRebalanceListener, KafkaConsumer, OffsetAndMetadata, TopicPartition
from kafka.coordinator.assignors.range import RangePartitionAssignor
from kafka.errors import CommitFailedError, RebalanceInProgressError

from streams.log.kafka_client import connect
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_errors import reaching
from streams.log.kafka_progress import Progress
from streams.log.kafka_records import records
from streams.topics import Record, Topic

_AT_ONCE: Final = 16  # records of Kafka a poll, packed ones of up to 200 events
_LEAST_MS: Final = 50
_MOST_MS: Final = 500
_JOIN_SECONDS: Final = 10.0  # how long a read waits to be dealt partitions
_ANSWER_MS: Final = 10_000
_FETCH: Final = 8 * 1024 * 1024  # bytes fetched ahead, as compressed
_FETCH_PARTITION: Final = 1024 * 1024

_TIME = itemgetter(0)


@dataclass(frozen=True, slots=True)
class Rebalanced:
    """The partitions of a group were dealt anew; this member has so many of them."""

    group: str
    partitions: int


class GroupReader:
    """Connects at the first `read`. Used by one thread at a time.

    Holds at most what was asked for and 16 records of Kafka more; fetched ahead are at most 8 MiB of compressed bytes.
    """

    def __init__(self, cluster: Cluster, group: str, observe: Callable[[Rebalanced], None]) -> None:
        self._cluster = cluster
        self._group = group
        self._observe = observe
        self._consumer: KafkaConsumer | None = None
        self._topics: dict[str, Topic] = {}
        self._progress: dict[TopicPartition, Progress] = {}
        self._ready: deque[Record] = deque()
        self._dealt = _Dealt()
        self._misplaced = False

    def read(self, topics: Sequence[Topic], limit: int, wait: timedelta) -> Sequence[Record]:
        """See `Log`. Waits up to 10 s more while partitions are dealt."""
        began, seconds = monotonic(), wait.total_seconds()
        with reaching(self._cluster.place):
            consumer = self._subscribed(topics)
            while not self._ready:
                self._fetch(consumer, limit, began + seconds - monotonic())
                if not self._ready and self._over(consumer, seconds, monotonic() - began):
                    return ()
        return [self._ready.popleft() for _ in range(min(limit, len(self._ready)))]

    def advance(self, passed: Iterable[Record]) -> None:
        """The group is past these; where Kafka cannot be told, it is not, and `rewind` goes back before them.

        What is no longer this member's is left out: it comes again where it is now.
        """
        progress = {where: came.copy() for where, came in self._progress.items()}
        for (topic, partition), (offset, index) in _furthest(passed).items():
            where = TopicPartition(self._cluster.place.topic(topic), partition)
            if where in progress:
                progress[where].advance(offset, index)
        moved = {where: came.next for where, came in progress.items() if came.next > came.committed}
        if moved and self._consumer is not None and self._committed(self._consumer, moved):
            for where, offset in moved.items():
                progress[where].committed = offset
        self._progress = progress

    def rewind(self) -> None:
        """Forget what was read and not advanced past."""
        self._ready.clear()
        self._misplaced = True

    def close(self) -> None:
        """Leave the group."""
        if self._consumer is not None:
            self._consumer.close(autocommit=False, timeout_ms=5000)
            self._consumer = None

    def _subscribed(self, topics: Sequence[Topic]) -> KafkaConsumer:
        if self._consumer is None:
            self._consumer = self._connected()
        names = {self._cluster.place.topic(topic): topic for topic in topics}
        if names != self._topics:
            for topic in topics:
                self._cluster.places(topic)
            self._consumer.subscribe(sorted(names), listener=self._dealt)
            for name in names:  # a member that is asked to deal must know what there is
                self._consumer.partitions_for_topic(name)
            self._topics = names
            self._lose()
        return self._consumer

    def _connected(self) -> KafkaConsumer:
        return connect(
            KafkaConsumer,
            self._cluster.place,
            group_id=self._cluster.place.group(self._group),
            enable_auto_commit=False,
            auto_offset_reset="earliest",
            # All give back everything at a change: so partitions change hands at one known point.
            partition_assignment_strategy=(RangePartitionAssignor,),
            session_timeout_ms=10_000,
            heartbeat_interval_ms=3_000,
            max_poll_interval_ms=300_000,
            fetch_max_bytes=_FETCH,
            max_partition_fetch_bytes=_FETCH_PARTITION,
            fetch_max_wait_ms=100,
            allow_auto_create_topics=False,
        )

    def _fetch(self, consumer: KafkaConsumer, limit: int, seconds: float) -> None:
        """Make ready about as many events as asked for, of what there is."""
        if self._dealt.joined and (self._dealt.changed or self._misplaced):
            self._go_back(consumer)
        found: dict[TopicPartition, list[tuple[int, list[Record]]]] = {}
        count, milliseconds = 0, min(max(int(seconds * 1000), _LEAST_MS), _MOST_MS)
        while count < limit and (polled := consumer.poll(milliseconds, max_records=_AT_ONCE)):
            for where, received in polled.items():
                for message in received:
                    events = self._unpassed(where, records(self._topics[where.topic], message))
                    found.setdefault(where, []).append((message.timestamp, events))
                    count += len(events)
            milliseconds = 0
        if self._dealt.changed:
            self._lose()
        else:
            self._ready.extend(event for _, events in merge(*found.values(), key=_TIME) for event in events)

    def _unpassed(self, where: TopicPartition, events: list[Record]) -> list[Record]:
        came = self._progress.get(where)
        return events[came.read(events[0].offset, len(events)) :] if came else []  # dealt in this very poll

    def _go_back(self, consumer: KafkaConsumer) -> None:
        """Go to where the group came: after a deal as Kafka knows it, after a rewind as this member does."""
        if self._dealt.changed:
            self._progress = self._begin(consumer)
            self._dealt.changed = False
            self._observe(Rebalanced(self._group, len(self._progress)))
        for where, came in self._progress.items():
            consumer.seek(where, came.next)
        self._misplaced = False

    def _begin(self, consumer: KafkaConsumer) -> dict[TopicPartition, Progress]:
        dealt = sorted(consumer.assignment())
        committed = {where: consumer.committed(where, timeout_ms=_ANSWER_MS) for where in dealt}
        new = [where for where, offset in committed.items() if offset is None]
        committed |= consumer.beginning_offsets(new, timeout_ms=_ANSWER_MS) if new else {}
        return {where: Progress(offset, committed=offset) for where, offset in committed.items()}

    def _lose(self) -> None:
        self._progress.clear()
        self._ready.clear()
        self._dealt.changed = True

    def _over(self, consumer: KafkaConsumer, wait: float, waited: float) -> bool:
        """Whether an empty answer is the truth, or all that can be said."""
        if waited >= max(wait, _JOIN_SECONDS):
            return True
        return waited >= wait and self._dealt.joined and not self._dealt.changed and _at_end(consumer)

    def _committed(self, consumer: KafkaConsumer, offsets: Mapping[TopicPartition, int]) -> bool:
        """Whether Kafka took it; it does not while the partitions are dealt anew."""
        told = {where: OffsetAndMetadata(offset, "", -1) for where, offset in offsets.items()}
        with reaching(self._cluster.place):
            try:
                consumer.commit(told, timeout_ms=_ANSWER_MS)
            except (CommitFailedError, RebalanceInProgressError):
                return False
        return True


class _Dealt(ConsumerRebalanceListener):  # type: ignore[misc] # Kafka's client is untyped
    """Hears of it in the client's own thread, while the reader's waits in `poll`."""

    def __init__(self) -> None:
        self.joined = False
        self.changed = True

    def on_partitions_revoked(self, revoked: Iterable[TopicPartition]) -> None:  # noqa: ARG002 - Kafka's client calls it so
        self.joined, self.changed = False, True

    def on_partitions_assigned(self, assigned: Iterable[TopicPartition]) -> None:  # noqa: ARG002 - the same
        self.joined, self.changed = True, True


def _at_end(consumer: KafkaConsumer) -> bool:
    dealt = sorted(consumer.assignment())
    ends = consumer.end_offsets(dealt, timeout_ms=_ANSWER_MS) if dealt else {}
    return all((consumer.position(where, timeout_ms=_ANSWER_MS) or 0) >= end for where, end in ends.items())


def _furthest(passed: Iterable[Record]) -> Mapping[tuple[Topic, int], tuple[int, int]]:
    furthest: dict[tuple[Topic, int], tuple[int, int]] = {}
    for record in passed:
        where, place = (record.topic, record.partition), (record.offset, record.index)
        if place > furthest.get(where, (-1, 0)):
            furthest[where] = place
    return furthest
