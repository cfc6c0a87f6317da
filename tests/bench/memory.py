"""Memory at a million posts: a scan from standard input, and an installation with all of them in its log."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

from tests.bench.processes import Ended, run_through
from tests.bench.scene import Scene, without_end
from tests.bench.table import Row, Target, row

MEMORY = Target(below=300)


def memory(scene: Scene, posts: int) -> Iterator[Row]:
    """Both at once, as memory does not depend on who else runs; speeds measured here would."""
    with ThreadPoolExecutor(2) as pool:
        scanned = pool.submit(_scan, scene, posts)
        kept = pool.submit(_installation, scene, posts)
        ends = {"scan": scanned.result(), **kept.result()}
    for name, ended in ends.items():
        if ended.peak is not None:
            note = f"{posts:,} posts in {ended.seconds:.0f} s"
            yield row(f"peak memory of {name}", [ended.peak], "MiB", MEMORY, note)


def _scan(scene: Scene, posts: int) -> Ended:
    return run_through(scene.home, "scan", "--registers", str(scene.registers), "-", fed=without_end(scene, posts))


def _installation(scene: Scene, posts: int) -> dict[str, Ended]:
    data = ("--data", str(scene.home / "million"))
    run_through(scene.home, *data, "apply", "-f", str(scene.registers))
    run_through(scene.home, *data, "run", "--until-idle")
    return {
        "ingest": run_through(scene.home, *data, "ingest", "ndjson", "-", fed=without_end(scene, posts)),
        "run --until-idle": run_through(scene.home, *data, "run", "--until-idle"),
    }
