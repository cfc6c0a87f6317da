"""How a reader of several topics is served, the same in every embedded log."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from heapq import merge
from itertools import islice
from operator import attrgetter
from typing import Final

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


def furthest(records: Sequence[Record]) -> dict[Topic, int]:
    """The highest offset of each topic."""
    last: dict[Topic, int] = {}
    for record in records:
        last[record.topic] = max(last.get(record.topic, 0), record.offset)
    return last
