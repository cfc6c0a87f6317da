"""The letters-only skeleton of a text: what remains when spacing, signs for letters and repeated letters are undone.

`skeleton` is the fast road for every post; `anatomy`, for posts with a hit, says where each letter of it came from.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from streams.text.fold import FOLD, REMEMBERED

_DIGITS: Final = dict(zip("0123456789", "olzeasgtbg", strict=True))
_SIGNS: Final = {
    "@": "a", "$": "s", "!": "l", "|": "l", "+": "t", "¡": "l", "€": "e", "£": "l", "¢": "c", "§": "s", "\u00d7": "x",
}  # fmt: skip
_LETTERS: Final = {**{c: c for c in "abcdefghijklmnopqrstuvwxyz"}, **_DIGITS, "i": "l"}  # I, l and 1 look the same
_DRAWN_OUT: Final = tuple(2 * umlaut for umlaut in "äöüÄÖÜ")
_UMLAUTS_AGAIN: Final = re.compile("([äöü])\\1+", re.IGNORECASE)
_BARRED: Final = re.compile(r"[^\W_]([|+])(?:[^\W_]\1)+[^\W_](?:\s+[^\W_](?:\1[^\W_])+)*")
_AGAIN: Final = re.compile(r"(.)(?=\1)")


_UMLAUTS: Final = frozenset("äöüÄÖÜ")


class _Cells(dict[str, tuple[tuple[str, str], ...]]):
    """Character to its pairs of skeleton letter and what stands for it: the folded character, or the sign."""

    def __missing__(self, char: str) -> tuple[tuple[str, str], ...]:
        cells = ((_SIGNS[char], char),) if char in _SIGNS else _letters(char)
        if len(self) < REMEMBERED:
            self[char] = cells
        return cells


class _Letters(dict[str, str]):
    """Character to its skeleton letters, before repeated ones are joined."""

    def __missing__(self, char: str) -> str:
        letters = "".join(letter for letter, _ in _CELLS[char])
        if len(self) < REMEMBERED:
            self[char] = letters
        return letters


def _letters(char: str) -> tuple[tuple[str, str], ...]:
    return tuple((_LETTERS[c], c) for c in FOLD[char] if c in _LETTERS)


_CELLS: Final = _Cells()
_OF: Final = _Letters()
_ASCII: Final = bytes(ord(_OF[chr(code)] or " ") for code in range(128)) + bytes(128)
_DROPPED: Final = bytes(code for code in range(128) if not _OF[chr(code)])


def skeleton(text: str) -> str:
    """The skeleton of a text or of a term: "F.4.l.k.e 2" and "Falke 2" both give "falkez"."""
    if text.isascii():
        return _without_repeats(text.encode().translate(_ASCII, _DROPPED).decode())
    if any(map(text.__contains__, _DRAWN_OUT)):
        text = _UMLAUTS_AGAIN.sub(r"\1", text)
    return _without_repeats("".join(map(_OF.__getitem__, text)))


def unbarred(text: str) -> str:
    """The text with signs that could be letters, but part letters here, as points: "F|a|l|k|e" as "F.a.l.k.e"."""
    if "|" not in text and "+" not in text:
        return text
    return _BARRED.sub(lambda barred: barred[0].replace(barred[1], "."), text)


def _without_repeats(letters: str) -> str:
    return _AGAIN.sub("", letters)


@dataclass(frozen=True, slots=True)
class Anatomy:
    """A skeleton taken apart. A cell is a letter before repeated ones are joined; a run is one letter of the skeleton.

    chars   of each cell: the folded letter or digit, or the sign as written
    places  of each cell: the code point of the text that it came from
    gaps    of each cell: what parts it from the cell before: 0 nothing visible, 1 pictures, 2 signs, 3 white space
    runs    of each letter of the skeleton: its first cell; one more at the end
    """

    chars: Sequence[str]
    places: Sequence[int]
    gaps: Sequence[int]
    runs: Sequence[int]

    def attached(self, cell: int) -> bool:
        """Whether letter or digit stands on both sides of the border before this cell, with nothing between."""
        if not 0 < cell < len(self.chars) or self.gaps[cell]:
            return False
        return self.chars[cell].isalnum() and self.chars[cell - 1].isalnum()


def anatomy(text: str) -> Anatomy:
    """The skeleton of a text with its origins; its runs are the letters of `skeleton(text)`."""
    chars: list[str] = []
    places: list[int] = []
    gaps: list[int] = []
    runs: list[int] = []
    gap, before = 3, ""
    for place, (char, cells) in enumerate(zip(text, map(_CELLS.__getitem__, text), strict=True)):
        if not cells:
            gap = max(gap, _gap(char))
        again = place and char in _UMLAUTS and text[place - 1].lower() == char.lower()
        for letter, origin in cells[-1:] if again else cells:
            if letter != before:
                runs.append(len(chars))
            chars.append(origin)
            places.append(place)
            gaps.append(gap)
            gap, before = 0, letter
    return Anatomy(chars, places, gaps, [*runs, len(chars)])


def _gap(char: str) -> int:
    if not FOLD[char]:
        return 0
    if char.isspace():
        return 3
    return 1 if unicodedata.category(char) == "So" else 2


def stand_ins(letter: str) -> str:
    """The digits and signs that may stand for a letter, the ones that keyboards have."""
    skeletal = _LETTERS.get(letter, "")
    return "".join(sign for sign, read in {**_DIGITS, **_SIGNS}.items() if read == skeletal and sign.isascii())
