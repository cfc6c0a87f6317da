"""What protected speech sounds like: lists of words, and which of them belong together.

A phrase of the list `ALONE` is enough. Otherwise it takes a word from both lists of one pair of `TOGETHER`: something
to speak of and a way of speaking of it. So "fire in hall 7" passes, and "we warned them of a fire in hall 7" does not.
Where a list could be wider or narrower it is wider: a leak that is missed costs less than a person who is silenced.
"""

from typing import Final

from streams.detect import guard_alone, guard_words_de, guard_words_en

ALONE: Final = "alone"

TOGETHER: Final = tuple(
    frozenset(pair)
    for pair in (
        ("act", "ours"),
        ("act", "pay"),
        ("wrong", "ours"),
        ("wrong", "orders"),
        ("wrong", "tell"),
        ("wrong", "authority"),
        ("wrong", "examiners"),
        ("tell", "authority"),
        ("pay", "grievance"),
        ("shift", "exhausted"),
        ("power", "sharp"),
        ("danger", "ignored"),
        ("protection", "lacking"),
        ("raises", "punished"),
    )
)


def _split(phrases: str) -> tuple[str, ...]:
    return tuple(" ".join(phrase.split()) for phrase in phrases.split(","))


def _lists() -> dict[str, tuple[str, ...]]:
    """The lists of both languages under their names; what protects and is not there needs no second word."""
    lists = {name: _split(words) + _split(guard_words_en.LISTS[name]) for name, words in guard_words_de.LISTS.items()}
    none = guard_words_de.NONE + guard_words_en.NONE
    lacking = tuple(f"{word} {thing}" for word in none for thing in lists["protection"])
    return lists | {ALONE: _split(guard_alone.GERMAN) + _split(guard_alone.ENGLISH) + lacking}


LISTS: Final = _lists()
