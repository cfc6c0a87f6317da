"""The skeletons in a text that may be a disguised term: of pieces that no honest writer writes so.

The open detector looks for terms anywhere in the skeleton of a text. Digests can only be asked for whole forms, so
that here is told which pieces to ask for: with signs or digits inside words, spaced apart, with letters repeated.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
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
_SHORTER_READ: Final = (
    5  # letters from which a plain word is taken not to be short; "aaaaa" alone is no piece of a name
)
_FEWEST: Final = 4  # such pieces in a row
_ENDINGS: Final = 2  # letters of an ending, or of a sign behind a word that reads as a letter
_REMEMBERED: Final = 50_000
_MIXED: Final = re.compile(r"[^\W\d_][\d@$!|+\u20ac\u00a3]|[\d@$!|+\u20ac\u00a3][^\W\d_]")
_TWICE: Final = re.compile(r"([^\W\d_])\1", re.IGNORECASE)
_AROUND: Final = ".,:;?()[]{}<>\"'#*_-\u2013\u2014\u2026\u201c\u201d\u201e\u00ab\u00bb\u2018\u2019"
_PARTED: Final = re.compile(r"[^\W\d_](?:[^\w]|_)+[^\W_]|[^\W_](?:[^\w]|_)+[^\W\d_]")
_SHORTENED: Final = re.compile(r"[^\W\d_]+['\u2019][^\W\d_]{1,3}")  # "it's", "gibt's"


@dataclass(frozen=True)
class Chunk:
    """What stands between two spaces: its text and skeleton; whether it is odd, and whether it is short.

    mixed   digits or signs stand between its letters
    parted  something stands between its letters that is none
    """

    text: str
    odd: bool = False
    short: bool = False
    mixed: bool = False
    parted: bool = False

    @cached_property
    def letters(self) -> str:
        """Its skeleton; of a long one the beginning."""
        return skeleton(self.text[:_LONGEST])

    @cached_property
    def plain(self) -> str:
        """Its skeleton without what stands around a word; a number as it is."""
        inner = self.text.strip(_AROUND + "!")
        return inner if inner.isdigit() else skeleton(inner)

    @cached_property
    def joined(self) -> str:
        """Its words in one, as where one letter was blanked out."""
        return word_view(self.text).replace(" ", "")


_EMPTY: Final = Chunk("")


def chunks(text: str) -> list[Chunk]:
    """The chunks of a text in which there is something to read."""
    return [chunk for one in unbarred(text).split() if (chunk := _chunk(one)) is not _EMPTY]


@lru_cache(maxsize=_REMEMBERED)
def _chunk(text: str) -> Chunk:
    inner = text.strip(_AROUND).removeprefix("@")  # of an account, or an a
    if inner.isalpha() and inner.isascii() and len(inner) > _SHORTER_READ and not _TWICE.search(inner):
        return Chunk(text)
    odd = _is_odd(text, inner)
    letters = skeleton(text[:_LONGEST])
    mixed, parted = odd and _MIXED.search(text) is not None, odd and _PARTED.search(text) is not None
    return Chunk(text, odd, len(letters) <= _SHORT, mixed, parted) if letters else _EMPTY


def _is_odd(text: str, inner: str) -> bool:
    if len(text) > _LONGEST or "://" in text or text.startswith("www."):
        return False
    plain = inner.rstrip("!")
    if plain.isalpha():
        return _TWICE.search(plain) is not None and not is_common(word_view(plain).strip())
    if len(inner) <= _SHORT or plain.isdigit() or _SHORTENED.fullmatch(plain):
        return False
    return _MIXED.search(inner) is not None or _PARTED.search(inner) is not None


def odd_ones(text: Sequence[Chunk]) -> Iterator[Chunk]:
    """Those that are odd, at most so many as are looked at."""
    return islice((chunk for chunk in text if chunk.odd), _ODD)


def together(text: Sequence[Chunk], longest: int, words: int) -> Iterator[str]:
    """What several chunks may be: odd ones with their neighbours, and what is spaced apart.

    Of forms with at most `longest` letters and so many `words`.
    """
    for at in islice((n for n, chunk in enumerate(text) if chunk.odd), _ODD):
        yield from _beside(text, at, longest, words)
    if sum(chunk.short for chunk in text) < _FEWEST:
        return
    place = 0
    for short, some in groupby(text, key=lambda chunk: chunk.short):
        size = len(list(some))
        if short and size >= _FEWEST:
            yield from _spaced(text[max(0, place - words + 1) : place + size + words - 1], longest)
        place += size


def alone(chunk: str, longest: int) -> Iterable[str]:
    """What one odd chunk may be, or hold: forms to ask for."""
    letters = skeleton(chunk)
    mixed = _MIXED.search(chunk) is not None
    every = range(len(letters) + 1)
    begins, ends = (every, every) if mixed else _edges(chunk, letters)
    found = {SKELETON + letters[begin:end] for begin in begins for end in ends if SHORTEST <= end - begin <= longest}
    if mixed:
        for whole in {letters, skeleton(chunk.rstrip("!.,:;?")), skeleton(chunk.lstrip("@#"))}:
            found |= {THIN + key for key in (whole, *shortened(whole))}
    found.add(SLIP + word_view(chunk).replace(" ", ""))
    return sorted(found)


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


def _beside(text: Sequence[Chunk], at: int, longest: int, words: int) -> Iterator[str]:
    """Several chunks with this one among them, which may be one name."""
    for begin in range(max(0, at - words + 1), at + 1):
        for end in range(max(at + 1, begin + 2), min(len(text), begin + words) + 1):
            letters = skeleton("".join(chunk.letters for chunk in text[begin:end]))
            if len(letters) - 1 - _ENDINGS > longest:
                break
            for first in (0,) if text[begin].text[0].isalnum() else (0, 1):
                for less in range(_ENDINGS + 1):
                    yield SKELETON + letters[first : len(letters) - less]
            yield from _with_a_slip(text[begin:end], at - begin)


def _with_a_slip(name: Sequence[Chunk], odd: int) -> Iterator[str]:
    """A name with one letter of its odd word blanked out, or with signs for letters there and a slip in a word."""
    if name[odd].parted:
        words = [chunk.joined for chunk in name]
        yield SLIP + " ".join(words)
    if name[odd].mixed:
        bare = [chunk.plain for chunk in name]
        for n, letters in enumerate(bare):
            for key in (letters, *shortened(letters)) if len(letters) >= SHORTEST - 1 else ():
                yield THIN + " ".join((*bare[:n], key, *bare[n + 1 :]))


def _spaced(run: Sequence[Chunk], longest: int) -> Iterator[str]:
    """Everything in a run of short pieces, with its neighbours."""
    letters = skeleton("".join(chunk.letters for chunk in run))[:_RUN]
    for begin in range(len(letters) - SHORTEST + 1):
        for end in range(begin + SHORTEST, min(len(letters), begin + longest) + 1):
            yield SKELETON + letters[begin:end]
