"""The forms in which the words of a post may say a sealed term: without endings, in pieces, with slips, as names."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from streams.detect.sealing import MAY_SLIP_TWICE, SLIP, TWICE, WORDS
from streams.detect.term_slips import readings
from streams.text.inflect import ENDINGS
from streams.text.slips import shortened, twice_shortened

LONGEST: Final = 40  # letters of a word that is cut into pieces
_PIECE: Final = 5  # letters of a term that is found inside a compound
_HEAD: Final = 4  # letters of the first word of a name that is found at the end of one
_TAIL: Final = 1
_SLIPPED: Final = range(5, 41)  # letters of a word that may hold a slip
_TWICE_SLIPPED: Final = range(MAY_SLIP_TWICE.start - 2, MAY_SLIP_TWICE.stop + 2)


def pieces(token: str) -> Iterable[str]:
    """The forms of what a word may end or begin with, beside a compound's other part or an ending."""
    ends = (WORDS + piece for stem in stems(token) for piece in _suffixes(stem, _HEAD))
    begins = (WORDS + piece for piece in _prefixes(token, _PIECE))
    return dict.fromkeys((*ends, *begins))


def without_anchor(token: str, anchors: tuple[str, ...]) -> Iterator[str]:
    """The forms of what is left of a word without one of these before or behind it."""
    if token.startswith(anchors):
        for anchor in anchors:
            if token.startswith(anchor):
                yield from (WORDS + stem for stem in stems(token.removeprefix(anchor)))
    for stem in stems(token):
        if stem.endswith(anchors):
            yield from (WORDS + stem.removesuffix(anchor) for anchor in anchors if stem.endswith(anchor))


def stems(token: str) -> Iterator[str]:
    """The token, and what is left of it without an ending."""
    yield token
    yield from (token[: -len(one)] for one in ENDINGS if token.endswith(one) and len(token) > len(one) + 1)


def slip_keys(token: str) -> Iterable[str]:
    """The forms of a word with a slip: it and its shortened forms, umlauts also as one letter."""
    if len(token) not in _SLIPPED:
        return ()
    return dict.fromkeys(SLIP + key for one in readings(token) for key in (one, *shortened(one)))


def two_slip_keys(token: str) -> Iterable[str]:
    """The forms of a word with two slips."""
    if len(token) not in _TWICE_SLIPPED or not token.isalpha():
        return ()
    return sorted({TWICE + key for one in readings(token) for key in twice_shortened(one)})


@dataclass(frozen=True, slots=True)
class Rare:
    """The words of a part that no list knows, and the ways in which slips in them are looked for."""

    words: Container[str]
    slips: Sequence[Callable[[str], Iterable[str]]]

    def slipped(self, word: str) -> Iterator[str]:
        """The forms of a word with slips; none of a word that somebody meant to write."""
        if word in self.words:
            yield from (form for keys in self.slips for form in keys(word))


def names(tokens: Sequence[str], at: int, begins: Iterable[str], longest: int, rare: Rare) -> Iterator[str]:
    """Every form of a name of several words that begins here in one of these ways."""
    for begin, end in product(dict.fromkeys(begins), range(at + 2, min(len(tokens), at + longest) + 1)):
        rest = tokens[at + 1 : end]
        for last in _lasts(rest[-1], rare.words):
            yield " ".join((begin, *rest[:-1], last))
        for n, word in enumerate(rest) if begin[0] == WORDS else ():
            for slip in rare.slipped(word):
                yield slip[0] + " ".join((begin[1:], *rest[:n], slip[1:], *rest[n + 1 :]))


def _lasts(token: str, rare: Container[str]) -> Iterable[str]:
    return dict.fromkeys((*stems(token), *(_prefixes(token, _TAIL) if token in rare else ())))


def _prefixes(token: str, least: int) -> Iterator[str]:
    return (token[:end] for end in range(least, min(len(token), LONGEST)))


def _suffixes(token: str, least: int) -> Iterator[str]:
    return (token[at:] for at in range(1, len(token) - least + 1))
