"""The whole embedded path: a file of posts, the log, detect, correlate, and the index of alerts."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event as Signal
from time import perf_counter

from services.handling import units
from services.ingest.ingest import ingest_file
from services.run.supervise import supervise
from services.settings import Settings
from services.wiring import desk, embedded, utc_now
from streams.consume import Observation
from tests.bench.processes import run_through
from tests.bench.scene import Scene
from tests.bench.table import Row, Target, row

FULL_PATH = Target(least=6_000)


def full_path(scene: Scene, rounds: int) -> Iterator[Row]:
    """Posts a second from the file to the index, in one process, and how many microseconds of it each part takes."""
    taken = [_once(scene, scene.home / f"path-{number}") for number in range(rounds)]
    yield row("full embedded path", [scene.count / sum(parts.values()) for parts in taken], "posts/s", FULL_PATH)
    for part in sorted({name for parts in taken for name in parts}):
        each = [parts[part] / scene.count * 1e6 for parts in taken]
        yield row(f"  of it {part}", each, "us/post")


def _once(scene: Scene, data: Path) -> dict[str, float]:
    """Seconds by part. The registers are declared and settled before the first post comes."""
    run_through(scene.home, "--data", str(data), "apply", "-f", str(scene.registers))
    run_through(scene.home, "--data", str(data), "run", "--until-idle")
    with ExitStack() as stack:
        installation = embedded(Settings(data=data), utc_now, stack)
        stop, taken = Signal(), defaultdict[str, float](float)
        began = perf_counter()
        for _ in ingest_file(desk(installation, stop, follow=False), scene.posts):
            pass
        taken["ingest"] = perf_counter() - began

        def observe(turn: Observation) -> None:
            taken[turn.group] += turn.seconds

        supervise(units(installation), stop, observe, until_idle=True)
    return taken
