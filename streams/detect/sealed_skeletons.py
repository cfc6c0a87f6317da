"""The skeletons in a text that may be a disguised term: of pieces that no honest writer writes so.

The open detector looks for terms anywhere in the skeleton of a text. Digests can only be asked for whole forms, so
that here is told which pieces of a text to ask for: signs or digits inside words, letters spaced apart, letters repeated.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby, islice
from typing import Final

from streams.detect.sealing import SKELETON, SLIP, THIN
from streams.detect.term_disguises import SHORTEST
from streams.text.fold import word_view
from streams.text.lexicon import is_common
from streams.text.skeleton import anatomy, skeleton, unbarred
from streams.text.slips import shortened

_ODD: Final = 30  # odd pieces of one part that are looked at; ordinary posts have none to three
_LONGEST: Final = 60  # characters of an odd piece
_RUN: Final = 400  # letters spaced apart that are looked at
_SHORT: Final = 2  # letters of a piece of what is spaced apart
_FEWEST: Final = 4  # such pieces in a row
_ENDINGS: Final = 2  # letters of an ending, or of a sign behind a word that reads as a letter
_REMEMBERED: Final = 50_000
_MIXED: Final = re.compile(r"[^\W\d_][\d@$!|+\u20ac\u00a3]|[\d@$!|+\u20ac\u00a3][^\W\d_]")
_TWICE: Final = re.compile(r"([^\W\d_])\1", re.IGNORECASE)
_PARTED: Final = re.compile(r"\w\W+\w|_", re.ASCII)


@dataclass(frozen=True, slots=True)
class Chunk:
    """What stands between two spaces: its text and skeleton; whether it is odd, and whether it is short."""

    text: str
    letters: str
    odd: bool
    short: bool


def chunks(text: str) -> list[Chunk]:
    """The chunks of a text."""
    return [_chunk(one) for one in unbarred(text).split()]


@lru_cache(maxsize=_REMEMBERED)
def _chunk(text: str) -> Chunk:
    letters = skeleton(text[:_LONGEST])
    return Chunk(text, letters, _is_odd(text), len(letters) <= _SHORT)


def _is_odd(text: str) -> bool:
    if len(text) > _LONGEST or "://" in text or text.startswith("www."):
        return False
    inner = text.strip(".,:;?()[]{}<>\"'#*_-\u2013\u2014\u2026\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019")
    inner = inner.removeprefix("@")  # of an account, or an a
    plain = inner.rstrip("!")
    if plain.isalpha():
        return _TWICE.search(plain) is not None and not is_common(word_view(plain).strip())
    return (
        len(inner) > _SHORT
        and not plain.isdigit()
        and (_MIXED.search(inner) is not None or _PARTED.search(inner) is not None or not inner.isascii())
    )


def disguised(text: Sequence[Chunk], longest: int, words: int) -> Iterator[str]:
    """The forms to ask for; `longest` letters at most, over at most so many `words`."""
    for at in islice((n for n, chunk in enumerate(text) if chunk.odd), _ODD):
        yield from _alone(text[at].text, longest)
        yield from _together(text, at, longest, words)
    place = 0
    for short, some in groupby(text, key=lambda chunk: chunk.short):
        run = list(some)
        if short and sum(bool(chunk.letters) for chunk in run) >= _FEWEST:
            yield from _spaced(text[max(0, place - words + 1) : place + len(run) + words - 1], longest)
        place += len(run)


@lru_cache(maxsize=4096)
def _alone(chunk: str, longest: int) -> tuple[str, ...]:
    """What one odd chunk may be, or hold."""
    letters = skeleton(chunk)
    mixed = _MIXED.search(chunk) is not None
    every = range(len(letters) + 1)
    begins, ends = (every, every) if mixed else _edges(chunk, letters)
    found = {SKELETON + letters[begin:end] for begin in begins for end in ends if SHORTEST <= end - begin <= longest}
    if mixed:
        for whole in {letters, skeleton(chunk.rstrip("!.,:;?")), skeleton(chunk.lstrip("@#"))}:
            found |= {THIN + key for key in (whole, *shortened(whole))}
    found.add(SLIP + word_view(chunk).replace(" ", ""))
    return tuple(sorted(found))


def _edges(chunk: str, letters: str) -> tuple[set[int], set[int]]:
    """Where words may begin and end in a skeleton: at what is visible between letters, and before an ending."""
    body = anatomy(chunk)
    begins, ends = {0}, {len(letters)}
    run = -1
    starts = set(body.runs)
    for cell in range(len(body.chars)):
        run += cell in starts
        if not body.attached(cell):
            begins.add(run)
            ends.add(run if cell in starts else run + 1)
    return begins, {end - less for end in ends for less in range(_ENDINGS + 1)}


def _together(text: Sequence[Chunk], at: int, longest: int, words: int) -> Iterator[str]:
    """Several chunks with this one among them, which may be one name."""
    for begin in range(max(0, at - words + 1), at + 1):
        for end in range(max(at + 1, begin + 2), min(len(text), begin + words) + 1):
            letters = skeleton("".join(chunk.letters for chunk in text[begin:end]))
            if len(letters) - 1 - _ENDINGS > longest:
                break
            for first in (0, 1):
                for less in range(_ENDINGS + 1):
                    yield SKELETON + letters[first : len(letters) - less]


def _spaced(run: Sequence[Chunk], longest: int) -> Iterator[str]:
    """Everything in a run of short pieces, with its neighbours."""
    letters = skeleton("".join(chunk.letters for chunk in run))[:_RUN]
    for begin in range(len(letters) - SHORTEST + 1):
        for end in range(begin + SHORTEST, min(len(letters), begin + longest) + 1):
            yield SKELETON + letters[begin:end]
