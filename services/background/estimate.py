"""How often a term is to be expected in posts nobody has any more, and in those of a new installation."""

from dataclasses import dataclass
from typing import Final

from streams.detect.term_patterns import Pattern, Spelling, spellings
from streams.text.inflect import ENDINGS
from streams.text.surprise import listed_share
from streams.text.word_counts import WordCounts

WORDS_OF_A_POST: Final = 16  # measured: 20 in German public posts, 15 in English ones
PAIR: Final = 2


@dataclass(frozen=True, slots=True)
class Counted:
    """In `times` of so many posts a term stood, as a whole word or with an ending; at least three authors used it."""

    times: int
    posts: int


def counted(counts: WordCounts, term: str) -> Counted | None:
    """What was counted of a term of one word or two; None for longer ones."""
    forms = {form for one in spellings(0, Pattern(term, "term")) if (form := _form(one))}
    if not forms:
        return None
    endings = ("", *ENDINGS)
    times = sum(counts.stood(*form[:-1], form[-1] + ending) for form in forms for ending in endings)
    return Counted(min(times, counts.posts), counts.posts)


def usual(term: str) -> float:
    """In what share of posts the word lists let a term of one word be expected; 0 for coined words and names."""
    forms = {form for one in spellings(0, Pattern(term, "term")) if (form := _form(one)) and len(form) < PAIR}
    share = sum(listed_share(word + ending) for (word,) in forms for ending in ("", *ENDINGS))
    return 1 - (1 - min(share, 1.0)) ** WORDS_OF_A_POST


def _form(spelling: Spelling) -> tuple[str, ...] | None:
    if len(spelling.words) > PAIR:
        return None
    return (spelling.text,) if spelling.glued else spelling.words
