"""What only one process may do at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.stage import CannotRun


@contextmanager
def only_process(path: Path) -> Iterator[None]:
    """Hold a lock on this file; raises `CannotRun` where another process holds it. Ends with the process at latest.

    The file is its owner's alone: whoever may read it could hold the lock and keep everybody out.
    """
    with os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o600), "r+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise CannotRun(
                f"another vorlaut runs on this data folder (process {file.read().strip()}): stop that one, or choose "
                "another data folder"
            ) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
