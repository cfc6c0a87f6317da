"""Getting one thing from the web."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer: its status, its headers by lower-case name, its whole body, and where it came from at last.

    `moved` is where the thing lives from now on, where the server said so for good; `at` where it came from this time.
    """

    status: int
    headers: Mapping[str, str]
    body: bytes
    moved: str | None = None
    at: str = ""


class Forbidden(Exception):
    """An address that may not be asked: it lies in our own network, or is no web address. The message says the host."""


class Fetch(Protocol):
    """Gets. Bounded in bytes and in time, whatever the server does."""

    def __call__(self, url: str, headers: Mapping[str, str]) -> Fetched:
        """One GET, redirects followed.

        Raises `Forbidden`, `streams.codec.Malformed` for an answer that is too large, and `streams.stage.Unavailable`
        for what may pass.
        """
        ...
