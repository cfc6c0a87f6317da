"""Edits of people who quote from memory: another word, a small word left out, two words swapped."""

import random
from collections.abc import Mapping, Sequence
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.orchard.words import sections

_SIGNS: Final = ".,;:!?"
_ARTICLES: Final = 0.6
_DROPPED_FIRST: Final = 0.25  # so often a small word goes although another word could be replaced


def edited(rng: random.Random, lang: Lang, text: str, share: float) -> str:
    """The text with this share of its words edited, at least one where the share is not zero."""
    words = text.split(" ")
    number = max(1, round(len(words) * share)) if share else 0
    free = list(range(1, len(words)))
    rng.shuffle(free)
    for _ in range(min(number, len(free))):
        free.remove(_edit(rng, lang, words, free))
    return " ".join(word for word in words if word)


def _edit(rng: random.Random, lang: Lang, words: list[str], free: Sequence[int]) -> int:
    """One edit; which word it was."""
    synonyms, articles, small = _pairs(lang, "words"), _pairs(lang, "articles"), sections(f"synonyms_{lang}")["small"]
    known = [at for at in free if words[at].lower().rstrip(_SIGNS) in synonyms]
    minor = [at for at in free if words[at].lower() in small]
    article = [at for at in free if words[at] in articles]
    chance = rng.random()
    if known and chance > _DROPPED_FIRST:
        words[known[0]] = _replaced(words[known[0]], synonyms)
        return known[0]
    if article and rng.random() < _ARTICLES:
        words[article[0]] = articles[words[article[0]]]
        return article[0]
    if minor:
        words[minor[0]] = ""
        return minor[0]
    words[free[0] - 1], words[free[0]] = words[free[0]], words[free[0] - 1]
    return free[0]


def _replaced(word: str, synonyms: Mapping[str, str]) -> str:
    bare = word.rstrip(_SIGNS)
    other = synonyms[bare.lower()]
    return (other[:1].upper() + other[1:] if bare[:1].isupper() else other) + word[len(bare) :]


def _pairs(lang: Lang, section: str) -> Mapping[str, str]:
    pairs = (line.partition(" = ") for line in sections(f"synonyms_{lang}")[section])
    return {left: right for left, _, right in pairs}
