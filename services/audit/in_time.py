"""Lines by time, whatever order they come in and however many they are: what does not fit in memory waits on disk."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import datetime
from heapq import merge
from itertools import islice
from tempfile import TemporaryFile
from typing import IO, Final

import msgspec

from services.audit.entries import Entry
from streams.stage import Unavailable

AT_ONCE: Final = 50_000  # lines in memory, some 25 MB
_ENCODE: Final = msgspec.json.Encoder().encode
_DECODE: Final = msgspec.json.Decoder(Entry).decode


def in_time(entries: Iterable[Entry], at_once: int = AT_ONCE) -> Iterator[Entry]:
    """Each line once, however often it came, by time. Raises `Unavailable` where the disk has no room for them."""
    with ExitStack() as stack:
        rest = iter(entries)
        runs: list[Iterator[Entry]] = []
        while run := sorted(islice(rest, at_once), key=place):
            runs.append(iter(run) if len(run) < at_once else _waiting(run, stack))
        before = None
        for entry in merge(*runs, key=place):
            if entry != before:
                yield entry
            before = entry


def place(entry: Entry) -> tuple[datetime, str, str, str, str, str, str]:
    """Where a line stands: no two different ones in the same place."""
    return entry.at, entry.kind, entry.object, entry.id, entry.what, entry.actor, entry.why


def _waiting(run: Iterable[Entry], stack: ExitStack) -> Iterator[Entry]:
    """A run that waits in a file without a name: it is gone with the process, whatever ends it."""
    try:
        file: IO[bytes] = stack.enter_context(TemporaryFile())  # noqa: SIM115 - the stack closes it
        file.writelines(_ENCODE(entry) + b"\n" for entry in run)
        file.seek(0)
    except OSError as error:
        raise Unavailable(f"the trail is too long for memory, and no file can hold it: {error.strerror}") from error
    return map(_DECODE, file)
