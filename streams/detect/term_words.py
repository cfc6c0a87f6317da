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
    first = words.rfind(" ", max(0, start - LONGEST_REST - 1), start) + 1
    last = words.find(" ", end, end + LONGEST_REST + 1)
    if not first or last < 0:
        return None  # the token is too long for a word
    around = fits(spelling, words[first:start], words[end:last])
    return None if around is None else Read(first, last, around)
