"""Terms of which so little is right that only their surroundings can tell: two slips, a blanked letter, a slip in leet.

Looked for only in posts with a launch cue, an anchor or an author who is near something; never more than a hint.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Final

from streams.detect.reading import Part
from streams.detect.term_masks import MaskIndex
from streams.detect.term_notes import Changes
from streams.detect.term_patterns import Spelling
from streams.detect.term_slips import Aim, SlipIndex, enter, is_other_word, places, readings
from streams.text.fold import word_view
from streams.text.inflect import is_form
from streams.text.skeleton import skeleton
from streams.text.slips import apart, letter_bits, shortened, within

_TWO_SLIPS: Final = 7  # letters of a term by itself that may hold two slips
_SLIPS: Final = 2
_JUDGED: Final = 200  # resemblances in one part that are looked at
_REMEMBERED: Final = 20_000  # words
_LONGEST_TOKEN: Final = 80
_LEET_LETTERS: Final = 6  # of the skeleton of a word
_TOKEN: Final = re.compile(r"[^\s\-_/\u2010-\u2015]+")
_OPENING: Final = "\"'#@*([{<\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb"
_CLOSING: Final = "\"'*)]}>.,:;?\u201c\u201d\u201e\u2018\u2019\u00ab\u00bb\u2026"
_MIXED: Final = re.compile(  # signs between letters, before them or behind them; begins with a sign, to be fast
    r"[\d@$!|+\u20ac](?:(?<=[^\W\d_].)[\d@$!|+\u20ac]*[^\W\d_]"
    r"|(?<=(?<!\w)[\d$!|+\u20ac])[\d$!|+\u20ac]*[^\W\d_]|(?<=[^\W\d_][\d@$|+\u20ac])[\d@$|+\u20ac]*(?!\w))"
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
        self._twice = lru_cache(maxsize=_REMEMBERED)(self._slipped_twice)
        self._patterns = {aim.spelling.pattern for aim in wanted}
        self._pieces: dict[str, tuple[Aim, ...]] = {}
        self._leet: dict[str, tuple[Aim, ...]] = {}
        for aim in wanted:
            enter(self._pieces, _pieces(aim.word) if _may_slip_twice(aim) else (), aim)
            enter(self._leet, _leet_keys(aim.word), aim)
        self._letters = {aim.word: letter_bits(aim.word) for aim in wanted}

    def found(self, part: Part, unknown: Sequence[str]) -> Iterator[Guess]:
        """Everything in this part of a post that may be a term."""
        for masked in self._masks.found(part):
            yield Guess(masked.spelling, masked.start, masked.end, Changes(blanked=masked.hidden))
        yield from self._two_slips(part, unknown)
        slips = self._slip_in_each(part, unknown)
        yield from (guess for guess in slips if guess.spelling.pattern in self._patterns)
        yield from self._leet_slips(part.text)

    def _two_slips(self, part: Part, unknown: Sequence[str]) -> Iterator[Guess]:
        judged = 0
        for word in dict.fromkeys(unknown):
            count, found = self._twice(word)
            for aim in (aim for number, aim in found if judged + number < _JUDGED):
                for place in places(part.words, aim, word):
                    yield Guess(aim.spelling, *part.alignment.span(*place), Changes(slips=2))
            judged += count

    def _slipped_twice(self, word: str) -> tuple[int, Sequence[tuple[int, Aim]]]:
        """How many aims resemble a word; and, with their numbers, those that are it with two slips."""
        read = ((one, letter_bits(one)) for one in readings(word))
        alike = [(one, aim) for one, letters in read for aim in self._alike(one, letters)]
        near = ((number, aim) for number, (one, aim) in enumerate(alike) if within(one, aim.word, _SLIPS))
        return len(alike), [
            (number, aim) for number, aim in near if not within(word, aim.word, 1) and not is_other_word(word, aim)
        ]

    def _slip_in_each(self, part: Part, unknown: Sequence[str]) -> Iterator[Guess]:
        """Names of which each of two words has a slip: "Projct Sandbbar"."""
        alike = ((word, aim) for word in dict.fromkeys(unknown) for aim in self._slips.near(word))
        names = ((word, aim) for word, aim in alike if not aim.alone and within(word, aim.word, 1))
        for word, aim in islice(names, _JUDGED):
            place = _slipped_around(part.words, aim, word)
            if place:
                yield Guess(aim.spelling, *part.alignment.span(*place), Changes(slips=2))

    def _alike(self, word: str, letters: int) -> Iterable[Aim]:
        """Aims that share a piece with the word, and of which the letters differ by no more than two slips make."""
        aims = dict.fromkeys(chain.from_iterable(self._pieces.get(key, ()) for key in _pieces(word)))
        near = (aim for aim in aims if abs(len(aim.word) - len(word)) <= _SLIPS)
        return (aim for aim in near if not apart(letters, self._letters[aim.word], _SLIPS))

    def _leet_slips(self, text: str) -> Iterator[Guess]:
        if not _MIXED.search(text):
            return
        spans = list(islice(_spans(text), _JUDGED))
        mixed = {n for n, span in enumerate(spans) if _MIXED.search(text, *span)}
        tokens = _Tokens(text, spans)
        for place in sorted({n for at in mixed for n in (at - 1, at, at + 1) if 0 <= n < len(spans)}):
            long = [letters for letters, _ in tokens[place].readings if len(letters) >= _LEET_LETTERS - 1]
            keys = dict.fromkeys(key for letters in long for key in (letters, *shortened(letters)))
            for aim in dict.fromkeys(aim for key in keys for aim in self._leet.get(key, ())):
                if place in mixed or not aim.alone:
                    yield from _leet_guess(text, aim, tokens, place)


def _leet_guess(text: str, aim: Aim, tokens: "_Tokens", place: int) -> Iterator[Guess]:
    words = (aim.word,) if aim.alone else aim.spelling.words
    whole = tokens.between(max(0, place - aim.at), place - aim.at + len(words))
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


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the tokens of a text stand, without the punctuation around them."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        inner = token.rstrip(_CLOSING).lstrip(_OPENING)
        if inner and len(inner) <= _LONGEST_TOKEN:
            start = match.start() + token.index(inner)
            yield start, start + len(inner)


class _Tokens(dict[int, _Token]):
    """The tokens of a text by their number, read when first asked for."""

    def __init__(self, text: str, spans: Sequence[tuple[int, int]]) -> None:
        super().__init__()
        self._text, self._spans = text, spans

    def __missing__(self, number: int) -> _Token:
        start, end = self._spans[number]
        inner = self._text[start:end]
        written = dict.fromkeys((inner.rstrip("!"), inner))
        read = tuple((one, start + len(form)) for form in written for one in readings(skeleton(form)))
        self[number] = token = _Token(read, word_view(inner).strip(), start, end)
        return token

    def between(self, first: int, last: int) -> list[_Token]:
        """Those from one number to another, exclusive, as far as there are some."""
        return [self[number] for number in range(*slice(first, last).indices(len(self._spans)))]


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
