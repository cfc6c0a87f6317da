"""The words a crisis is told by: those of a post, the built-in lists they stand in, and what is never learned."""

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import Final

from streams.learn.seed_words import AROUND, FEELINGS, TOPICS, WEAK
from streams.policies.protected_topics import targets
from streams.registers import Crisis
from streams.text.fold import word_view
from streams.text.surprise import surprise
from streams.text.traces import stem

LIST: Final = "+"  # the name of a built-in list begins with it, and no folded word does
_SHORTEST: Final = 4
_TOO_COMMON: Final = 9.0  # bits: a word in every twenty-fifth post tells nothing
_NAMES: Final = re.compile(r"@\S+|\b(?:https?://|www\.)\S+")


def told_words(texts: Iterable[str]) -> frozenset[str]:
    """The folded words of some texts, without whom they mention and where they link to."""
    return frozenset(word for text in texts for word in word_view(_NAMES.sub(" ", text)).split())


@lru_cache(maxsize=64)
def declared_words(crisis: Crisis) -> frozenset[str]:
    """The stems of what a crisis is declared by: evidence of its own, so it does not count twice."""
    declared = (*crisis.sites, *crisis.names, *crisis.terms, *crisis.related)
    return frozenset(stem(word) for text in declared for word in word_view(text).split())


@cache
def learnable(word: str) -> bool:
    """Whether a folded word may become part of a profile: none of feeling, or of what people may speak of freely."""
    if len(word) < _SHORTEST or not word.isalpha() or word in FEELINGS or surprise(word) < _TOO_COMMON:
        return False
    return not targets(word)


@cache
def lists_of(word: str) -> str:
    """The built-in list a folded word stands in, as `+fire`; "" for none. The longest entry counts."""
    exact, begun = _listed()
    if word in exact:
        return exact[word]
    return next((begun[word[:end]] for end in range(len(word), 2, -1) if word[:end] in begun), "")


def features(words: Iterable[str], known: frozenset[str]) -> Iterator[tuple[str, str, str]]:
    """Each word that is not among the `known` stems, with its stem and its list."""
    for word in words:
        if (stemmed := stem(word)) not in known:
            yield word, stemmed, lists_of(word)


@cache
def _listed() -> tuple[dict[str, str], dict[str, str]]:
    """Whole words, and beginnings of words, with the list each stands in."""
    exact: dict[str, str] = {}
    begun: dict[str, str] = {}
    for name, entries in {**WEAK, **AROUND, **TOPICS}.items():
        for entry in entries.split():
            (begun if entry.endswith("*") else exact)[entry.strip("*")] = f"{LIST}{name}"
    return exact, begun
