"""Terms with one slip of the hand: one word of the term is nearly there, the others are there exactly.

Only words that no list of common words knows are looked at, which is one in ten; what comes out was verified letter by
letter, and is neither a form of a common word nor a word that the long lists know, such as a name.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from streams.detect.term_patterns import Spelling
from streams.text.inflect import is_compound, is_form
from streams.text.lexicon import common_words, is_listed
from streams.text.slips import shortened, within

SHORTEST: Final = 7  # letters of a term by itself: shorter words resemble too many others
SHORTEST_IN_NAME: Final = 6  # letters where the other words of the name are there
_SHORTEST_SLIPPED: Final = SHORTEST_IN_NAME - 1
_SIDE: Final = 3
LONGEST_SLIPPED: Final = 40  # longer tokens are no words, and would cost their length squared
_JUDGED: Final = 200  # resemblances in one part that are looked at; ordinary posts have none
_PLACES: Final = 2  # of one slip in one part


@dataclass(frozen=True, slots=True, eq=False)
class Aim:
    """A word of a spelling that may hold a slip, with what must stand before and after it in a word view.

    Compared by identity: an index holds thousands, many times each.
    """

    spelling: Spelling
    at: int
    word: str
    before: str
    after: str

    @property
    def alone(self) -> bool:
        """Whether nothing else of the term stands beside the word."""
        return self.before == self.after == " "


@dataclass(frozen=True, slots=True)
class Slipped:
    """A range of a word view that holds a spelling with a slip; the word that has it, and what it stands for."""

    aim: Aim
    start: int
    end: int


def aims(spelling: Spelling) -> Iterator[Aim]:
    """The words of a spelling that may hold a slip."""
    if not spelling.shape.disguises or spelling.inflected:
        return
    if spelling.glued or len(spelling.words) == 1:
        if sum(map(str.isalpha, spelling.text)) >= SHORTEST:
            yield Aim(spelling, 0, spelling.text, " ", " ")
        return
    for at, word in enumerate(spelling.words):
        if word.isalpha() and len(word) >= SHORTEST_IN_NAME:
            before, after = spelling.words[:at], spelling.words[at + 1 :]
            yield Aim(spelling, at, word, " ".join(("", *before, "")) or " ", " ".join(("", *after, "")) or " ")


def unknown(tokens: Iterable[str]) -> list[str]:
    """Those of these words that are long enough for a slip, and common in neither language."""
    common = common_words()
    return [word for word in tokens if _SHORTEST_SLIPPED <= len(word) <= LONGEST_SLIPPED and word not in common]


def enter(index: dict[str, tuple[Aim, ...]], keys: Iterable[str], aim: Aim) -> None:
    """Put an aim under these keys, of which each mostly has no other: those share one tuple, to be built quickly."""
    alone = (aim,)
    for key in keys:
        others = index.get(key)
        index[key] = alone if others is None else others + alone


class SlipIndex:
    """Aims by what remains of their words when one letter is left out."""

    def __init__(self, wanted: Iterable[Aim]) -> None:
        self._aims: dict[str, tuple[Aim, ...]] = {}
        self._starts: set[str] = set()
        self._ends: set[str] = set()
        for aim in wanted:
            self._starts |= {aim.word[:_SIDE], aim.word[: _SIDE - 1] + aim.word[_SIDE]}  # the swap in the very middle
            self._ends.add(aim.word[-_SIDE:])
            enter(self._aims, {aim.word, *shortened(aim.word)}, aim)

    def near(self, word: str) -> Sequence[Aim]:
        """The aims that share a shortened form with this word: those one slip away are among them."""
        if word[:_SIDE] not in self._starts and word[-_SIDE:] not in self._ends:
            return ()  # one slip leaves one side of a word as it was
        keys = [word, *shortened(word)]
        if self._aims.keys().isdisjoint(keys):
            return ()
        return tuple(dict.fromkeys(aim for key in keys for aim in self._aims.get(key, ())))

    def shortened_to(self, word: str) -> Sequence[Aim]:
        """The aims whose word without one letter, or in whole, is this one."""
        return self._aims.get(word, ())

    def found(self, words: str, candidates: Iterable[str]) -> list[Slipped]:
        """The terms with a slip in one of these words of a word view."""
        alike = (
            (word, aim)
            for word in candidates
            for one in readings(word)
            for aim in self.near(one)
            if _is_slip(one, aim.word)
        )
        return [
            Slipped(aim, *place)
            for word, aim in islice(alike, _JUDGED)
            if not is_other_word(word, aim)
            for place in places(words, aim, word)
        ]


def readings(word: str) -> tuple[str, ...]:
    """The word; and with its umlauts as one letter, for one of them may be the slip."""
    if "ae" not in word and "oe" not in word and "ue" not in word:
        return (word,)
    return word, word.replace("ae", "a").replace("oe", "o").replace("ue", "u")


def _is_slip(word: str, aim: str) -> bool:
    return word != aim and within(word, aim, 1) and _digits(word) == _digits(aim)


def _digits(word: str) -> str:
    return "" if word.isalpha() else "".join(filter(str.isdigit, word))


def is_other_word(word: str, aim: Aim) -> bool:
    """Whether the word is one of its own: a form of a common word, or, where nothing else tells, any known word."""
    if is_form(word):
        return True
    return aim.alone and (is_listed(word) or is_compound(word))


def places(words: str, aim: Aim, word: str) -> Iterator[tuple[int, int]]:
    """Where the word stands in a word view with the rest of the term around it: the ranges of all of it."""
    needle = aim.before + word + aim.after
    at = words.find(needle)
    for _ in range(_PLACES):
        if at < 0:
            return
        yield at + 1, at + len(needle) - 1
        at = words.find(needle, at + 1)
