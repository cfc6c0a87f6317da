"""Slips of level 3: typos as fingers make them on a German or an English keyboard, and masked letters."""

import random
from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Final

from tests.evaluation.orchard.disguise import LEET
from tests.evaluation.orchard.names import distance

_ROWS: Final = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm", "qwertyuiop", "zxcvbnm")
_MASKS: Final = "***__•#✱█\u2013"
_SHORTEST: Final = 5
_TWO: Final = 2

Slip = Callable[[random.Random, str], str]


def _neighbours() -> dict[str, str]:
    found: dict[str, set[str]] = {}
    for row in _ROWS:
        for left, right in pairwise(row):
            found.setdefault(left, set()).add(right)
            found.setdefault(right, set()).add(left)
    return {letter: "".join(sorted(near)) for letter, near in found.items()}


NEIGHBOURS: Final = _neighbours()


def _longest(term: str) -> tuple[int, int]:
    """Start and end of the word to slip in: the longest of letters alone."""
    words, at = [], 0
    for word in term.split(" "):
        words.append((len(word) if word.isalpha() else 0, at, at + len(word)))
        at += len(word) + 1
    _, start, end = max(words, key=lambda word: word[0])
    return start, end


def one_typo(rng: random.Random, term: str) -> str:
    """A neighbouring key, a letter too many, one too few, or two swapped; seldom in the first letter."""
    start, end = _longest(term)
    if " " in term and rng.random() < 0.25:  # sometimes it is the other word
        words = [word for word in term.split(" ") if len(word) >= _SHORTEST and word.isalpha()]
        start = term.index(rng.choice(words))
        end = start + len(term[start:].partition(" ")[0])
    while True:
        at = start if rng.random() < 0.07 else rng.randrange(start + 1, end)
        slipped = _slipped(rng, term, at, end)
        if slipped not in {term, term.lower()}:
            return slipped


def _slipped(rng: random.Random, term: str, at: int, end: int) -> str:
    letter = term[at]
    match rng.choice(["other", "more", "less", "swap", "swap"]):
        case "other":
            near = rng.choice(NEIGHBOURS.get(letter.lower(), "e"))
            return term[:at] + (near.upper() if letter.isupper() else near) + term[at + 1 :]
        case "more":
            return (
                term[: at + 1]
                + rng.choice([letter.lower(), rng.choice(NEIGHBOURS.get(letter.lower(), "e"))])
                + term[at + 1 :]
            )
        case "less":
            return term[:at] + term[at + 1 :]
        case _ if at + 1 < end:
            return term[:at] + term[at + 1].lower() + letter.lower() + term[at + 2 :]
        case _:
            return term


def two_typos(rng: random.Random, term: str) -> str:
    """One after another; the second never undoes or swallows the first."""
    while True:
        slipped = one_typo(rng, one_typo(rng, term))
        if distance(slipped.lower(), term.lower()) == _TWO:
            return slipped


def mask(rng: random.Random, term: str) -> str:
    """One letter replaced by a sign, never the first or last of its word."""
    start, end = _longest(term)
    at = rng.randrange(start + 1, end - 1)
    return term[:at] + rng.choice(_MASKS) + term[at + 1 :]


def typo_and_leet(rng: random.Random, term: str) -> str:
    """One typo, and one or two letters as digits."""
    slipped = one_typo(rng, term)
    places = [at for at, letter in enumerate(slipped) if letter.lower() in LEET and at]
    chosen = set(rng.sample(places, min(len(places), rng.choice([1, 1, 2]))))
    return "".join(LEET[letter.lower()][0] if at in chosen else letter for at, letter in enumerate(slipped))


SLIPS: Final[Mapping[str, Slip]] = {
    "L3 one typo": one_typo,
    "L3 two typos": two_typos,
    "L3 mask": mask,
    "L3 typo and leet": typo_and_leet,
}
