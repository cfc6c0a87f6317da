"""How a log is read in order: several topics at once, page by page, and how far a reader got."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Final

from streams.log.port import History, Positions
from streams.topics import Record, Topic

POLL: Final = 0.02  # seconds between two looks at a log that had nothing new

_APPENDED = attrgetter("appended_at")


def in_order(found: Sequence[Sequence[Record]], limit: int) -> Sequence[Record]:
    """The oldest `limit` of what was found in each topic, so that none starves; each topic keeps its own order."""
    filled = [records for records in found if records]
    if len(filled) < 2:  # noqa: PLR2004 - one topic needs no merging, and it is the hot path
        return filled[0] if filled else ()
    return list(islice(merge(*filled, key=_APPENDED), limit))


def polls(wait: timedelta) -> Iterator[float]:
    """The pauses, in seconds, that fill a wait."""
    left = wait.total_seconds()
    while left > 0:
        yield min(POLL, left)
        left -= POLL


def furthest(records: Sequence[Record]) -> dict[Topic, dict[int, int]]:
    """The highest offset in each partition of each topic."""
    last: dict[Topic, dict[int, int]] = {}
    for record in records:
        reached = last.setdefault(record.topic, {})
        reached[record.partition] = max(reached.get(record.partition, record.offset), record.offset)
    return last


def behind(after: Positions, records: Sequence[Record]) -> Positions:
    """The positions of a reader of one topic that had got to `after` and has read these records since."""
    reached = {**after}
    for record in records:
        reached[record.partition] = record.offset
    return reached


def lies_within(record: Record, until: Positions) -> bool:
    """Whether a record lies at or before these positions."""
    return record.partition in until and record.offset <= until[record.partition]


def pages(history: History, topic: Topic, limit: int, after: Positions | None = None) -> Iterator[Sequence[Record]]:
    """All records of a topic behind `after`, page by page."""
    position = after or {}
    while records := history.tail(topic, position, limit):
        yield records
        position = behind(position, records)
