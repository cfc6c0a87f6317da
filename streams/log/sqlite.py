"""The log of the embedded mode: one SQLite file."""

import fcntl
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path
from sqlite3 import Connection
from typing import Final

from streams.codec import encode
from streams.log.order import furthest, in_order, polls
from streams.log.sqlite_file import Schema, SqliteFile
from streams.log.sqlite_state import UnsavedStates
from streams.stage import CannotRun
from streams.topics import TOPICS, Emit, Record, Topic

SCHEMA: Final = Schema(
    application=0x766F726C,  # "vorl"
    version=1,
    create="""
    CREATE TABLE topic (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, last INTEGER NOT NULL DEFAULT 0) STRICT;
    CREATE TABLE record (place INTEGER PRIMARY KEY, at INTEGER NOT NULL, key TEXT NOT NULL, value BLOB NOT NULL) STRICT;
    CREATE TABLE position (
        reader TEXT, topic INTEGER, last INTEGER NOT NULL, PRIMARY KEY (reader, topic)) STRICT, WITHOUT ROWID;
    CREATE TABLE state (
        name TEXT, key TEXT, value BLOB NOT NULL, PRIMARY KEY (name, key)) STRICT, WITHOUT ROWID
    """,
)
# A record's place is its topic's number and its offset in one integer: each topic is one run of the table's own key.
_OFFSET_BITS: Final = 44
_OFFSETS: Final = (1 << _OFFSET_BITS) - 1
_AT_ONCE: Final = 10_000  # records removed in one transaction, so that appends need not wait long
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND: Final = timedelta(microseconds=1)


