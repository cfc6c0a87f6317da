"""Terms with letters blanked out: "Lum*rixo", "Projekt F*lke", "Bran**l", "Lumarix█".

Every letter that is left must be right and in its place, so that shorter words count than with slips; what is blanked
may be any sign. Sentences end in signs, too: those at the end of a token blank nothing.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Final, NamedTuple

from streams.detect.reading import Part
from streams.detect.term_patterns import Spelling
from streams.detect.term_slips import Aim
from streams.text.fold import FOLD

_JUDGED: Final = 200  # tokens of one part that are looked at
_LONGEST: Final = 60
_SHORTEST: Final = 5  # letters of a term by itself
_SHORTEST_IN_NAME: Final = 3
_LEFT: Final = 4  # letters that must be left of a term by itself
_LEFT_IN_NAME: Final = 2
_TOKEN: Final = re.compile(r"[^\s\"'(){}\[\]<>,;:/@\u2018-\u201f\u00ab\u00bb]+")
_BORDER: Final = re.compile(r"[-\u2010-\u2015]")
_OF_SENTENCES: Final = ".?!-\u2010\u2011\u2012\u2013\u2014\u2026#"
_HIDDEN: Final = "\0"


class Masked(NamedTuple):
    """A spelling in code points of a text, of which so many letters are blanked out."""

    spelling: Spelling
    start: int
    end: int
    hidden: int


class MaskIndex:
    """The words of spellings by how long they are."""

    def __init__(self, spellings: Iterable[Spelling]) -> None:
        self._aims: defaultdict[int, list[Aim]] = defaultdict(list)
        for spelling in spellings:
            for aim in _aims(spelling):
                self._aims[len(aim.word)].append(aim)

    def found(self, part: Part) -> Iterator[Masked]:
        """The spellings of which letters are blanked out in this part of a post."""
        return self._found(part, _sign)

    def foreign(self, part: Part) -> Iterator[Masked]:
        """The spellings in which letters of other scripts stand that no table has: nobody writes so by mistake."""
        return self._found(part, _foreign)

    def _found(self, part: Part, hides: Callable[[str], bool]) -> Iterator[Masked]:
        for start, end in islice(_tokens(part.text, hides), _JUDGED):
            word = _folded(part.text[start:end], hides)
            for aim in self._aims.get(len(word), ()):
                if _shows(word, aim):
                    yield from _placed(part, aim, start, end, word.count(_HIDDEN))


def _aims(spelling: Spelling) -> Iterator[Aim]:
    """The words that may be blanked: of a name each that is no number, as long as the others are there."""
    if not spelling.shape.disguises or spelling.inflected:
        return
    if spelling.glued or len(spelling.words) == 1:
        if len(spelling.text) >= _SHORTEST:
            yield Aim(spelling, 0, spelling.text, " ", " ")
        return
    for at, word in enumerate(spelling.words):
        if word.isalpha() and len(word) >= _SHORTEST_IN_NAME:
            sides = (spelling.words[:at], spelling.words[at + 1 :])
            before, after = (" ".join(("", *some, "")) or " " for some in sides)
            yield Aim(spelling, at, word, before, after)


def _sign(char: str) -> bool:
    return FOLD[char] == " "


def _foreign(char: str) -> bool:
    return not FOLD[char].isascii()


def _tokens(text: str, hides: Callable[[str], bool]) -> Iterator[tuple[int, int]]:
    """Where tokens stand that have something hidden; of compounds with hyphens each part as well."""
    for match in _TOKEN.finditer(text):
        token = match.group()
        if (token.isascii() and token.isalnum()) or not (bare := token.strip(_OF_SENTENCES)):
            continue
        if len(bare) > _LONGEST or not any(map(hides, bare)):
            continue
        start = match.start() + token.index(bare)
        end = start + len(bare)
        yield start, end
        begins = start
        for border in _BORDER.finditer(text, start, end):
            yield begins, border.start()
            begins = border.end()
        if begins > start:
            yield begins, end


def _folded(token: str, hides: Callable[[str], bool]) -> str:
    """A token with one character for each that is hidden."""
    return "".join(_HIDDEN if hides(char) else FOLD[char] for char in token)


def _shows(word: str, aim: Aim) -> bool:
    """Whether the word is this one as far as it can be read, and enough of it can."""
    hidden = word.count(_HIDDEN)
    left = len(word) - hidden
    if not hidden or 2 * hidden > len(word) or left < (_LEFT if aim.alone else _LEFT_IN_NAME):
        return False
    return all(char in (letter, _HIDDEN) for char, letter in zip(word, aim.word, strict=True))


def _placed(part: Part, aim: Aim, start: int, end: int, hidden: int) -> Iterator[Masked]:
    """The whole spelling, where the rest of it stands around these code points."""
    first, last = part.alignment.words_at(start, end)
    words = part.words
    if words.endswith(aim.before, 0, first) and words.startswith(aim.after, last):
        place = part.alignment.span(first - len(aim.before) + 1, last + len(aim.after) - 1)
        yield Masked(aim.spelling, min(place[0], start), max(place[1], end), hidden)
