"""The console of an embedded installation over a hundred thousand alerts: pages, and how soon they show what is new."""

import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from services.adapters.sqlite_store import SqliteStore
from tests.bench.arrivals import WATCHERS, Watched, arrivals
from tests.bench.console_pages import pages
from tests.bench.many_alerts import Manifold
from tests.bench.table import Row, Target
from tests.bench.watching import Person
from tests.end_to_end.processes import VORLAUT, done, environment, free_port, wait_until_answered
from tests.veltrona import registers_text

_SEEN = Target(below=0.5, always=True)
_ARRIVED = Target(below=1)


def console(home: Path, seconds: int, rounds: int) -> Iterator[Row]:
    """Pages, decisions and posts that come in for so long, while twenty people watch."""
    with served(home) as stack:
        someone, other = Person.signed_in(home, "hanne", stack), Person.signed_in(home, "kim", stack)
        others = [other.elsewhere(stack) for _ in range(WATCHERS)]
        yield from pages(someone, rounds, "SQLite")
        watched = Watched(home, "SQLite", _SEEN, _ARRIVED, someone, others)
        yield from arrivals(watched, seconds, 2 * rounds)


@contextmanager
def served(home: Path) -> Iterator[ExitStack]:
    """An installation that runs, with so many alerts in its view."""
    home.mkdir()
    port = free_port()
    (home / "registers.yaml").write_text(registers_text(), "utf-8")
    (home / "vorlaut.yaml").write_text(f"data: {home / 'data'}\nconsole: {{port: {port}}}\n", "utf-8")
    done(home, "apply", "-f", "registers.yaml", "--as", "kim")
    done(home, "run", "--until-idle")
    store = SqliteStore(home / "data" / "search.db")
    Manifold().fill(store)
    store.close()
    with answering(home, port) as stack:
        yield stack


@contextmanager
def answering(home: Path, port: int) -> Iterator[ExitStack]:
    """The installation in this folder, once its console answers; what is put on the stack ends before it."""
    serving = environment() | {"VORLAUT_CONSOLE__SERVE": "true"}
    with ExitStack() as stack, (home / "run.log").open("wb") as lines:
        running = subprocess.Popen([VORLAUT, "run"], cwd=home, env=serving, stdout=lines, stderr=lines)
        try:
            wait_until_answered(port, running)
            yield stack
        finally:
            running.terminate()
            running.wait(60)
