"""One SQLite file: opened and checked, written in transactions, its errors told in words that help."""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import RLock

from streams.stage import CannotRun, Unavailable

_NEVER = ("SQLITE_NOTADB", "SQLITE_CORRUPT")
_ADVICE = {
    "SQLITE_BUSY": "another process holds it; wait for that to end, or stop it",
    "SQLITE_LOCKED": "another process holds it; wait for that to end, or stop it",
    "SQLITE_PROTOCOL": "other processes opened it at the same moment; try again",
    "SQLITE_FULL": "the disk is full; make room",
    "SQLITE_READONLY": "it cannot be written; look at its permissions and whether the disk is mounted read-only",
    "SQLITE_CANTOPEN": "it cannot be opened; look at the permissions of its folder and the number of open files",
    "SQLITE_IOERR": "the disk reports an error; look at the free space, quotas and the system's log",
}


@dataclass(frozen=True, slots=True)
class Schema:
    """What a file must hold: whose it is (`application`), in which version, and the SQL that makes a new one."""

    application: int
    version: int
    create: str


class SqliteFile:
    """A connection that threads may share; each use holds a lock for as long as it lasts.

    Raises `CannotRun` where the file is none of ours, damaged or of a newer version, `Unavailable` for what may pass.
    Written ahead (WAL) and synced at each commit: what was committed survives a killed process and a power failure. A
    file that is there is opened without waiting for who writes it.
    """

    def __init__(self, path: Path, schema: Schema, busy_seconds: float = 10, max_pages: int | None = None) -> None:
        self._path = path
        self._lock = RLock()
        _make_private(path)
        with self._explained():
            self._db = sqlite3.connect(path, timeout=busy_seconds, isolation_level=None, check_same_thread=False)
        with ExitStack() as unless_ready:
            unless_ready.callback(self._db.close)
            self._prepare(schema, max_pages)
            unless_ready.pop_all()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for looking things up."""
        with self._lock, self._explained():
            yield self._db

    @contextmanager
    def writing(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[sqlite3.Connection]:
        """The connection in a transaction: durable when the block ends, undone when it raises.

        To `begin` at once takes the right to write every file that is attached; a plain BEGIN only of what is written.
        """
        with self._lock, self._explained():
            self._db.execute(begin)
            try:
                yield self._db
                self._db.execute("COMMIT")
            finally:
                if self._db.in_transaction:
                    self._db.execute("ROLLBACK")

    def overwrite_removed(self, *, rewrite: bool) -> None:
        """Leave nothing of what was removed, in the file or the write-ahead log.

        Where rows were removed the file must be rewritten (`rewrite`): SQLite overwrites what it deletes, but not the
        copies it leaves behind when it moves rows between pages. That costs time in proportion to what is kept.
        """
        with self.reading() as db:
            if rewrite:
                db.execute("VACUUM")
            busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise Unavailable(f"{self._path}: removed, but not yet overwritten: another process reads it; try again")

    def close(self) -> None:
        """Give up the connection."""
        with self._lock:
            self._db.close()

    def _prepare(self, schema: Schema, max_pages: int | None) -> None:
        with self._explained():
            self._check(schema)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.execute("PRAGMA secure_delete = ON")
            if max_pages is not None:
                self._db.execute(f"PRAGMA max_page_count = {max_pages:d}")
            is_new = _pragma(self._db, "user_version") == 0
        if is_new:
            self._make(schema)

    def _make(self, schema: Schema) -> None:
        with self.writing() as db:
            if _pragma(db, "user_version"):
                return  # by another process, just now
            for statement in schema.create.split(";"):
                db.execute(statement)
            db.execute(f"PRAGMA application_id = {schema.application:d}")
            db.execute(f"PRAGMA user_version = {schema.version:d}")

    def _check(self, schema: Schema) -> None:
        application, version = _pragma(self._db, "application_id"), _pragma(self._db, "user_version")
        tables = _scalar(self._db, "SELECT count(*) FROM sqlite_master")
        if (application, version) != (0, 0) or tables:
            if application != schema.application:
                raise CannotRun(f"{self._path} was not written by vorlaut: choose another data folder")
            if version > schema.version:
                raise CannotRun(
                    f"{self._path} was written by a newer vorlaut (format {version}, this one knows {schema.version}): "
                    "upgrade, or choose another data folder"
                )

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite3.Error as error:
            raise explained(error, self._path) from error


def explained(error: sqlite3.Error, path: Path) -> Exception:
    """What a person can do about an error of SQLite; the error itself where it is a fault of this program."""
    name: str = getattr(error, "sqlite_errorname", "")
    if name.startswith(_NEVER):
        return CannotRun(f"{path} is damaged or no vorlaut file: restore a backup, or choose another data folder")
    advice = _ADVICE.get("_".join(name.split("_")[:2]))
    return Unavailable(f"{path}: {advice} ({name})") if advice else error


def _make_private(path: Path) -> None:
    """A new file is readable by its owner alone; what SQLite puts beside it takes over its permissions.

    One that is there is not opened: to close it again would give up the locks that other connections of this process
    hold (https://www.sqlite.org/howtocorrupt.html, 2.2).
    """
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except OSError as error:
        raise CannotRun(f"cannot open {path}: {error.strerror}; correct that, or choose another data folder") from error


def _pragma(db: sqlite3.Connection, name: str) -> int:
    return _scalar(db, f"PRAGMA {name}")


def _scalar(db: sqlite3.Connection, sql: str) -> int:
    with closing(db.execute(sql)) as cursor:
        return int(cursor.fetchone()[0])
