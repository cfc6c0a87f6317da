"""What had to be undone to read a term: said to the reader, and whether somebody disguised it."""

import unicodedata
from dataclasses import dataclass, replace
from typing import Final

from streams.text.fold import FOLD

_SOFT_HYPHEN: Final = "\u00ad"  # set by publishing systems, not by people who hide something


@dataclass(frozen=True, slots=True)
class Changes:
    """What was undone in a piece of text: characters of each kind, and places inside words where it was parted."""

    invisible: int = 0
    lookalike: int = 0
    stylised: int = 0
    marks: int = 0
    read: int = 0
    repeated: bool = False
    spaced: int = 0
    slips: int = 0
    blanked: int = 0

    @property
    def guessed(self) -> bool:
        """Whether so much was undone that only the surroundings can tell."""
        return bool(self.slips > 1 or self.blanked or (self.slips and self.read))

    @property
    def disguised(self) -> bool:
        """Whether honest writers do not write so."""
        return bool(self.invisible or self.lookalike or self.read or self.spaced > 1 or self.blanked)

    def notes(self) -> tuple[str, ...]:
        """The changes in words for a reader."""
        counted = (
            (self.invisible, "zero-width character", " removed"),
            (self.lookalike, "look-alike letter", ""),
            (self.stylised, "styled letter", ""),
            (self.marks, "combining mark", " removed"),
            (self.read, "digit or sign read as a letter", ""),
        )
        notes = [_count(number, thing) + after for number, thing, after in counted if number]
        if self.spaced:
            notes.append("letters spaced apart" if self.spaced > 1 else "written in two pieces")
        if self.slips:
            notes.append("1 letter differs" if self.slips == 1 else f"{self.slips} letters differ")
        if self.blanked:
            notes.append(_count(self.blanked, "letter") + " blanked out")
        if self.repeated:
            notes.append("repeated letters")
        return tuple(notes)


def _count(number: int, thing: str) -> str:
    if number == 1:
        return f"1 {thing}"
    return f"{number} digits or signs read as letters" if thing.startswith("digit") else f"{number} {thing}s"


def changes(written: str, term: str, known: Changes) -> Changes:
    """What was undone in `written`, a piece of a post, for it to read as the term, besides what is known already."""
    if (written.isascii() and "\0" not in written) or _verbatim(written) == _verbatim(term):
        return known
    own = term.casefold()
    kinds = [_kind(char) for char in _without_trailing(written) if char.casefold() not in own]
    return replace(
        known,
        invisible=kinds.count("invisible"),
        lookalike=kinds.count("lookalike") + known.lookalike,
        stylised=kinds.count("stylised"),
        marks=kinds.count("mark"),
    )


def _verbatim(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text).casefold() if FOLD[c] != " ")


def _without_trailing(written: str) -> str:
    end = len(written)
    while end and not FOLD[written[end - 1]]:
        end -= 1
    return written[:end]


def _kind(char: str) -> str:
    if char.isascii() and char != "\0":
        return "plain"
    if not FOLD[char]:
        return _kind_of_nothing(char)
    if FOLD[char] == " " or unicodedata.normalize("NFD", char)[0].isascii():
        return "plain"
    if not FOLD[char].isascii() or char in "ßẞ":
        return "plain"
    return "stylised" if unicodedata.normalize("NFKC", char).isascii() else "lookalike"


def _kind_of_nothing(char: str) -> str:
    if char == _SOFT_HYPHEN:
        return "plain"
    return "mark" if unicodedata.category(char)[0] == "M" else "invisible"
