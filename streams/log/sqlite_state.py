"""A state table in the file of the log, and the tables' writes that wait for the next transaction."""

from collections.abc import Iterator, Mapping, MutableMapping
from typing import Final

from streams.log.sqlite_file import SqliteFile
from streams.stage import Overlay

_LAST: Final = "\U0010ffff"  # behind every other character


class SqliteTable(MutableMapping[str, bytes]):
    """A table as it lies in the file. Written only inside a transaction of the log."""

    def __init__(self, file: SqliteFile, name: str) -> None:
        self._file = file
        self._name = name

    def __getitem__(self, key: str) -> bytes:
        with self._file.reading() as db:
            row = db.execute("SELECT value FROM state WHERE name = ? AND key = ?", (self._name, key)).fetchone()
        if row is None:
            raise KeyError(key)
        value: bytes = row[0]
        return value

    def __setitem__(self, key: str, value: bytes) -> None:
        with self._file.reading() as db:
            db.execute("INSERT OR REPLACE INTO state (name, key, value) VALUES (?, ?, ?)", (self._name, key, value))

    def __delitem__(self, key: str) -> None:
        with self._file.reading() as db:
            if not db.execute("DELETE FROM state WHERE name = ? AND key = ?", (self._name, key)).rowcount:
                raise KeyError(key)

    def __iter__(self) -> Iterator[str]:
        with self._file.reading() as db:
            keys = db.execute("SELECT key FROM state WHERE name = ?", (self._name,)).fetchall()
        return (key for (key,) in keys)

    def __len__(self) -> int:
        with self._file.reading() as db:
            count: int = db.execute("SELECT count(*) FROM state WHERE name = ?", (self._name,)).fetchone()[0]
        return count


def tables_in(file: SqliteFile, begin: str, only: str = "") -> Mapping[str, Mapping[str, bytes]]:
    """All tables in the file whose names begin so; with `only` what they have under that key."""
    found: dict[str, dict[str, bytes]] = {}
    with file.reading() as db:
        rows = db.execute(
            "SELECT name, key, value FROM state WHERE name >= ? AND name < ? AND ? IN ('', key)",  # by the index
            (begin, f"{begin}{_LAST}", only),
        )
        for name, key, value in rows.fetchall():
            found.setdefault(name, {})[key] = value
    return found


class UnsavedStates:
    """The state tables in use, with the writes that are not durable yet."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file
        self._tables: dict[str, Overlay] = {}

    def table(self, name: str) -> Overlay:
        """The table of this name; the same object each time."""
        return self._tables.setdefault(name, Overlay(SqliteTable(self._file, name)))

    def save(self, name: str | None) -> None:
        """Write the table's unsaved writes through, inside the caller's transaction."""
        if name in self._tables:
            self._tables[name].keep()

    def drop(self, name: str | None) -> None:
        """Forget the table's unsaved writes, or that they were unsaved."""
        if name in self._tables:
            self._tables[name].drop()
