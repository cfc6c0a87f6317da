"""Which words are common in German and English."""

from functools import cache

import wordfreq

from streams.text.fold import word_view

_SHORT = 3
_SHORT_FREQUENCY = 1e-5  # of a word of three letters or fewer: below once in 100,000 words, lists hold abbreviations
_LANGUAGES = ("de", "en")


def is_common(word: str) -> bool:
    """Whether a folded word is common in German or English (about once in a million words or more)."""
    return word in _common_words()


@cache
def _common_words() -> frozenset[str]:
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
