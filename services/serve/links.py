"""One-time sign-in links: made by whoever may use this machine's data folder, taken once by a browser.

A link is a file named by the digest of its token, so that neither the folder nor a listing of it lets anybody sign in,
and taking it is one rename: of two browsers one gets it.
"""

from collections.abc import Callable
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

    def take(self, token: str) -> Invited | None:
        """Whom this token signs in; None where it was used, is too old, or never was one."""
        place = self._place(token[:_LONGEST])
        taken = place.with_suffix(".taken")
        try:
            place.rename(taken)
        except OSError:
            return None  # used, or never there; what another one is just taking is left to them
        try:
            invited = _DECODER.decode(taken.read_bytes())
        except (OSError, msgspec.DecodeError):
            return None
        finally:
            taken.unlink(missing_ok=True)
        return invited if self._clock() < invited.until else None

    def _place(self, token: str) -> Path:
        return self._folder / f"{sha256(token.encode()).hexdigest()}.json"
