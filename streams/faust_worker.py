"""What a stage's worker needs from outside, and what it tells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from streams.dead_letters import DeadLetterLimit
from streams.log.kafka_place import KafkaPlace
from streams.pipeline import Stage
from streams.situation.model import Registers, Situation
from streams.topics import Emit, State


@dataclass(frozen=True, slots=True)
class Handled:
    """One packed record judged: how many events, in how many seconds, how many of them dead, and what is emitted."""

    events: int
    seconds: float
    dead: int
    emits: Sequence[Emit]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Who is told what happens. Called in the worker's loop: nothing in them may wait. `beat` is called each second.

    `ready` gets why the worker judges nothing now; an empty text where it does. `rebalanced` gets how many partitions
    of its topics it holds.
    """

    handled: Callable[[Handled], None] = lambda _: None
    beat: Callable[[], None] = lambda: None
    rebalanced: Callable[[int], None] = lambda _: None
    ready: Callable[[str], None] = lambda _: None


def utc_now() -> datetime:
    """The clock."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Worker:
    """One stage to be run over Kafka.

    `registers` gives the situation as last read, without waiting; None while there is none, or it is too old: nothing
    is judged then. `tidy` may remove from the state of a partition what is no longer needed; it is called once a day
    for each, as of the record that is read then. `leave` may remove what is of accounts that are not looked at any
    more; it is called with `tidy`, and before the first record of each that is judged by changed registers. `drain`:
    after SIGTERM what was begun is finished within this, and before partitions go to another.
    """

    place: KafkaPlace
    stage: Stage
    registers: Callable[[], Situation | None]
    limit: DeadLetterLimit | None = None
    tidy: Callable[[State, datetime], object] | None = None
    leave: Callable[[State, Registers], object] | None = None
    clock: Callable[[], datetime] = utc_now
    told: Told = field(default_factory=Told)
    drain: timedelta = timedelta(seconds=10)


class Readiness:
    """Why a worker is not ready: several parts may have a reason. Tells every change."""

    def __init__(self, told: Callable[[str], None]) -> None:
        self._told = told
        self._reasons: dict[str, str] = {}
        self._said: str | None = None

    def hold(self, part: str, reason: str) -> None:
        """A part is not ready."""
        self._reasons[part] = reason
        self._tell()

    def clear(self, part: str) -> None:
        """A part is ready."""
        if self._reasons.pop(part, None) is not None or self._said is None:
            self._tell()

    def _tell(self) -> None:
        said = "; ".join(self._reasons.values())
        if said != self._said:
            self._said = said
            self._told(said)
