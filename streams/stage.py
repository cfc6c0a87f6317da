"""A step, the three kinds of error, and the one place where a step's faults become dead letters.

Unavailable    try later: nothing was done, nothing is lost
Malformed      never this record (`streams.codec`): a dead letter, and on with the next
CannotRun      never this process: a wrong setting, a file of a newer version
"""

from collections.abc import Callable, Iterable, Iterator, MutableMapping

import msgspec

from streams.codec import Malformed, decode
from streams.events import Event
from streams.faults import CannotRun, Unavailable
from streams.identity import computed_id, content_digest
from streams.losses import DeadLetter
from streams.situation.model import Situation
from streams.situation.official import officially_said, with_official
from streams.topics import Emit, Record, State

__all__ = [
    "CannotRun", "Outcome", "Overlay", "Step", "Unavailable", "attempt", "attempts", "dead_letter", "judged",
]  # fmt: skip

Step = Callable[[Event, Situation, State], Iterable[Emit]]


class Outcome(msgspec.Struct, frozen=True):
    """What became of a record: its emits; `dead` where one of them is its dead letter."""

    emits: tuple[Emit, ...]
    dead: bool = False


def attempt(name: str, step: Step, record: Record, situation: Situation, state: State) -> Outcome:
    """Run a step on one record; a failed one becomes its dead letter.

    Raises `Unavailable` where the state cannot be reached.
    """
    try:
        emits = judged(step, decode(record.value), situation, state)
    except Malformed as error:
        return Outcome((dead_letter(name, record, str(error)),), dead=True)
    return Outcome(emits)


def attempts(name: str, step: Step, records: Iterable[Record], situation: Situation, state: State) -> Iterator[Outcome]:
    """`attempt` for each of these in order; what is officially said in one holds for those behind it."""
    for record in records:
        outcome = attempt(name, step, record, situation, state)
        if outcome.emits:
            situation = with_official(situation, officially_said(outcome.emits))
        yield outcome


def judged(step: Step, event: Event, situation: Situation, state: State) -> tuple[Emit, ...]:
    """What a step gives for one event. A failed step leaves no trace in the state.

    Raises `Malformed` with the kind of fault, `Unavailable` where the state cannot be reached, and `CannotRun` where
    the key is missing that something is sealed with.
    """
    overlay = Overlay(state)
    try:
        emits = tuple(step(event, situation, overlay))
    except (Unavailable, CannotRun, Malformed):
        raise
    except Exception as error:  # noqa: BLE001 - boundary one of two: one bad record never stops the others
        raise Malformed(f"fault in the step: {type(error).__name__}") from None
    overlay.keep()
    return emits


def dead_letter(stage: str, record: Record, reason: str) -> Emit:
    """The dead letter of a record that lies in the log: a reference into it, never its bytes."""
    place = (record.topic, str(record.partition), str(record.offset), str(record.index))
    letter = DeadLetter(
        id=computed_id("dl", stage, *place),
        stage=stage,
        source=record.topic,
        partition=record.partition,
        position=record.offset,
        index=record.index,
        length=len(record.value),
        digest=content_digest(record.value),
        reason=reason,
        at=record.appended_at,
    )
    return Emit("dead-letters", record.topic, letter)


class Overlay(MutableMapping[str, bytes]):
    """Writes over a state that reach it only with `keep`."""

    def __init__(self, below: State) -> None:
        self._below = below
        self._written: dict[str, bytes | None] = {}

    def __getitem__(self, key: str) -> bytes:
        if key not in self._written:
            return self._below[key]
        value = self._written[key]
        if value is None:
            raise KeyError(key)
        return value

    def __setitem__(self, key: str, value: bytes) -> None:
        self._written[key] = value

    def __delitem__(self, key: str) -> None:
        self[key]  # a missing key is an error here as in any mapping
        self._written[key] = None

    def __iter__(self) -> Iterator[str]:
        yield from (key for key in self._below if key not in self._written)
        yield from (key for key, value in self._written.items() if value is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def keep(self) -> None:
        """Write everything through."""
        for key, value in self._written.items():
            if value is None:
                self._below.pop(key, None)
            else:
                self._below[key] = value

    def drop(self) -> None:
        """Forget every write that was not kept, and the memory of those that were."""
        self._written.clear()
