"""Four-word shingles: what a text is recognised by when somebody repeats it."""

from hashlib import blake2b

WIDTH = 4


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


def repeated_ranges(words: str, digests: frozenset[int]) -> list[tuple[int, int]]:
    """The ranges of a word view (indexes of characters, half-open) that repeat a text with these digests."""
    starts = [n for n in range(1, len(words)) if words[n - 1] == " "]
    ends = [words.index(" ", start) for start in starts]
    found = (n for n, digest in enumerate(shingles(words)) if digest in digests)
    return [(starts[n], ends[min(n + WIDTH, len(ends)) - 1]) for n in found]


def _digest(text: str) -> int:
    raw = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(raw, "big") >> 1
