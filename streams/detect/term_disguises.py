"""Terms in the skeleton of a text: spaced, dotted, with digits or signs for letters, with letters repeated.

The skeleton forgets nearly everything, so that each match is judged on what was really written: both ends must be ends
of words, declared digits must be those digits, and a match over several words must be a term written in pieces, not
words that happen to stand beside each other.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from streams.detect.term_notes import Changes
from streams.detect.term_patterns import Spelling, fits
from streams.text.inflect import LONGEST_REST
from streams.text.lexicon import is_common
from streams.text.skeleton import Anatomy, skeleton

SHORTEST: Final = 6  # letters of a skeleton; shorter ones are found in ordinary talk
_LONGEST_RUN: Final = 64  # one letter repeated more often than this is noise
_ENDS_TRIED: Final = 4  # places inside a run of repeated letters where the term may begin or end
_SHORT_PIECE: Final = 2  # letters of a piece of a word that is spaced apart
_PICTURE, _SPACE = 1, 3  # gaps
_WORD: Final = 3  # letters from which a piece is looked up as a word


@dataclass(frozen=True, slots=True)
class Form:
    """A spelling as a skeleton.

    runs     for each letter of the skeleton: the characters of the term that it stands for
    opens    runs that begin a later word of the term
    shared   runs inside which a later word begins, because it begins as the word before it ends
    """

    spelling: Spelling
    letters: str
    runs: tuple[str, ...]
    opens: frozenset[int]
    shared: frozenset[int]


@dataclass(frozen=True, slots=True)
class Written:
    """A term found: its cells, those of its whole tokens, and what was undone."""

    first: int
    last: int
    around: str
    changes: Changes


@dataclass(frozen=True, slots=True)
class _Piece:
    """Cells with nothing visible between them. `apart`: the term itself has no word break before this piece."""

    text: str
    gap: int
    apart: bool


_letters = cache(skeleton)  # of a character: a name has few, and ten thousand names the same


def form(spelling: Spelling) -> Form | None:
    """The skeleton form of a spelling; None where it is too short, may not be disguised, or is not all Latin."""
    letters = skeleton("".join(spelling.words))
    latin = all(_letters(char) for word in spelling.words for char in word)
    if not latin or not spelling.shape.disguises or len(letters) < SHORTEST:
        return None
    runs: list[str] = []
    opens: set[int] = set()
    shared: set[int] = set()
    before = ""
    for number, word in enumerate(spelling.words):
        for place, char in enumerate(word):
            letter = _letters(char)
            if letter != before:
                runs.append("")
            if number and not place:
                (shared if letter == before else opens).add(len(runs) - 1)
            runs[-1] += char
            before = letter
    return Form(spelling, letters, tuple(runs), frozenset(opens), frozenset(shared))


def judge(body: Anatomy, wanted: Form, at: int) -> Written | None:
    """The term that begins in this run of the skeleton, where what was written there is really the term."""
    begin, end = body.runs[at], body.runs[at + 1]
    last, after = body.runs[at + len(wanted.runs) - 1], body.runs[at + len(wanted.runs)]
    if after - begin > _LONGEST_RUN * len(wanted.runs):
        return None
    for first in _ends(body, begin, end, len(wanted.runs[0]), border=0):
        for stop in _ends(body, last, after, len(wanted.runs[-1]), border=1):
            found = _between(body, wanted, at, first, stop)
            if found:
                return found
    return None


def _ends(body: Anatomy, begin: int, end: int, letters: int, *, border: int) -> list[int]:
    """Cells of a run where the term may begin (border 0) or end (border 1): edges of words, likeliest first."""
    edges = [cell for cell in range(begin, end) if not body.attached(cell + border)]
    best = begin + letters - 1 if border else end - letters
    edges.sort(key=lambda cell: abs(cell - best))
    outer = end - 1 if border else begin
    return edges[:_ENDS_TRIED] if outer in edges else [*edges[:_ENDS_TRIED], outer]


def _between(body: Anatomy, wanted: Form, at: int, first: int, last: int) -> Written | None:
    read = _letters_read(body, wanted, at, first, last)
    if read is None:
        return None
    pieces = _pieces(body, wanted, at, first, last)
    head, tail = _rest(body, first, -1), _rest(body, last, 1)
    around = fits(wanted.spelling, head, tail)
    if around is None or not _is_one_term(pieces, wanted.spelling.words, head, tail):
        return None
    more = last - first + 1 - sum(map(len, wanted.runs))
    changes = Changes(
        read=read[0],
        lookalike=read[1],
        repeated=more > 0,
        slips=int(more < 0),  # one of two letters that look the same was left out
        spaced=sum(piece.apart for piece in pieces),
    )
    return Written(first - len(head), last + len(tail), around, changes)


def _letters_read(body: Anatomy, wanted: Form, at: int, first: int, last: int) -> tuple[int, int] | None:
    """How many digits or signs stand for letters, and how many letters for those that look the same.

    None where a digit of the term is not that very digit.
    """
    signs = twins = 0
    for run, want in enumerate(wanted.runs, at):
        have = body.chars[max(first, body.runs[run]) : min(last + 1, body.runs[run + 1])]
        digits = [char for char in want if char.isdigit()]
        if digits and not _same_digits(have, want, digits):
            return None
        if len(digits) == len(want) and len(have) != len(want):
            return None
        if not digits:
            signs += sum(not char.isalpha() for char in have)
            twins += sum(char.isalpha() and char not in want for char in have)
    return signs, twins


def _same_digits(have: Sequence[str], want: str, digits: Sequence[str]) -> bool:
    """Whether the declared digits of a run are there; before them a digit may stand for a letter: "PortMus3 300"."""
    if len(have) == len(want):
        return all(one == other for one, other in zip(have, want, strict=True) if other.isdigit())
    return [char for char in have if char.isdigit()] == list(digits)


def _rest(body: Anatomy, cell: int, step: int) -> str:
    """What stands in the same token before (step -1) or after (step 1) a cell; cut off where it is too long."""
    chars: list[str] = []
    while len(chars) <= LONGEST_REST and body.attached(cell + (step > 0)):
        cell += step
        chars.append(body.chars[cell])
    return "".join(chars[::step])


def _pieces(body: Anatomy, wanted: Form, at: int, first: int, last: int) -> list[_Piece]:
    pieces: list[_Piece] = []
    begin, apart = first, False
    own = {body.runs[at + run] for run in wanted.opens}
    own.update(cell for run in wanted.shared for cell in range(body.runs[at + run], body.runs[at + run + 1]))
    for cell in range(first + 1, last + 1):
        if body.gaps[cell]:
            pieces.append(_Piece("".join(body.chars[begin:cell]), body.gaps[begin], apart))
            begin, apart = cell, cell not in own
    pieces.append(_Piece("".join(body.chars[begin : last + 1]), body.gaps[begin], apart))
    return pieces


def _is_one_term(pieces: Sequence[_Piece], words: Sequence[str], head: str, tail: str) -> bool:
    """Whether the pieces are one term, perhaps taken apart, and no whole one is a common word that the term has not."""
    if not all(_is_cut(left, right) for left, right in pairwise(pieces) if right.apart):
        return False
    whole = [piece.text for piece in pieces]
    whole[0] = head + whole[0]
    whole[-1] += tail
    cut = {n for n, piece in enumerate(pieces) if piece.apart}
    others = (text for n, text in enumerate(whole) if not {n, n + 1} & cut and text not in words)
    return not any(len(text) >= _WORD and is_common(text) for text in others)


def _is_cut(left: _Piece, right: _Piece) -> bool:
    """Whether a border inside a word of the term was put there to hide it, and does not part two words."""
    longer, shorter = max(len(left.text), len(right.text)), min(len(left.text), len(right.text))
    if right.gap == _PICTURE:
        return True
    if right.gap == _SPACE:
        return longer <= _SHORT_PIECE and shorter == 1
    return shorter <= _SHORT_PIECE or not (is_common(left.text) and is_common(right.text))
