"""What is wrong with what was declared: every fault of every file, each with its place."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as read: the name people know it by, and its text."""

    name: str
    text: str


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One fault, at a line counted from 1."""

    file: str
    line: int
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.message}"


class RegisterErrors(ValueError):
    """Nothing of these files may be used. The message has one line `file:line: message` for each fault, sorted."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))
