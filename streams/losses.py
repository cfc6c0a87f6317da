"""What is missing, and what was looked for again: gaps of sources, dead letters, looking back."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class LookedBack:
    """Register entries (`Embargo/x`) were looked for in what is retained since `since`: all that is said of it.

    `looked_at` is the topic, `records` how many of its records; `found` are the alerts that came of them, or in the
    distributed mode the posts and texts sent back to be judged. Not `completed`: declared anew meanwhile, and begun
    again.
    """

    id: str
    registers: tuple[str, ...]
    looked_at: Literal["posts", "contents"]
    declared_at: datetime
    declared_by: tuple[str, ...]
    since: datetime
    started_at: datetime
    ended_at: datetime
    records: int
    found: int
    completed: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """A loss that a source knows of: what was said there between `since` and `until` may not have come in.

    `reason` is a code of `services.sources.gaps`. `accounts` are the ids of those concerned, as far as that is known:
    without any, everything that comes by this source. The same loss has the same `id`, however often it is told.
    """

    source: str
    since: datetime
    until: datetime
    reason: str
    id: str = ""
    accounts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """A record that could not be processed: where it stood, how long it was, its digest and why; never its bytes.

    Before the gate `source` is a file or stream and `position` a byte offset, with `line` its number from 1. After the
    gate `source` is a topic, and `position` and `index` point into the log, so that it can be replayed.
    """

    id: str
    stage: str
    source: str
    position: int
    length: int
    digest: str
    reason: str
    at: datetime
    line: int | None = None
    index: int | None = None
    partition: int | None = None
