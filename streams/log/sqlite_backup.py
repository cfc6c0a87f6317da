"""A copy of the log's file as it stands at one moment, while others go on writing it."""

import sqlite3
from contextlib import closing
from pathlib import Path

from streams.log.sqlite_file import explained
from streams.stage import CannotRun


def copy_log(source: Path, target: Path, busy_seconds: float = 10) -> None:
    """Copy the log at `source` to the new file `target`, and look whether the copy is whole.

    One transaction is copied, in one step: others may append meanwhile and are not held up. Raises `CannotRun` where
    there is no log or the copy is damaged, `Unavailable` for what may pass.
    """
    if not source.is_file():
        raise CannotRun(f"{source.parent} holds no log: name the data folder of an installation with --data")
    target.touch(mode=0o600)
    try:
        with (
            closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=busy_seconds)) as log,
            closing(sqlite3.connect(target)) as copy,
        ):
            log.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
            (found,) = copy.execute("PRAGMA integrity_check(1)").fetchone()
    except sqlite3.Error as error:
        raise explained(error, source) from error
    if found != "ok":
        raise CannotRun(f"{source}: its copy is damaged ({found}): look at the disk, and keep your older backups")
