"""The records as they lie in the SQLite file: by topic and offset, nothing about who reads them."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from sqlite3 import Connection
from typing import Final

from streams.codec import encode
from streams.log.sqlite_file import SqliteFile
from streams.topics import TOPICS, Emit, Record, Topic

AT_ONCE: Final = 10_000  # records removed in one transaction, so that appends need not wait long

# A record's place is its topic's number and its offset in one integer: each topic is one run of the table's own key.
_OFFSET_BITS: Final = 44
_OFFSETS: Final = (1 << _OFFSET_BITS) - 1
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class SqliteRecords:
    """The records of every topic. What takes a connection runs in the caller's transaction."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._starts = _starts(file)
        if not self._starts.keys() >= set(TOPICS):
            with file.writing() as db:
                # Posts come last: the table grows fastest at its end.
                db.executemany("INSERT OR IGNORE INTO topic (name) VALUES (?)", ((name,) for name in reversed(TOPICS)))
            self._starts = _starts(file)

    def insert(self, db: Connection, at: datetime, encoded: Mapping[Topic, Sequence[tuple[str, bytes]]]) -> None:
        """Add these (key, value) pairs behind the last of their topic."""
        stamp = _stamp(at)
        for topic, pairs in encoded.items():
            (last,) = db.execute("SELECT last FROM topic WHERE name = ?", (topic,)).fetchone()
            db.executemany(
                "INSERT INTO record (place, at, key, value) VALUES (?, ?, ?, ?)",
                (
                    (place, stamp, key, value)
                    for place, (key, value) in enumerate(pairs, self._starts[topic] + last + 1)
                ),
            )
            db.execute("UPDATE topic SET last = ? WHERE name = ?", (last + len(pairs), topic))

    def after(self, topic: Topic, offset: int, limit: int) -> list[Record]:
        """At most `limit` records behind this offset, in order."""
        start = self._starts[topic]
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT place, at, key, value FROM record WHERE place > ? AND place <= ? ORDER BY place LIMIT ?",
                (start + max(offset, 0), start + _OFFSETS, limit),
            ).fetchall()
        return [Record(topic, key, value, 0, place - start, 0, _time(at)) for place, at, key, value in rows]

    def last(self, topic: Topic) -> int:
        """The last offset given out."""
        with self._file.reading() as db:
            last: int = db.execute("SELECT last FROM topic WHERE name = ?", (topic,)).fetchone()[0]
        return last

    def last_before(self, topic: Topic, instant: datetime) -> int:
        """The last offset before the first record that was appended at or after an instant."""
        start = self._starts[topic]
        with self._file.reading() as db:
            first: int | None = db.execute(
                "SELECT min(place) FROM record WHERE place > ? AND place <= ? AND at >= ?",
                (start, start + _OFFSETS, _stamp(instant)),
            ).fetchone()[0]
        return self.last(topic) if first is None else first - start - 1

    def remove(self, topic: Topic, offsets: Iterable[int]) -> int:
        """Remove the records in these places, in one transaction, and return how many there were."""
        with self._file.writing() as db:
            return db.executemany(
                "DELETE FROM record WHERE place = ?", ((self._starts[topic] + offset,) for offset in offsets)
            ).rowcount

    def remove_older(self, topic: Topic, oldest: datetime) -> int:
        """Remove the records appended before `oldest`, in several transactions, and return how many."""
        start, removed, more = self._starts[topic], 0, True
        while more:
            with self._file.writing() as db:
                count = db.execute(
                    "DELETE FROM record WHERE place IN "
                    "(SELECT place FROM record WHERE place > ? AND place <= ? AND at < ? LIMIT ?)",
                    (start, start + _OFFSETS, _stamp(oldest), AT_ONCE),
                ).rowcount
            removed, more = removed + count, count == AT_ONCE
        return removed


def encoded(emits: Iterable[Emit]) -> dict[Topic, list[tuple[str, bytes]]]:
    """The (key, value) pairs by topic, each topic in the order given."""
    pairs: dict[Topic, list[tuple[str, bytes]]] = {}
    for emit in emits:
        pairs.setdefault(emit.topic, []).append((emit.key, encode(emit.event)))
    return pairs


def _starts(file: SqliteFile) -> Mapping[str, int]:
    """Behind which place the records of each topic lie."""
    with file.reading() as db:
        return {name: number << _OFFSET_BITS for number, name in db.execute("SELECT number, name FROM topic")}


def _stamp(at: datetime) -> int:
    """Microseconds since the epoch."""
    return (at - _EPOCH) // _MICROSECOND


@lru_cache(maxsize=1024)
def _time(stamp: int) -> datetime:
    """The records of one append share their time."""
    return _EPOCH + stamp * _MICROSECOND
