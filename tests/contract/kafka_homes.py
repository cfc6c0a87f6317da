"""A log in a real Kafka, and in what it differs from the embedded one."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import apply
from tests.contract.log_homes import Home

_WHOLE: Final = "Kafka keeps positions by packed record: after a restart its events come again as a whole"
_PACKED: Final = "events appended together lie in one record of Kafka, in the partition of their key"
_RETENTION: Final = "Kafka itself removes what is too old, when it likes"
_ERASURE: Final = "from an uncompacted topic of Kafka nothing is removed before its time"

DIFFERENCES: Final = {
    "test_a_restart_begins_behind_what_was_advanced_past": _WHOLE,
    "test_a_position_never_goes_back": _WHOLE,
    "test_the_history_is_seen_without_a_group": _PACKED,
    "test_retention_removes_what_is_too_old_for_its_topic_and_nothing_else": _RETENTION,
    "test_an_offset_is_never_used_twice": _RETENTION,
    "test_a_group_whose_records_were_removed_goes_on_with_what_is_left": _RETENTION,
    "test_erasing_removes_what_matches_key_and_value": _ERASURE,
}


def fresh_place(bootstrap: tuple[str, ...], partitions: int = 2) -> KafkaPlace:
    """An installation of its own in this cluster, with its topics."""
    place = KafkaPlace(bootstrap=bootstrap, prefix=f"t{uuid4().hex[:12]}", replication=1, partitions=partitions)
    apply(place)
    return place


def kafka_home(bootstrap: tuple[str, ...], folder: Path) -> Home:
    """A log whose records are stamped about now: Kafka removes older ones."""
    place = fresh_place(bootstrap)
    return Home(lambda _, clock: KafkaLog(place, clock=clock), folder, datetime.now(UTC).replace(microsecond=0))
