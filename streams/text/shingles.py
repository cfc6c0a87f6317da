"""Four-word shingles: what a text is recognised by when somebody repeats it."""

import re
from collections.abc import Collection
from hashlib import blake2b
from itertools import groupby

WIDTH = 4
LONG = 8  # words in a row that nobody says by chance
_TOKEN = re.compile(r"[^ ]+")


def shingles(words: str) -> list[int]:
    """The 63-bit digests of the 4-word shingles of a word view, by first word; a shorter text is one shingle."""
    tokens = words.split()
    if not tokens:
        return []
    count = max(1, len(tokens) - WIDTH + 1)
    return [_digest(" ".join(tokens[n : n + WIDTH])) for n in range(count)]


def shingle_digests(words: str) -> frozenset[int]:
    """The same as a set."""
    return frozenset(shingles(words))


def repeated_ranges(words: str, texts: Collection[frozenset[int]]) -> list[tuple[int, int]]:
    """The ranges of a word view (indexes of characters, half-open, in order and apart) that repeat these texts.

    Texts are given by their digests. To repeat is to say a text whole, or eight words of it in a row, or nothing else.
    Four words alone, such as "the fire at Werk Nord", are met in what anybody writes.
    """
    here = shingles(words)
    present = frozenset(here)
    said = frozenset[int]().union(*texts)
    whole = frozenset[int]().union(*(text for text in texts if text <= present))
    tokens = [match.span() for match in _TOKEN.finditer(words)]
    ranges: list[tuple[int, int]] = []
    for known, run in groupby(range(len(here)), key=lambda n: here[n] in said):
        places = list(run)
        if known and (len(places) == len(here) or len(places) > LONG - WIDTH):
            ranges.append(_between(tokens, places[0], places[-1]))
        elif known:
            ranges += (_between(tokens, n, n) for n in places if here[n] in whole)
    return _joined(ranges)


def _joined(ranges: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Ranges in order, those that overlap made one."""
    joined: list[tuple[int, int]] = []
    for start, end in ranges:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _between(tokens: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """From the first word of one shingle to the last of another."""
    return tokens[first][0], tokens[min(last + WIDTH, len(tokens)) - 1][1]


def _digest(text: str) -> int:
    raw = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> 1
