"""What is known in the end, and what it must be: computed by the pure steps in memory, without any disturbance."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

import msgspec

from streams.codec import decode
from streams.consume import consume_once, step_handler
from streams.events import ALERT_STATUSES
from streams.log.declared import Declared
from streams.log.memory import MemoryLog
from streams.pipeline import PIPELINE
from streams.topics import Emit, Topic

Version = tuple[str, str, str]  # alert, and the publication and revision of its post
Raw = tuple[str, bytes]  # key and value as they lie in a topic


class _Post(msgspec.Struct, frozen=True):
    published: str
    revision: str


class _Alert(msgspec.Struct, frozen=True):
    id: str
    status: str
    post: _Post

    @property
    def version(self) -> Version:
        return self.id, self.post.published, self.post.revision


class _Said(msgspec.Struct, frozen=True):
    data: _Alert


_SAID = msgspec.json.Decoder(_Said)


@dataclass(frozen=True, slots=True)
class Outcome:
    """Each version of an alert as it stands in the end, texts and groups by key; all as the bytes that lie in the log.

    `repeated` counts alert records that say what had been said before.
    """

    alerts: Mapping[Version, bytes]
    contents: Mapping[str, bytes]
    groups: Mapping[str, bytes]
    repeated: int = field(default=0, compare=False)

    @property
    def statuses(self) -> set[str]:
        """The statuses that occur."""
        return set(map(status_of, self.alerts.values()))


def status_of(alert: bytes) -> str:
    """The status that a record of an alert gives it."""
    return _SAID.decode(alert).data.status


def outcome_of(alerts: Iterable[Raw], contents: Iterable[Raw], groups: Iterable[Raw]) -> Outcome:
    """The outcome of what was said in these topics, each key in its order.

    Of one version of an alert the status that comes last in `ALERT_STATUSES` counts, as for the store.
    """
    standing: dict[Version, tuple[int, bytes]] = {}
    said: set[bytes] = set()
    count = 0
    for _, value in alerts:
        alert = _SAID.decode(value).data
        rank = next(place for place, status in enumerate(ALERT_STATUSES) if status == alert.status)
        if rank >= standing.get(alert.version, (0, b""))[0]:
            standing[alert.version] = rank, value
        said.add(value)
        count += 1
    return Outcome(
        alerts={version: value for version, (_, value) in standing.items()},
        contents={key: value for key, value in dict(contents).items() if value},
        groups={key: value for key, value in dict(groups).items() if value},
        repeated=count - len(said),
    )


@lru_cache(maxsize=4)
def undisturbed(registers: tuple[Emit, ...], posts: tuple[Emit, ...]) -> Outcome:
    """What becomes of these posts when nothing goes wrong."""
    log = judged_in_memory(registers, posts)
    return outcome_of(_raw(log, "alerts"), _raw(log, "contents"), _raw(log, "groups"))


def outputs(registers: Sequence[Emit], posts: Sequence[Emit]) -> list[Emit]:
    """All that is said of these posts when nothing goes wrong, in its order."""
    log = judged_in_memory(registers, posts)
    topics: tuple[Topic, ...] = ("alerts", "contents", "groups")
    return [Emit(topic, key, decode(value)) for topic in topics for key, value in _raw(log, topic)]


def judged_in_memory(registers: Sequence[Emit], posts: Sequence[Emit]) -> MemoryLog:
    """A log in memory in which these posts were handled."""
    log = MemoryLog(_now)
    log.append(registers)
    log.append(posts)
    declared = Declared(log, _now)
    for stage in PIPELINE:
        handle = step_handler(stage.name, stage.step, declared.situation, log.state(stage.name))
        while consume_once(log, stage.name, stage.reads, handle, 1000):
            pass
    assert not log.end("dead-letters")
    return log


def _raw(log: MemoryLog, topic: Topic) -> list[Raw]:
    return [(record.key, record.value) for record in log.tail(topic, {}, sum(log.end(topic).values()))]


def _now() -> datetime:
    return datetime.now(UTC)
