"""The table of topics, what is read from and written to them, and the state beside them."""

from collections.abc import Iterator, Mapping, MutableMapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from streams.events import Event

State = MutableMapping[str, bytes]  # what a step keeps from one event to the next

Topic = Literal[
    "posts",
    "recalls",
    "registers",
    "alerts",
    "contents",
    "groups",
    "decisions",
    "deliveries",
    "audit",
    "gaps",
    "dead-letters",
]


@dataclass(frozen=True, slots=True)
class TopicSpec:
    """How a topic is kept: what its records are keyed by, in how many partitions, for how long (None: for ever)."""

    name: Topic
    keyed_by: str
    partitions: int
    retention: timedelta | None


TOPICS: dict[Topic, TopicSpec] = {
    spec.name: spec
    for spec in (
        TopicSpec("posts", "platform and account", 12, timedelta(hours=72)),
        TopicSpec("recalls", "platform and account", 12, timedelta(hours=8)),
        TopicSpec("registers", "kind, id and version", 1, None),
        TopicSpec("alerts", "group", 12, None),
        TopicSpec("contents", "platform, account, post id, alert and revision", 12, timedelta(days=30)),
        TopicSpec("groups", "group", 12, None),
        TopicSpec("decisions", "subject", 1, None),
        TopicSpec("deliveries", "subject", 1, timedelta(days=365)),
        TopicSpec("audit", "what it is about", 1, timedelta(days=1095)),
        TopicSpec("gaps", "source", 1, timedelta(days=90)),
        TopicSpec("dead-letters", "source", 1, timedelta(hours=72)),
    )
}


def retentions(instead: Mapping[Topic, timedelta] | None = None) -> Iterator[tuple[Topic, timedelta | None]]:
    """How long each topic is kept: what the table says, or what is said instead."""
    for name, spec in TOPICS.items():
        yield name, (instead or {}).get(name, spec.retention)


class Record(msgspec.Struct, frozen=True):
    """One event as read from a log. `index` is its place inside a packed record; 0 where nothing is packed.

    A struct, as one is made for each post: a frozen dataclass takes a microsecond for it.
    """

    topic: Topic
    key: str
    value: bytes
    partition: int
    offset: int
    index: int
    appended_at: datetime


@dataclass(frozen=True, slots=True)
class Emit:
    """One event to be written."""

    topic: Topic
    key: str
    event: Event
