"""How a source stands, as whoever reads it says so from time to time."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal, get_args

import msgspec

from streams.log.port import History

Kind = Literal["feed", "file", "push", "demo"]
State = Literal["live", "starting", "degraded", "blocked", "stopped"]  # from good to bad
Trouble = Literal[
    "",
    "refused",  # 401 and 403
    "gone",  # 410
    "moved",  # a newsroom that sends us to another host
    "answer",  # another status than was hoped for
    "unreachable",
    "unreadable",  # what came is no feed, or too much
    "own_network",
    "missing",  # a file that is not there
    "quiet_reader",  # whoever reads it has not said anything for too long
    "signature",
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
STATES: Final[tuple[State, ...]] = get_args(State)
KEY: Final = "standing"  # in the state table of the source
TABLES: Final = ("feeds/", "sources/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a reader says of its source at `looked_at`; it will say more by `due`, or something is wrong with it.

    `heard_at` is when the source last answered, `taken_at` when something new last came of it. `trouble` is what is
    wrong `since` when, after `failures` in a row; `detail` a number of it, such as the status of an answer.
    """

    source: str
    kind: Kind
    state: State
    looked_at: datetime
    due: datetime
    heard_at: datetime | None = None
    taken_at: datetime | None = None
    failures: int = 0
    trouble: Trouble = ""
    detail: int = 0
    since: datetime | None = None


_DECODER: Final = msgspec.json.Decoder(Standing)


def encoded(standing: Standing) -> bytes:
    """As it lies in a state table under `KEY`."""
    return msgspec.json.encode(standing)


def decoded(value: bytes) -> Standing:
    """The standing in these bytes."""
    return _DECODER.decode(value)


def standings(log: History) -> Iterator[Standing]:
    """How all sources stand, as they last said themselves. Raises `Unavailable`."""
    for begin in TABLES:
        for table in log.tables(begin, KEY).values():
            yield decoded(table[KEY])


def table_of(kind: Kind, source: str) -> str:
    """The state table in which a source that has no other one says how it stands."""
    return f"sources/{kind}/{source}"


def standing_in(table: Mapping[str, bytes]) -> Standing | None:
    """What was last said there."""
    value = table.get(KEY)
    return decoded(value) if value else None
