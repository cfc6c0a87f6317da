"""Who asks for a page, in which language, and whether they may."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final
from zoneinfo import ZoneInfo

from fastapi import Request

from services.serve.links import Links, Role
from services.serve.live import LOOK_EVERY
from services.serve.oidc import Provider
from services.serve.ports import Ports
from services.serve.sessions import Session, Sessions
from services.serve.times import Clockwork
from services.serve.words import LANGS, Words
from services.serve.words_de import DE
from services.serve.words_en import EN

_COOKIE: Final = "vorlaut"
RENEWS: Final = "Vorlaut-Renews"  # the header by which a page says that it asks, and nobody at it
LANGUAGE: Final = "vorlaut-lang"
WORDS: Final = {"de": DE, "en": EN}
READS: Final[Collection[Role]] = frozenset({"reader", "responder", "auditor"})
ACTS: Final[Collection[Role]] = frozenset({"responder"})
AUDITS: Final[Collection[Role]] = frozenset({"responder", "auditor"})
EXPORTS: Final[Collection[Role]] = frozenset({"auditor"})


@dataclass(frozen=True, slots=True)
class Console:
    """What the application is made of. `hosts` are the only ones it answers to.

    `look_every` is how many seconds lie between two looks for something new. People sign in by `links`, by the
    `provider`, or by either. `is_secure` is whether browsers come by TLS. `not_live` says why the process should be
    started anew, where it should: the console answers from threads of its own, whatever the others do.
    """

    ports: Ports
    links: Links | None
    sessions: Sessions
    hosts: Collection[str]
    zone: ZoneInfo
    look_every: float = LOOK_EVERY
    provider: Provider | None = None
    is_secure: bool = False
    not_live: Callable[[], str] = lambda: ""

    def cookie(self, part: str = "") -> str:
        """The name of a cookie. By TLS browsers keep its like from every other host, neighbours in the domain too."""
        return f"__Host-{_COOKIE}{part}" if self.is_secure else f"{_COOKIE}{part}"

    def who(self, request: Request) -> Session | None:
        """Who is signed in in this browser. A page that renews itself does not keep them signed in."""
        by_itself = RENEWS in request.headers or request.headers.get("accept") == "text/event-stream"
        return self.sessions.who(request.cookies.get(self.cookie()), used=not by_itself)

    def is_here(self, request: Request) -> bool:
        """Whether somebody is still signed in in this browser; asking does not keep them."""
        return self.sessions.holds(request.cookies.get(self.cookie()))


@dataclass(frozen=True, slots=True)
class Visit:
    """One request of somebody who is signed in."""

    session: Session
    words: Words
    clockwork: Clockwork


class NotSignedIn(Exception):
    """Nobody is signed in in this browser."""


class NotAllowed(Exception):
    """The role does not allow it."""


class TooOld(Exception):
    """A form that was not made for this session."""


def words_for(request: Request) -> Words:
    """The language that was chosen, else the first of ours that the browser asks for."""
    chosen = request.cookies.get(LANGUAGE, "")
    if chosen in LANGS:
        return WORDS[chosen]
    asked = (one.strip()[:2].lower() for one in request.headers.get("accept-language", "").split(","))
    return WORDS[next((one for one in asked if one in LANGS), "en")]


@dataclass(frozen=True, eq=False)
class Gate:
    """Before a route: the visit of somebody with one of these roles. Raises `NotSignedIn` and `NotAllowed`.

    Compared by identity: it is remembered for a request, and what a console is made of need not be hashable.
    """

    console: Console
    roles: Collection[Role]

    def __call__(self, request: Request) -> Visit:
        """Let them in, or not."""
        session = self.console.who(request)
        if session is None:
            raise NotSignedIn
        if session.role not in self.roles:
            raise NotAllowed
        words = words_for(request)
        return Visit(session, words, Clockwork(self.console.ports.clock(), self.console.zone, words.lang))


def visitor(console: Console, roles: Collection[Role]) -> Gate:
    """The dependency that says who may use a route."""
    return Gate(console, roles)


def sent_by_us(visit: Visit, token: str) -> None:
    """Raises `TooOld` for a form that does not come from a page of this session."""
    if not visit.session.sent_by_us(token):
        raise TooOld
