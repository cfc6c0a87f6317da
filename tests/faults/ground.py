"""An installation to be disturbed, and what is said of it afterwards."""

import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from uuid import uuid4

from streams.codec import encode
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import apply
from streams.topics import Emit
from tests.faults.differences import compared
from tests.faults.figures import Verdict
from tests.faults.found import Progress, found, missing_posts
from tests.faults.generator import append_all
from tests.faults.outcome import undisturbed


@contextmanager
def timed() -> Iterator[list[float]]:
    """How many seconds the block took, in a list that is filled when it ends."""
    took: list[float] = []
    began = time.monotonic()
    yield took
    took.append(time.monotonic() - began)


def installed(
    bootstrap: tuple[str, ...], registers: Sequence[Emit], *, partitions: int = 4, replication: int = 1
) -> KafkaPlace:
    """An installation of its own in this cluster, with its topics, in which these registers are declared."""
    prefix = f"t{uuid4().hex[:12]}"
    place = KafkaPlace(bootstrap=bootstrap, prefix=prefix, replication=replication, partitions=partitions)
    apply(place)
    append_all(place, registers)
    return place


@contextmanager
def progress_of(place: KafkaPlace) -> Iterator[Progress]:
    """How far its groups came."""
    with closing(Progress(place)) as progress:
        yield progress


def judged(place: KafkaPlace, registers: tuple[Emit, ...], posts: tuple[Emit, ...]) -> Verdict:
    """What became of these posts, all of which were acknowledged and are done."""
    lost = missing_posts(place, [encode(emit.event) for emit in posts])
    return compared(found(place), undisturbed(registers, posts), lost)
