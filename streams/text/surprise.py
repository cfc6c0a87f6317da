"""How much a word tells: minus log2 of how often German or English says it, in bits."""

from functools import cache
from math import log2
from typing import Final

import wordfreq

from streams.text.fold import word_view

UNKNOWN_BITS: Final = 22.0  # of a long word that no list holds: rarer than once in a million
_LETTER_BITS: Final = 5.0  # at most, so that an unknown short word is not taken for a rare one
_DIGIT_BITS: Final = 3.3
_LANGUAGES: Final = ("de", "en")


def surprise(word: str) -> float:
    """The bits of a folded word, by the language that says it more often; a number's grow with its digits."""
    if word.isdigit():
        return min(UNKNOWN_BITS, _DIGIT_BITS * len(word))
    return _known_bits().get(word) or min(UNKNOWN_BITS, _LETTER_BITS * len(word))


def listed_share(word: str) -> float:
    """The share of all words that this folded word is, in the language that says it more often; 0 where unlisted."""
    bits = _known_bits().get(word)
    return 0.0 if bits is None else 2.0**-bits


@cache
def _known_bits() -> dict[str, float]:
    """The folded words of the small lists of wordfreq. Read at the first question: a third of a second."""
    most: dict[str, float] = {}
    for language in _LANGUAGES:
        for listed, frequency in wordfreq.get_frequency_dict(language, "small").items():
            for word in word_view(listed).split():
                most[word] = max(most.get(word, 0.0), frequency)
    return {word: round(-log2(frequency), 1) for word, frequency in most.items()}
