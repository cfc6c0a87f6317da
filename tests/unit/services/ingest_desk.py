"""Posts, accounts and a log for the tests of ingest."""

import json
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry

from services.ingest.intake import Desk, Step
from services.ingest.tally import Tally
from services.metrics import declare_metrics
from streams.codec import decode
from streams.consume import Pace
from streams.dead_letters import DeadLetterLimit
from streams.events import PostEvent
from streams.log.memory import MemoryLog
from streams.log.port import History, Log
from streams.losses import DeadLetter
from streams.registers import Account
from streams.situation.model import Registers
from streams.stage import Unavailable
from streams.topics import Emit

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
NEWSROOM = Account(
    id="newsroom",
    company="veltrona",
    platform="mastodon",
    account="@news@veltrona.example",
    account_class="brand",
    purposes=("embargo", "crisis", "brand-hygiene"),
)
REGISTERS = Registers(accounts={(NEWSROOM.platform, NEWSROOM.account): NEWSROOM})
AT_ONCE = Pace(draw=lambda _low, _high: 0.0)


def post(number: int, **changes: object) -> bytes:
    """A line without its newline: post number so much of the newsroom."""
    fields = {
        "platform": "mastodon",
        "account": "@news@veltrona.example",
        "id": str(number),
        "published": "2026-11-20T11:00:00Z",
        "text": f"Meldung {number}",
    }
    return json.dumps(fields | changes).encode()


def posts(numbers: Iterable[int]) -> bytes:
    """Whole lines."""
    return b"".join(post(number) + b"\n" for number in numbers)


def memory_log() -> MemoryLog:
    return MemoryLog(lambda: NOON)


def desk(
    log: Log,
    *,
    registers: Callable[[], Registers] = lambda: REGISTERS,
    limit: DeadLetterLimit | None = None,
    stop: threading.Event | None = None,
    tries: int | None = 8,
) -> Desk:
    return Desk(
        log=log,
        registers=registers,
        clock=lambda: NOON,
        limit=limit or DeadLetterLimit(),
        metrics=declare_metrics(CollectorRegistry()),
        stop=stop or threading.Event(),
        tries=tries,
        pace=AT_ONCE,
    )


def total(steps: Iterable[Step]) -> Tally:
    return sum((step.tally for step in steps), Tally())


def ids(log: History) -> list[str]:
    """The ids of the posts in the log, in order."""
    events = (decode(record.value) for record in log.tail("posts", {}, 1_000_000))
    return [event.id for event in events if isinstance(event, PostEvent)]


def letters(log: History) -> list[DeadLetter]:
    events = (decode(record.value) for record in log.tail("dead-letters", {}, 1_000_000))
    return [event for event in events if isinstance(event, DeadLetter)]


class FailingLog(MemoryLog):
    """A log that is away when `plan` says so; each append asks it once."""

    def __init__(self, plan: Iterable[bool]) -> None:
        super().__init__(lambda: NOON)
        self._plan = iter(plan)

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        if next(self._plan, False):
            raise Unavailable("the disk is full: free some space.")
        return super().append(emits, state)


class DyingLog(MemoryLog):
    """A log whose process is killed at an append: before it is durable, or right after, before anybody hears of it."""

    def __init__(self) -> None:
        super().__init__(lambda: NOON)
        self.kill_before: int | None = None
        self.kill_after: int | None = None
        self.appends = 0

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        self.appends += 1
        if self.appends == self.kill_before:
            raise Killed
        count = super().append(emits, state)
        if self.appends == self.kill_after:
            raise Killed
        return count


class Killed(BaseException):
    """No program catches a SIGKILL."""
