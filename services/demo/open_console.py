"""The console of the demo: open while the story is told, and then for as long as somebody wants to look and act."""

import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event as Signal
from threading import Timer
from time import monotonic
from typing import Final

from services.answering import answering
from services.audit.trail import Question, told
from services.console import invite, serve_console
from services.demo.perform import Stage
from services.run.supervise import supervise
from streams.consume import Observation

USUAL_PORT: Final = 8765
WAIT_SECONDS: Final = 45.0  # for somebody to sign in before the story begins
_LOOK_SECONDS: Final = 0.2


def free_port() -> int:
    """The console's usual port, or another one where that is taken."""
    for port in (USUAL_PORT, 0):
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            chosen: int = probe.getsockname()[1]
            return chosen
    return USUAL_PORT  # whoever opens it says what is wrong with it


@contextmanager
def opened(on: Stage) -> Iterator[Callable[[str], str]]:
    """Answer browsers while the block runs; gives what makes a sign-in link for somebody. Raises `CannotRun`."""
    with answering(lambda stop, ready: serve_console(on.installation, stop, ready)):
        yield lambda name: invite(on.installation, name, "responder", name)


def somebody_came(on: Stage, seconds: float = WAIT_SECONDS) -> bool:
    """Wait until somebody has signed in; whether that happened within so many seconds."""
    until = monotonic() + seconds
    while not any(line.what == "signed in" for line in told(on.installation.log, Question(kinds=("access",)))):
        if monotonic() > until:
            return False
        work(on, _LOOK_SECONDS)
    return True


def work(on: Stage, seconds: float | None = None) -> None:
    """Handle what people do at the console: for so many seconds, or until the program is interrupted."""
    stop = Signal()
    if seconds is not None:
        timer = Timer(seconds, stop.set)
        timer.daemon = True
        timer.start()
    supervise(on.working, stop, _unheard)


def _unheard(_turn: Observation) -> None:
    """Nobody reads logs in a demo; what could not be done is tried again."""
