"""How many posts held a word or two words in a row: statistics of posts without a text and without a person.

Words are digests made with a key that is drawn once. Of each is kept in how many posts it stood, and which of eight
buckets their authors fell into: three buckets are three authors at least. What fewer have used is told to nobody, and
forgotten when the month is over; then everything else counts half. What is seldom goes first where room is short.
"""

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, MutableMapping
from hashlib import blake2b
from itertools import pairwise
from typing import Final

import msgspec

AUTHORS: Final = 3  # who must have used a word before it is told
MOST: Final = 150_000  # words and pairs; 12 bytes each
KEY_BYTES: Final = 16
_ABOUT: Final = "about"
_SHELVES: Final = 64
_BUCKETS: Final = 8
_MASK: Final = (1 << _BUCKETS) - 1
_ONCE: Final = 1 << _BUCKETS  # a count of one: the buckets lie below
_HIGHEST: Final = (1 << 32) - 1
_LONGEST: Final = 40  # letters of a word
_ROOM_MADE: Final = 0.75


class _About(msgspec.Struct, frozen=True):
    key: bytes
    posts: int
    month: str


class WordCounts:
    """The counts; `posts` is of how many posts they are. `month` is "2026-11"."""

    def __init__(self, key: bytes, month: str) -> None:
        self.posts = 0
        self._key = key
        self._month = month
        self._counts: dict[int, int] = {}

    @classmethod
    def kept(cls, state: Mapping[str, bytes]) -> "WordCounts | None":
        """The counts in a state table; None where nothing was counted yet."""
        raw = state.get(_ABOUT)
        if raw is None:
            return None
        about = msgspec.json.decode(raw, type=_About)
        counts = cls(about.key, about.month)
        counts.posts = about.posts
        for number in range(_SHELVES):
            counts._counts.update(_unpacked(state.get(str(number), b"")))
        return counts

    def bucket(self, account: str) -> int:
        """The bucket of an author."""
        return self._digest(f"\0{account}") % _BUCKETS

    def add(self, posts: Iterable[tuple[int, str]]) -> None:
        """Count posts, given as the bucket of the author and the word views of all parts."""
        seen: dict[str, int] = {}
        for bucket, view in posts:
            words = [word for word in view.split() if len(word) <= _LONGEST]
            bit = 1 << bucket
            for token in {*words, *map(" ".join, pairwise(words))}:
                seen[token] = (seen.get(token, 0) + _ONCE) | bit
            self.posts += 1
        for token, value in seen.items():
            key = self._digest(token)
            before = self._counts.get(key, 0)
            count = (before >> _BUCKETS) + (value >> _BUCKETS)
            self._counts[key] = min(count << _BUCKETS, _HIGHEST - _MASK) | (before & _MASK) | (value & _MASK)
        self._make_room()

    def stood(self, word: str, *then: str) -> int:
        """In how many posts a folded word stood, or two in a row; 0 too where fewer than three authors used it."""
        value = self._counts.get(self._digest(" ".join((word, *then))), 0)
        return value >> _BUCKETS if (value & _MASK).bit_count() >= AUTHORS else 0

    def turn(self, month: str) -> None:
        """Begin another month: what is older counts half, and what only one or two have used is forgotten."""
        if month == self._month:
            return
        self._month = month
        self.posts //= 2
        halved = (
            (key, (value >> _BUCKETS) // 2 << _BUCKETS | value & _MASK)
            for key, value in self._counts.items()
            if (value & _MASK).bit_count() >= AUTHORS
        )
        self._counts = {key: value for key, value in halved if value >= _ONCE}

    def keep(self, state: MutableMapping[str, bytes]) -> None:
        """Write everything into a state table, shelf by shelf; a shelf that stayed as it was is left alone."""
        shelves: list[dict[int, int]] = [{} for _ in range(_SHELVES)]
        for key, value in self._counts.items():
            shelves[key % _SHELVES][key] = value
        for number, shelf in enumerate(shelves):
            packed = array("Q", shelf).tobytes() + array("I", shelf.values()).tobytes()
            if state.get(str(number), b"") != packed:
                state[str(number)] = packed
        state[_ABOUT] = msgspec.json.encode(_About(self._key, self.posts, self._month))

    def _digest(self, token: str) -> int:
        return int.from_bytes(blake2b(token.encode("utf-8", "surrogatepass"), digest_size=8, key=self._key).digest())

    def _make_room(self) -> None:
        """What is seldom goes, where there is more than may be kept."""
        if len(self._counts) <= MOST:
            return
        room, floor = len(self._counts), 0
        having = Counter(value >> _BUCKETS for value in self._counts.values())
        for floor in sorted(having):
            room -= having[floor]
            if room <= MOST * _ROOM_MADE:
                break
        self._counts = {key: value for key, value in self._counts.items() if value >> _BUCKETS > floor}


def _unpacked(shelf: bytes) -> Iterable[tuple[int, int]]:
    count = len(shelf) // 12
    keys, values = array("Q", shelf[: 8 * count]), array("I", shelf[8 * count :])
    return zip(keys, values, strict=True)
