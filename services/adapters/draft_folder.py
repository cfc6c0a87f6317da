"""Drafts in a folder of this machine.

A draft is found by its digest: no name from outside ever becomes a path, and what is not exactly the draft that was
declared is not given out, whoever puts it there under whichever name. Links are not followed.
"""

import os
from collections.abc import Collection, Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import Final

from streams.stage import Unavailable

LARGEST: Final = 1_000_000  # bytes of a draft; a press release has a few thousand
MOST: Final = 2000  # files that are looked at
_FLAGS: Final = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC  # no link, and no pipe that never ends

_State = tuple[int, int, int, int]


class DraftFolder:
    """Implements `Drafts`. It remembers digests, and never a text. Threads may share it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._known: dict[str, tuple[_State, str]] = {}

    def find(self, digests: Collection[str]) -> Mapping[str, bytes]:
        """See `Drafts`."""
        found: dict[str, bytes] = {}
        looked_at: dict[str, tuple[_State, str]] = {}
        try:
            for path, state in _files(self._folder):
                held, raw = self._digest(path, state, digests)
                looked_at[path] = state, held
                if raw is not None:
                    found[held] = raw
        except OSError as error:
            raise Unavailable(f"the folder of drafts cannot be read ({error.strerror})") from None
        self._known = looked_at
        return found

    def _digest(self, path: str, state: _State, digests: Collection[str]) -> tuple[str, bytes | None]:
        """The digest of a file, and its bytes where they are looked for: the very ones that were digested."""
        before = self._known.get(path)
        if before is not None and before[0] == state and before[1] not in digests:
            return before[1], None
        raw = _read(path)
        digest = sha256(raw).hexdigest() if raw is not None else ""
        return digest, raw if digest in digests else None


def _files(folder: Path) -> Iterator[tuple[str, _State]]:
    """The files under a folder that can be a draft, each with what changes when it does."""
    seen = 0
    waiting = [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as entries:
            for entry in sorted(entries, key=lambda one: one.name):
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(entry.path)
                elif entry.is_file(follow_symlinks=False):
                    seen += 1
                    if seen > MOST:
                        raise Unavailable(
                            f"the folder of drafts has more than {MOST:,} files: give one with drafts alone"
                        )
                    about = entry.stat(follow_symlinks=False)
                    if about.st_size <= LARGEST:
                        yield entry.path, (about.st_ino, about.st_size, about.st_mtime_ns, about.st_ctime_ns)


def _read(path: str) -> bytes | None:
    """The bytes of a file; None for one that is gone, may not be read, or is none after all."""
    try:
        place = os.open(path, _FLAGS)
    except OSError:
        return None
    with os.fdopen(place, "rb") as file:
        if not S_ISREG(os.fstat(place).st_mode):
            return None
        raw = file.read(LARGEST + 1)
    return raw if len(raw) <= LARGEST else None
