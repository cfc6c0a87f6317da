"""The topics of an installation in Kafka: made where missing, and where not as they should be, it is said."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import timedelta
from typing import Final, Literal

from kafka.admin import ConfigResource, ConfigResourceType, KafkaAdminClient
from kafka.errors import NoError

from streams.log.kafka_client import connect
from streams.log.kafka_errors import reaching
from streams.log.kafka_place import KafkaPlace
from streams.pipeline import PIPELINE
from streams.topics import Topic, retentions

Partition = Mapping[str, Sequence[int]]  # as Kafka's client describes one
Done = Literal["created", "as wanted", "changed", "differs"]

COMPACTED: Final[Mapping[Topic, str]] = {"registers": "compact", "groups": "compact", "contents": "compact,delete"}

_HOUR: Final = timedelta(hours=1)
_DAY: Final = timedelta(days=1)
_SOON: Final = timedelta(days=7)  # topics kept no longer are cut by the hour
_AS_BROKERS_SAY: Final = -1
_SAFE: Final = 3  # copies, from which on one may be missing
_LARGEST: Final = 1024 * 1024 + 12  # bytes of a batch: what brokers take by default
ERASED_WITHIN: Final = timedelta(minutes=15)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A topic as it should be; without `replication` as the brokers are set."""

    name: str
    partitions: int
    replication: int | None
    settings: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Change:
    """What was found and done about one topic; `said` tells what differs, empty where nothing does."""

    topic: str
    done: Done
    said: str = ""


def changelog_topic(place: KafkaPlace, stage: str) -> str:
    """The topic in which the state table of a Faust agent is kept."""
    return f"{place.group(stage)}-state-changelog"


def wanted(place: KafkaPlace, instead: Mapping[Topic, timedelta] | None = None) -> Iterator[Wanted]:
    """Every topic of an installation. `instead` overrides how long topics are kept."""
    for name, kept in retentions(instead):
        settings = _settings(place, COMPACTED.get(name, "delete"), kept)
        yield Wanted(place.topic(name), place.partitions_of(name), place.replication, settings)
    state = _settings(place, "compact", None)
    yield Wanted(place.state, 1, place.replication, state)
    for stage in PIPELINE:
        count = place.partitions_of(stage.reads[0])
        yield Wanted(changelog_topic(place, stage.name), count, place.replication, state)


def apply(
    place: KafkaPlace, instead: Mapping[Topic, timedelta] | None = None, *, only_look: bool = False
) -> Sequence[Change]:
    """Make the missing topics and correct the settings of the others; with `only_look` change nothing.

    How many partitions and copies a topic has is never changed: its keys would lose their order. Raises `Unavailable`
    and `CannotRun`.
    """
    with reaching(place), closing(connect(KafkaAdminClient, place, client_id=f"{place.prefix}-topics")) as admin:
        return _Applying(admin, only_look).all(list(wanted(place, instead)))


class _Applying:
    def __init__(self, admin: KafkaAdminClient, only_look: bool) -> None:  # noqa: FBT001 - private
        self._admin = admin
        self._only_look = only_look

    def all(self, topics: Sequence[Wanted]) -> Sequence[Change]:
        described = self._admin.describe_topics([topic.name for topic in topics])
        found = {topic["name"]: topic["partitions"] for topic in described if topic["error_code"] == NoError.errno}
        missing = [topic for topic in topics if topic.name not in found]
        if missing and not self._only_look:
            self._create(missing)
        held = self._held([topic.name for topic in topics if topic.name in found])
        return [
            self._made(topic) if topic in missing else self._compared(topic, found[topic.name], held[topic.name])
            for topic in topics
        ]

    def _create(self, topics: Sequence[Wanted]) -> None:
        self._admin.create_topics(
            {
                topic.name: {
                    "num_partitions": topic.partitions,
                    "replication_factor": topic.replication or _AS_BROKERS_SAY,
                    "configs": dict(topic.settings),
                }
                for topic in topics
            },
            wait_for_metadata=True,
        )

    def _made(self, topic: Wanted) -> Change:
        return Change(topic.name, "differs", "missing") if self._only_look else Change(topic.name, "created")

    def _held(self, names: Sequence[str]) -> Mapping[str, Mapping[str, str]]:
        """The settings of these topics as they are."""
        if not names:
            return {}
        asked = [ConfigResource(ConfigResourceType.TOPIC, name) for name in names]
        topics = self._admin.describe_configs(asked, config_filter="all")["topic"]
        return {name: {key: str(held["value"]) for key, held in settings.items()} for name, settings in topics.items()}

    def _compared(self, topic: Wanted, partitions: Sequence[Partition], held: Mapping[str, str]) -> Change:
        lasting = list(_lasting(topic, partitions))
        wrong = {key: value for key, value in topic.settings.items() if held.get(key) != value}
        said = [f"{key} is {held.get(key)}, should be {value}" for key, value in wrong.items()]
        if wrong and not self._only_look:
            self._admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic.name, wrong)])
        if lasting or (wrong and self._only_look):
            return Change(topic.name, "differs", "; ".join(lasting + said))
        return Change(topic.name, "changed" if wrong else "as wanted", "; ".join(said))


def _lasting(topic: Wanted, partitions: Sequence[Partition]) -> Iterator[str]:
    """What nothing here changes."""
    if len(partitions) != topic.partitions:
        yield (
            f"has {len(partitions)} partitions, should have {topic.partitions}: set kafka.partitions as it is, "
            "or stop every process and make the topic anew"
        )
    copies = min(len(partition["replica_nodes"]) for partition in partitions)
    if copies != (topic.replication or copies):
        yield (
            f"has {copies} copies, should have {topic.replication}: set kafka.replication as it is, "
            "or let kafka-reassign-partitions change it"
        )


def _settings(place: KafkaPlace, cleanup: str, kept: timedelta | None) -> Mapping[str, str]:
    settings = {
        "cleanup.policy": cleanup,
        "retention.ms": "-1" if kept is None else _milliseconds(kept),
        "retention.bytes": "-1",
        "segment.ms": _milliseconds(
            _HOUR if kept and kept <= _SOON else _DAY
        ),  # what lies in the last one is not removed
        "max.message.bytes": str(_LARGEST),
        "message.timestamp.type": "CreateTime",
    }
    if place.replication is not None:
        settings["min.insync.replicas"] = "2" if place.replication >= _SAFE else "1"
    if cleanup != "delete":
        settings |= _COMPACTING
    return settings


def _milliseconds(span: timedelta) -> str:
    return str(span // timedelta(milliseconds=1))


_COMPACTING: Final[Mapping[str, str]] = {
    "max.compaction.lag.ms": _milliseconds(ERASED_WITHIN),
    "min.cleanable.dirty.ratio": "0.1",
    "delete.retention.ms": _milliseconds(_DAY),
}
