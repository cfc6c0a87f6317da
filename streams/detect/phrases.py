"""Lists of words and phrases, found in one pass over a word view."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Generic, NamedTuple, TypeVar

from ahocorasick_rs import AhoCorasick

from streams.text.fold import word_view

Key = TypeVar("Key")


class Hit(NamedTuple, Generic[Key]):
    """Whole words `words[start:end]` of a word view that stand in the list `key`."""

    key: Key
    start: int
    end: int


class Phrases(Generic[Key]):
    """Lists under their keys, as people spell them: any case, umlauts, hyphens.

    A phrase matches whole words; with `*` at an end it also matches where the word goes on there, so that
    `Schicht*` finds Schichtplan and `*schicht` finds Nachtschicht. One phrase may stand in several lists.
    """

    def __init__(self, lists: Iterable[tuple[Key, Iterable[str]]]) -> None:
        keys: defaultdict[str, list[Key]] = defaultdict(list)
        for key, phrases in lists:
            for pattern in filter(None, map(_pattern, phrases)):
                keys[pattern].append(key)
        self._keys = tuple(map(tuple, keys.values()))
        self._automaton = AhoCorasick(keys)

    def found(self, words: str) -> set[Key]:
        """The keys of all lists that have a phrase in this word view."""
        matches = self._automaton.find_matches_as_indexes(words, overlapping=True)
        return {key for pattern, _, _ in matches for key in self._keys[pattern]}

    def hits(self, words: str) -> Iterator[Hit[Key]]:
        """Every hit in this word view, by where it ends."""
        for pattern, start, end in self._automaton.find_matches_as_indexes(words, overlapping=True):
            first, last = words.rfind(" ", 0, start + 1) + 1, words.find(" ", end - 1)
            yield from (Hit(key, first, last) for key in self._keys[pattern])


def _pattern(phrase: str) -> str:
    folded = word_view(phrase).strip()
    if not folded:
        return ""
    return f"{'' if phrase.startswith('*') else ' '}{folded}{'' if phrase.endswith('*') else ' '}"
