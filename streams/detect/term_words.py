"""Terms in the word view of a text: whole words, inflected words and compounds."""

from dataclasses import dataclass

from streams.detect.term_patterns import Spelling, fits
from streams.text.inflect import LONGEST_REST


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


def in_camel_case(text: str, start: int, end: int) -> bool:
    """Whether `text[start:end]` is set off by capitals where something stands beside it: "HeverlundLumarixo"."""
    begins = not text[start - 1 : start].isalnum() or (text[start].isupper() and text[start - 1].islower())
    ends = not text[end : end + 1].isalnum() or (text[end].isupper() and text[end - 1].islower())
    return begins and ends
