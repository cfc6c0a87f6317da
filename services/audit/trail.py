"""Questions to the trail, answered from the log: it is the record, and holds what no view may have taken in yet."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fnmatch import fnmatchcase
from typing import Final

from services.audit.entries import Entry, Kind, entry_of
from services.audit.in_time import in_time
from streams.codec import known
from streams.log.order import pages
from streams.log.port import History
from streams.topics import Topic

TOPICS: Final[tuple[Topic, ...]] = ("registers", "decisions", "deliveries", "audit", "gaps")
_OF: Final[dict[Kind, Topic]] = {
    "decision": "decisions",
    "register": "registers",
    "delivery": "deliveries",
    "access": "audit",
    "question": "audit",
    "look-back": "audit",
    "confirmation": "audit",
    "gap": "gaps",
}
_AT_ONCE: Final = 2000
_CLOCKS: Final = timedelta(days=1)  # an event is appended after its own time, but for how far clocks are apart


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Which lines; an empty field means any. `object` may hold `*`. The window `[since, until)` is half-open."""

    actor: str = ""
    object: str = ""
    kinds: tuple[Kind, ...] = ()
    since: datetime | None = None
    until: datetime | None = None

    def means(self, entry: Entry) -> bool:
        """Whether this line is asked for."""
        return (
            (not self.actor or entry.actor == self.actor)
            and (not self.object or any(fnmatchcase(one, self.object) for one in (entry.object, *entry.object.split())))
            and (not self.kinds or entry.kind in self.kinds)
            and (self.since is None or entry.at >= self.since)
            and (self.until is None or entry.at < self.until)
        )


def trail(log: History, question: Question) -> Sequence[Entry]:
    """The lines that are asked for, by time, all of them in memory."""
    return tuple(told(log, question))


def told(log: History, question: Question) -> Iterator[Entry]:
    """The lines that are asked for, by time, then kind and object. Each once, however often it was appended.

    However long the trail, only a part of it is in memory. Raises `Unavailable`.
    """
    asked = dict.fromkeys([_OF[kind] for kind in question.kinds] or TOPICS)
    return in_time(entry for topic in asked for entry in _read(log, topic, question.since) if question.means(entry))


def _read(log: History, topic: Topic, since: datetime | None) -> Iterator[Entry]:
    after = log.since(topic, since - _CLOCKS) if since else None
    for records in pages(log, topic, _AT_ONCE, after):
        for record in records:
            event = known(record.value) if record.value else None
            if event is not None and (entry := entry_of(event)) is not None:
                yield entry
