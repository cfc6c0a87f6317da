"""Posts come in from files, growing files and pipes. A kill at any point neither loses nor doubles a line."""

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from functools import partial
from io import FileIO
from pathlib import Path
from typing import Final

from services.ingest.cursor import fits, head_of, moved
from services.ingest.intake import Desk, Intake, Step
from services.sources.gaps import gap
from services.sources.pulse import Pulse
from streams.parse.lines import Lines, length
from streams.stage import CannotRun, Unavailable

_POLL_SECONDS: Final = 0.2


def ingest_stream(desk: Desk, read: Callable[[int], bytes], name: str) -> Iterator[Step]:
    """Take in a pipe until `read(limit)` gives nothing. A pipe cannot be resumed: every run begins at its beginning.

    Raises `TooManyDead`, and `CannotRun` where the log stays away.
    """
    with _stoppable(desk):
        intake = Intake(desk, name, name)
        intake.restart()
        lines = Lines(read)
        while not desk.stop.is_set() and (batch := lines.take()):
            yield intake.take_in(batch, _no_head)
        if length(lines.rest()) and not desk.stop.is_set():
            yield intake.take_in_rest(lines.rest(), _no_head)


def ingest_file(desk: Desk, path: Path, *, follow: bool = False) -> Iterator[Step]:
    """Take in a file from where it was left to its end; with `follow` go on when it grows or another takes its place.

    A file that is shorter than what was read of it, or begins differently, is a new one and is read from its start. A
    last line without a newline waits for it with `follow`, and otherwise must be a whole post. Raises `TooManyDead`,
    and `CannotRun` where the file cannot be read or the log stays away.
    """
    pulse = Pulse(desk.log, desk.clock, "file", str(path)) if follow else None
    with _stoppable(desk), _readable(path), _said(pulse):
        intake = Intake(desk, str(path), str(path.absolute()))
        again = True
        while again and (file := _opened(desk, path, pulse)):
            with file:
                if not fits(intake.cursor, file):
                    _cut_off(desk, intake, pulse, path)
                    intake.restart()
                again = yield from _read_through(desk, intake, path, file, pulse)
            if again:
                intake.restart()


def _read_through(
    desk: Desk, intake: Intake, path: Path, file: FileIO, pulse: Pulse | None
) -> Generator[Step, None, bool]:
    """Take in one file to its end, and tell whether another one is to be read after it.

    It is followed where it has a pulse.
    """
    head, follow = partial(head_of, file), pulse is not None
    file.seek(intake.cursor.offset)
    lines = Lines(file.read)
    ended = not follow
    while not desk.stop.is_set():
        batch = lines.take()
        if not fits(intake.cursor, file):
            _cut_off(desk, intake, pulse, path)
            return True  # cut off and begun anew: what was just read may be from the middle of a new line
        step = intake.take_in(batch, head) if batch else None
        if pulse:
            _look_after(path, pulse, taken=bool(batch))
        if step:
            yield step
        elif ended:
            if length(lines.rest()):
                yield intake.take_in_rest(lines.rest(), head)
            return follow
        else:
            ended = moved(path, file)  # its last lines may still be on their way: one more look after the pause
            desk.stop.wait(_POLL_SECONDS)
    return False


def _look_after(path: Path, pulse: Pulse, *, taken: bool) -> None:
    """A file that was taken away can be read to its end, but whoever writes the next one may never do so."""
    if path.exists():
        pulse.well(taken=taken)
    else:
        pulse.failed("missing")


def _opened(desk: Desk, path: Path, pulse: Pulse | None) -> FileIO | None:
    while not desk.stop.is_set():
        try:
            return path.open("rb", buffering=0)
        except FileNotFoundError:
            if pulse is None:
                raise
            pulse.failed("missing")
            desk.stop.wait(_POLL_SECONDS)
    return None


def _cut_off(desk: Desk, intake: Intake, pulse: Pulse | None, path: Path) -> None:
    """What stood behind the last line that was read is gone, if anything did. Read once, a file is given as it is."""
    if pulse is not None and intake.cursor.offset:
        now = desk.clock()
        intake.lost(gap(str(path), pulse.heard_at or now, now, "cut_off"))
        desk.metrics.gap("file", "cut_off")


def _no_head(_offset: int) -> str:
    return ""


@contextmanager
def _stoppable(desk: Desk) -> Iterator[None]:
    """A stop while the log is away is an end like any other: the batch was not taken in and comes again."""
    try:
        yield
    except Unavailable:
        if not desk.stop.is_set():
            raise


@contextmanager
def _said(pulse: Pulse | None) -> Iterator[None]:
    """However reading ends but by a kill, it is said that nobody reads it any more; not to a log that is away."""
    is_there = True
    try:
        yield
    except Unavailable:
        is_there = False
        raise
    finally:
        if pulse is not None and is_there:
            pulse.stopped()


@contextmanager
def _readable(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CannotRun(f"{path} cannot be read ({error.strerror}): look at the file and its permissions.") from error
