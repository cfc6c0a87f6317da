"""Lines to what may be kept of them: posts that pass the gate, counts of those that do not, dead letters."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from services.ingest.tally import Tally
from streams.codec import Malformed
from streams.events import PostEvent
from streams.gate import refusal
from streams.identity import account_key, computed_id
from streams.losses import DeadLetter
from streams.parse.lines import Raw, digest, is_blank, length
from streams.parse.ndjson import parse_raw
from streams.refusal import Refusal, RefusalReason
from streams.situation.model import Registers
from streams.topics import Emit

STAGE: Final = "ingest"


@dataclass(frozen=True, slots=True)
class Place:
    """Where a line begins: its source as it is called, the byte offset, and how many lines lie before it."""

    source: str
    position: int
    lines: int


@dataclass(frozen=True, slots=True)
class Sifted:
    """What may be kept of a batch. Nothing else of it exists any more."""

    posts: tuple[Emit, ...]
    letters: tuple[Emit, ...]
    tally: Tally


def sift(lines: Sequence[Raw], start: Place, registers: Registers, received_at: datetime) -> Sifted:
    """Parse and judge consecutive lines as a running installation does. Blank lines are passed over."""
    posts: list[Emit] = []
    letters: list[Emit] = []
    refused: Counter[RefusalReason] = Counter()
    position = start.position
    for number, line in enumerate(lines, start.lines):
        if not is_blank(line):
            try:
                post = _judged(line, position, registers, received_at)
            except Malformed as error:
                place = Place(start.source, position, number)
                letters.append(_dead_letter(line, place, str(error), received_at))
            else:
                if isinstance(post, Refusal):
                    refused[post.reason] += 1
                else:
                    posts.append(Emit("posts", account_key(post.platform, post.account), post))
        position += length(line) + 1
    return Sifted(tuple(posts), tuple(letters), Tally(accepted=len(posts), refused=refused, dead_letters=len(letters)))


def _judged(line: Raw, position: int, registers: Registers, received_at: datetime) -> PostEvent | Refusal:
    post = parse_raw(line, received_at, first=position == 0)
    if isinstance(post, Refusal):
        return post
    reason = refusal(post, registers, running=True)
    return post if reason is None else Refusal(reason)


def _dead_letter(line: Raw, place: Place, reason: str, at: datetime) -> Emit:
    recognised_by = digest(line)
    letter = DeadLetter(
        id=computed_id("dl", STAGE, place.source, str(place.position), recognised_by),
        stage=STAGE,
        source=place.source,
        position=place.position,
        line=place.lines + 1,
        length=length(line),
        digest=recognised_by,
        reason=reason,
        at=at,
    )
    return Emit("dead-letters", place.source, letter)
