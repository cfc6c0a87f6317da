"""The loop that drives a handler over a log: read, handle, advance.

`Unavailable`, from the log or the handler: nothing is advanced past; back off and come again.
`CannotRun`: leaves the loop, position kept.
Anything else a handler raises is a bug. It is met once more record by record, so that one bad record does not hold up
its neighbours; a record that fails alone becomes a dead letter that points to it, and the loop goes on.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from itertools import chain
from random import uniform
from threading import Event as Signal
from time import perf_counter

from streams.dead_letters import DeadLetterLimit
from streams.log.port import Log
from streams.situation.model import Situation
from streams.stage import CannotRun, Step, Unavailable, attempts, dead_letter
from streams.topics import Emit, Record, State, Topic

Handler = Callable[[Sequence[Record]], Iterable[Emit]]


@dataclass(frozen=True, slots=True)
class Observation:
    """One turn of a loop, its heartbeat: how many records, how long it took, and why it failed where it did.

    `part` tells apart what is done in turn for one group, and may fail alone.
    """

    group: str
    records: int
    seconds: float
    failed: str | None = None
    part: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How a loop goes: records a turn, how long it waits for the first, and between failures.

    After the n-th failure in a row it pauses a time drawn from 0 to `pause` doubled n - 1 times, at most `longest`.
    """

    limit: int = 500
    wait: timedelta = timedelta(milliseconds=500)
    pause: timedelta = timedelta(milliseconds=100)
    longest: timedelta = timedelta(seconds=30)
    draw: Callable[[float, float], float] = uniform

    def back_off(self, failures: int) -> float:
        """The pause in seconds after so many failures in a row."""
        doubled = self.pause.total_seconds() * 2.0 ** min(failures - 1, 30)
        return self.draw(0.0, min(doubled, self.longest.total_seconds()))


def consume(  # noqa: PLR0913 - what is read, by whom, and the two ends of the thread it runs in; the pace has defaults
    log: Log,
    group: str,
    topics: Sequence[Topic],
    handler: Handler,
    stop: Signal,
    observe: Callable[[Observation], None],
    *,
    pace: Pace = Pace(),
) -> None:
    """Drive the handler until `stop` is set, which is honoured between two turns and within any wait or pause."""
    failures = 0
    while not stop.is_set():
        began = perf_counter()
        try:
            count = consume_once(log, group, topics, handler, pace.limit, pace.wait)
        except Unavailable as error:
            failures += 1
            observe(Observation(group, 0, perf_counter() - began, str(error)))
            stop.wait(pace.back_off(failures))
        else:
            failures = 0
            observe(Observation(group, count, perf_counter() - began))


def consume_once(
    log: Log,
    group: str,
    topics: Sequence[Topic],
    handler: Handler,
    limit: int = 500,
    wait: timedelta = timedelta(0),
) -> int:
    """One turn: returns how many records it advanced past. After `Unavailable` the next turn starts there again."""
    try:
        records = log.read(group, topics, limit, wait)
        if records and _fault(log, group, records, handler):
            for record in records:
                if fault := _fault(log, group, [record], handler):
                    log.advance(group, [record], [dead_letter(group, record, f"fault in the handler: {fault}")])
    except Unavailable:
        log.rewind(group)
        raise
    return len(records)


def _fault(log: Log, group: str, records: Sequence[Record], handler: Handler) -> str | None:
    """Handle and advance. After a fault of the handler, its name, and all as if nothing had been read."""
    try:
        log.advance(group, records, handler(records))
    except (Unavailable, CannotRun):
        raise
    except Exception as error:  # noqa: BLE001 - boundary two of two: one bad record never stops the others
        log.rewind(group)
        return type(error).__name__
    return None


def step_handler(
    name: str, step: Step, situation: Callable[[], Situation], state: State, limit: DeadLetterLimit | None = None
) -> Handler:
    """A pure step as a handler: the situation is asked for once a batch, bad records become dead letters.

    What is officially said in a batch holds for the records behind it.

    `state` is the log's state table of the group. Raises `streams.dead_letters.TooManyDead` beyond the limit.
    """

    def handle(records: Sequence[Record]) -> Iterable[Emit]:
        outcomes = list(attempts(name, step, records, situation(), state))
        if limit:
            limit.add(len(outcomes), sum(outcome.dead for outcome in outcomes))
        return chain.from_iterable(outcome.emits for outcome in outcomes)

    return handle


def limited(handler: Handler, limit: DeadLetterLimit) -> Handler:
    """The handler, ended with `TooManyDead` beyond the limit: what it gives a dead letter for, or fails on alone."""

    def handle(records: Sequence[Record]) -> Sequence[Emit]:
        try:
            emits = tuple(handler(records))
        except (Unavailable, CannotRun):
            raise
        except Exception:
            if len(records) == 1:  # more than one are met again, one by one
                limit.add(1, 1)
            raise
        limit.add(len(records), sum(emit.topic == "dead-letters" for emit in emits))
        return emits

    return handle
