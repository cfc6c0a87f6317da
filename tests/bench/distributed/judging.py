"""What every measured program does with a post: our detection, or one regular expression of all terms."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import msgspec

from services.declare.files import read_registers
from streams.codec import encode
from streams.detect.detect import detect
from streams.events import Alert, PostEvent
from streams.registers import Embargo, RegisterEntry
from streams.situation.fold import situation_of
from tests.bench.distributed.order import Search


@dataclass(frozen=True, slots=True)
class Found:
    """An alert: its id, and its bytes as JSON."""

    id: str
    value: bytes


Judge = Callable[[PostEvent], Sequence[Found]]


def judge_of(search: Search, registers: Path) -> Judge:
    """The way of judging that was asked for, its registers read."""
    entries = read_registers(registers)
    return _ours(entries) if search == "ours" else _regex(entries)


def _ours(entries: Sequence[RegisterEntry]) -> Judge:
    situation = situation_of(entries)

    def judge(post: PostEvent) -> Sequence[Found]:
        events = [emit.event for emit in detect(post, situation, {})]
        return [Found(event.id, encode(event)) for event in events if isinstance(event, Alert)]

    return judge


def _regex(entries: Sequence[RegisterEntry]) -> Judge:
    """What is written first: any term, in lower case, is an alert."""
    terms = [term.text for entry in entries if isinstance(entry, Embargo) for term in entry.terms]
    pattern = re.compile("|".join(re.escape(term.lower()) for term in terms))

    def judge(post: PostEvent) -> Sequence[Found]:
        hit = pattern.search(post.text.lower())
        if hit is None:
            return ()
        return [Found(post.id, msgspec.json.encode({"post": post.id, "account": post.account, "term": hit[0]}))]

    return judge


def post_of(fields: Mapping[str, str]) -> PostEvent:
    """The post in the fields of a record that holds one post as JSON."""
    published = datetime.fromisoformat(fields["published"])
    return PostEvent(
        platform=fields["platform"],
        account=fields["account"],
        id=fields["id"],
        text=fields["text"],
        published=published,
        at=published,
        received_at=published,
    )
