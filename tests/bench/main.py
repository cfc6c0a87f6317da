"""`make bench`: measures, says whether the targets are met, and how the figures came about."""

import os
import platform
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from tests.bench.console import console
from tests.bench.engine import engine
from tests.bench.latency import latency
from tests.bench.looking_back import looking_back
from tests.bench.memory import memory
from tests.bench.path import full_path
from tests.bench.scene import Scene, on_one_core, scene
from tests.bench.speed import speed
from tests.bench.stages import stages
from tests.bench.startup import startup
from tests.bench.table import HEAD, Row, as_json, shown


@click.command()
@click.option("--quick", is_flag=True, help="Fewer posts and rounds: an impression in under a minute.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the figures into this file, too.")
def main(*, quick: bool, file: Path | None) -> None:
    """Measure vorlaut on one core: 300 terms, 40 embargoes, 5 crises, 500 accounts, a leak in 200 posts."""
    with TemporaryDirectory() as home:
        measured = scene(Path(home), 20_000 if quick else 60_000)
        about = _about(measured, quick=quick)
        for name, told in about.items():
            click.echo(f"{name}: {told}")
        click.echo(HEAD)
        rows = list(_told(_measure(measured, quick=quick)))
        about["load at the end"] = _load()
        click.echo(f"load at the end: {about['load at the end']}")
    if file:
        file.write_bytes(as_json(about, rows))


def _measure(measured: Scene, *, quick: bool) -> Iterator[Row]:
    rounds = 2 if quick else 3
    with on_one_core():
        yield from speed(measured, rounds)
        yield from full_path(measured, rounds)
        yield from stages(measured, rounds)
        yield from engine(measured, rounds)
        yield from startup(measured, rounds)
        yield from latency(measured)
        yield from looking_back(measured, 1 if quick else rounds, 40_000 if quick else 200_000)
    yield from console(measured.home / "console", 10 if quick else 30, 1 if quick else 3)
    yield from memory(measured, 50_000 if quick else 1_000_000)


def _told(rows: Iterable[Row]) -> Iterator[Row]:
    for each in rows:
        click.echo(shown(each))
        yield each


def _about(measured: Scene, *, quick: bool) -> dict[str, str]:
    with on_one_core() as cores:
        return {
            "posts": measured.quiet.source,
            "a round": f"{measured.count:,} posts{', quick: no figures to publish' if quick else ''}",
            "machine": f"{platform.machine()}, Python {platform.python_version()}, {cores}",
            "load at the start": _load(),
        }


def _load() -> str:
    """How busy the machine is with anything at all: figures taken on a busy one say little."""
    return f"{os.getloadavg()[0]:.2f} over the last minute"


if __name__ == "__main__":
    main()
