"""What everything is measured on: a broker, registers, and two topics that hold the same posts in their two forms."""

from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from kafka.admin import KafkaAdminClient

from streams.log.kafka_place import KafkaPlace
from tests.bench.distributed.order import Order
from tests.bench.scene import Scene

PARTITIONS = 4
_NUMBERS = count(1)


@dataclass(frozen=True, slots=True)
class Volume:
    """How much is measured.

    Posts on the packed and on the plain topic, seconds of a window, rounds, seconds of listening at a rate, restarts of
    each kind.
    """

    packed: int
    plain: int
    window: float
    rounds: int
    listening: float
    restarts: int


FULL = Volume(packed=900_000, plain=600_000, window=8, rounds=3, listening=15, restarts=3)
QUICK = Volume(packed=400_000, plain=300_000, window=2, rounds=1, listening=3, restarts=1)


@dataclass(frozen=True, slots=True)
class Ground:
    """`peers` is the interpreter that has Quix; `elasticsearch` a URL for the peer that writes there."""

    place: KafkaPlace
    scene: Scene
    home: Path
    peers: Path
    elasticsearch: str
    volume: Volume

    @property
    def bootstrap(self) -> str:
        """The broker as `host:port`."""
        return self.place.bootstrap[0]

    @property
    def packed(self) -> str:
        """The topic of packed records, where ours reads it."""
        return self.place.topic("posts")

    @property
    def plain(self) -> str:
        """The topic of one post a record."""
        return f"{self.place.prefix}-plain"

    def unused(self, name: str) -> str:
        """A name that nothing had before."""
        return f"{self.place.prefix}-{name}-{next(_NUMBERS)}"

    def order(self, name: str, source: str, group: str) -> Order:
        """The order of one more worker of a group."""
        return Order(
            bootstrap=self.bootstrap,
            source=source,
            group=group,
            registers=str(self.scene.registers),
            counter=str(self.home / self.unused(name)),
            partitions=PARTITIONS,
        )

    def make_topics(self, names: Sequence[str], partitions: int = PARTITIONS) -> None:
        """Topics as Kafka makes them when nothing is said."""
        with closing(KafkaAdminClient(bootstrap_servers=self.bootstrap)) as admin:
            wanted = {name: {"num_partitions": partitions, "replication_factor": 1} for name in names}
            admin.create_topics(wanted, wait_for_metadata=True)


def partition_of_handle(handles: Sequence[str]) -> dict[str, int]:
    """The accounts dealt over the partitions, so that two workers have as much to do."""
    return {handle: number % PARTITIONS for number, handle in enumerate(handles)}
