"""The posts of some accounts, judged in order in memory."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from streams.codec import Malformed
from streams.detect.detect import detect
from streams.events import Alert, OfficialPublished, PostEvent
from streams.gate import refusal
from streams.parse.lines import Raw, digest, length
from streams.parse.ndjson import parse_raw
from streams.refusal import Refusal, RefusalReason
from streams.registers import RegisterEntry
from streams.situation.fold import NO_KEYS, Keys, situation_of
from streams.situation.official import officially_said
from streams.stage import judged
from streams.topics import Emit

Line = tuple[int, Raw]


@dataclass(frozen=True, slots=True)
class DeadLine:
    """A line that is no post: never its bytes."""

    line: int
    length: int
    digest: str
    reason: str


@dataclass(frozen=True, slots=True)
class Found:
    """The alerts of one line, with the post for a second look."""

    line: int
    post: PostEvent
    alerts: tuple[Alert, ...]


@dataclass(slots=True)
class Batch:
    """What some lines, by their numbers, gave."""

    lines: list[int] = field(default_factory=list)
    posts: int = 0
    refused: Counter[RefusalReason] = field(default_factory=Counter)
    dead: list[DeadLine] = field(default_factory=list)
    found: list[Found] = field(default_factory=list)
    official: list[OfficialPublished] = field(default_factory=list)


class Partition:
    """Judges lines one after the other; the state of its accounts stays between batches. `keys` open what is sealed."""

    def __init__(self, entries: Iterable[RegisterEntry], keys: Keys = NO_KEYS) -> None:
        self._situation = situation_of(entries, keys)
        self._state: dict[str, bytes] = {}

    def judge(self, lines: Sequence[Line]) -> Batch:
        """Judge these lines, numbered from 1."""
        batch = Batch([number for number, _ in lines])
        for number, line in lines:
            try:
                self._judge_line(number, line, batch)
            except Malformed as error:
                batch.dead.append(DeadLine(number, length(line), digest(line), str(error)))
        return batch

    def _judge_line(self, number: int, line: Raw, batch: Batch) -> None:
        post = parse_raw(line, None, first=number == 1)
        reason = post.reason if isinstance(post, Refusal) else self._refusal(post)
        if reason is not None:
            batch.refused[reason] += 1
        elif isinstance(post, PostEvent):
            emits = judged(detect, post, self._situation, self._state)
            if emits:
                _collect(number, post, emits, batch)
        batch.posts += 1

    def _refusal(self, post: PostEvent) -> RefusalReason | None:
        return refusal(post, self._situation.registers, running=False)


def _collect(number: int, post: PostEvent, emits: Sequence[Emit], batch: Batch) -> None:
    batch.official += officially_said(emits)
    alerts = fresh_alerts(post, emits)
    if alerts:
        batch.found.append(Found(number, post, alerts))


def fresh_alerts(post: PostEvent, emits: Iterable[Emit]) -> tuple[Alert, ...]:
    """The alerts for people that this very version of the post raised; not the earlier ones it closed.

    A version that arrives after a later one with the same alert raises nothing: the last line of an alert wins.
    """
    alerts = (emit.event for emit in emits if isinstance(emit.event, Alert))
    version = (post.id, post.revision, post.published)
    return tuple(
        alert
        for alert in alerts
        if post.kind != "deleted"
        and alert.status != "superseded"
        and alert.reaches_people
        and (alert.post.id, alert.post.revision, alert.post.published) == version
    )
