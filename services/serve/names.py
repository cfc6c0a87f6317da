"""One name, one person: whoever signs in second under a name has a digest of theirs beside it.

Of each name a file says to whom it belongs, both as digests, so that it holds over restarts and between processes.
"""

from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from streams.text.fold import word_view

_DIGITS: Final = (8, 16, 64)  # of the digest; more where somebody else is called even so


class Names:
    """What people are called whom a provider vouches for, in a folder. Processes may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, name: str, subject: str) -> str:
        """The name, where it is nobody else's; else with a digest of the subject, which is the same each time.

        Where it cannot be kept whose a name is, everybody has theirs.
        """
        digest = _digest(subject)
        for one in (name, *(f"{name} ({digest[:digits]})" for digits in _DIGITS)):
            if self._is_theirs(one, digest):
                return one
        return f"{name} ({digest})"

    def _is_theirs(self, name: str, digest: str) -> bool:
        place = self._folder / _digest(word_view(name))
        with suppress(OSError):
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            with suppress(FileExistsError), place.open("x", encoding="ascii") as file:
                file.write(digest)
            return place.read_text("ascii") == digest
        return False


def _digest(text: str) -> str:
    return sha256(text.encode()).hexdigest()
