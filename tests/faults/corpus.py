"""What is sent through an installation while it is disturbed: made-up posts, a third of them leaks, and registers.

All of it is moved to the days before now: workers forget the deletions of quiet posts a week after they were.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from random import Random
from typing import Final

import yaml

from streams.events import PostEvent
from streams.identity import account_key
from streams.parse.ndjson import parse
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.situation.entries import Signature, changed, emit_of
from streams.topics import Emit
from tests.end_to_end.posts_made_up import Background, background, leak, post_line
from tests.end_to_end.registers_made_up import BEGINS, Document, World, full_world

STEP: Final = timedelta(minutes=1)
SPAN: Final = timedelta(days=4)  # from the first post to the last
LATER: Final = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - SPAN - BEGINS


@dataclass(frozen=True, slots=True)
class Corpus:
    """Posts in the order in which they are appended, and the register events that are there before them."""

    registers: tuple[Emit, ...]
    posts: tuple[Emit, ...]


@cache
def corpus(number: int, seed: int = 5) -> Corpus:
    """So many posts: new ones, edits, deletions, and some that come again as they were. Seeded."""
    world = full_world(employees=60, embargoes=10, terms=60, crises=3)
    return Corpus(_declared(world), tuple(map(post_emit, _flow(world, background(), number, Random(seed)))))


def post_emit(post: PostEvent) -> Emit:
    """A post as ingest appends it."""
    return Emit("posts", account_key(post.platform, post.account), post)


def leaking_posts(number: int, name: str) -> tuple[Emit, ...]:
    """So many new leaks, their ids beginning with a name."""
    world, rng = full_world(employees=60, embargoes=10, terms=60, crises=3), Random(name)
    return tuple(
        post_emit(_post(rng.choice(world.handles), f"{name}{place}", leak(world, rng), place * STEP))
        for place in range(number)
    )


def declared_later() -> tuple[Emit, Emit]:
    """A register that is not among those of the corpus, and a post that leaks what it holds."""
    world = full_world(employees=60, embargoes=10, terms=60, crises=3)
    embargo = next(document for document in world.documents if document["kind"] == "Embargo")
    *_, register = _emits(*world.documents, {**embargo, "id": "later", "terms": ["Quellzwirn 7"]})
    return register, post_emit(_post(world.handles[0], "later", "Bald kommt Quellzwirn 7", STEP))


def _declared(world: World) -> tuple[Emit, ...]:
    return _emits(*world.documents)


def _emits(*documents: Document) -> tuple[Emit, ...]:
    text = yaml.safe_dump_all(map(_moved, documents), allow_unicode=True, sort_keys=False)
    entries = load_registers([SourceFile("registers.yaml", text)], lambda _file, _path: None)
    signed = Signature(actor="test", at=BEGINS.astimezone(UTC) + LATER - timedelta(days=20))
    return tuple(emit_of(changed(entry, 1, signed)) for entry in entries)


def _moved(declared: object) -> object:
    """A document, or a part of one, with all its times in the days before now."""
    if isinstance(declared, dict):
        return {name: _moved(part) for name, part in declared.items()}
    if isinstance(declared, list):
        return [_moved(part) for part in declared]
    return _moved_text(declared) if isinstance(declared, str) else declared


def _moved_text(text: str) -> str:
    try:
        time = datetime.fromisoformat(text)
    except ValueError:
        return text
    return (time + LATER).isoformat() if time.tzinfo else text


def _flow(world: World, quiet: Background, number: int, rng: Random) -> Iterator[PostEvent]:
    step = SPAN / number
    earlier: list[PostEvent] = []
    for place in range(number):
        kind = rng.choices(("leak", "quiet", "edited", "deleted", "again"), (30, 60, 5, 2, 3))[0] if earlier else "leak"
        if kind == "again":
            yield rng.choice(earlier)
            continue
        post = _changed(world, rng, kind, rng.choice(earlier), place, step) if kind in {"edited", "deleted"} else None
        if post is None:
            text = leak(world, rng) if kind == "leak" else quiet.posts[place % len(quiet.posts)][1]
            post = _post(rng.choice(world.handles), f"p{place}", text, place * step)
        earlier.append(post)
        yield post


def _changed(world: World, rng: Random, kind: str, before: PostEvent, place: int, step: timedelta) -> PostEvent:
    text = leak(world, rng) if rng.random() < 0.5 else "Ein anderer Text, ganz ohne Neuigkeit"
    return _post(before.account, before.id, text, place * step, kind=kind, revision=f"r{place:06}")


def _post(account: str, post_id: str, text: str, after: timedelta, **fields: object) -> PostEvent:
    after += LATER
    post = parse(post_line(account, post_id, text, after, **fields), (BEGINS + after).astimezone(UTC))
    assert isinstance(post, PostEvent)
    return post


def posts_of(emits: Sequence[Emit]) -> Iterator[PostEvent]:
    """The posts in these emits."""
    for emit in emits:
        assert isinstance(emit.event, PostEvent)
        yield emit.event
