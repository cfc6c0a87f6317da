"""A number one process writes and another reads, for the price of a store to memory."""

import struct
from mmap import mmap
from pathlib import Path

_NUMBER = struct.Struct("=q")


class Counter:
    """Counts in a file; `made` by the reader before the writer opens it."""

    def __init__(self, path: Path) -> None:
        with path.open("r+b") as file:
            self._memory = mmap(file.fileno(), _NUMBER.size)
        self._count = 0

    @classmethod
    def made(cls, path: Path) -> "Counter":
        """A new one at 0."""
        path.write_bytes(_NUMBER.pack(0))
        return cls(path)

    def add(self, number: int) -> None:
        """The writer has done so many more."""
        self._count += number
        _NUMBER.pack_into(self._memory, 0, self._count)

    def read(self) -> int:
        """How many the writer has done."""
        number: int = _NUMBER.unpack_from(self._memory, 0)[0]
        return number
