"""The console over an installation: what its pages stand on, and the process that answers browsers."""

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import timedelta
from threading import Event as Signal
from threading import Lock
from time import monotonic
from typing import Final
from urllib.parse import urlsplit

from services.acts import note
from services.adapters.draft_folder import DraftFolder
from services.answering import serve_until
from services.auditing import InstallationTrail
from services.check.check import check_text
from services.declare import amend
from services.declare.declare import Proposal, declare
from services.drafts_settings import DraftsSettings
from services.handling import watched_sources
from services.oidc_settings import on_loopback
from services.serve.application import make_app, news_of
from services.serve.beside import Shelf
from services.serve.links import Links, Role
from services.serve.live import LOOK_EVERY
from services.serve.names import Names
from services.serve.oidc import Provider
from services.serve.ports import Ports, WouldBe
from services.serve.sessions import Sessions
from services.serve.visits import Console
from services.settings import ConsoleSettings
from services.sources.gaps import close_gap, named
from services.sources.report import Report
from services.wiring import Installation, history_beside, utc_now
from streams.log.port import History
from streams.registers import SEVERITIES
from streams.situation.entries import Signature
from streams.stage import CannotRun

LINKS: Final = "sign-in-links"  # a folder beside the data
NAMES: Final = "sign-in-names"  # another
_SOURCES_EVERY: Final = 2.0  # seconds
_LOOK_EVERY: Final = {"embedded": LOOK_EVERY, "distributed": 0.4}  # seconds; there each look asks two servers


class Watched:
    """How sources stand, asked for by many and looked at every two seconds at most. Threads may share it."""

    def __init__(self, look: Callable[[], Report], clock: Callable[[], float] = monotonic) -> None:
        self._look = look
        self._clock = clock
        self._lock = Lock()
        self._held: tuple[float, Report] | None = None

    def __call__(self) -> Report:
        """As it was a moment ago. Raises `Unavailable`."""
        with self._lock:
            if self._held is None or self._clock() - self._held[0] > _SOURCES_EVERY:
                self._held = self._clock(), self._look()
            return self._held[1]

    def forget(self) -> None:
        """Somebody changed it: look again."""
        with self._lock:
            self._held = None


class Desk:
    """Implements `services.serve.ports.Acts` as the commands do it."""

    def __init__(self, installation: Installation, sources: "Watched") -> None:
        self._installation = installation
        self._sources = sources

    def declare_crisis(self, fields: Mapping[str, object], actor: str, reason: str) -> None:
        """See `Acts`."""
        self._declare(amend.declare_crisis(fields), actor, reason)

    def add_to_crisis(self, crisis_id: str, more: Mapping[str, object], actor: str, reason: str) -> None:
        """See `Acts`."""
        self._declare(amend.add_to_crisis(crisis_id, more, self._installation.clock()), actor, reason)

    def close_crisis(self, crisis_id: str, actor: str, reason: str) -> None:
        """See `Acts`."""
        self._declare(amend.close_crisis(crisis_id, self._installation.clock()), actor, reason)

    def lift(self, embargo_id: str, actor: str, reason: str) -> None:
        """See `Acts`."""
        self._declare(amend.lift(embargo_id, self._installation.clock()), actor, reason)

    def close_gap(self, gap_id: str, actor: str, reason: str) -> None:
        """See `Acts`."""
        log, now = self._installation.log, self._installation.clock()
        close_gap(log, named(log, gap_id, now).id, actor, reason.strip(), now)
        self._sources.forget()

    def would_fire(self, text: str, account_id: str) -> WouldBe:
        """See `Acts`."""
        installation = self._installation
        checked = check_text(text, account_id, installation.clock(), installation.declared.situation())
        worst_first = sorted(checked.alerts, key=lambda alert: -SEVERITIES.index(alert.severity))
        return WouldBe(worst_first, checked.may_speak)

    def _declare(self, propose: Proposal, actor: str, reason: str) -> None:
        installation = self._installation
        signed = Signature(actor=actor, at=installation.clock(), reason=reason)
        declare(installation.log, installation.declared.history, propose, signed)


