"""Names that a seed draws: coined words no dictionary has, code words, products with numbers, weak words."""

import random
import string
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.evaluation.orchard.words import dealt, sections

Form = Literal["coined", "project", "pair", "number", "weak"]

COINED, WEAK, LEAST, MOST = 150, 30, 7, 12
_APART: Final = 3  # edits between two coined words, so that a slip in one never reads as another
_PER_ENDING: Final = 9
_FOLDED: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss", " ": "-"})
_NUMBERS: Final = ("2", "3", "4", "5", "6", "7", "8", "9", "11", "12", "20", "200", "300", "450", "500", "700", "900")


@dataclass(frozen=True, slots=True)
class Name:
    """A term and what sort of name it is; `needs` makes it weak."""

    text: str
    form: Form
    needs: tuple[str, ...] = ()


def coined_words(rng: random.Random) -> list[str]:
    """150 words of 7 to 12 letters, a fifth with an umlaut, each three edits from every other."""
    found: list[str] = []
    used: dict[str, int] = {}
    for stem, ending in _combinations(rng):
        word = stem + ending
        if used.get(stem, 0) < 3 and used.get(ending, 0) < _PER_ENDING and _new(word, found):
            found.append(word)
            used[stem], used[ending] = used.get(stem, 0) + 1, used.get(ending, 0) + 1
            if len(found) == COINED:
                break
    rng.shuffle(found)
    return found


def _combinations(rng: random.Random) -> Iterator[tuple[str, str]]:
    """Umlauts first, so that there are always enough of them."""
    names = sections("coined")
    for stems in (names["umlautstem"], names["stem"]):
        pairs = [(stem, ending) for stem in stems for ending in names["ending"]]
        rng.shuffle(pairs)
        yield from pairs[: 60 if stems is names["umlautstem"] else None]


def _new(word: str, found: Sequence[str]) -> bool:
    fits = LEAST <= len(word) <= MOST and word not in sections("coined")["not_coined"]
    return fits and all(distance(word, other, _APART) >= _APART for other in found)


def distance(left: str, right: str, enough: int = 99) -> int:
    """Edits between two words (a swap of neighbours is one); stops counting at `enough`."""
    if abs(len(left) - len(right)) >= enough:
        return enough
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, 1):
        new = [i]
        for j, b in enumerate(right, 1):
            cost = min(row[j] + 1, new[-1] + 1, row[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            new.append(cost)
        before, row = row, new
    return row[-1]


def two_words(rng: random.Random) -> list[Name]:
    """25 of `Projekt X`, 25 of `Project X`, 25 names of two words."""
    names = sections("names")
    german = [Name(f"Projekt {word}", "project") for word in rng.sample(list(names["emblem"]), 25)]
    english = [Name(f"Project {word}", "project") for word in rng.sample(list(names["emblem_en"]), 25)]
    pairs = [(a, b) for a in names["pair_a"][:10] for b in names["pair_b_de"]]
    pairs_en = [(a, b) for a in names["pair_a"][10:] for b in names["pair_b_en"]]
    both = rng.sample(pairs, 13) + rng.sample(pairs_en, 12)
    found = [*german, *english, *(Name(f"{a} {b}", "pair") for a, b in both)]
    rng.shuffle(found)
    return found


def with_number(rng: random.Random, base: str, taken: set[str]) -> Name:
    """The next one of a product that is on sale."""
    while True:
        text = f"{base} {rng.choice(_NUMBERS)}"
        if text not in taken:
            taken.add(text)
            return Name(text, "number")


def weak_words(rng: random.Random) -> list[Name]:
    """30 ordinary or famous words, each with what it needs to count."""
    names = sections("names")
    words = [*rng.sample(list(names["weak_both"]), 11), *rng.sample(list(names["weak_de"]), 10)]
    words += rng.sample(list(names["weak_en"]), WEAK - len(words))
    needs = dealt(rng, ["cue", "cue", "anchor", "near", "cue anchor", "cue"], WEAK)
    found = [Name(word, "weak", tuple(need.split())) for word, need in zip(words, needs, strict=True)]
    rng.shuffle(found)
    return found


def slug(text: str) -> str:
    """An id: small ASCII letters and hyphens."""
    folded = text.lower().translate(_FOLDED)
    return "".join(sign for sign in folded if sign in string.ascii_lowercase + string.digits + "-")
