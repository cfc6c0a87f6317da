"""What both modes are told, in turns: what follows from one turn is waited for before the next is told."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from random import Random
from typing import Final

from services.declare.files import read_registers
from services.demo.perform import Stage
from services.demo.play import play
from streams.codec import decode
from streams.events import PostEvent, RegisterChanged
from streams.log.order import behind, pages
from streams.log.port import History, Positions
from streams.parse.ndjson import parse
from streams.registers import Embargo, Exemption, RegisterEntry
from streams.situation.entries import Signature, changed, emit_of
from streams.topics import Emit, Topic
from tests.end_to_end.posts_made_up import background, leak, post_line
from tests.end_to_end.registers_made_up import BEGINS, ENDS, full_world
from tests.faults.corpus import post_emit

LEAK_EVERY: Final = 25
_AT_ONCE: Final = 1000

Turn = tuple[Emit, ...]


def played(on: Stage) -> Iterator[Turn]:
    """Play the demo to its end; tell what was taken in and declared, in turns that end where something holds from.

    That is before and after a change of registers, and after an official text.
    """
    told, waiting = _Told(on.installation.log), list[Emit]()
    for _ in play(on.story, on.installation, on.clock):
        posts, registers = list(told.new("posts")), list(told.new("registers"))
        declared = [emit for emit in registers if isinstance(emit.event, RegisterChanged)]
        if declared:
            yield from filter(None, [tuple(waiting), tuple(declared)])
            waiting.clear()
        waiting += posts
        if registers and waiting:
            yield tuple(waiting)
            waiting.clear()
    yield tuple(waiting)


class _Told:
    """Reads along what was appended."""

    def __init__(self, log: History) -> None:
        self._log = log
        self._after: dict[Topic, Positions] = {}

    def new(self, topic: Topic) -> Iterator[Emit]:
        for records in pages(self._log, topic, _AT_ONCE, self._after.get(topic)):
            self._after[topic] = behind(self._after.get(topic, {}), records)
            yield from (Emit(topic, record.key, decode(record.value)) for record in records)


def of_real_posts(folder: Path) -> tuple[Turn, Turn]:
    """Registers, and then all posts of the background, with a made-up leak for every 25th.

    Some terms are in shadow, and one embargo is excepted in the first half of the time.
    """
    world, rng, quiet = full_world(employees=60, embargoes=10, terms=60, crises=3), Random(7), background().posts
    step = (ENDS - BEGINS) / len(quiet)

    def post(place: int, text: str) -> PostEvent:
        at = place * step
        told = parse(post_line(rng.choice(world.handles), f"p{place}", text, at), (BEGINS + at).astimezone(UTC))
        assert isinstance(told, PostEvent)
        return told

    texts = (leak(world, rng) if place % LEAK_EVERY == 0 else text for place, (_, text) in enumerate(quiet))
    signed = Signature(actor="test", at=BEGINS.astimezone(UTC) - timedelta(days=20))
    registers = tuple(emit_of(changed(entry, 1, signed)) for entry in _staged(read_registers(world.write(folder))))
    return registers, tuple(post_emit(post(place, text)) for place, text in enumerate(texts))


def _staged(entries: Sequence[RegisterEntry]) -> Iterator[RegisterEntry]:
    """The entries with every fifth term in shadow, and an exception."""
    embargoes = [entry for entry in entries if isinstance(entry, Embargo)]
    yield from (entry for entry in entries if not isinstance(entry, Embargo))
    for embargo in embargoes:
        moved = (replace(term, stage="shadow") if n % 5 == 0 else term for n, term in enumerate(embargo.terms))
        yield replace(embargo, terms=tuple(moved))
    since = BEGINS.astimezone(UTC)
    register = f"Embargo/{embargoes[1].id}"
    yield Exemption(id="half", register=register, since=since, until=since + (ENDS - BEGINS) / 2, reason="test")
