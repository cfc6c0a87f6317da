"""`make bench-distributed`: ours and its peers side by side, on a real Kafka and a real Elasticsearch, in one run.

`python -m tests.bench.distributed --only console` measures the console over a hundred thousand alerts alone.
"""

import asyncio
import logging
import os
import platform
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from streams.log.kafka_place import KafkaPlace
from tests.bench.distributed.console import console
from tests.bench.distributed.course import Course
from tests.bench.distributed.filling import PACKED_BY, fill
from tests.bench.distributed.ground import FULL, PARTITIONS, QUICK, Ground, Volume
from tests.bench.distributed.ours import install
from tests.bench.distributed.ways import ROOT
from tests.bench.scene import scene
from tests.bench.table import HEAD, Row, as_json, shown
from tests.end_to_end.posts_made_up import background
from tests.servers.elasticsearch import Elasticsearch7Server, ElasticsearchServer
from tests.servers.kafka import KafkaServer

PARTS = ("throughput", "percolator", "latency", "restarts", "console")
_SCENE = 20_000  # posts in memory
_PEERS = ROOT / ".venv-peers" / "bin" / "python"


@click.command()
@click.option("--quick", is_flag=True, help="Short windows and one round: an impression in some minutes.")
@click.option("--json", "file", type=click.Path(path_type=Path), help="Write the figures into this file, too.")
@click.option("--only", "parts", type=click.Choice(PARTS), multiple=True, default=PARTS, help="This; repeatable.")
@click.option("--peers", type=click.Path(path_type=Path), default=_PEERS, help="The Python that has Quix Streams.")
def main(*, quick: bool, file: Path | None, parts: Sequence[str], peers: Path) -> None:
    """Measure vorlaut in the distributed mode beside other programs: 300 terms, 40 embargoes, 5 crises."""
    logging.getLogger("aiokafka").setLevel(logging.CRITICAL)  # topics that are a moment old have no leader yet
    volume = QUICK if quick else FULL
    about = _about(volume, quick=quick)
    for name, told in about.items():
        click.echo(f"{name}: {told}")
    click.echo(HEAD)
    with ExitStack() as held:
        home = Path(held.enter_context(TemporaryDirectory()))
        kafka = held.enter_context(KafkaServer(home / "kafka", heap="512m"))
        elasticsearch = held.enter_context(ElasticsearchServer(home / "elasticsearch"))
        rows: list[Row] = []
        if set(parts) != {"console"}:
            ground = _prepared(kafka.bootstrap, elasticsearch.url, home, peers.absolute(), volume)
            rows += _told(_measure(Course(ground), home, parts))
        if "console" in parts:
            seconds, rounds = (10, 1) if quick else (30, 3)
            rows += _told(console(home / "console", kafka.bootstrap, elasticsearch.url, seconds, rounds))
    about["load at the end"] = _load()
    click.echo(f"load at the end: {about['load at the end']}")
    if file:
        file.write_bytes(as_json(about, rows))


def _prepared(bootstrap: tuple[str, ...], elasticsearch: str, home: Path, peers: Path, volume: Volume) -> Ground:
    """Posts on their topics."""
    place = KafkaPlace(bootstrap=bootstrap, prefix="bench", replication=1, partitions=PARTITIONS)
    ground = Ground(place, scene(home, _SCENE), home, peers, elasticsearch, volume)
    install(ground, place.prefix)
    ground.make_topics([ground.plain])
    asyncio.run(fill(ground))
    return ground


def _measure(course: Course, home: Path, parts: Sequence[str]) -> Iterator[Row]:
    if "throughput" in parts:
        yield from course.throughput()
    if "percolator" in parts:
        with Elasticsearch7Server(home / "elasticsearch-7", heap="1g") as seven:
            yield from course.percolator(seven.url)
    if "latency" in parts:
        yield from course.latency()
    if "restarts" in parts:
        yield from course.restarts()


def _told(rows: Iterator[Row]) -> Iterator[Row]:
    for each in rows:
        click.echo(shown(each))
        yield each


def _about(volume: Volume, *, quick: bool) -> dict[str, str]:
    return {
        "posts": background().source,
        "backlog": f"{volume.packed:,} posts packed by {PACKED_BY}, {volume.plain:,} one a record",
        "measured": f"{volume.rounds} times {volume.window:g} s{', quick: no figures to publish' if quick else ''}",
        "machine": f"{platform.machine()}, {os.cpu_count()} cores, Python {platform.python_version()}",
        "load at the start": _load(),
    }


def _load() -> str:
    """How busy the machine is with anything at all: figures taken on a busy one say little."""
    return f"{os.getloadavg()[0]:.2f} over the last minute"


if __name__ == "__main__":
    main()
