"""Typing errors and blanked letters in a term."""

import random
from collections.abc import Callable
from typing import Final

from tests.evaluation.harbour.disguise import leet

_KEYS: Final = ("qwertzuiopü", "asdfghjklöä", "yxcvbnm")
_BLANKS: Final = "***__x?#•-"


def longest(term: str) -> tuple[int, int]:
    """Where the longest word of a name begins and ends."""
    word = max(term.split(), key=len)
    start = term.index(word)
    return start, start + len(word)


def one_typo(term: str, rng: random.Random) -> str:
    """One slip in the longest word: another key, one key too many or too few, two in the wrong order."""
    start, end = longest(term)
    while True:
        word = term[start:end]
        slip = rng.choice(_ways())
        slipped = slip(word, rng.randrange(1, len(word) - 1), rng)
        if slipped.lower() != word.lower():
            return term[:start] + slipped + term[end:]


def two_typos(term: str, rng: random.Random) -> str:
    """Two slips, which do not undo each other."""
    while True:
        twice = one_typo(one_typo(term, rng), rng)
        if sum(a != b for a, b in zip(twice, term, strict=False)) + abs(len(twice) - len(term)) > 1:
            return twice


def masked(term: str, rng: random.Random) -> str:
    """One letter blanked out, not the first or last of the word."""
    start, end = longest(term)
    at = rng.randrange(start + 1, end - 1)
    return term[:at] + rng.choice(_BLANKS.replace(term[at], "")) + term[at + 1 :]


def typo_and_leet(term: str, rng: random.Random) -> str:
    """A slip, then leet."""
    return leet(one_typo(term, rng), rng)


def _ways() -> tuple[Callable[[str, int, random.Random], str], ...]:
    return _other, _extra, _missing, _swapped


def _other(word: str, at: int, rng: random.Random) -> str:
    key = rng.choice(_beside(word[at].lower()) or "e")
    return word[:at] + key + word[at + 1 :]


def _extra(word: str, at: int, rng: random.Random) -> str:
    return word[:at] + rng.choice(word[at].lower() + _beside(word[at].lower())) + word[at:]


def _missing(word: str, at: int, _rng: random.Random) -> str:
    return word[:at] + word[at + 1 :]


def _swapped(word: str, at: int, _rng: random.Random) -> str:
    return word[:at] + word[at + 1] + word[at] + word[at + 2 :]


def _beside(key: str) -> str:
    row = next((row for row in _KEYS if key in row), "")
    at = row.find(key)
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2] if row else ""
