"""What only one process may do at a time."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from streams.stage import CannotRun


@contextmanager
def only_process(path: Path) -> Iterator[None]:
    """Hold a lock on this file; raises `CannotRun` where another process holds it. Ends with the process at latest."""
    with path.open("a+", encoding="ascii") as file:
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
