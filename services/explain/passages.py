"""The passage of a draft that a quote comes from, where somebody brings the draft: the detector keeps only digests."""

import re
from bisect import bisect_left
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import groupby
from typing import Final

from streams.events import EvidenceKind
from streams.text.fold import align, word_view
from streams.text.shingles import WIDTH
from streams.text.traces import is_rare, runs_of, stem

_TOKEN: Final = re.compile(r"[^ ]+")
_SPREAD: Final = 2  # a passage may be so many times as long as its quote: words were left out, or put in
_LOOSE: Final = 30  # words more, so that short quotes have room


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft as somebody brought it: the name of the file, its digest, its text."""

    name: str
    sha256: str
    text: str


def draft_file(name: str, raw: bytes) -> DraftFile | None:
    """The draft in these bytes; None where they are no text in UTF-8."""
    try:
        return DraftFile(name, sha256(raw).hexdigest(), raw.decode("utf-8-sig"))
    except UnicodeDecodeError:
        return None


def passage(draft: str, said: str, kind: EvidenceKind) -> list[tuple[int, int]]:
    """The places in the draft, as received, that have the words of what was said; together, where most of them are.

    Of a quote these are its runs of four words, of a retelling its rare words.
    """
    wanted = frozenset(key for _, key in _keys(word_view(said).split(), kind))
    words = align(draft)
    tokens = [match.span() for match in _TOKEN.finditer(words.words)]
    met = [(at, key) for at, key in _keys(words.words.split(), kind) if key in wanted]
    near = _densest(met, _SPREAD * len(word_view(said).split()) + _LOOSE)
    width = WIDTH if kind == "quote" else 1
    covered = sorted({at + n for at in near for n in range(width)})
    return [words.span(tokens[first][0], tokens[last][1]) for first, last in _stretches(covered)]


def _keys(tokens: Sequence[str], kind: EvidenceKind) -> Iterator[tuple[int, Hashable]]:
    """What words are compared by, each with the index of its first word."""
    if kind == "quote":
        yield from enumerate(runs_of(tokens))
    else:
        yield from ((at, stem(token)) for at, token in enumerate(tokens) if is_rare(token))


def _densest(met: Sequence[tuple[int, Hashable]], width: int) -> list[int]:
    """The indices within so many words that meet the most different keys."""
    starts = [at for at, _ in met]
    best: list[int] = []
    most = 0
    for first, (at, _) in enumerate(met):
        last = bisect_left(starts, at + width)
        different = len({key for _, key in met[first:last]})
        if different > most:
            most, best = different, starts[first:last]
    return best


def _stretches(covered: Sequence[int]) -> Iterator[tuple[int, int]]:
    """First and last of numbers that follow each other."""
    for _, same in groupby(enumerate(covered), key=lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in same]
        yield numbers[0], numbers[-1]
