"""What an OpenID provider says of itself (OpenID Connect Discovery 1.0): where it is asked for what, and its keys."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock
from typing import Final, cast

import msgspec
import requests
from joserfc.errors import JoseError
from joserfc.jwk import KeySet, KeySetSerialization

from services.oidc_settings import OidcSettings
from streams.stage import Unavailable

SECONDS: Final = (5.0, 10.0)  # to connect, and for each answer
HOLDS: Final = timedelta(seconds=5)  # so long an answer holds, and so long one that is away is not asked again


class Away(Unavailable):
    """The provider cannot be reached, or does not answer as one."""


@dataclass(frozen=True, slots=True)
class Described:
    """The part of a provider's metadata that is used here, under the names of the specification."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    end_session_endpoint: str | None = None
    token_endpoint_auth_methods_supported: tuple[str, ...] = ("client_secret_basic",)

    @property
    def auth_method(self) -> str:
        """How the client's secret is shown."""
        basic = "client_secret_basic" in self.token_endpoint_auth_methods_supported
        return "client_secret_basic" if basic else "client_secret_post"


class Discovery:
    """Asks when somebody wants to sign in, at most every five seconds. Threads may share it: one asks, the others wait.

    So a provider that went away is noticed before a browser is sent there, and a new key is seen at once. While it is
    away nobody waits but the one who asks: strangers at the door must not hold the threads of those inside.
    """

    def __init__(self, settings: OidcSettings, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._clock = clock
        self._lock = Lock()
        self._known: tuple[Described, KeySet, datetime] | None = None
        self._failed: datetime | None = None

    @property
    def trusted(self) -> bool | str:
        """Whose certificates are believed, as `requests` wants it."""
        return str(self._settings.ca_file) if self._settings.ca_file else True

    def asked(self) -> tuple[Described, KeySet]:
        """Where it is, and its keys. Raises `Away`: at once, while another waits for one that had been away."""
        if not self._lock.acquire(blocking=self._failed is None):
            raise Away("the sign-in provider was away, and is being asked again")
        try:
            return self._kept() or self._asked_anew()
        finally:
            self._lock.release()

    def _kept(self) -> tuple[Described, KeySet] | None:
        now = self._clock()
        if self._failed and now - self._failed <= HOLDS:
            raise Away("the sign-in provider could not be reached a moment ago")
        return self._known[:2] if self._known and now - self._known[2] <= HOLDS else None

    def _asked_anew(self) -> tuple[Described, KeySet]:
        try:
            described, keys = self._ask()
        except Away:
            self._failed = self._clock()  # after waiting for it, which may have taken longer than that holds
            raise
        self._known, self._failed = (described, keys, self._clock()), None
        return described, keys

    def _ask(self) -> tuple[Described, KeySet]:
        place = f"{self._settings.issuer.rstrip('/')}/.well-known/openid-configuration"
        try:
            described = msgspec.json.decode(self._got(place), type=Described)
            listed = msgspec.json.decode(self._got(described.jwks_uri))
            keys = KeySet.import_key_set(cast("KeySetSerialization", listed))
        except (requests.RequestException, JoseError, ValueError, TypeError, KeyError) as error:
            raise Away(f"the sign-in provider cannot be reached ({type(error).__name__})") from None
        if described.issuer != self._settings.issuer:
            raise Away("the sign-in provider names another issuer than console.oidc.issuer: set what it says")
        return described, keys

    def _got(self, url: str) -> bytes:
        with requests.Session() as session:
            session.trust_env = False
            answer = session.get(url, timeout=SECONDS, allow_redirects=False, verify=self.trusted)
            answer.raise_for_status()
            return answer.content
