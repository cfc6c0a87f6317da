"""One-time sign-in links: made by whoever may use this machine's data folder, taken once by a browser.

A link is a file named by the digest of its token, so that neither the folder nor a listing of it lets anybody sign in,
and taking it is one rename: of two browsers one gets it.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from typing import Final, Literal

import msgspec

from services.acts import is_reserved
from streams.stage import CannotRun

Role = Literal["reader", "responder", "auditor"]
HOLDS: Final = timedelta(minutes=15)
_BYTES: Final = 32
_LONGEST: Final = 200  # characters of a token that are looked at


@dataclass(frozen=True, slots=True)
class Invited:
    """Whom a link signs in, and until when it can be used."""

    name: str
    role: Role
    until: datetime


_DECODER: Final = msgspec.json.Decoder(Invited)


class Links:
    """The links of one installation, in a folder that only its owner can read. Processes may share it."""

    def __init__(self, folder: Path, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._clock = clock

    def issue(self, name: str, role: Role) -> str:
        """A new token. Raises `CannotRun` where the folder cannot be written, and for the name of the machine."""
        if is_reserved(name):
            raise CannotRun(f"{name}: so the trail calls the machine; name the person who signs in")
        self._tidy()
        token = token_urlsafe(_BYTES)
        invited = Invited(name, role, self._clock() + HOLDS)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            place = self._place(token)
            place.touch(mode=0o600)
            place.write_bytes(msgspec.json.encode(invited))
        except OSError as error:
            raise CannotRun(
                f"{self._folder}: a sign-in link cannot be kept there ({error.strerror}): look at its permissions"
            ) from error
        return token

    @contextmanager
    def taking(self, token: str) -> Iterator[Invited | None]:
        """Whom this token signs in; None where it was used, is too old, or never was one.

        It is used up where the block ends well; where that raises, it can be used again.
        """
        self._tidy()
        place = self._place(token[:_LONGEST])
        taken = place.with_suffix(".taken")
        try:
            place.rename(taken)
        except OSError:  # used, or never there; what another one is just taking is left to them
            yield None
            return
        try:
            yield self._still_good(taken)
        except BaseException:
            with suppress(OSError):
                taken.rename(place)
            raise
        taken.unlink(missing_ok=True)

    def _still_good(self, file: Path) -> Invited | None:
        invited = _read(file)
        return invited if invited and self._clock() < invited.until else None

    def _tidy(self) -> None:
        """Delete those that nobody has used in time."""
        with suppress(OSError):
            for file in self._folder.iterdir():
                invited = _read(file)
                if invited is not None and self._clock() >= invited.until:
                    file.unlink(missing_ok=True)

    def _place(self, token: str) -> Path:
        return self._folder / f"{sha256(token.encode()).hexdigest()}.json"


def _read(file: Path) -> Invited | None:
    try:
        return _DECODER.decode(file.read_bytes())
    except (OSError, msgspec.DecodeError):
        return None
