"""The connections of a SQLite store: who looks something up waits for nobody who writes, and who decides for no texts.

Rewriting the texts after something was erased takes as long as there are texts. It has a connection of its own, and
holds up only who writes texts, too.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from queue import SimpleQueue
from sqlite3 import Connection
from threading import RLock, get_ident
from typing import Final

from services.adapters.sqlite_store_tables import (
    ALERTS,
    CONTENTS,
    FOLLOW_ALERTS,
    FOLLOW_TEXTS,
    SHOW_NONE_OF_NONE,
    SHOWS_OF_NONE,
    UPGRADES,
)
from streams.log.sqlite_file import SqliteFile
from streams.stage import CannotRun, Unavailable

_READERS: Final = 2
_NO_COPY: Final = "PRAGMA temp_store = MEMORY"  # or rewriting the contents would leave one in a folder


class StoreFiles:
    """The file of the alerts at `path` and that of the contents beside it, made where there are none."""

    def __init__(self, path: Path, busy_seconds: float, max_pages: int | None) -> None:
        self._contents = contents_path(path)
        self._texts = RLock()  # taken before any connection that writes texts
        self._writing_thread = 0
        with ExitStack() as unless_open:
            try:
                self._upkeep = SqliteFile(self._contents, CONTENTS, busy_seconds, max_pages)
                unless_open.callback(self._upkeep.close)
                self._file = SqliteFile(path, ALERTS, busy_seconds, max_pages)
                unless_open.callback(self._file.close)
            except CannotRun as error:
                raise CannotRun(f"{error}. The search view holds only what is in the log, too") from error
            self._prepare(max_pages)
            self._readers = [SqliteFile(path, ALERTS, busy_seconds) for _ in range(_READERS)]
            unless_open.pop_all()
        self._idle = SimpleQueue[SqliteFile]()
        for reader in self._readers:
            self._attach(reader)
            self._idle.put(reader)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Alerts and contents in a transaction; inside one of the same thread, in that."""
        with self._texts, self._file.reading() as db:
            if db.in_transaction:
                yield db
                return
            with self._file.writing():
                self._writing_thread = get_ident()
                try:
                    yield db
                finally:
                    self._writing_thread = 0

    @contextmanager
    def noting(self) -> Iterator[Connection]:
        """The alerts alone in a transaction: waits for nobody who rewrites texts."""
        with self._file.reading() as db:
            if db.in_transaction:
                yield db
            else:
                with self._file.writing("BEGIN"):
                    yield db

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Both, to look something up; who writes sees what it has written."""
        if self._writing_thread == get_ident():
            with self._file.reading() as db:
                yield db
            return
        reader = self._idle.get()
        try:
            with reader.reading() as db:
                yield db
        finally:
            self._idle.put(reader)

    def overwrite_removed(self) -> None:
        """Rewrite the contents where any were removed, now or before a run that broke off."""
        with self._texts:
            if self._writing_thread == get_ident():
                return  # until it ends
            with self._upkeep.reading() as db:
                (removed,) = db.execute("SELECT removed FROM upkeep").fetchone()
                if not removed:
                    return
                db.execute("INSERT INTO found (found) VALUES ('optimize')")
                db.execute("VACUUM")
                busy, _, _ = db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
                if busy:
                    raise Unavailable(f"{self._contents}: removed, but not yet overwritten: another process reads it")
                db.execute("UPDATE upkeep SET removed = removed - ?", (removed,))

    def mark(self) -> object:
        """What others have written, and what was written here."""
        with self._file.reading() as db:
            written = [db.execute(f"PRAGMA {file}.data_version").fetchone() for file in ("main", "contents")]
            return *written, db.total_changes

    def close(self) -> None:
        """Give up all connections."""
        for file in (*self._readers, self._file, self._upkeep):
            file.close()

    def _prepare(self, max_pages: int | None) -> None:
        self._attach(self._file)
        with self._upkeep.reading() as db:
            db.execute(_NO_COPY)
        with self._file.reading() as db:
            if max_pages is not None:
                db.execute(f"PRAGMA contents.max_page_count = {max_pages:d}")
            db.executescript(FOLLOW_TEXTS)
            (version,) = db.execute("PRAGMA user_version").fetchone()
            is_whole = version == ALERTS.version and db.execute(SHOWS_OF_NONE).fetchone() == (0,)
        if not is_whole:
            self._upgrade()
        with self._file.reading() as db:
            db.executescript(FOLLOW_ALERTS)

    def _upgrade(self) -> None:
        with self.writing() as db:
            (version,) = db.execute("PRAGMA user_version").fetchone()
            for lacking in range(version, ALERTS.version):
                for statement in UPGRADES[lacking].split(";"):
                    db.execute(statement)
            db.execute(SHOW_NONE_OF_NONE)

    def _attach(self, file: SqliteFile) -> None:
        with file.reading() as db:
            db.execute("ATTACH ? AS contents", (str(self._contents),))
            db.execute("PRAGMA contents.secure_delete = ON")
            db.execute(_NO_COPY)


def is_older(path: Path) -> bool:
    """Whether the store at `path` was made by an older version and is upgraded when it is opened."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as db:
        try:
            (version,) = db.execute("PRAGMA user_version").fetchone()
        except sqlite3.DatabaseError:
            return False  # what is none is told when it is opened
    return bool(0 < version < ALERTS.version)


def contents_path(path: Path) -> Path:
    """The file of the contents beside the store at `path`."""
    return path.with_name(f"{path.stem}-contents{path.suffix}")
