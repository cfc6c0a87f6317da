"""What the audit pages stand on: the trail, and the questions that are kept."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from streams.trail import Asked


class Line(Protocol):
    """One line of the trail, read-only."""

    @property
    def at(self) -> datetime:
        """When."""
        ...

    @property
    def kind(self) -> str:
        """One of `services.serve.asked.KINDS`."""
        ...

    @property
    def actor(self) -> str:
        """Who."""
        ...

    @property
    def object(self) -> str:
        """To what: one or several ids."""
        ...

    @property
    def what(self) -> str:
        """What was done."""
        ...

    @property
    def why(self) -> str:
        """The reason that was given, or what became of it."""
        ...


@dataclass(frozen=True, slots=True)
class Found:
    """The newest lines, the newest first, and how many there are in all."""

    lines: Sequence[Line]
    total: int


@dataclass(frozen=True, slots=True)
class KeptQuestion:
    """A question under its name, and who kept it when."""

    name: str
    asked: Asked
    actor: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Exported:
    """A file to be sent: its name, its size in bytes, and its bytes, to be taken once."""

    name: str
    size: int
    chunks: Iterator[bytes]


class Trail(Protocol):
    """The trail of one installation. Threads share it; every method raises `Unavailable` where the log is away."""

    def newest(self, asked: Asked, most: int) -> Found:
        """The newest lines that are asked for, at most so many."""
        ...

    def kept(self) -> Sequence[KeptQuestion]:
        """The questions that are kept, by name."""
        ...

    def keep(self, name: str, asked: Asked, actor: str) -> None:
        """Keep a question. Raises `CannotRun` for a name that is none."""
        ...

    def drop(self, name: str, actor: str) -> None:
        """Keep nothing under this name any more."""
        ...

    def export(self, asked: Asked, actor: str) -> Exported:
        """All the lines that are asked for, in a file that can be checked; that it was made is in the trail by then."""
        ...
