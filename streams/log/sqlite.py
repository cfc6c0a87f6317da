"""The log of the embedded mode: one SQLite file."""

import time
from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from itertools import chain
from pathlib import Path
from typing import Final

from streams.log.order import furthest, in_order, pages, polls
from streams.log.port import Lag, Positions, Tables
from streams.log.sqlite_file import Schema, SqliteFile
from streams.log.sqlite_records import AT_ONCE, SqliteRecords, encoded
from streams.log.sqlite_state import UnsavedStates, tables_in
from streams.topics import Emit, Record, Topic, retentions

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
        self._clock = clock
        self._sleep = sleep
        self._file = SqliteFile(path, SCHEMA, busy_seconds, max_pages)
        with ExitStack() as unless_ready:
            unless_ready.callback(self._file.close)
            self._records = SqliteRecords(self._file)
            unless_ready.pop_all()
        self._states = UnsavedStates(self._file)
        self._reading: dict[str, dict[Topic, int]] = {}

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        """See `Log`."""
        pairs = encoded(emits)
        if not pairs and state is None:
            return 0
        with self._file.writing() as db:
            self._records.insert(db, self._clock(), pairs)
            self._states.save(state)
        self._states.drop(state)
        return sum(map(len, pairs.values()))

    def read(self, group: str, topics: Sequence[Topic], limit: int, wait: timedelta = timedelta(0)) -> Sequence[Record]:
        """See `Log`."""
        for pause in polls(wait):
            if found := self._next(group, topics, limit):
                return found
            self._sleep(pause)
        return self._next(group, topics, limit)

    def advance(self, group: str, records: Sequence[Record], emits: Iterable[Emit] = ()) -> None:
        """See `Log`."""
        pairs = encoded(emits)
        passed = furthest(records)
        with self._file.writing() as db:
            self._records.insert(db, self._clock(), pairs)
            db.executemany(
                "INSERT INTO position SELECT ?, number, ? FROM topic WHERE name = ? "
                "ON CONFLICT DO UPDATE SET last = max(last, excluded.last)",
                ((group, last[0], topic) for topic, last in passed.items()),
            )
            self._states.save(group)
        self._states.drop(group)
        reading = self._reading.get(group, {})
        reading.update({topic: max(reading[topic], last[0]) for topic, last in passed.items() if topic in reading})

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

    def tail(self, topic: Topic, after: Positions, limit: int) -> Sequence[Record]:
        """See `History`."""
        return self._records.after(topic, after.get(0, 0), limit)

    def at(self, topic: Topic, partition: int, offset: int, index: int) -> Record | None:
        """See `History`."""
        found = [record for record in self._records.after(topic, offset - 1, 1) if record.offset == offset]
        return found[0] if found and (partition, index) == (0, 0) else None

    def end(self, topic: Topic) -> Positions:
        """See `History`."""
        last = self._records.last(topic)
        return {0: last} if last else {}

    def since(self, topic: Topic, instant: datetime) -> Positions:
        """See `History`."""
        return {0: self._records.last_before(topic, instant)}

    def positions(self, group: str) -> Mapping[Topic, Positions]:
        """See `History`."""
        return {topic: {0: last} for topic, last in self._advanced(group).items()}

    def lag(self, group: str, topic: Topic) -> Lag:
        """See `History`."""
        passed = self._advanced(group).get(topic, 0)
        first = self._records.after(topic, passed, 1)
        return Lag(self._records.last(topic) - passed, first[0].appended_at if first else None)

    def tables(self, begin: str, key: str = "") -> Tables:
        """See `History`."""
        return tables_in(self._file, begin, key)

    def retain(self, now: datetime, instead: Mapping[Topic, timedelta] | None = None) -> int:
        """See `Erasable`."""
        removed = sum(
            self._records.remove_older(topic, now - kept) for topic, kept in retentions(instead) if kept is not None
        )
        self._file.overwrite_removed(rewrite=removed > 0)
        return removed

    def erase(self, topic: Topic, match: Callable[[Record], bool]) -> int:
        """See `Erasable`."""
        every = chain.from_iterable(pages(self, topic, AT_ONCE))
        offsets = [record.offset for record in every if match(record)]
        removed = self._records.remove(topic, offsets)
        self._file.overwrite_removed(rewrite=removed > 0)
        return removed

    def restart(self, group: str) -> None:
        """See `Erasable`."""
        with self._file.writing() as db:
            db.execute("DELETE FROM position WHERE reader = ?", (group,))
        self._reading.pop(group, None)

    def _advanced(self, group: str) -> dict[Topic, int]:
        with self._file.reading() as db:
            return dict(
                db.execute(
                    "SELECT name, position.last FROM position JOIN topic ON topic = number WHERE reader = ?", (group,)
                ).fetchall()
            )

    def _next(self, group: str, topics: Sequence[Topic], limit: int) -> Sequence[Record]:
        reading = self._reading.setdefault(group, {})
        if not reading.keys() >= set(topics):
            advanced = self._advanced(group)
            reading.update({topic: advanced.get(topic, 0) for topic in topics if topic not in reading})
        found = in_order([self._records.after(topic, reading[topic], limit) for topic in topics], limit)
        reading.update({record.topic: record.offset for record in found})
        return found
