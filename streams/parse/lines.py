"""A stream of bytes, cut into batches of whole lines in bounded memory."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Final

from streams.identity import content_digest

BLOCK: Final = 1 << 20
LONGEST: Final = 8 * BLOCK
MOST: Final = 2_000


@dataclass(frozen=True, slots=True)
class LongLine:
    """A line of more than 8 MiB, which no post is: its length, and the digest of its first 8 MiB."""

    length: int
    digest: str


Raw = bytes | LongLine


def length(line: Raw) -> int:
    """The bytes of a line, without its newline."""
    return len(line) if isinstance(line, bytes) else line.length


def digest(line: Raw) -> str:
    """What a line can be recognised by."""
    return content_digest(line) if isinstance(line, bytes) else line.digest


def is_blank(line: Raw) -> bool:
    """Whether there is nothing in it."""
    return isinstance(line, bytes) and (not line or line.isspace())


class Lines:
    """Whole lines of what `read(limit)` gives; a read that gives nothing means: no more for now."""

    def __init__(self, read: Callable[[int], bytes]) -> None:
        self._read = read
        self._ready: Iterator[Raw] = iter(())
        self._begun = bytearray()
        self._begun_length = 0

    def take(self) -> list[Raw]:
        """The next lines without their newlines, at most 2,000; none when there are no more for now."""
        while not (lines := list(islice(self._ready, MOST))):
            block = self._read(BLOCK)
            if not block:
                break
            self._ready = iter(self._finished(block))
        return lines

    def rest(self) -> Raw:
        """What stands behind the last newline."""
        if self._begun_length > LONGEST:
            return LongLine(self._begun_length, content_digest(bytes(self._begun)))
        return bytes(self._begun)

    def _finished(self, block: bytes) -> list[Raw]:
        first, *others = block.split(b"\n")
        self._begin(first)
        if not others:
            return []
        finished: list[Raw] = [self.rest(), *others[:-1]]
        self._begun.clear()
        self._begun_length = 0
        self._begin(others[-1])
        return finished

    def _begin(self, piece: bytes) -> None:
        self._begun += piece[: max(0, LONGEST - len(self._begun))]
        self._begun_length += len(piece)
