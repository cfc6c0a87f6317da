"""Drafts that somebody lets the server read, found by what they are and never by a name."""

from collections.abc import Collection, Mapping
from typing import Protocol


class Drafts(Protocol):
    """Files with drafts in them."""

    def find(self, digests: Collection[str]) -> Mapping[str, bytes]:
        """The bytes of the files that have these SHA-256, by it; those that are not there are left out.

        Raises `streams.stage.Unavailable` where the files cannot be read. Its message has no byte of them.
        """
        ...
