"""The demo from beginning to end: an installation of its own, a scenario, somebody to show it to."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from rich.console import Console
from rich.live import Live

from services.demo.board import Board, news
from services.demo.company import DRAFTS
from services.demo.compare import Comparison, compare
from services.demo.lines import lines_of
from services.demo.moments import DeclaredCrisis
from services.demo.play import DemoClock, Happening, play
from services.demo.scenario import Scenario, scenario
from services.demo.screen import LOWEST, NARROWEST, frame
from services.demo.words import Words
from services.drafts_settings import EVERY, ClearedSettings, DraftsSettings
from services.handling import units
from services.run.supervise import Unit
from services.settings import ConsoleSettings, Settings
from services.wiring import Installation, embedded
from streams.stage import CannotRun

QUIET_PAUSE: Final = 0.15  # seconds a quiet post is on the screen before the next one
ALERT_PAUSE: Final = 1.0
CRISIS_PAUSE: Final = 5.0


@dataclass(slots=True)
class Stage:
    """Where a scenario is played."""

    story: Scenario
    installation: Installation
    clock: DemoClock
    working: tuple[Unit, ...] = field(init=False)

    def __post_init__(self) -> None:
        self.working = units(self.installation)

    def play(self, show: Callable[[Happening], None]) -> Comparison:
        """Play everything, showing each happening, and compare."""
        happenings: list[Happening] = []
        for happening in play(self.story, self.installation, self.clock, self.working):
            happenings.append(happening)
            show(happening)
        return compare(happenings, self.installation.store)


@contextmanager
def stage(seed: int, keep: Path | None, port: int = 8765) -> Iterator[Stage]:
    """A new installation in the folder `keep`, or in one that is gone afterwards. Raises `CannotRun`.

    `port` is the one its console would answer at.
    """
    if keep is not None and keep.exists() and any(keep.iterdir()):
        raise CannotRun(f"{keep} is not empty: name a new folder with --keep, so that nothing of yours is mixed up")
    with ExitStack() as stack:
        folder = keep or Path(stack.enter_context(TemporaryDirectory(prefix="vorlaut-demo-")))
        drafts = DraftsSettings(folder=DRAFTS, cleared={EVERY: ClearedSettings(roles=("responder",))})
        clock, settings = DemoClock(), Settings(data=folder, console=ConsoleSettings(port=port, drafts=drafts))
        yield Stage(scenario(seed), embedded(settings, clock, stack), clock)


def watch(on: Stage, words: Words, console: Console, pause: Callable[[float], None]) -> Comparison:
    """Play it for a person: on a screen where the terminal has one, else in lines."""
    board = Board(total=len(on.story.moments))
    if not _has_screen(console):
        return on.play(lambda happening: _print(happening, board, words, console))
    with Live(console=console, screen=True, auto_refresh=False) as live:

        def show(happening: Happening) -> None:
            board.take(happening)
            live.update(frame(board, words, console), refresh=True)
            pause(_seconds(happening))

        return on.play(show)


def _has_screen(console: Console) -> bool:
    return (
        console.is_terminal and not console.is_dumb_terminal and console.width >= NARROWEST and console.height >= LOWEST
    )


def _print(happening: Happening, board: Board, words: Words, console: Console) -> None:
    board.take(happening)
    for line in lines_of(happening, board, words):
        console.out(line, highlight=False)


def _seconds(happening: Happening) -> float:
    """How long a happening wants to be looked at."""
    if isinstance(happening.moment, DeclaredCrisis):
        return CRISIS_PAUSE
    return ALERT_PAUSE if news(happening) else QUIET_PAUSE
