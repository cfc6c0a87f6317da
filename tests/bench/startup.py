"""How long somebody waits before anything happens."""

import time
from collections.abc import Iterator
from pathlib import Path

from tests.bench.processes import run_through
from tests.bench.scene import Scene
from tests.bench.table import Row, Target, row
from tests.end_to_end.processes import running

READY = Target(below=2)


def startup(scene: Scene, rounds: int) -> Iterator[Row]:
    """Seconds from the start of a process to its end, or to its line "ready" with all registers declared."""
    home = scene.home / "startup"
    home.mkdir()
    one = home / "one.ndjson"
    one.write_bytes(scene.posts.read_bytes().partition(b"\n")[0] + b"\n")
    run_through(home, "apply", "-f", str(scene.registers))
    run_through(home, "run", "--until-idle")
    scan = ("scan", "--registers", str(scene.registers), str(one))
    yield row("start of vorlaut run to ready", [_ready(home) for _ in range(rounds)], "s", READY)
    yield row("vorlaut --help", [run_through(home, "--help").seconds for _ in range(rounds)], "s")
    yield row("vorlaut scan of one post", [run_through(home, *scan).seconds for _ in range(rounds)], "s")


def _ready(home: Path) -> float:
    began = time.perf_counter()
    with running(home) as service:
        service.wait_until_ready()
        taken = time.perf_counter() - began
        service.end()
    return taken
