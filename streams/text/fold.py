"""Text to its folded words, and from the folded words back to what was received.

Folding undoes what readers do not notice: case, style, look-alike letters of other scripts, marks, punctuation and
invisible characters. `word_view` is the fast road for every post, `align` the exact one for posts with a hit; both
read one table.
"""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from streams.text.lookalikes import LOOKALIKES, lookalike

_SPELLED: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "ae", "Ö": "oe", "Ü": "ue", "ß": "ss", "ẞ": "ss"}
_SPELLED_APART: Final = (("a", "ä"), ("o", "ö"), ("u", "ü"), ("A", "Ä"), ("O", "Ö"), ("U", "Ü"))
_DIAERESIS: Final = "\u0308"
_GONE: Final = frozenset("\0\u115f\u1160\u17b4\u17b5\u3164\uffa0")  # NUL and letters that Unicode draws as nothing
_TRADE_SIGNS: Final = frozenset("\u2122\u2120")  # compatible with TM and SM, which are no part of the word before them
_APOSTROPHES: Final = range(0x02B0, 0x0300)  # modifier letters such as U+02BC stand for apostrophes and accents
_LONGEST_FOLD: Final = (
    4  # one ligature of Arabic holds 18 letters: nobody needs them, and a post of them would be a bomb
)
_WORD: Final = re.compile("[^ ]+")
REMEMBERED: Final = 65_536  # characters; more than any living text uses, and a bound on memory


class _Fold(dict[str, str]):
    """Character to its fold, computed when first met."""

    def __missing__(self, char: str) -> str:
        folded = _fold(char)
        if len(self) < REMEMBERED:
            self[char] = folded
        return folded


def _fold(char: str) -> str:
    """Compatible ASCII first, else the look-alike, else the parts: any other order breaks Greek letters."""
    if char in _SPELLED:
        return _SPELLED[char]
    if char in _GONE or char in _TRADE_SIGNS:
        return "" if char in _GONE else " "
    compatible = unicodedata.normalize("NFKC", char)
    if compatible.isascii():
        return "".join(c.lower() if c.isalnum() else " " for c in compatible)
    if char in LOOKALIKES:
        return LOOKALIKES[char]
    folded = "".join(map(_fold_part, unicodedata.normalize("NFKD", char)))
    return folded if len(folded) <= _LONGEST_FOLD else " "


def _fold_part(char: str) -> str:
    """The fold of a character that cannot be decomposed any further."""
    category = unicodedata.category(char)
    if category[0] == "M" or category == "Cf" or char in _GONE:
        return ""
    if category == "Nd":
        return str(unicodedata.digit(char))
    if category[0] != "L" or (category == "Lm" and ord(char) in _APOSTROPHES):
        return " "
    return lookalike(char) or char.lower()


FOLD: Final = _Fold()
_ASCII: Final = bytes(ord(_fold(chr(code)) or " ") for code in range(128)) + bytes(128)


def word_view(text: str) -> str:
    """The folded words with single spaces between and around them: " falke 2 kommt "; " " where there is none."""
    if text.isascii():
        folded = text.encode().translate(_ASCII, b"\0").decode()
    else:
        folded = "".join(map(FOLD.__getitem__, composed(text)))
    words = " ".join(folded.split())
    return f" {words} " if words else " "


def composed(text: str) -> str:
    """The text with vowel and diaeresis joined to an umlaut, at the same length, so that places stay places."""
    if _DIAERESIS in text:
        for vowel, umlaut in _SPELLED_APART:
            text = text.replace(vowel + _DIAERESIS, umlaut + "\u200b")
    return text


@dataclass(frozen=True, slots=True)
class Alignment:
    """A word view and, for each of its characters, where it begins and ends in the text as received (code points)."""

    words: str
    starts: Sequence[int]
    ends: Sequence[int]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Where `words[start:end]` stands in the text, marks and invisible characters of its last letter included.

        Spaces at either side of the range do not count. A range without a letter gives an empty span.
        """
        part = self.words[start:end]
        letters = part.strip()
        if not letters:
            return self.starts[start], self.starts[start]
        start += len(part) - len(part.lstrip())
        return self.starts[start], self.ends[start + len(letters) - 1]

    def words_at(self, start: int, end: int) -> tuple[int, int]:
        """The range of `words` that `text[start:end]` folds to, without spaces at its sides."""
        first = bisect_left(self.starts, start)
        last = max(first, bisect_left(self.starts, end))
        part = self.words[first:last]
        first += len(part) - len(part.lstrip())
        return first, first + len(part.strip())


def _align_plain(text: str) -> Alignment:
    """The same for ASCII, of which each character is one of the word view."""
    starts, ends = [0], [0]
    for word in _WORD.finditer(text.encode().translate(_ASCII).decode()):
        if len(starts) > 1:
            starts.append(ends[-1])
            ends.append(word.start())
        starts += range(word.start(), word.end())
        ends += range(word.start() + 1, word.end() + 1)
    if len(starts) > 1:
        starts.append(ends[-1])
        ends.append(len(text))
    return Alignment(word_view(text), starts, ends)


def align(text: str) -> Alignment:
    """The word view with its places in the text. Slower than `word_view`: for posts with a hit."""
    if text.isascii() and "\0" not in text:
        return _align_plain(text)
    letters, starts, ends = [" "], [0], [0]
    apart = False
    for place, folded in enumerate(map(FOLD.__getitem__, composed(text))):
        if not apart and folded.isalnum() and len(folded) == 1:  # as most are
            letters.append(folded)
            starts.append(place)
            ends.append(place + 1)
            continue
        if not folded and not apart:
            ends[-1] = place + 1
        for letter in folded:
            if letter == " ":
                apart = True
                continue
            if apart and len(letters) > 1:
                letters.append(" ")
                starts.append(ends[-1])
                ends.append(place)
            apart = False
            letters.append(letter)
            starts.append(place)
            ends.append(place + 1)
    if len(letters) > 1:
        letters.append(" ")
        starts.append(ends[-1])
        ends.append(len(text))
    return Alignment("".join(letters), starts, ends)
