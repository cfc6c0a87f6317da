"""How far a file has been read, kept in the log beside what was read from it."""

import os
from dataclasses import dataclass, field
from io import FileIO
from pathlib import Path
from typing import Final

import msgspec

from services.ingest.tally import Tally
from streams.identity import content_digest
from streams.topics import State

_HEAD: Final = 4096
_KEY: Final = "cursor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cursor:
    """`lines` newlines lie before the byte `offset`, where reading goes on.

    `head` is the digest of the first 4,096 bytes, or of those before `offset`: a replaced file is known by it.
    `tally` is what all lines of this source have come to, replaced files included.
    """

    offset: int = 0
    lines: int = 0
    head: str = ""
    tally: Tally = field(default_factory=Tally)


_DECODER: Final = msgspec.json.Decoder(Cursor)


def table_of(source: str) -> str:
    """The state table of a source. Each has one of its own: appends of one must not save the cursor of another."""
    return f"ingest/{source}"


def load_cursor(state: State) -> Cursor:
    """The cursor kept in a source's table; at the start where there is none."""
    value = state.get(_KEY)
    return Cursor() if value is None else _DECODER.decode(value)


def save_cursor(state: State, cursor: Cursor) -> None:
    """Keep a cursor; durable with the next append of this state."""
    state[_KEY] = msgspec.json.encode(cursor)


def head_of(file: FileIO, offset: int) -> str:
    """The digest of a file's first bytes, none of them at or behind `offset`."""
    return content_digest(os.pread(file.fileno(), min(offset, _HEAD), 0)) if offset else ""


def fits(cursor: Cursor, file: FileIO) -> bool:
    """Whether this is still the file the cursor was taken in: long enough, and beginning with the same bytes."""
    return os.fstat(file.fileno()).st_size >= cursor.offset and head_of(file, cursor.offset) == cursor.head


def moved(path: Path, file: FileIO) -> bool:
    """Whether another file stands at `path` by now."""
    try:
        return not os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except FileNotFoundError:
        return False  # taken away, and the next one is not there yet
