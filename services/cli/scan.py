"""`vorlaut scan`: a file of posts through the whole pipeline, in memory."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

import click
import msgspec

from services.cli.codes import TOO_MANY_DEAD
from services.cli.place import Place
from services.scan.partition import Batch, Line
from services.scan.scan import Scanned
from services.scan.scan import scan as scan_lines
from streams.dead_letters import DeadLetterLimit
from streams.parse.lines import Lines, is_blank
from streams.refusal import REFUSAL_REASONS


@click.command()
@click.option("--registers", required=True, type=click.Path(path_type=Path), help="A file or folder of registers.")
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 64), help="Processes that judge.")
@click.option(
    "--dead-letter-limit", default=0.1, show_default=True, type=click.FloatRange(0, 1), help="Share of lines."
)
@click.argument("posts", type=click.File("rb"), metavar="FILE|-")
@click.pass_obj
def scan(place: Place, registers: Path, workers: int, dead_letter_limit: float, posts: BinaryIO) -> None:
    """Judge the posts of an NDJSON file and keep nothing.

    Alerts go to standard output, one JSON object a line; a summary is the last line on standard error. Exit code 3:
    too many lines are no posts; what was found until then is printed.
    """
    from services.declare.files import keys_of, read_registers

    began = perf_counter()
    entries = read_registers(registers, secret=place.secret)
    keys = keys_of(entries, place.secret)
    with ExitStack() as stack:
        told = _progress(stack)
        limit = DeadLetterLimit(dead_letter_limit)
        found = scan_lines(numbered(posts.read), entries, workers=workers, limit=limit, told=told, keys=keys)
    for alert in found.alerts:
        sys.stdout.buffer.write(msgspec.json.encode(alert) + b"\n")
    sys.stdout.buffer.flush()
    if found.stopped:
        click.echo(f"vorlaut: {found.stopped}", err=True)
    click.echo(summary(found, perf_counter() - began), err=True)
    if found.stopped:
        sys.exit(TOO_MANY_DEAD)


def numbered(read: Callable[[int], bytes]) -> Iterator[Line]:
    """The lines that are not blank, numbered from 1 as an editor does."""
    lines = Lines(read)
    number = 0
    while batch := lines.take():
        for line in batch:
            number += 1
            if not is_blank(line):
                yield number, line
    rest = lines.rest()
    if not is_blank(rest):
        yield number + 1, rest


def summary(found: Scanned, seconds: float) -> str:
    """The counts of a scan as one line of JSON."""
    return msgspec.json.encode(
        {
            "posts": found.posts,
            "refused": {reason: found.refused[reason] for reason in REFUSAL_REASONS},
            "dead_letters": found.dead_letters,
            "alerts": len({alert.id for alert in found.alerts}),
            "groups": found.groups,
            "seconds": round(seconds, 3),
        }
    ).decode()


def _progress(stack: ExitStack) -> Callable[[Batch], None]:
    """Says what is dead, and on a terminal how far it is."""
    if not sys.stderr.isatty():
        return _tell_dead
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    progress = stack.enter_context(Progress(*columns, console=Console(stderr=True), transient=True))
    task = progress.add_task("posts", total=None)

    def told(batch: Batch) -> None:
        _tell_dead(batch)
        progress.advance(task, batch.posts + len(batch.dead))

    return told


def _tell_dead(batch: Batch) -> None:
    for letter in batch.dead:
        click.echo(msgspec.json.encode({"dead_letter": letter}).decode(), err=True)
