"""Terms of which so little is right that only their surroundings can tell: two slips, a blanked letter, a slip in leet.

Looked for only in posts with a launch cue, an anchor or an author who is near something; never more than a hint.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from typing import Final

from streams.detect.reading import Part
from streams.detect.term_masks import MaskIndex
from streams.detect.term_notes import Changes
from streams.detect.term_patterns import Spelling
from streams.detect.term_slips import Aim, SlipIndex, is_other_word, places, readings
from streams.text.fold import word_view
from streams.text.inflect import is_form
from streams.text.skeleton import skeleton
from streams.text.slips import shortened, within

_TWO_SLIPS: Final = 7  # letters of a term by itself that may hold two slips
_JUDGED: Final = 200  # resemblances in one part that are looked at
_LETTERS_CHANGED: Final = 4  # at most by two slips: two others for two
_LONGEST_TOKEN: Final = 80
_LEET_LETTERS: Final = 6  # of the skeleton of a word
_TOKEN: Final = re.compile(r"[^\s\-_/\u2010-\u2015]+")
_OPENING: Final = "\"'#@*([{<\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_CLOSING: Final = "\"'*)]}>.,:;?\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb\u2026"
_MIXED: Final = re.compile(
    r"[^\W\d_][\d@$!|+\u20ac]+[^\W\d_]|(?<!\w)[\d$!|+\u20ac]+[^\W\d_]|[^\W\d_][\d@$|+\u20ac]+(?!\w)"
)


@dataclass(frozen=True, slots=True)
class Guess:
    """A piece of a text, in code points, that may be a spelling, and what had to be undone."""

    spelling: Spelling
    start: int
    end: int
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Token:
    """A token with the readings of its skeleton, each with where the token ends in it: a last `!` may be an i."""

    readings: tuple[tuple[str, int], ...]
    words: str
    start: int
    end: int

    def end_as(self, skeletal: str, slips: int) -> int | None:
        """Where the token ends if it may be read so, with so many slips."""
        return next((end for letters, end in self.readings if within(letters, skeletal, slips)), None)


class GuessIndex:
    """Aims, by what two slips leave of their words, and by their skeletons without one letter."""

    def __init__(self, wanted: Sequence[Aim], slips: SlipIndex, masks: MaskIndex) -> None:
        self._slips, self._masks = slips, masks
        self._patterns = {aim.spelling.pattern for aim in wanted}
        self._pieces = _grouped((key, aim) for aim in wanted if _may_slip_twice(aim) for key in _pieces(aim.word))
        self._letters = {aim.word: frozenset(aim.word) for aim in wanted}
        self._leet = _grouped((key, aim) for aim in wanted for key in _leet_keys(aim.word))

    def found(self, part: Part, unknown: Sequence[str]) -> Iterator[Guess]:
        """Everything in this part of a post that may be a term."""
        for masked in self._masks.found(part):
            yield Guess(masked.spelling, masked.start, masked.end, Changes(blanked=masked.hidden))
        yield from self._two_slips(part, unknown)
        slips = self._slip_in_each(part, unknown)
        yield from (guess for guess in slips if guess.spelling.pattern in self._patterns)
        yield from self._leet_slips(part.text)

    def _two_slips(self, part: Part, unknown: Sequence[str]) -> Iterator[Guess]:
        read = ((word, one) for word in dict.fromkeys(unknown) for one in readings(word))
        alike = ((word, one, aim) for word, one in read for aim in self._alike(one))
        for word, one, aim in islice(alike, _JUDGED):
            if within(one, aim.word, 2) and not within(word, aim.word, 1) and not is_other_word(word, aim):
                for place in places(part.words, aim, word):
                    yield Guess(aim.spelling, *part.alignment.span(*place), Changes(slips=2))

    def _slip_in_each(self, part: Part, unknown: Sequence[str]) -> Iterator[Guess]:
        """Names of which each of two words has a slip: "Projct Sandbbar"."""
        alike = ((word, aim) for word in dict.fromkeys(unknown) for aim in self._slips.near(word))
        names = ((word, aim) for word, aim in alike if not aim.alone and within(word, aim.word, 1))
        for word, aim in islice(names, _JUDGED):
            place = _slipped_around(part.words, aim, word)
            if place:
                yield Guess(aim.spelling, *part.alignment.span(*place), Changes(slips=2))

    def _alike(self, word: str) -> Iterable[Aim]:
        """Aims that share a piece with the word, and of which the letters differ by no more than two slips make."""
        aims = dict.fromkeys(chain.from_iterable(self._pieces.get(key, ()) for key in _pieces(word)))
        letters, shortest, longest = frozenset(word), len(word) - 2, len(word) + 2
        for aim in aims:
            if shortest <= len(aim.word) <= longest and len(letters ^ self._letters[aim.word]) <= _LETTERS_CHANGED:
                yield aim

    def _leet_slips(self, text: str) -> Iterator[Guess]:
        if not _MIXED.search(text):
            return
        tokens = list(islice(_tokens(text), _JUDGED))
        mixed = {n for n, token in enumerate(tokens) if _MIXED.search(text, token.start, token.end)}
        for place in (n for n in range(len(tokens)) if mixed & {n - 1, n, n + 1}):
            long = [letters for letters, _ in tokens[place].readings if len(letters) >= _LEET_LETTERS - 1]
            keys = dict.fromkeys(key for letters in long for key in (letters, *shortened(letters)))
            for aim in dict.fromkeys(aim for key in keys for aim in self._leet.get(key, ())):
                if place in mixed or not aim.alone:
                    yield from _leet_guess(text, aim, tokens, place)


def _leet_guess(text: str, aim: Aim, tokens: Sequence[_Token], place: int) -> Iterator[Guess]:
    words = (aim.word,) if aim.alone else aim.spelling.words
    whole = tokens[max(0, place - aim.at) : place - aim.at + len(words)]
    if len(whole) != len(words):
        return
    ends = [
        (one.end if one.words == word else None) if word.isdigit() else one.end_as(skeleton(word), int(n == aim.at))
        for n, (one, word) in enumerate(zip(whole, words, strict=True))
    ]
    end = ends[-1]
    if None not in ends and end is not None:
        pairs = zip(whole, ends, words, strict=True)
        written = "".join(text[one.start : last] for one, last, word in pairs if not word.isdigit())
        read = sum(not char.isalpha() for char in written)
        if not read:
            return
        yield Guess(aim.spelling, whole[0].start, end, Changes(slips=1, read=read))


def _tokens(text: str) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        token = match.group()
        inner = token.rstrip(_CLOSING).lstrip(_OPENING)
        if inner and len(inner) <= _LONGEST_TOKEN:
            start = match.start() + token.index(inner)
            written = dict.fromkeys((inner.rstrip("!"), inner))
            read = tuple((one, start + len(form)) for form in written for one in readings(skeleton(form)))
            yield _Token(read, word_view(inner).strip(), start, start + len(inner))


def _slipped_around(words: str, aim: Aim, word: str) -> tuple[int, int] | None:
    """Where the word stands with the other words of the name around it, one of which has a slip, too."""
    start = words.find(f" {word} ") + 1
    before, after = aim.before.split(), aim.after.split()
    first = start
    for _ in before:
        first = words.rfind(" ", 0, max(0, first - 1)) + 1
    tokens = words[first:].split(" ", len(aim.spelling.words))[: len(aim.spelling.words)]
    wanted = (*before, word, *after)
    if len(tokens) < len(wanted) or not first:
        return None
    others = [(token, one) for token, one in zip(tokens, wanted, strict=True) if token != one]
    if len(others) != 1 or not others[0][1].isalpha() or not within(*others[0], 1) or is_form(others[0][0]):
        return None
    return first, first + len(" ".join(tokens))


def _may_slip_twice(aim: Aim) -> bool:
    return aim.word.isalpha() and (not aim.alone or len(aim.word) >= _TWO_SLIPS)


def _pieces(word: str) -> dict[str, None]:
    """The first letter, and the last one, with each pair of neighbours: two slips leave one of them as it was."""
    pairs = [word[at : at + 2] for at in range(len(word) - 1)]
    return dict.fromkeys((*(word[0] + pair for pair in pairs), *(pair + word[-1] + " " for pair in pairs)))


def _leet_keys(word: str) -> set[str]:
    letters = skeleton(word)
    return {letters, *shortened(letters)} if len(letters) >= _LEET_LETTERS and word.isalpha() else set()


def _grouped(pairs: Iterable[tuple[str, Aim]]) -> dict[str, tuple[Aim, ...]]:
    index: defaultdict[str, list[Aim]] = defaultdict(list)
    for key, aim in pairs:
        index[key].append(aim)
    return {key: tuple(found) for key, found in index.items()}