def ports_of(installation: Installation, past: History | None = None) -> Ports:
    """What the console stands on. `past` is where the trail is read, which may take long: others look meanwhile."""
    kept_for = timedelta(days=installation.settings.retention.contents_days)
    log, store, declared = installation.log, installation.store, installation.declared

    trail = InstallationTrail(installation, past or log)
    shelf = shelf_of(installation.settings.console.drafts)
    sources = Watched(lambda: watched_sources(installation).report(past))
    desk = Desk(installation, sources)
    return Ports(log, store, declared, installation.clock, desk, kept_for, trail, store, sources, shelf)


def shelf_of(settings: DraftsSettings | None) -> Shelf | None:
    """The drafts whose passages may be shown."""
    return Shelf(DraftFolder(settings.folder), settings.clears) if settings else None


def links(installation: Installation) -> Links:
    """The sign-in links of an installation. They age as people do, whatever its clock says."""
    return Links(installation.settings.data / LINKS, utc_now)


def sign_in_address(settings: ConsoleSettings, token: str) -> str:
    """What a person opens to sign in."""
    return f"http://{_named(settings)}/sign-in?token={token}"


def invite(installation: Installation, name: str, role: Role, by: str) -> str:
    """A new sign-in link for somebody, in the trail before it is there, as made by somebody at this machine.

    Raises `CannotRun` where people sign in by the provider alone, and `Unavailable`.
    """
    settings = installation.settings.console
    if not takes_links(settings):
        raise CannotRun("by a link nobody signs in here: console.oidc is set, and people sign in with its provider")
    note(installation.log, by, "invited", name, installation.clock(), role)
    return sign_in_address(settings, links(installation).issue(name, role))


def takes_links(settings: ConsoleSettings) -> bool:
    """Whether links sign in: only where nobody but this machine can reach the console, through a proxy neither."""
    return settings.host.is_loopback and (settings.oidc is None or on_loopback(settings.oidc.public_url))


def serve_console(
    installation: Installation, stop: Signal, ready: Callable[[], None], not_live: Callable[[], str] = lambda: ""
) -> None:
    """Answer browsers until `stop` is set; `not_live` is of the process it is in.

    Raises `CannotRun` where that is not safe, or the address cannot be had.
    """
    settings = installation.settings.console
    with ExitStack() as stack:
        console = replace(console_of(installation, history_beside(installation, stack)), not_live=not_live)
        news = news_of(console)
        app = make_app(console, news)
        serve_until(app, str(settings.host), settings.port, stop, ready, ending=news.end_streams)


def console_of(installation: Installation, past: History | None = None) -> Console:
    """The console as it is set; `past` is the log it looks at.

    Raises `CannotRun` where others could reach it, and nobody knows who they are.
    """
    settings, oidc = installation.settings.console, installation.settings.console.oidc
    if not settings.host.is_loopback and oidc is None:
        raise CannotRun(
            f"console.host: {settings.host} can be reached by others, and only one-time links would sign people in: "
            "set console.oidc to the provider of your company, or 127.0.0.1 and let people come through a tunnel"
        )
    return Console(
        ports=ports_of(installation, past),
        links=links(installation) if takes_links(settings) else None,
        sessions=Sessions(utc_now),
        hosts=hosts_of(settings),
        zone=settings.zone,
        look_every=_LOOK_EVERY[installation.settings.mode],
        provider=Provider(oidc, Names(installation.settings.data / NAMES), installation.clock) if oidc else None,
        is_secure=oidc is not None and oidc.is_secure,
    )


def hosts_of(settings: ConsoleSettings) -> frozenset[str]:
    """What browsers may call this console by."""
    local = {_named(settings), f"localhost:{settings.port}"} if takes_links(settings) else set()
    return frozenset(local | ({urlsplit(settings.oidc.public_url).netloc} if settings.oidc else set()))


def _named(settings: ConsoleSettings) -> str:
    host = f"[{settings.host}]" if settings.host.version == 6 else str(settings.host)  # noqa: PLR2004 - of the Internet Protocol
    return f"{host}:{settings.port}"
