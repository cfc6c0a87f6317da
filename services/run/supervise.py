"""One process, one thread, all units in turn: a unit that fails backs off alone and delays no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from threading import Event as Signal
from time import monotonic, perf_counter

from streams.consume import Observation, Pace
from streams.stage import Unavailable

IDLE = 0.02  # seconds to wait when no unit had anything to do


@dataclass(frozen=True, slots=True)
class Unit:
    """Something that is done again and again: `work` does a little and returns how many records that were.

    `every` is how many seconds lie at least between two times; what is dear is done seldom, and then together. Several
    may have the name of one stage, under which they are counted; each then is a `part` of it, which may fail alone.
    """

    name: str
    work: Callable[[], int]
    every: float = 0.0
    part: str = ""

    @property
    def needed(self) -> str:
        """What it is called where a process says of everything it needs whether that is well."""
        return f"{self.name} {self.part}".rstrip()


@dataclass(slots=True)
class _Turn:
    unit: Unit
    failures: int = 0
    well: bool = False  # whether it was said that the last turn went well
    resumes: float = field(default=0.0)


def _unheard() -> None:
    """Nobody listens."""


def supervise(
    units: Sequence[Unit],
    stop: Signal,
    observe: Callable[[Observation], None],
    *,
    until_idle: bool = False,
    beat: Callable[[], None] = _unheard,
) -> None:
    """Give every unit its turn until `stop` is set, or with `until_idle` until none has anything left to do.

    `observe` hears of every turn in which something was done or failed, and of the first that went well; `beat` is
    called before each unit's turn: each may wait long for a server that is away.
    `CannotRun` and `TooManyDead` of a unit leave the loop: all positions are kept.
    """
    turns = [_Turn(unit) for unit in units]
    pace = Pace()
    while not stop.is_set():
        done = 0
        for turn in turns:
            if stop.is_set():
                return
            beat()
            done += _take(turn, pace, observe) if turn.resumes <= monotonic() else 0
        if done:
            continue
        if not until_idle or any(turn.failures for turn in turns):
            stop.wait(IDLE)
        elif not sum(_take(turn, pace, observe) for turn in turns if turn.unit.every):
            return  # not even those that work seldom have anything left


def _take(turn: _Turn, pace: Pace, observe: Callable[[Observation], None]) -> int:
    began = perf_counter()
    try:
        count = turn.unit.work()
    except Unavailable as error:
        turn.failures += 1
        turn.well = False
        turn.resumes = monotonic() + pace.back_off(turn.failures)
        observe(Observation(turn.unit.name, 0, perf_counter() - began, str(error), turn.unit.part))
        return 0
    turn.failures = 0
    turn.resumes = monotonic() + turn.unit.every
    if count or not turn.well:
        turn.well = True
        observe(Observation(turn.unit.name, count, perf_counter() - began, part=turn.unit.part))
    return count
