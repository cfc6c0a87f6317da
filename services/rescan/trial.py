"""Terms tried out one by one on the posts still kept: how often each would have fired alone.

Each stands in an embargo of its own that is always open, and the posts are judged by these as they would be. Words for
the incident of a crisis are only looked for: they count beside a site or a name alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Final

from services.rescan.jobs import SLICE
from streams.codec import known
from streams.detect.guard import protected
from streams.detect.judge import judge
from streams.detect.matcher import matcher
from streams.detect.reading import read
from streams.detect.sieve import sieve
from streams.events import PostEvent
from streams.log.order import pages
from streams.log.port import History
from streams.registers import Crisis, Embargo, Term
from streams.situation.model import Registers, Situation
from streams.situation.official import official_on
from streams.topics import Record

_EVER: Final = datetime.min.replace(tzinfo=UTC)
_NEVER: Final = datetime.max.replace(tzinfo=UTC)
Post = tuple[str, str, str]  # platform, account and post id


@dataclass(frozen=True, slots=True)
class Tried:
    """A term of an embargo, or an incident word of a crisis, as text."""

    of: Embargo | Crisis
    term: Term | str


@dataclass(frozen=True, slots=True)
class Trial:
    """In how many posts each of the terms would have fired, in their order, of how many that were looked at.

    `fired` are the records of those posts.
    """

    posts: int
    times: tuple[int, ...]
    fired: Sequence[Record]


def retained(log: History) -> Iterable[Sequence[Record]]:
    """All retained posts, page by page."""
    return pages(log, "posts", SLICE)


def tried(posts: Iterable[Sequence[Record]], situation: Situation, terms: Sequence[Tried]) -> Trial:
    """Try these terms on posts, given page by page, in one go."""
    alone = _each_alone(situation, terms)
    found: dict[str, set[Post]] = {}
    fired: list[Record] = []
    looked_at = 0
    for records in posts:
        looked_at += len(records)
        for record in sieve(alone.registers).passed(records):
            names = _fired(record, alone)
            fired += [record] if names else []
            for name, post in names:
                found.setdefault(name, set()).add(post)
    times = tuple(len(found.get(_name(number, one), ())) for number, one in enumerate(terms))
    return Trial(looked_at, times, fired)


def _fired(record: Record, alone: Situation) -> Sequence[tuple[str, Post]]:
    post = known(record.value)
    if not isinstance(post, PostEvent) or post.kind == "deleted":
        return ()
    place = (post.platform, post.account, post.id)
    try:
        names = {finding.register for finding in judge(post, alone, {}).findings} | _incidents(post, alone.registers)
    except UnicodeError:  # what cannot be judged fires nowhere
        return ()
    return [(name, place) for name in names]


def _incidents(post: PostEvent, registers: Registers) -> set[str]:
    account = registers.account(post.platform, post.account)
    if not registers.crises or account is None:
        return set()
    parts = read(post)
    if account.account_class == "employee" and protected(parts):
        return set()
    return {name for name in matcher(registers).matches(parts) if name.startswith("Crisis/")}


def _each_alone(situation: Situation, terms: Sequence[Tried]) -> Situation:
    """The situation with one entry for each term, and what was officially said on its own for each."""
    entries = [_alone(number, one) for number, one in enumerate(terms)]
    official = {_name(n, one): official_on(situation, one.of) for n, one in enumerate(terms)}
    registers = replace(
        situation.registers,
        embargoes=tuple(one for one in entries if isinstance(one, Embargo)),
        crises=tuple(one for one in entries if isinstance(one, Crisis)),
        policies=(),
    )
    return Situation(registers=registers, official=official)


def _alone(number: int, tried_one: Tried) -> Embargo | Crisis:
    entry, term = tried_one.of, tried_one.term
    if isinstance(entry, Crisis) or isinstance(term, str):
        words = (term,) if isinstance(term, str) else (term.text,)
        return Crisis(id=str(number), company=entry.company, title="", type="", opens=_EVER, terms=words)
    return Embargo(
        id=str(number), company=entry.company, title="", opens=_EVER, lifts=_NEVER,
        terms=(term,), cues=entry.cues, allowed=entry.allowed, sealed=entry.sealed,
    )  # fmt: skip


def _name(number: int, tried_one: Tried) -> str:
    return f"{'Crisis' if isinstance(tried_one.of, Crisis) else 'Embargo'}/{number}"
