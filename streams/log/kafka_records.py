"""Events to messages of Kafka and back: packed by partition, or one by one where the topic is compacted."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Protocol

from streams.codec import Malformed, encode
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import COMPACTED
from streams.log.packing import Pair, checked, pack, packs, partition_of, unpack
from streams.topics import Emit, Record, Topic

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


@dataclass(frozen=True, slots=True)
class Message:
    """What is sent to Kafka as one record."""

    topic: str
    partition: int
    key: bytes | None
    value: bytes | None

    @property
    def size(self) -> int:
        """Its bytes."""
        return len(self.key or b"") + len(self.value or b"")


class Received(Protocol):
    """What Kafka's client gives for one record."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


def encoded(emits: Iterable[Emit]) -> Mapping[Topic, Sequence[Pair]]:
    """The events by topic, each topic in the order given.

    Raises `streams.log.packing.TooLarge` and `UnicodeEncodeError` for what can never be sent.
    """
    pairs: dict[Topic, list[Pair]] = {}
    for emit in emits:
        pairs.setdefault(emit.topic, []).append(checked(emit.key, encode(emit.event)))
    return pairs


def messages(place: KafkaPlace, pairs: Mapping[Topic, Sequence[Pair]]) -> Iterator[Message]:
    """The messages that hold these events; those of one key in their order."""
    for topic, events in pairs.items():
        name, count = place.topic(topic), place.partitions_of(topic)
        if topic in COMPACTED:
            for key, value in events:
                yield Message(name, partition_of(key, count), key.encode(), value)
        else:
            for partition, mine in _by_partition(events, count).items():
                for some in packs(mine):
                    yield Message(name, partition, None, pack(some))


def records(topic: Topic, received: Received) -> list[Record]:
    """The events in a message. One that cannot be unpacked is one record: decoding it says what is wrong."""
    key = (received.key or b"").decode(errors="replace")
    value = received.value or b""
    try:
        pairs = unpack(key, value)
    except Malformed:
        pairs = ((key, value),)
    partition, offset, at = received.partition, received.offset, time_of(received.timestamp)
    return [Record(topic, key, value, partition, offset, index, at) for index, (key, value) in enumerate(pairs)]


def stamp(at: datetime) -> int:
    """Milliseconds since the epoch."""
    return (at - _EPOCH) // _MILLISECOND


@lru_cache(maxsize=1024)
def time_of(milliseconds: int) -> datetime:
    """The time of a message; those of one append share theirs."""
    return _EPOCH + max(milliseconds, 0) * _MILLISECOND


def _by_partition(pairs: Sequence[Pair], count: int) -> Mapping[int, Sequence[Pair]]:
    if count == 1:
        return {0: pairs}
    found: dict[int, list[Pair]] = {}
    for pair in pairs:
        found.setdefault(partition_of(pair[0], count), []).append(pair)
    return found
