"""Topics that a broker does not know yet: it hears of them a moment after the one that made them."""

from contextlib import closing
from datetime import UTC, datetime
from threading import Timer
from typing import Final
from uuid import uuid4

from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import apply
from tests.faults.corpus import corpus
from tests.servers.kafka import KafkaServer

BEHIND: Final = 0.5  # seconds


def test_topics_that_a_broker_hears_of_a_moment_later_are_not_taken_for_missing(kafka: KafkaServer) -> None:
    place = KafkaPlace(bootstrap=kafka.bootstrap, prefix=f"t{uuid4().hex[:12]}", replication=1)
    given = corpus(1).registers
    made = Timer(BEHIND, apply, [place])
    with closing(KafkaLog(place, clock=lambda: datetime.now(UTC))) as log:
        made.start()
        assert log.append(given) == len(given)
    made.join()
