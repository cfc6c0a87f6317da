"""Terms in the word view of a text: whole words, inflected words and compounds."""

from dataclasses import dataclass
from typing import Final

from streams.detect.term_patterns import Spelling, fits
from streams.text.inflect import LONGEST_REST
from streams.text.lexicon import is_listed

_SHORTEST_HEAD: Final = 4  # letters of the first part of a compound that no list has


@dataclass(frozen=True, slots=True)
class Read:
    """A term found in a word view: the range of its whole words, and what they are besides the term."""

    start: int
    end: int
    around: str


def judge(words: str, spelling: Spelling, start: int, end: int) -> Read | None:
    """The whole words that hold the match `words[start:end]`, where they are a form of the term."""
    first, last = whole(words, start, end)
    if not first or last < 0:
        return None
    around = fits(spelling, words[first:start], words[end:last])
    return None if around is None else Read(first, last, around)


def whole(words: str, start: int, end: int) -> tuple[int, int]:
    """The range of the whole words that hold `words[start:end]`; 0 or -1 at a side that is too long for a word."""
    return words.rfind(" ", max(0, start - LONGEST_REST - 1), start) + 1, words.find(" ", end, end + LONGEST_REST + 1)


def behind_unknown(words: str, spelling: Spelling, before: tuple[int, int], behind: tuple[int, int]) -> bool:
    """Whether a coined word or a name ends a compound of which no list has the first part: "gusseisenlumarixo".

    It is none where the whole is a known word: "Wanderfalke 2".
    """
    head, tail = words[slice(*before)], words[slice(*behind)]
    if len(head) < _SHORTEST_HEAD or not head.isalpha() or fits(spelling, "", tail) is None:
        return False
    if spelling.shape.coined or spelling.glued:
        return not is_listed(words[before[0] : behind[1]])
    named = spelling.shape.head or spelling.words[-1].isdigit()
    return named and not is_listed(head + spelling.words[0])


def in_camel_case(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is set off by capitals where something stands beside it: "HeverlundLumarixo"."""
    begins = not text[start - 1 : start].isalnum() or (text[start].isupper() and text[start - 1].islower())
    ends = not text[end : end + 1].isalnum() or (text[end].isupper() and text[end - 1].islower())
    return begins and ends
