"""Text of strangers made harmless: what is invisible, turns the writing around or commands a terminal is shown."""

import re
import unicodedata
from itertools import groupby
from typing import Final

_ESCAPED: Final = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
_INVISIBLE: Final = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")  # letters and marks drawn as nothing
_SELECTORS: Final = frozenset(map(chr, (*range(0xFE00, 0xFE0E), *range(0xE0100, 0xE01F0))))
_MARKS: Final = 2  # combining marks on one letter; piled higher they paint over the lines around
_EMOJI: Final = "\u2600-\u27bf\U0001f300-\U0001faff"
_JOINED: Final = re.compile(rf"(?<=[{_EMOJI}\ufe0f])\u200d(?=[{_EMOJI}])")  # 👩‍🚀 is one picture
_LINE_END: Final = "\u23ce"
_TIMES: Final = "\u00d7"


def harmless(text: str) -> str:
    """The text on one line: ends of lines as ⏎, and characters that hide or command as ⟨U+200B⟩, repeated ones counted.

    What is harmless already stays as it is.
    """
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\t", " ")
    joined = {found.start() for found in _JOINED.finditer(text)}
    shown = [char if at in joined else _shown(char) for at, char in enumerate(text)]
    return "".join(_pieces(_without_piles(text, shown)))


def _shown(char: str) -> str:
    if char == "\n":
        return _LINE_END
    if unicodedata.category(char) in _ESCAPED or char in _INVISIBLE or char in _SELECTORS:
        return _named(char)
    return char


def _named(char: str) -> str:
    return f"⟨U+{ord(char):04X}⟩"


def _without_piles(text: str, shown: list[str]) -> list[str]:
    """The characters as shown, with combining marks named from the third in a row on."""
    pile = 0
    for at, char in enumerate(text):
        pile = pile + 1 if unicodedata.category(char)[0] == "M" else 0
        if pile > _MARKS:
            shown[at] = _named(char)
    return shown


def _pieces(shown: list[str]) -> list[str]:
    """The same with what is named many times in a row named once, and counted."""
    pieces = []
    for piece, same in groupby(shown):
        times = sum(1 for _ in same)
        named = len(piece) > 1 and times > 1
        pieces.append(f"{piece[:-1]} {_TIMES}{times}⟩" if named else piece * times)
    return pieces
