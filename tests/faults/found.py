"""What lies in the topics, read by the bare client of Kafka and none of our own code."""

import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import msgspec
from kafka import KafkaConsumer, TopicPartition

from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_records import Received
from streams.topics import Topic
from tests.faults.outcome import Outcome, Raw, outcome_of

PATIENCE: Final = 90.0  # seconds; the longest wait for a killed member of a group is 10
_HEAD: Final = b"P\x01"


@dataclass(frozen=True, slots=True)
class Lying:
    """One event where it lies, or a packed record that cannot be read; `at` is the record's time in seconds."""

    partition: int
    offset: int
    index: int
    key: str
    value: bytes
    at: float

    @property
    def place(self) -> tuple[int, int, int]:
        """Where it lies in its topic."""
        return self.partition, self.offset, self.index


class DeadLetter(msgspec.Struct, frozen=True):
    """What the checker reads of a dead letter."""

    id: str
    stage: str
    source: str
    partition: int
    position: int
    index: int
    reason: str

    @property
    def place(self) -> tuple[int, int, int]:
        """Where the dead record lies."""
        return self.partition, self.position, self.index


class _Said(msgspec.Struct, frozen=True):
    data: DeadLetter


_LETTER: Final = msgspec.json.Decoder(_Said)


def lying(place: KafkaPlace, topic: Topic) -> list[Lying]:
    """Everything in a topic, each partition in order."""
    consumer = KafkaConsumer(bootstrap_servers=list(place.bootstrap), auto_offset_reset="earliest", group_id=None)
    with closing(consumer):
        parts = _parts(place, topic)
        consumer.assign(parts)
        ends = consumer.end_offsets(parts)
        found: list[Lying] = []
        while any(consumer.position(part) < end for part, end in ends.items()):
            for received in consumer.poll(500).values():
                for message in received:
                    found += _events(message)
    return sorted(found, key=lambda event: event.place)


def found(place: KafkaPlace) -> Outcome:
    """What all that was said comes to."""
    return outcome_of(*(_raw(place, topic) for topic in _OUTPUTS))


def dead_letters(place: KafkaPlace) -> list[DeadLetter]:
    """Each dead letter once, however often it was written."""
    letters = [_LETTER.decode(event.value).data for event in lying(place, "dead-letters")]
    return list({letter.id: letter for letter in letters}.values())


def longest_silence(place: KafkaPlace) -> float:
    """The longest time in seconds between two records of alerts."""
    times = sorted({event.at for event in lying(place, "alerts")})
    return max((after - before for before, after in pairwise(times)), default=0.0)


def missing_posts(place: KafkaPlace, acknowledged: Sequence[bytes]) -> list[bytes]:
    """The acknowledged posts that do not lie in the topic as often as they were acknowledged."""
    return list((Counter(acknowledged) - Counter(event.value for event in lying(place, "posts"))).elements())


class Progress:
    """How far the groups came, asked again and again."""

    def __init__(self, place: KafkaPlace) -> None:
        self._place = place
        self._consumers = {
            group: KafkaConsumer(
                bootstrap_servers=list(place.bootstrap),
                group_id=place.group(group),
                metadata_max_age_ms=1000,  # it would ask those that do not lead any more for minutes
            )
            for group in ("detect", "correlate", "index")
        }

    def committed(self, group: str, topic: Topic) -> int:
        """How many records of Kafka the group has committed in all partitions."""
        return sum(self.positions(group, topic))

    def positions(self, group: str, topic: Topic) -> list[int]:
        """How many records of Kafka the group has committed in each partition."""
        consumer = self._consumers[group]
        return [consumer.committed(part) or 0 for part in _parts(self._place, topic)]

    def waiting(self, group: str, topic: Topic) -> int:
        """How many records of Kafka the group has still to commit."""
        ends = self._consumers[group].end_offsets(_parts(self._place, topic))
        end: int = sum(ends.values())
        return end - self.committed(group, topic)

    def wait_until_done(self, *reads: tuple[str, Topic], patience: float = PATIENCE) -> None:
        """Wait until these groups have committed all that lies in these topics, each after the one before it."""
        until = time.monotonic() + patience
        for group, topic in reads or (("detect", "posts"), ("correlate", "alerts")):
            while left := self.waiting(group, topic):
                assert time.monotonic() < until, f"{left} records of {topic} are left for {group}"
                time.sleep(0.1)

    def close(self) -> None:
        """Give up the connections."""
        for consumer in self._consumers.values():
            consumer.close()


_OUTPUTS: Final[tuple[Topic, Topic, Topic]] = ("alerts", "contents", "groups")


def _raw(place: KafkaPlace, topic: Topic) -> list[Raw]:
    return [(event.key, event.value) for event in lying(place, topic)]


def _parts(place: KafkaPlace, topic: Topic) -> list[TopicPartition]:
    return [TopicPartition(place.topic(topic), number) for number in range(place.partitions_of(topic))]


def _events(message: Received) -> Iterator[Lying]:
    value = message.value or b""
    pairs = [((message.key or b"").decode(), value)]
    if value.startswith(_HEAD):
        with suppress(msgspec.DecodeError):
            pairs = msgspec.msgpack.decode(value[len(_HEAD) :], type=list[tuple[str, bytes]]) or pairs
    for index, (key, event) in enumerate(pairs):
        yield Lying(message.partition, message.offset, index, key, event, message.timestamp / 1000)
