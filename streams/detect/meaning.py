"""Drafts told in other words: rare words and pieces of words that a post shares with two sentences in a row.

A retelling is never certain: what it gives is at most of medium severity by itself.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import filterfalse
from math import log2
from typing import Final

from streams.detect.sighting import Draft, Sighting, Threshold, common
from streams.registers import Document
from streams.text.surprise import surprise
from streams.text.traces import GRAM_BYTES, STEM_BYTES, grams, is_rare, mark, stem, unpacked, usual_words

ENOUGH: Final = Threshold(many=28.0, step=6.0, least=20.0)
_MOST_BITS: Final = 20.0  # of one word: a name alone is no retelling
_BY_CHANCE: Final = 5.0  # taken off every word: a common one stands among the thirty of two sentences anyway
_FEWEST_WORDS: Final = 2
_SAID: Final = 0.5  # of a word's pieces: from here on it counts as said
_HALF: Final = 0.5  # of a company's embargoes
_MOSTLY: Final = 0.7  # of a sentence's rare words: one that half of the drafts have is no secret
_LEAST: Final = 0.3  # of a word's pieces: with fewer they are there by chance
_ELSEWHERE: Final = 0.25  # of the weight of a word that stands in another sentence of the draft
_UNSHARED: Final = 0.04  # taken off for each bit of a post's rare words: the longer it is, the more it shares by chance
_BESIDE: Final = 0.8  # of the bits of the best
_WINDOWS: Final = 8  # pairs of sentences that are looked at closely
_NEAR: Final = 16.0  # of the weight of rare words: with less it is no retelling
_NEARLY: Final = 0.6  # of the weight of what is nearest: what is farther off is not looked at
_USUAL: Final = 2 / 3  # of a company's embargoes: its line of business, and what it says of itself
_REMEMBERED: Final = 20_000  # words
_SENTENCES: Final = 1_024  # of which the pieces are kept unpacked


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """A sentence of a draft, by the digests of its rare words and of their pieces."""

    draft: Draft
    stems: bytes
    grams: bytes


@dataclass(frozen=True, slots=True)
class _Word:
    """A rare word: what it weighs, and its digests."""

    weight: float
    stem: bytes
    pieces: frozenset[bytes]


class Meaning:
    """How well posts retell sentences. `public` are stems that give nothing away, whoever says them."""

    def __init__(self, key: bytes, known: Sequence[Draft], public: Collection[str]) -> None:
        self._key, self._needed, self._public = key, ENOUGH.among(len(known)), public
        self._spread, self._common = _spread(known), common(known, stems_in, _USUAL)
        self._boilerplate = common(known, stems_in, _HALF)
        self._word = lru_cache(maxsize=_REMEMBERED)(self._read)
        self._tells = lru_cache(maxsize=_SENTENCES)(self._is_telling)

    def seen(self, tokens: Sequence[str], near: Sequence[tuple[float, Sequence[Sentence]]]) -> Iterator[Sighting]:
        """The retellings in these words, among pairs of sentences, nearest first, with the weight they share."""
        if near[0][0] < _NEAR:
            return
        words = self._words(tokens)
        rare = filter(is_rare, filterfalse(usual_words().__contains__, dict.fromkeys(tokens)))
        off = _UNSHARED * sum(map(surprise, rare))
        best: dict[str, Sighting] = {}
        for bits, window in near[:_WINDOWS]:
            if bits < max(_NEAR, _NEARLY * near[0][0]):
                break
            found = self._retold(words, window, off)
            if found and (found.draft.register not in best or found.bits > best[found.draft.register].bits):
                best[found.draft.register] = found
        enough = max([self._needed, *(_BESIDE * one.bits for one in best.values())])
        yield from (one for one in best.values() if one.bits >= enough)

    def _is_telling(self, sentence: Sentence) -> bool:
        """Whether a sentence is more than what half of all drafts have."""
        stems = list(unpacked(sentence.stems, STEM_BYTES))
        return sum(one in self._boilerplate for one in stems) <= _MOSTLY * len(stems)

    def _words(self, tokens: Sequence[str]) -> list[tuple[int, _Word]]:
        """The rare words of a post and where they stand, each stem once."""
        words = dict[str, tuple[int, _Word]]()
        usual = usual_words()
        for at, token in enumerate(tokens):
            if token not in usual and (known := self._word(token)):
                words.setdefault(known[0], (at, known[1]))
        return list(words.values())

    def _read(self, token: str) -> tuple[str, _Word] | None:
        """A word with its stem; None for what is public and what all drafts have."""
        weight = self.weight(token)
        if weight <= 0:
            return None
        pieces = frozenset(mark(piece, self._key, GRAM_BYTES) for piece in grams(token))
        return stem(token), _Word(weight, mark(stem(token), self._key, STEM_BYTES), pieces)

    def weight(self, token: str) -> float:
        """What a word of a post tells: nothing if it is public or of all drafts, less if many drafts have it."""
        if not is_rare(token) or stem(token) in self._public:
            return 0.0
        marked = mark(stem(token), self._key, STEM_BYTES)
        if marked in self._common:
            return 0.0
        return max(0.0, min(_MOST_BITS, surprise(token)) - _BY_CHANCE - log2(self._spread.get(marked, 1)))

    def _retold(self, words: Iterable[tuple[int, _Word]], window: Sequence[Sentence], off: float) -> Sighting | None:
        window = [sentence for sentence in window if self._tells(sentence)]
        if not window:
            return None
        draft = window[0].draft
        stems = frozenset[bytes]().union(*(_stems_of(sentence.stems) for sentence in window))
        pieces = [_pieces_of(sentence.grams) for sentence in window]
        whole = stems_in(draft.document)
        bits, places, counted = -off, list[int](), set[bytes]()
        for at, word in words:
            share = 1.0 if word.stem in stems else _share(word.pieces, pieces)
            if share >= _LEAST:
                bits += share * word.weight
                if share >= _SAID:
                    places.append(at)
                    counted.add(word.stem)
            elif word.stem in whole:
                bits += _ELSEWHERE * word.weight
        if len(counted) < _FEWEST_WORDS or bits < self._needed:
            return None
        if len(counted) == _FEWEST_WORDS and max(places) - min(places) <= 1:  # one compound: "Neodym-Magnete"
            return None
        return Sighting("paraphrase", draft, min(places), max(places) + 1, round(bits, 1), self._needed)


def _share(pieces: frozenset[bytes], window: Iterable[frozenset[bytes]]) -> float:
    """How much of a word is said in one of these sentences."""
    return max(len(pieces & sentence) for sentence in window) / len(pieces)


@lru_cache(maxsize=_SENTENCES)
def _stems_of(packed: bytes) -> frozenset[bytes]:
    return frozenset(unpacked(packed, STEM_BYTES))


@lru_cache(maxsize=_SENTENCES)
def _pieces_of(packed: bytes) -> frozenset[bytes]:
    return frozenset(unpacked(packed, GRAM_BYTES))


@lru_cache(maxsize=1024)
def stems_in(document: Document) -> frozenset[bytes]:
    """The digests of a draft's rare words."""
    return frozenset(one for stems in document.stems for one in unpacked(stems, STEM_BYTES))


def _spread(known: Iterable[Draft]) -> dict[bytes, int]:
    """In how many embargoes' drafts a word is found."""
    having: defaultdict[bytes, set[str]] = defaultdict(set)
    for draft in known:
        for one in stems_in(draft.document):
            having[one].add(draft.register)
    return {one: len(registers) for one, registers in having.items()}
