"""Quotes as people copy them out: words replaced, dropped, swapped."""

import random
from collections.abc import Mapping
from functools import cache

from tests.evaluation.cases import Lang
from tests.evaluation.harbour.texts import sections


def edited(passage: str, share: float, lang: Lang, rng: random.Random) -> str:
    """The passage with this share of its words changed: replaced where that comes to mind, else dropped or swapped."""
    words = passage.split(" ")
    ranks = {at: _rank(word, lang) + rng.random() for at, word in enumerate(words)}
    chosen = sorted(ranks, key=lambda at: ranks[at])[: round(share * len(words))]
    for at in sorted(chosen, reverse=True):
        words[at : at + 2] = _changed(words[at : at + 2], lang, rng)
    return " ".join(words)


def _rank(word: str, lang: Lang) -> float:
    """The less, the sooner people change it."""
    if word in _synonyms(lang):
        return 0.3 if word in {"und", "and"} else 0.0
    return 0.4 if word in _loose(lang) or word.isdigit() else 1.0


def _changed(pair: list[str], lang: Lang, rng: random.Random) -> list[str]:
    word, rest = pair[0], pair[1:]
    if options := _synonyms(lang).get(word):
        return [rng.choice(options), *rest]
    if word.isdigit():
        return [rng.choice(("ca.", "rund", "etwa") if lang == "de" else ("about", "some", "around")), word, *rest]
    if word in _loose(lang) or not rest or rng.random() < 0.4:
        return rest
    return [*rest, word]


@cache
def _synonyms(lang: Lang) -> Mapping[str, tuple[str, ...]]:
    lines = [line.split() for line in sections(f"synonyms.{lang}")["words"]]
    return {line[0]: tuple(line[1:]) for line in lines}


@cache
def _loose(lang: Lang) -> frozenset[str]:
    return frozenset(" ".join(sections(f"synonyms.{lang}")["loose"]).split())
