"""`vorlaut ingest`: posts into the log of an installation."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from functools import partial
from pathlib import Path
from threading import Event as Signal
from time import monotonic
from typing import TYPE_CHECKING, Final

import click

from services.cli.place import Place
from services.cli.process import process, stopped_in_time, supervised_option, until_stopped
from streams.stage import CannotRun

if TYPE_CHECKING:
    from services.ingest.intake import Desk, Step
    from services.ingest.tally import Tally

_PIPE: Final = Path("-")


@click.group
def ingest() -> None:
    """Take posts in, through the gate, into the log of an installation."""


@ingest.command
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True, path_type=Path))
@click.option(
    "--follow", is_flag=True, help="Go on when the file grows or another takes its place, until Ctrl-C or SIGTERM."
)
@click.option(
    "--dead-letter-limit",
    "share",
    type=click.FloatRange(0, 1),
    help="The share of lines that may be dead letters, of at least 1,000; more of them end the run.  [default: 0.1]",
)
@click.pass_obj
def ndjson(place: Place, file: Path, share: float | None, *, follow: bool) -> None:
    """Take in the posts of FILE, one a line; - is standard input.

    A file is read on from where the last run ended, whatever ended it. A run that finds too many bad lines ends with
    exit code 3 and stays before them; one that finds the disk full tries again for some seconds and ends with 2.
    """
    from services.logs import configure
    from services.wiring import desk, open_installation

    if follow and not file.is_file():
        raise click.UsageError("--follow needs a file; a pipe is read to its end as it is.")
    with open_installation(place.config, place.data) as installation:
        configure(installation.settings.log)
        stop = Signal()
        with stopped_in_time(stop, "ingest ndjson", installation.settings) if follow else nullcontext():
            _take_in(desk(installation, stop, follow=follow, dead_letter_share=share), file, follow=follow)


@ingest.command
@supervised_option
@click.pass_obj
def files(place: Place, *, supervised: bool) -> None:
    """Take in the files that the settings name; those to be followed until SIGTERM. One process."""
    from services.cli.run import sources_of

    with process(place, "ingest files", supervised=supervised) as frame:
        if not frame.installation.settings.ingest.files:
            raise CannotRun("the settings name no files: set ingest.files, or use `vorlaut ingest ndjson FILE`")
        until_stopped(frame, sources_of(frame.installation, frame.stop), until_read=True)


@ingest.command
@supervised_option
@click.pass_obj
def feeds(place: Place, *, supervised: bool) -> None:
    """Ask the feeds of accounts and newsrooms what is new, until SIGTERM. One process."""
    from services.wiring import feeds_of

    with process(place, "ingest feeds", supervised=supervised) as frame:
        if not (sources := feeds_of(frame.installation, frame.stop)):
            raise CannotRun("the settings say that no feeds are read: set feeds.read: true")
        until_stopped(frame, sources)


@ingest.command
@supervised_option
@click.pass_obj
def push(place: Place, *, supervised: bool) -> None:
    """Answer signed pushes of posts, until SIGTERM. One process."""
    from services.pushing import pushes

    with process(place, "ingest push", supervised=supervised) as frame:
        if frame.installation.settings.push.port is None:
            raise CannotRun("the settings say of no place where pushes are answered: set push.port")
        with pushes(frame.installation, frame.stop) as beat:
            until_stopped(frame, units=[beat])


def _take_in(desk: "Desk", file: Path, *, follow: bool) -> None:
    from services.ingest.tally import Tally

    started = monotonic()
    total = Tally()
    try:
        with _progress(file, follow=follow) as told:
            for step in _steps(desk, file, follow=follow):
                total += step.tally
                told(step.offset)
    finally:
        click.echo(_summary(total, desk.limit.dead, monotonic() - started), err=True)


def _steps(desk: "Desk", file: Path, *, follow: bool) -> "Iterator[Step]":
    from services.ingest.ingest import ingest_file, ingest_stream

    if file == _PIPE:
        yield from ingest_stream(desk, partial(os.read, sys.stdin.fileno()), str(file))
    elif file.is_file():
        yield from ingest_file(desk, file, follow=follow)
    else:
        with file.open("rb", buffering=0) as pipe:
            yield from ingest_stream(desk, pipe.read, str(file))


@contextmanager
def _progress(file: Path, *, follow: bool) -> Iterator[Callable[[int], None]]:
    """Show on a terminal how much of the file is read."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        BarColumn(),
        DownloadColumn(),
        TimeRemainingColumn(),
        console=console,
        transient=True,
        disable=follow or not console.is_terminal,
    ) as progress:
        task = progress.add_task(str(file), total=file.stat().st_size if file.is_file() else None)
        yield lambda offset: progress.update(task, completed=offset)


def _summary(tally: "Tally", dead_letters: int, seconds: float) -> str:
    """The run in numbers; the dead letters are with those that broke the limit, which end a run without a step."""
    from streams.refusal import REFUSAL_REASONS

    return json.dumps(
        {
            "posts": tally.posts,
            "accepted": tally.accepted,
            "refused": {reason: tally.refused.get(reason, 0) for reason in REFUSAL_REASONS},
            "dead_letters": dead_letters,
            "seconds": round(seconds, 3),
        }
    )
