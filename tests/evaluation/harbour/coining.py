"""Names nobody bears: coined words of 7 to 12 letters, unlike each other and unknown to word lists."""

import random
from collections.abc import Iterator
from typing import Final

from wordfreq import zipf_frequency

from tests.evaluation.harbour.texts import sections

_UMLAUT: Final = {"a": "ä", "o": "ö", "u": "ü"}


def coined(number: int, rng: random.Random) -> list[str]:
    """So many coined names, one in six with an umlaut."""
    taken: list[str] = []
    for word in _candidates(rng):
        if len(taken) == number:
            break
        if not any(_alike(word, other) for other in taken) and not _known(word):
            taken.append(word)
    return [_with_umlaut(word) if at % 6 == 0 else word for at, word in enumerate(taken)]


def _candidates(rng: random.Random) -> Iterator[str]:
    while True:
        start = (
            rng.choice(_parts("open head"))
            if rng.random() < 0.35
            else rng.choice(_parts("head")) + rng.choice(_parts("middle"))
        )
        word = start + rng.choice(_parts("tail"))
        if 7 <= len(word) <= 12 and not any(a == b == c for a, b, c in zip(word, word[1:], word[2:], strict=False)):
            yield word.capitalize()


def _alike(word: str, other: str) -> bool:
    mine, theirs = _pairs(word), _pairs(other)
    return word[:5] == other[:5] or 2 * len(mine & theirs) > 0.6 * (len(mine) + len(theirs))


def _pairs(word: str) -> frozenset[str]:
    return frozenset(a + b for a, b in zip(word.lower(), word.lower()[1:], strict=False))


def _known(word: str) -> bool:
    return zipf_frequency(word, "de") > 0 or zipf_frequency(word, "en") > 0


def _with_umlaut(word: str) -> str:
    at = next((at for at, letter in enumerate(word) if letter in _UMLAUT), None)
    return word if at is None else word[:at] + _UMLAUT[word[at]] + word[at + 1 :]


def _parts(heading: str) -> list[str]:
    return " ".join(sections("syllables")[heading]).split()
