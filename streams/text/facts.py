"""Values in a text that can be compared whatever their notation: money, percent, dates, quantities.

Texts are searched as received, so that places are those of the reader.
"""

import re
import unicodedata
from itertools import islice
from typing import Final

from streams.text.amounts import amount_at
from streams.text.counts import count_of
from streams.text.dates import date_at
from streams.text.fact import FactHit

__all__ = ["FactHit", "canonical_fact", "declared_fact", "facts_in"]

_DIGIT: Final = re.compile(r"\d")
_NUMBER: Final = re.compile(r"\d(?<!\d.)(?<!\d[.,].)")  # where a number begins
_STYLED_DIGIT: Final = re.compile(r"(?![0-9])\d")
_ISO: Final = re.compile(r"\d{4}-\d\d-\d\d")
_LOOKED_AT: Final = 2_000  # numbers of one text; a post with more is a table, or wants to keep us busy


def facts_in(text: str) -> list[FactHit]:
    """The recognised values of a text in their order, none inside another; from its first 2,000 numbers."""
    if not _DIGIT.search(text):
        return []
    plain = text if text.isascii() else _STYLED_DIGIT.sub(_plain_digit, text)
    hits: list[FactHit] = []
    since = 0
    for number in islice(_NUMBER.finditer(plain), _LOOKED_AT):
        if number.start() < since:
            continue
        hit = date_at(plain, number.start()) or amount_at(plain, number.start(), since)
        if hit:
            hits.append(hit)
            since = hit.end
    return hits


def canonical_fact(text: str) -> frozenset[str]:
    """What a declared fact can mean; empty where the text as a whole is no recognised value."""
    whole = text.strip()
    hits = facts_in(whole)
    return hits[0].values if len(hits) == 1 and (hits[0].start, hits[0].end) == (0, len(whole)) else frozenset()


def declared_fact(text: str) -> frozenset[str]:
    """What is looked for where this is declared: its values, a date without its year too, and a count of anything."""
    values = canonical_fact(text)
    days = frozenset(f"-{value[4:]}" for value in values if _ISO.fullmatch(value))
    return values | days or frozenset(filter(None, [count_of(text)]))


def _plain_digit(digit: re.Match[str]) -> str:
    return str(unicodedata.digit(digit[0]))
