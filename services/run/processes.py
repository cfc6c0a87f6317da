"""Several processes from one terminal: started, watched, started again when they die, and ended together.

Each has a pipe to its parent on standard input, which closes whenever the parent is gone, and tells on standard output
whether it is ready (`services.run.lifeline` is the other end of both).
"""

import os
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from subprocess import PIPE, Popen, TimeoutExpired
from threading import Event as Signal
from time import monotonic
from typing import Final, Literal

from services.run.lifeline import NOT_READY, READY
from streams.consume import Pace

TURN_EVERY: Final = 0.05  # seconds
IDLE_EVERY: Final = 0.5  # seconds; nothing to do is believed when it is seen twice
STEADY: Final = 60.0  # seconds; who ran for so long starts again at once
_PACE: Final = Pace(pause=timedelta(seconds=1), longest=timedelta(seconds=30))


@dataclass(frozen=True, slots=True)
class Process:
    """A command, and what is added to our own environment for it. One that `may_end` is done when it ends with 0.

    Where it ends with a code it `endures`, others need not end with it: it is started again until that is mended.
    """

    name: str
    command: Sequence[str]
    variables: Mapping[str, str]
    may_end: bool = False
    endures: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Happened:
    """What became of a process, with its exit code, or the negative number of the signal that ended it.

    One that died is started again after `pause` seconds.
    """

    name: str
    what: Literal["done", "died", "ended all", "killed"]
    code: int
    pause: float = 0.0


class Processes:
    """The processes, in the order in which they are asked to end.

    An exit code in `final` means that starting again cannot help, and ends all. `tell` hears of every end that was not
    asked for.
    """

    def __init__(
        self, processes: Sequence[Process], final: frozenset[int], tell: Callable[[Happened], None], pace: Pace = _PACE
    ) -> None:
        self._children = [_Child(process, final, tell, pace) for process in processes]

    def turn(self) -> int | None:
        """Start what is to be started and look who ended; the exit code of one that ends all."""
        codes = [child.turn() for child in self._children]
        return next((code for code in codes if code is not None), None)

    def not_ready(self) -> Sequence[str]:
        """The names of those that are not ready."""
        return [child.process.name for child in self._children if not child.ready]

    def end(self, within: float) -> None:
        """Ask all to end, and kill those that have not done so after as many seconds."""
        for child in self._children:
            child.ask_to_end()
        until = monotonic() + within
        for child in self._children:
            child.wait_or_kill(max(0.0, until - monotonic()))


class _Child:
    def __init__(self, process: Process, final: frozenset[int], tell: Callable[[Happened], None], pace: Pace) -> None:
        self.process = process
        self.ready = False
        self._final = final
        self._tell = tell
        self._pace = pace
        self._running: Popen[bytes] | None = None
        self._done = False
        self._failures = 0
        self._since = 0.0
        self._resumes = 0.0

    def turn(self) -> int | None:
        if self._done:
            return None
        if self._running is None:
            if monotonic() >= self._resumes:
                self._running = self._started()
            return None
        self._listen(self._running)
        code = self._running.poll()
        return None if code is None else self._ended(self._running, code)

    def ask_to_end(self) -> None:
        if self._running is not None:
            self._running.terminate()

    def wait_or_kill(self, within: float) -> None:
        if self._running is None:
            return
        try:
            self._running.wait(within)
        except TimeoutExpired:
            self._running.kill()
            self._tell(Happened(self.process.name, "killed", self._running.wait()))
        self._let_go(self._running)

    def _started(self) -> Popen[bytes]:
        # In a session of its own: Ctrl-C reaches the parent alone, which then ends all in their order.
        running = Popen(  # noqa: S603 - our own program
            self.process.command,
            env=os.environ | self.process.variables,
            stdin=PIPE,
            stdout=PIPE,
            start_new_session=True,
        )
        os.set_blocking(_pipe_of(running), False)
        self._since = monotonic()
        return running

    def _listen(self, running: Popen[bytes]) -> None:
        try:
            said = os.read(_pipe_of(running), 65536)
        except BlockingIOError:
            return
        for line in said.splitlines():
            if line in {READY, NOT_READY}:
                self.ready = line == READY

    def _ended(self, running: Popen[bytes], code: int) -> int | None:
        self._let_go(running)
        if code == 0 and self.process.may_end:
            self._done = self.ready = True
            self._tell(Happened(self.process.name, "done", code))
            return None
        if code in self._final - self.process.endures:
            self._tell(Happened(self.process.name, "ended all", code))
            return code
        self._failures = 1 if monotonic() - self._since > STEADY else self._failures + 1
        pause = 0.0 if self._failures == 1 else self._pace.back_off(self._failures)
        self._resumes = monotonic() + pause
        self._tell(Happened(self.process.name, "died", code, pause))
        return None

    def _let_go(self, running: Popen[bytes]) -> None:
        self._running = None
        self.ready = False
        for pipe in (running.stdin, running.stdout):
            if pipe is not None:
                pipe.close()


def watch(
    processes: Processes,
    stop: Signal,
    beat: Callable[[Sequence[str]], None],
    idle: Callable[[], bool] | None = None,
) -> int:
    """Keep them running until `stop` is set, one ends all, or `idle` says that nothing is left to do; the exit code.

    `beat` is called every turn with those that are not ready. `idle` is asked while all are ready.
    """
    seen, asked = 0, monotonic()
    while not stop.is_set():
        code = processes.turn()
        if code is not None:
            return code
        waiting = processes.not_ready()
        beat(waiting)
        if idle is not None and not waiting and monotonic() - asked >= IDLE_EVERY:
            seen, asked = seen + 1 if idle() else 0, monotonic()
            if seen > 1:
                break
        stop.wait(TURN_EVERY)
    return 0


def _pipe_of(running: Popen[bytes]) -> int:
    assert running.stdout is not None  # noqa: S101 - it was started with a pipe
    return running.stdout.fileno()
