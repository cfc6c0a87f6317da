"""Posts put together from frames: `{slot}` is filled in, `<...>` is the evidence, whose place is kept."""

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from tests.evaluation.cases import Span

Sort = Literal["plain", "kept", "mark"]  # may be changed; must stay as it is; is evidence

_TOKEN: Final = re.compile(r"\{([a-z0-9_]+)\}|([<>])")
_WORD: Final = re.compile(r"(?<![\w@#./])[^\W\d_]{6,}(?![\w@./])")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text of one sort."""

    text: str
    sort: Sort


@dataclass(frozen=True, slots=True)
class Filled:
    """A text in pieces."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """The text as posted."""
        return "".join(piece.text for piece in self.pieces)

    def spans(self, part: str = "text") -> tuple[Span, ...]:
        """Where the evidence stands."""
        found, at = [], 0
        for piece in self.pieces:
            if piece.sort == "mark":
                found.append(Span(part, at, at + len(piece.text)))
            at += len(piece.text)
        return tuple(found)


def plain(text: str) -> Filled:
    """Words that may get a typo."""
    return Filled((Piece(text, "plain"),))


def joined(parts: Sequence[Filled], between: str = " ") -> Filled:
    """One text after another."""
    pieces: list[Piece] = []
    for part in parts:
        pieces += [*([Piece(between, "kept")] if pieces else []), *part.pieces]
    return Filled(tuple(pieces))


def sentences(parts: Sequence[Filled], between: str) -> Filled:
    """One text after another; where one ends without a sign, the next starts on its own line."""
    whole = parts[0]
    for part in parts[1:]:
        whole = joined([whole, part], "\n" if whole.text[-1].isalnum() else between)
    return whole


def fill(template: str, values: Mapping[str, str]) -> Filled:
    """The template with its slots filled. Values outside of evidence are kept as they are."""
    pieces: list[Piece] = []
    marked: str | None = None
    at = 0
    for token in [*_TOKEN.finditer(template), None]:
        before = template[at : token.start() if token else len(template)]
        value = values[token[1]] if token and token[1] else ""
        if marked is None:
            pieces += [Piece(before, "plain"), Piece(value, "kept")]
        else:
            marked += before + value
        if token and token[2] == "<":
            marked = ""
        elif token and token[2] == ">" and marked is not None:
            pieces.append(Piece(marked, "mark"))
            marked = None
        at = token.end() if token else at
    return Filled(tuple(piece for piece in pieces if piece.text))


def lowered(filled: Filled) -> Filled:
    """As people write who never press shift; evidence and links stay."""
    return Filled(tuple(piece if _shout(piece) else Piece(piece.text.lower(), piece.sort) for piece in filled.pieces))


def _shout(piece: Piece) -> bool:
    return piece.sort == "mark" or "://" in piece.text or len(piece.text) != len(piece.text.lower())


def with_typo(rng: random.Random, filled: Filled) -> Filled:
    """Two neighbouring letters swapped somewhere beside the evidence."""
    pieces = list(filled.pieces)
    places = [
        (index, word)
        for index, piece in enumerate(pieces)
        if piece.sort == "plain" and "://" not in piece.text
        for word in _WORD.finditer(piece.text)
    ]
    if not places:
        return filled
    index, word = rng.choice(places)
    at = rng.randrange(word.start() + 1, word.end() - 2)
    text = pieces[index].text
    pieces[index] = Piece(text[:at] + text[at + 1] + text[at] + text[at + 2 :], "plain")
    return Filled(tuple(pieces))
