"""How a brand account usually writes, as counts: private talk that looks like its own style is less likely a slip.

Of its last posts only traits are kept, as yes or no: no word, and nothing of a person. A post is compared with those
before it, by the posts' own times, and with how people write in private.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import Final

import msgspec

from streams.detect.reading import Part
from streams.events import PostEvent
from streams.identity import account_key, content_digest
from streams.registers import Account
from streams.topics import State

KEPT: Final = 64  # posts of one account
NEEDED: Final = 20  # posts before it has a style
MOST_BITS: Final = 3.0
TELLING_BITS: Final = 2.0  # from here on a hint is worse, or better, than it looks
_LONG: Final = 120  # characters
_QUARTER: Final = 6 * 3_600  # seconds
_PRIVATELY: Final = {"tagged": 0.15, "linked": 0.08, "we": 0.1, "formal": 0.03, "long": 0.25}
"""How often posts of private people have a trait: set by hand, as there is no labelled public set."""
_TAG: Final = re.compile(r"#\w")
_LINK: Final = re.compile(r"\b(?:https?://|www\.)\S")
_WE: Final = re.compile(r"\b(?:wir|uns|unser\w{0,2}|we|us|our|ours)\b", re.IGNORECASE)
_FORMAL: Final = re.compile(r"(?<!\A)(?<![.!?:]\s)\b(?:Sie|Ihnen|Ihr|Ihre|Ihrem|Ihren|Ihrer)\b")


@dataclass(frozen=True, slots=True)
class _Post:
    """A post: when (seconds), a digest of its id, its traits, and the quarter of the day in UTC."""

    at: int
    post: str
    traits: tuple[str, ...]
    quarter: int


_DECODER: Final = msgspec.json.Decoder(tuple[_Post, ...])


def unlike_own_style(post: PostEvent, parts: Sequence[Part], account: Account, state: State) -> float:
    """How much more a post looks like one of a private person than like the account's own before it, in bits.

    Between -3 and 3; 0 where too few posts of the account are known.
    """
    this = _post(post, parts)
    before = [one for one in _known(account, state) if one.at < this.at and one.post != this.post]
    if len(before) < NEEDED:
        return 0.0
    bits = log2(0.25 / _share(sum(one.quarter == this.quarter for one in before), len(before), 4, 2))
    for trait, privately in _PRIVATELY.items():
        own = _share(sum(trait in one.traits for one in before), len(before), 2)
        has = trait in this.traits
        bits += log2((privately if has else 1 - privately) / (own if has else 1 - own))
    return round(max(-MOST_BITS, min(MOST_BITS, bits)), 2)


def note_style(post: PostEvent, parts: Sequence[Part], account: Account, state: State) -> None:
    """Remember the traits of a new post; an edit is none, and one that is known already changes nothing."""
    known, this = _known(account, state), _post(post, parts)
    if post.kind != "created" or any(one.post == this.post for one in known):
        return
    kept = sorted((*known, this), key=lambda one: (one.at, one.post))[-KEPT:]
    state[_key(account)] = msgspec.json.encode(kept)


def _known(account: Account, state: State) -> tuple[_Post, ...]:
    raw = state.get(_key(account))
    return () if raw is None else _DECODER.decode(raw)


def _key(account: Account) -> str:
    return f"style/{account_key(account.platform, account.account)}"


def _post(post: PostEvent, parts: Sequence[Part]) -> _Post:
    at, text = int(post.at.timestamp()), "\n".join(part.text for part in parts)
    found = {
        "tagged": _TAG.search(text) is not None,
        "linked": bool(post.links) or _LINK.search(text) is not None,
        "we": _WE.search(text) is not None,
        "formal": _FORMAL.search(text) is not None,
        "long": len(text) > _LONG,
    }
    digest = content_digest(post.id.encode("utf-8", "surrogatepass"))
    return _Post(at, digest, tuple(trait for trait, has in found.items() if has), at // _QUARTER % 4)


def _share(count: int, of: int, kinds: int, each: int = 1) -> float:
    """A share that is never nought or whole: as if each kind had been seen so often already (Laplace)."""
    return (count + each) / (of + kinds * each)
