"""Counted things: "120 Filialen", "1,400 new branches". Any noun can be declared; only declared ones are looked for."""

import re
from collections.abc import Container, Iterator
from typing import Final

from streams.text.fact import FactHit
from streams.text.fold import word_view

_BEGIN: Final = re.compile(r"\d(?<![\w.,].)")
_COUNT: Final = re.compile(
    r"(?<![\w.,])(?P<number>\d{1,3}(?:[.,'\u2019\u00a0\u202f]\d{3}){1,3}|\d{1,9})[\s\u00a0-]"
    r"(?P<first>[^\W\d_]{3,40})(?:\s(?P<second>[^\W\d_]{3,40}))?"
)
_ENDINGS: Final = ("ies", "en", "er", "es", "s", "n", "e", "y")
_SHORTEST: Final = 4  # letters of a noun without its ending
_SAME: Final = {
    stem: stems.split()[0]
    for stems in (
        "filial geschaeft laden laed shop store stor branch outlet", "standort site sit location",
        "kund customer client", "nutzer user us", "fahrzeug auto vehicle vehicl car", "werk plant factor fabrik",
        "laend land countr", "stueck unit piec piece", "akti share shar",
    )
    for stem in stems.split()
}  # fmt: skip


def count_of(text: str) -> str:
    """What a declared count means: "120 filial"; "" where the text as a whole is none."""
    match = _COUNT.fullmatch(text.strip())
    return f"{_digits(match['number'])} {_stem(match['first'])}" if match and not match["second"] else ""


def counted(value: str) -> str:
    """The noun of such a value."""
    return value.partition(" ")[2]


def counts_in(text: str, nouns: Container[str]) -> list[FactHit]:
    """The counts of these nouns in a text, with an adjective between or none."""
    return [hit for match in _counts(text) if (hit := _hit(match, nouns))]


def _counts(text: str) -> Iterator[re.Match[str]]:
    """All counts, none inside another; found from their first digits, as most texts have none."""
    since = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() >= since and (count := _COUNT.match(text, begin.start())):
            since = count.end()
            yield count


def _hit(match: re.Match[str], nouns: Container[str]) -> FactHit | None:
    for word in ("first", "second"):
        if match[word] and (stem := _stem(match[word])) in nouns:
            return FactHit(frozenset([f"{_digits(match['number'])} {stem}"]), match.start(), match.end(word))
    return None


def _digits(number: str) -> str:
    return "".join(char for char in number if char.isdigit())


def _stem(noun: str) -> str:
    """The noun without its ending, in one form for what both languages call the same."""
    word = word_view(noun).strip()
    ending = next((one for one in _ENDINGS if word.endswith(one) and len(word) - len(one) >= _SHORTEST), "")
    stem = word.removesuffix(ending) if ending else word
    return _SAME.get(word) or _SAME.get(stem, stem)
