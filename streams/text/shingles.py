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
    """The ranges of a word view (indexes of characters, half-open) that repeat these texts, given by their digests.

    To repeat is to say a text whole, or eight words of it in a row, or nothing else. Four words alone, such as "the
    fire at Werk Nord", are met in what anybody writes.
    """
    here = shingles(words)
    said = frozenset[int]().union(*texts)
    whole = frozenset[int]().union(*(text for text in texts if text <= frozenset(here)))
    tokens = [match.span() for match in _TOKEN.finditer(words)]
    ranges = []
    for known, run in groupby(range(len(here)), key=lambda n: here[n] in said):
        places = list(run)
        if known and (len(places) == len(here) or len(places) > LONG - WIDTH):
            ranges.append(_between(tokens, places[0], places[-1]))
    return ranges + [_between(tokens, n, n) for n, digest in enumerate(here) if digest in whole]


def _between(tokens: list[tuple[int, int]], first: int, last: int) -> tuple[int, int]:
    """From the first word of one shingle to the last of another."""
    return tokens[first][0], tokens[min(last + WIDTH, len(tokens)) - 1][1]


def _digest(text: str) -> int:
    raw = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> 1