class SqliteLog:
    """Implements `Log`, `History` and `Erasable` over the file at `path`, made where there is none.

    `clock` gives the time records are stamped with. Raises `CannotRun` for a file it must not use. Threads may share
    it. `max_pages` bounds the file, in pages of 4 KiB; a full one raises `Unavailable`.
    """

    def __init__(
        self,
        path: Path,
        *,
        clock: Callable[[], datetime],
        busy_seconds: float = 10,
        sleep: Callable[[float], None] = time.sleep,
        max_pages: int | None = None,
    ) -> None:
        self._path = path
        self._clock = clock
        self._sleep = sleep
        self._file = SqliteFile(path, SCHEMA, busy_seconds, max_pages)
        self._states = UnsavedStates(self._file)
        self._reading: dict[str, dict[Topic, int]] = {}
        with self._file.writing() as db:
            # Posts come last: the table grows fastest at its end.
            db.executemany("INSERT OR IGNORE INTO topic (name) VALUES (?)", ((name,) for name in reversed(TOPICS)))
            self._starts = _starts(db)

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        """See `Log`."""
        encoded = _encoded(emits)
        if not encoded and state is None:
            return 0
        with self._file.writing() as db:
            self._insert(db, encoded)
            self._states.save(state)
        self._states.drop(state)
        return sum(map(len, encoded.values()))

    def read(self, group: str, topics: Sequence[Topic], limit: int, wait: timedelta = timedelta(0)) -> Sequence[Record]:
        """See `Log`."""
        for pause in polls(wait):
            if found := self._next(group, topics, limit):
                return found
            self._sleep(pause)
        return self._next(group, topics, limit)

    def advance(self, group: str, records: Sequence[Record], emits: Iterable[Emit] = ()) -> None:
        """See `Log`."""
        encoded = _encoded(emits)
        passed = furthest(records)
        with self._file.writing() as db:
            self._insert(db, encoded)
            db.executemany(
                "INSERT INTO position SELECT ?, number, ? FROM topic WHERE name = ? "
                "ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
                ((group, last, topic) for topic, last in passed.items()),
            )
            self._states.save(group)
        self._states.drop(group)
        reading = self._reading.get(group, {})
        reading.update({topic: max(reading[topic], last) for topic, last in passed.items() if topic in reading})

    def rewind(self, group: str) -> None:
        """See `Log`."""
        self._reading.pop(group, None)
        self._states.drop(group)

    def state(self, table: str) -> MutableMapping[str, bytes]:
        """See `Log`."""
        return self._states.table(table)

    def close(self) -> None:
        """See `Log`."""
        self._file.close()

    def tail(self, topic: Topic, after: int, limit: int) -> Sequence[Record]:
        """See `History`."""
        start = self._starts[topic]
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT place, at, key, value FROM record WHERE place > ? AND place <= ? ORDER BY place LIMIT ?",
                (start + max(after, 0), start + _OFFSETS, limit),
            ).fetchall()
        return [Record(topic, key, value, 0, place - start, 0, _time(at)) for place, at, key, value in rows]

    def at(self, topic: Topic, partition: int, offset: int, index: int) -> Record | None:
        """See `History`."""
        found = [record for record in self.tail(topic, offset - 1, 1) if record.offset == offset]
        return found[0] if found and (partition, index) == (0, 0) else None

    def end(self, topic: Topic) -> int:
        """See `History`."""
        with self._file.reading() as db:
            last: int = db.execute("SELECT last FROM topic WHERE name = ?", (topic,)).fetchone()[0]
        return last

    def positions(self, group: str) -> Mapping[Topic, int]:
        """See `History`."""
        with self._file.reading() as db:
            rows = db.execute(
                "SELECT name, position.last FROM position JOIN topic ON topic = number WHERE reader = ?", (group,)
            ).fetchall()
        return dict(rows)

    def retain(self, now: datetime) -> int:
        """See `Erasable`."""
        removed = sum(
            self._remove_older(topic, now - spec.retention)
            for topic, spec in TOPICS.items()
            if spec.retention is not None
        )
        self._file.overwrite_removed()
        return removed

    def erase(self, topic: Topic, prefix: str, match: Callable[[bytes], bool]) -> int:
        """See `Erasable`."""
        start, after, places = self._starts[topic], 0, list[tuple[int]]()
        while records := self.tail(topic, after, _AT_ONCE):
            after = records[-1].offset
            places += [(start + r.offset,) for r in records if r.key.startswith(prefix) and match(r.value)]
        with self._file.writing() as db:
            removed = db.executemany("DELETE FROM record WHERE place = ?", places).rowcount if places else 0
        self._file.overwrite_removed()
        return removed

    @contextmanager
    def lock(self, name: str) -> Iterator[None]:
        """Hold what only one process may do; raises `CannotRun` where another does it. Ends with the process."""
        path = self._path.with_name(f"{self._path.name}.{name}.lock")
        with path.open("a+", encoding="ascii") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                file.seek(0)
                raise CannotRun(
                    f"another vorlaut runs on this data folder (process {file.read().strip()}): stop that one, or "
                    "choose another data folder"
                ) from None
            file.truncate(0)
            file.write(f"{os.getpid()}\n")
            file.flush()
            yield

    def _insert(self, db: Connection, encoded: Mapping[Topic, Sequence[tuple[str, bytes]]]) -> None:
        at = (self._clock() - _EPOCH) // _MICROSECOND
        for topic, rows in encoded.items():
            (last,) = db.execute("SELECT last FROM topic WHERE name = ?", (topic,)).fetchone()
            first = self._starts[topic] + last + 1
            db.executemany(
                "INSERT INTO record (place, at, key, value) VALUES (?, ?, ?, ?)",
                ((place, at, key, value) for place, (key, value) in enumerate(rows, first)),
            )
            db.execute("UPDATE topic SET last = ? WHERE name = ?", (last + len(rows), topic))

    def _next(self, group: str, topics: Sequence[Topic], limit: int) -> Sequence[Record]:
        reading = self._reading.setdefault(group, {})
        if not reading.keys() >= set(topics):
            advanced = self.positions(group)
            reading.update({topic: advanced.get(topic, 0) for topic in topics if topic not in reading})
        found = in_order([self.tail(topic, reading[topic], limit) for topic in topics], limit)
        reading.update({record.topic: record.offset for record in found})
        return found

    def _remove_older(self, topic: Topic, oldest: datetime) -> int:
        start, removed, more = self._starts[topic], 0, True
        while more:
            with self._file.writing() as db:
                count = db.execute(
                    "DELETE FROM record WHERE place IN (SELECT place FROM record WHERE place > ? AND place <= ? "
                    "AND at < ? LIMIT ?)",
                    (start, start + _OFFSETS, (oldest - _EPOCH) // _MICROSECOND, _AT_ONCE),
                ).rowcount
            removed, more = removed + count, count == _AT_ONCE
        return removed


def _encoded(emits: Iterable[Emit]) -> dict[Topic, list[tuple[str, bytes]]]:
    encoded: dict[Topic, list[tuple[str, bytes]]] = {}
    for emit in emits:
        encoded.setdefault(emit.topic, []).append((emit.key, encode(emit.event)))
    return encoded


def _starts(db: Connection) -> dict[Topic, int]:
    """Where each topic's places begin."""
    return {name: number << _OFFSET_BITS for number, name in db.execute("SELECT number, name FROM topic")}


@lru_cache(maxsize=1024)
def _time(at: int) -> datetime:
    """The records of one append share their time."""
    return _EPOCH + at * _MICROSECOND
