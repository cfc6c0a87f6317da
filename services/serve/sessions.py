"""Who is signed in. Sessions live in memory: after a restart everybody signs in anew."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from hmac import compare_digest
from secrets import token_urlsafe
from threading import Lock
from typing import Final

from services.serve.links import Role

IDLE: Final = timedelta(hours=2)
LONGEST: Final = timedelta(hours=12)
_MOST: Final = 500  # sessions; beyond that the one unused for longest ends
_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Vouched:
    """What a provider signed somebody in with: its name for them, and for its own session where it has one."""

    subject: str
    sid: str | None
    id_token: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Session:
    """A person at a browser. `form_token` stands in every form of theirs, so that no other site can send one."""

    name: str
    role: Role
    form_token: str
    since: datetime
    vouched: Vouched | None = None

    def sent_by_us(self, token: str) -> bool:
        """Whether a form came from a page of this session."""
        return compare_digest(self.form_token.encode(), token.encode())


class Sessions:
    """Sessions by the secret in the browser's cookie, of which only a digest is kept. Threads may share it."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = Lock()
        self._open: dict[str, tuple[Session, datetime]] = {}

    def begin(self, name: str, role: Role, vouched: Vouched | None = None) -> str:
        """Sign in; the secret for the cookie."""
        secret, now = token_urlsafe(_BYTES), self._clock()
        session = Session(name, role, token_urlsafe(_BYTES), now, vouched)
        with self._lock:
            self._drop_old(now)
            self._open[_digest(secret)] = session, now
        return secret

    def who(self, secret: str | None, *, used: bool = True) -> Session | None:
        """Whose cookie this is; None where nobody's, or no longer. Not `used` where a page asks, and no person."""
        if not secret:
            return None
        key, now = _digest(secret), self._clock()
        with self._lock:
            session, last = self._open.get(key, (None, now))
            if session is None or _over(session, last, now):
                self._open.pop(key, None)
                return None
            self._open[key] = session, now if used else last
        return session

    def holds(self, secret: str | None) -> bool:
        """Whether somebody is signed in by it. Asking is no use of it: a page left open does not keep itself open."""
        now = self._clock()
        with self._lock:
            session, used = self._open.get(_digest(secret or ""), (None, now))
        return session is not None and not _over(session, used, now)

    def end(self, secret: str | None) -> None:
        """Sign out."""
        with self._lock:
            self._open.pop(_digest(secret or ""), None)

    def end_vouched(self, subject: str | None, sid: str | None) -> Sequence[Session]:
        """Sign out where the provider's own session ended: this one, or without a `sid` all of that person."""
        with self._lock:
            over = {key: session for key, (session, _) in self._open.items() if _is_of(session, subject, sid)}
            for key in over:
                del self._open[key]
        return tuple(over.values())

    def _drop_old(self, now: datetime) -> None:
        for key in [key for key, (session, used) in self._open.items() if _over(session, used, now)]:
            del self._open[key]
        while len(self._open) >= _MOST:
            del self._open[min(self._open, key=lambda key: self._open[key][1])]


def _is_of(session: Session, subject: str | None, sid: str | None) -> bool:
    """Whether the provider means this one; where it never named its own session to us, all of the person's."""
    vouched = session.vouched
    if vouched is None or subject not in {None, vouched.subject}:
        return False
    return sid in {None, vouched.sid} or (subject is not None and vouched.sid is None)


def _over(session: Session, used: datetime, now: datetime) -> bool:
    return now - used > IDLE or now - session.since > LONGEST


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()
