"""Which words are common in German and English."""

from array import array
from bisect import bisect_left
from functools import cache
from zlib import crc32

import wordfreq

from streams.text.fold import word_view

_SHORT = 3
_SHORT_FREQUENCY = 4e-6  # of a word of three letters or fewer: rarer ones are mostly abbreviations
_LANGUAGES = ("de", "en")
_LISTED_LANGUAGES = ("de", "en", "es", "fr", "it", "nl")
_LISTED_LETTERS = 5
_RAREST_BAND = 700  # hundredths of a power of ten: one in ten million


def is_common(word: str) -> bool:
    """Whether a folded word is common in German or English (about once in a million words or more)."""
    return word in common_words()


@cache
def common_words() -> frozenset[str]:
    """The folded words of the small lists of wordfreq. Read at the first question: a quarter of a second."""
    words: list[str] = []
    for language in _LANGUAGES:
        frequencies: dict[str, float] = wordfreq.get_frequency_dict(language, "small")
        words += (
            word
            for word, frequency in frequencies.items()
            if word.isalpha() and (len(word) > _SHORT or frequency >= _SHORT_FREQUENCY)
        )
    return frozenset(word_view("\n".join(words)).split())


def is_listed(word: str) -> bool:
    """Whether any of six European languages knows this folded word of five letters or more, rare ones and names too."""
    digests = _listed_words()
    digest = crc32(word.encode())
    at = bisect_left(digests, digest)
    return at < len(digests) and digests[at] == digest


@cache
def _listed_words() -> "array[int]":
    """Sorted digests of the long lists of wordfreq, down to one word in ten million: a few megabytes.

    Read when a word resembles a term for the first time, which seldom happens: it takes about a second. A foreign
    digest makes one word in some thousands known that is not.
    """
    digests: set[int] = set()
    for language in _LISTED_LANGUAGES:
        bands = wordfreq.read_cBpack(wordfreq.available_languages("large")[language])[:_RAREST_BAND]
        words = (word for band in bands for word in band if len(word) >= _LISTED_LETTERS)
        digests.update(map(crc32, word_view("\n".join(words)).encode().split()))
    return array("I", sorted(digests))
