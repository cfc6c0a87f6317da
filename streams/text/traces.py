"""What a draft leaves behind to be recognised by: keyed digests, of which no word can be read.

Quotes are recognised by runs of four words, retellings by the rare words of a sentence and by pieces of its words.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from heapq import nlargest
from typing import Final

from streams.text.fold import word_view
from streams.text.lexicon import common_words
from streams.text.shingles import WIDTH
from streams.text.surprise import surprise

QUOTE_BYTES: Final = 8
STEM_BYTES: Final = 4
GRAM_BYTES: Final = 3
RARE_BITS: Final = 11.0  # words that are said less often than once in 2,000
MOST_QUOTES: Final = 16_000  # runs of words; 170 kB of an event
MOST_SENTENCES: Final = 400
MOST_STEMS: Final = 24  # of a sentence
MOST_GRAMS: Final = 160  # of a sentence
_SENTENCE_END: Final = re.compile(r"(?<=[.!?…])[\"”“»«')]*\s+|\n\s*\n")
_SHORTEST_SENTENCE: Final = 4  # words; what is shorter belongs to the next
_STEM: Final = 8  # letters; what follows them are endings and the later parts of compounds
_SHORTEST_STEM: Final = 4
_ENDINGS: Final = ("ern", "ers", "ing", "ed", "es", "en", "er", "em", "s", "e", "n")
_GRAMS: Final = (4, 5, 6)
_SHORTEST_NUMBER: Final = 2


@dataclass(frozen=True, slots=True)
class Traces:
    """Digests packed one behind the other: of runs of words, the most telling first; of each sentence, sorted."""

    quotes: bytes
    stems: tuple[bytes, ...]
    grams: tuple[bytes, ...]


def traces(text: str, key: bytes) -> Traces:
    """What this draft is recognised by under this key; of a very long one the most telling parts."""
    runs = nlargest(MOST_QUOTES, runs_of(word_view(text).split()), key=lambda run: (_told(run), run))
    numbered = nlargest(MOST_SENTENCES, enumerate(_sentences(text)), key=lambda one: (_told(one[1]), -one[0]))
    sentences = [words for _, words in sorted(numbered)]
    return Traces(
        b"".join(mark(" ".join(run), key, QUOTE_BYTES) for run in dict.fromkeys(runs)),
        tuple(_stems(words, key) for words in sentences),
        tuple(_grams(words, key) for words in sentences),
    )


def runs_of(tokens: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Every four words in a row, by the first of them."""
    return zip(*(tokens[n:] for n in range(WIDTH)), strict=False)


def is_rare(word: str) -> bool:
    """Whether a word tells what a sentence is about: hardly said, or a number."""
    return surprise(word) >= RARE_BITS or (word.isdigit() and len(word) >= _SHORTEST_NUMBER)


@cache
def usual_words() -> frozenset[str]:
    """The few hundred common words that are not rare: half of what is written, and of no use to tell texts apart."""
    return frozenset(word for word in common_words() if not is_rare(word))


def stem(word: str) -> str:
    """What inflections of a word have in common, roughly: it without one usual ending, cut."""
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST_STEM:
            return word.removesuffix(ending)[:_STEM]
    return word[:_STEM]


def grams(word: str) -> list[str]:
    """The pieces of a word, 4 to 6 letters long, its beginning marked by a space."""
    begun = f" {word}"
    return [begun[at : at + size] for size in _GRAMS for at in range(len(begun) - size + 1)] or [begun]


def mark(text: str, key: bytes, size: int) -> bytes:
    """The keyed digest of a text. Those of one size cannot be told from others without the key."""
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size, key=key).digest()


def unpacked(packed: bytes, size: int) -> Iterator[bytes]:
    """Digests of this size that lie one behind the other."""
    return (packed[at : at + size] for at in range(0, len(packed), size))


def _told(words: Iterable[str]) -> float:
    return sum(map(surprise, words))


def _sentences(text: str) -> Iterator[list[str]]:
    """The rare words of each sentence, the rarest first."""
    held: list[str] = []
    for sentence in _SENTENCE_END.split(text):
        held += word_view(sentence).split()
        if len(held) >= _SHORTEST_SENTENCE:
            yield _strongest(held)
            held = []
    if held:
        yield _strongest(held)


def _stems(words: Iterable[str], key: bytes) -> bytes:
    return b"".join(sorted({mark(stem(word), key, STEM_BYTES) for word in words}))


def _grams(words: Iterable[str], key: bytes) -> bytes:
    pieces = dict.fromkeys(piece for word in words for piece in grams(word))
    return b"".join(sorted({mark(piece, key, GRAM_BYTES) for piece in list(pieces)[:MOST_GRAMS]}))


def _strongest(words: Iterable[str]) -> list[str]:
    return sorted(set(filter(is_rare, words)), key=lambda word: (-surprise(word), word))[:MOST_STEMS]
