"""The way of one browser to the provider and back, bound to that browser and to one attempt."""

import hmac
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from secrets import token_bytes, token_urlsafe
from typing import Final
from urllib.parse import urlsplit

HOLDS: Final = timedelta(minutes=10)
_BYTES: Final = 32
_LONGEST: Final = 1000  # characters of a cookie that are looked at, and half of them of a page


@dataclass(frozen=True, slots=True)
class Way:
    """One attempt to sign in: what the browser keeps meanwhile, what goes through the provider, and where it leads."""

    cookie: str = field(repr=False)
    state: str
    nonce: str
    verifier: str = field(repr=False)
    to: str


class Ways:
    """Nothing is kept of an attempt: all of it follows from the browser's cookie and a key of this process.

    So no number of attempts fills the memory, and the state of another browser, or of a cookie that was changed, does
    not fit.
    """

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._key = token_bytes(_BYTES)

    def begin(self, to: str) -> Way:
        """A new attempt, which shall lead to this page of ours."""
        page = own_page(to)
        kept = urlsafe_b64encode((page if len(page) <= _LONGEST // 2 else "/").encode()).decode()
        return self._way(f"{int(self._clock().timestamp())}.{token_urlsafe(_BYTES)}.{kept}")

    def taken(self, cookie: str, state: str) -> Way | None:
        """The attempt that comes back; None where it is not this browser's, or took too long."""
        if not cookie or len(cookie) > _LONGEST:
            return None
        expected = self._derived("state", cookie)
        if not hmac.compare_digest(expected.encode(), state.encode()):
            return None
        way = self._way(cookie)
        begun = datetime.fromtimestamp(int(cookie.partition(".")[0]), self._clock().tzinfo)
        return way if self._clock() - begun <= HOLDS else None

    def _way(self, cookie: str) -> Way:
        to = urlsafe_b64decode(cookie.rpartition(".")[2]).decode()
        state, nonce, verifier = (self._derived(part, cookie) for part in ("state", "nonce", "verifier"))
        return Way(cookie, state, nonce, verifier, to)

    def _derived(self, part: str, cookie: str) -> str:
        digest = hmac.digest(self._key, f"{part}:{cookie}".encode(), sha256)
        return urlsafe_b64encode(digest).rstrip(b"=").decode()


def own_page(asked: str) -> str:
    """The page of ours that was asked for, never one of another site."""
    try:
        came = urlsplit(asked)
    except ValueError:
        return "/"
    path = came.path if came.path.startswith("/") and not came.path.startswith(("//", "/\\")) else "/"
    return f"{path}?{came.query}" if came.query else path
