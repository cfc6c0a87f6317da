"""What is measured: one set of registers, and posts that are the same in every run."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from services.declare.files import read_registers
from services.scan.partition import Line
from streams.events import PostEvent
from streams.parse.ndjson import parse
from streams.situation.fold import situation_of
from streams.situation.model import Situation
from tests.end_to_end.posts_made_up import Background, background, post_lines
from tests.end_to_end.registers_made_up import World, full_world


@dataclass(frozen=True, slots=True)
class Scene:
    """A folder with registers and posts, and the same in memory; `count` posts are what a round takes."""

    home: Path
    registers: Path
    posts: Path
    world: World
    quiet: Background
    situation: Situation
    lines: tuple[Line, ...]
    events: tuple[PostEvent, ...]

    @property
    def count(self) -> int:
        """How many posts a round takes."""
        return len(self.lines)


def scene(home: Path, count: int) -> Scene:
    """300 terms, 40 embargoes, 5 crises, 500 employees, and so many posts, one in 200 of them a leak."""
    world, quiet = full_world(), background()
    registers, posts = world.write(home), home / "posts.ndjson"
    raw = list(post_lines(world, quiet, count))
    posts.write_bytes(b"".join(raw))
    lines = tuple((number, line.rstrip(b"\n")) for number, line in enumerate(raw, 1))
    events = tuple(event for _, line in lines if isinstance(event := parse(line, None), PostEvent))
    return Scene(home, registers, posts, world, quiet, situation_of(read_registers(registers)), lines, events)


def without_end(scene: Scene, count: int) -> Iterator[bytes]:
    """So many posts in chunks, never all in memory."""
    lines = post_lines(scene.world, scene.quiet, count)
    while chunk := b"".join(islice(lines, 1000)):
        yield chunk


@contextmanager
def on_one_core() -> Iterator[str]:
    """Keep this process, and those it starts, on one core where the system can; says what was done."""
    if not hasattr(os, "sched_setaffinity"):
        yield "no core could be set aside"
        return
    before = os.sched_getaffinity(0)
    core = max(before)
    os.sched_setaffinity(0, {core})
    try:
        yield f"one core of {len(before)}"
    finally:
        os.sched_setaffinity(0, before)
