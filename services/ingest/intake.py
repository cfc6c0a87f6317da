"""One batch: judged by the registers as they stand, and durable together with the place up to which it was read."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Final, TypeVar

from services.ingest.cursor import Cursor, load_cursor, save_cursor, table_of
from services.ingest.sift import STAGE, Place, Sifted, sift
from services.ingest.tally import Tally
from services.logs import get_logger
from services.metrics import Metrics
from services.sources.seen import Seen
from streams.consume import Pace
from streams.dead_letters import DeadLetterLimit, TooManyDead
from streams.log.port import Log
from streams.parse.lines import Raw, length
from streams.situation.model import Registers
from streams.stage import CannotRun, Unavailable
from streams.topics import Emit

_T = TypeVar("_T")
_PACE: Final = Pace(longest=timedelta(seconds=5))


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What ingest needs from outside.

    `registers` is asked once a batch, so that what is declared meanwhile holds from the next one on. `tries` is how
    often something is tried while the log cannot be reached (None: for ever). `stop` ends reading between two batches.
    """

    log: Log
    registers: Callable[[], Registers]
    clock: Callable[[], datetime]
    limit: DeadLetterLimit
    metrics: Metrics
    stop: threading.Event
    tries: int | None = 8
    pace: Pace = _PACE


@dataclass(frozen=True, slots=True)
class Step:
    """One batch is durable: what it came to, and the byte up to which its source is read."""

    tally: Tally
    offset: int


class Intake:
    """Takes in the lines of one source in order. `name` is what dead letters call it, `key` what its cursor is kept by.

    `cursor` stands behind the last durable line. Every method raises `CannotRun` where the log stays away for longer
    than the desk has patience, and `Unavailable` where it is away when the desk stops; then nothing was done.
    """

    def __init__(self, desk: Desk, name: str, key: str) -> None:
        self._desk = desk
        self._name = name
        self._table = table_of(key)
        self._seen = Seen(desk.log, key)
        self.cursor = self._patiently(lambda: load_cursor(desk.log.state(self._table)))

    def restart(self) -> None:
        """The source begins anew."""
        self.cursor = Cursor(tally=self.cursor.tally)

    def take_in(self, lines: Sequence[Raw], head: Callable[[int], str]) -> Step:
        """Make durable what may be kept of the lines at the cursor, and move it; `head` is the digest for an offset.

        Raises `TooManyDead` with the cursor left before these lines, and only their dead letters kept.
        """
        sifted = self._sift(lines)
        offset = self.cursor.offset + sum(map(length, lines)) + len(lines)
        return self._keep(sifted, replace(self.cursor, offset=offset, lines=self.cursor.lines + len(lines)), head)

    def take_in_rest(self, rest: Raw, head: Callable[[int], str]) -> Step:
        """The same for what stands behind the last newline of a source that has ended.

        The cursor stays before it where it is a dead letter: perhaps it is still being written.
        """
        sifted = self._sift([rest])
        whole = 0 if sifted.letters else length(rest)
        return self._keep(sifted, replace(self.cursor, offset=self.cursor.offset + whole), head)

    def lost(self, gap: Emit) -> None:
        """Make durable that something of the source did not come in."""
        self._append([gap])

    def _sift(self, lines: Sequence[Raw]) -> Sifted:
        place = Place(self._name, self.cursor.offset, self.cursor.lines)
        sifted = sift(lines, place, self._patiently(self._desk.registers), self._desk.clock())
        try:
            self._desk.limit.add(sifted.tally.lines, sifted.tally.dead_letters)
        except TooManyDead:
            self._append(sifted.letters)
            self._desk.metrics.dead(STAGE, len(sifted.letters))
            raise
        return sifted

    def _keep(self, sifted: Sifted, behind: Cursor, head: Callable[[int], str]) -> Step:
        behind = replace(behind, head=head(behind.offset), tally=behind.tally + sifted.tally)
        self._append((*sifted.posts, *sifted.letters), behind)
        self.cursor = behind
        self._seen.note((emit.key for emit in sifted.posts), self._desk.clock())
        self._desk.metrics.ingested(sifted.tally.accepted)
        self._desk.metrics.refused(dict(sifted.tally.refused.items()))
        self._desk.metrics.dead(STAGE, sifted.tally.dead_letters)
        return Step(sifted.tally, behind.offset)

    def _append(self, emits: Sequence[Emit], behind: Cursor | None = None) -> None:
        self._patiently(lambda: self._append_once(emits, behind))

    def _append_once(self, emits: Sequence[Emit], behind: Cursor | None) -> None:
        log = self._desk.log
        if behind is None:
            log.append(emits)
            return
        save_cursor(log.state(self._table), behind)
        try:
            log.append(emits, state=self._table)
        except Unavailable:
            log.rewind(self._table)  # or a later reader in this process would go on behind what was never kept
            raise

    def _patiently(self, action: Callable[[], _T]) -> _T:
        for failures in count(1):
            try:
                return action()
            except Unavailable as error:
                self._desk.metrics.failed(STAGE)
                if self._desk.tries is not None and failures >= self._desk.tries:
                    raise CannotRun(f"{error} What was read so far is kept: run the same command again.") from error
                get_logger().warning("ingest waits for the log", source=self._name, attempt=failures, error=str(error))
                if self._desk.stop.wait(self._desk.pace.back_off(failures)):
                    raise
        raise AssertionError("count does not end")
