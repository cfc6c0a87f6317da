"""Signing in by an OpenID provider: the code flow with PKCE, and what its tokens must hold to be believed.

OpenID Connect Core 1.0, RP-Initiated Logout 1.0, Back-Channel Logout 1.0. No token and no secret enters an error.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final, cast
from unicodedata import category
from urllib.parse import urlencode

import msgspec
import requests
from authlib.integrations.base_client import OAuthError
from authlib.integrations.requests_client import OAuth2Session
from authlib.oauth2.claims import JWTClaims
from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError

from services.acts import is_reserved
from services.oidc_settings import OidcSettings
from services.serve.discovery import SECONDS, Away, Described, Discovery
from services.serve.links import Role
from services.serve.names import Names
from services.serve.sessions import Vouched
from services.serve.ways import Way

# Signed with a private key that only the provider has: never `none`, never a secret that both know.
ALGORITHMS: Final = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "Ed25519")
LEEWAY: Final = 60  # seconds between two clocks
_NEW: Final = 300  # seconds that a message about an ended session is believed
_LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"
_NAME: Final = 200  # characters


class Refused(Exception):
    """Nobody is signed in by this. `key` names the words that tell the person; the text tells the operator."""

    def __init__(self, key: str, why: str) -> None:
        super().__init__(why)
        self.key = key


@dataclass(frozen=True, slots=True)
class Admitted:
    """Somebody whom the provider vouches for."""

    name: str
    role: Role
    vouched: Vouched


@dataclass(frozen=True, slots=True)
class Ended:
    """What the provider says is over: one session of a person, or with `sid` None all of them."""

    subject: str | None
    sid: str | None


@dataclass(frozen=True, slots=True)
class _Tokens:
    id_token: str = field(repr=False)
    access_token: str = field(repr=False)


class Provider:
    """One provider. Threads may share it."""

    def __init__(self, settings: OidcSettings, names: Names, clock: Callable[[], datetime]) -> None:
        self._settings = settings
        self._names = names
        self._secret = settings.secret()
        self._clock = clock
        self._discovery = Discovery(settings, clock)

    def address(self, way: Way) -> str:
        """Where the browser goes to sign in. Raises `Away`."""
        described, _ = self._discovery.asked()
        with self._client(described) as client:
            address, _ = client.create_authorization_url(
                described.authorization_endpoint, state=way.state, nonce=way.nonce, code_verifier=way.verifier
            )
        return cast("str", address)

    def admitted(self, way: Way, code: str) -> Admitted:
        """Who came back with this code, and what they may do. Raises `Refused` and `Away`."""
        if not code:
            raise Refused("sign_in_again", "the provider signed nobody in")
        described, _ = self._discovery.asked()
        tokens = self._exchanged(described, way, code)
        decoded = self._decoded(tokens.id_token)
        params = {"nonce": way.nonce, "client_id": self._settings.client_id, "access_token": tokens.access_token}
        expected = self._expected() | {"sub": {"essential": True}}
        self._validated(CodeIDToken(decoded.claims, decoded.header, expected, params))
        claims = decoded.claims
        subject, sid = str(claims["sub"]), claims.get("sid")
        vouched = Vouched(subject, sid if isinstance(sid, str) else None, tokens.id_token)
        role, name = self._role(claims), self._name(claims)
        return Admitted(self._names.of(name, subject), role, vouched)

    def ended(self, logout_token: str) -> Ended:
        """What a message from the provider ends. Raises `Refused` for one that is not from it, and `Away`."""
        decoded = self._decoded(logout_token)
        expected = self._expected() | {"iat": {"essential": True}, "events": {"essential": True}}
        self._validated(JWTClaims(decoded.claims, decoded.header, expected))
        claims = decoded.claims
        events, subject, sid = claims["events"], claims.get("sub"), claims.get("sid")
        if not isinstance(events, dict) or _LOGOUT not in events or "nonce" in claims:
            raise Refused("sign_in_again", "a token that is not about an ended session")
        if self._now() - claims["iat"] > _NEW:
            raise Refused("sign_in_again", "a message about an ended session that is too old")
        if not isinstance(subject, str | None) or not isinstance(sid, str | None) or (subject or sid) is None:
            raise Refused("sign_in_again", "a message about nobody's session")
        return Ended(subject, sid)

    def sign_out_address(self, vouched: Vouched) -> str | None:
        """Where the browser goes to end the provider's session, too; None where that cannot be had, or not now."""
        try:
            described, _ = self._discovery.asked()
        except Away:
            return None
        if described.end_session_endpoint is None:
            return None
        told = {
            "id_token_hint": vouched.id_token,
            "client_id": self._settings.client_id,
            "post_logout_redirect_uri": f"{self._settings.public_url}/sign-in",
        }
        joint = "&" if "?" in described.end_session_endpoint else "?"
        return f"{described.end_session_endpoint}{joint}{urlencode(told)}"

    def _exchanged(self, described: Described, way: Way, code: str) -> _Tokens:
        try:
            with self._client(described) as client:
                token = client.fetch_token(
                    described.token_endpoint,
                    grant_type="authorization_code",
                    code=code,
                    code_verifier=way.verifier,
                    timeout=SECONDS,
                    allow_redirects=False,
                )
        except OAuthError as error:
            raise Refused("sign_in_again", f"the provider refuses the code ({_plain(error.error)})") from None
        except (requests.RequestException, ValueError, TypeError, KeyError) as error:
            raise Away(f"the sign-in provider cannot be reached ({type(error).__name__})") from None
        try:
            return msgspec.convert(dict(token), _Tokens)
        except (msgspec.ValidationError, TypeError):
            raise Refused("sign_in_again", "the provider gave no ID token") from None

    def _decoded(self, token: str) -> jwt.Token:
        """A token that the provider signed."""
        _, keys = self._discovery.asked()
        try:
            return jwt.decode(token, keys, ALGORITHMS)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            raise Refused("sign_in_again", f"a token is not signed by the provider ({type(error).__name__})") from None

    def _validated(self, claims: JWTClaims) -> None:
        try:
            claims.validate(now=self._now(), leeway=LEEWAY)
        except (JoseError, ValueError, TypeError, KeyError) as error:
            told = f"{type(error).__name__}: {_plain(getattr(error, 'claim', ''))}"
            raise Refused("sign_in_again", f"a token does not hold what it must ({told})") from None

    def _expected(self) -> dict[str, Mapping[str, object]]:
        return {
            "iss": {"essential": True, "value": self._settings.issuer},
            "aud": {"essential": True, "value": self._settings.client_id},
        }

    def _name(self, claims: Mapping[str, object]) -> str:
        """What their acts are signed with; never what the trail calls the machine."""
        for said in (claims.get(self._settings.name_claim), claims["sub"]):
            if isinstance(said, str) and (name := _shown(said)) and not is_reserved(name):
                return name
        raise Refused("sign_in_again", "a token names nobody")

    def _role(self, claims: Mapping[str, object]) -> Role:
        said = claims.get(self._settings.groups_claim, ())
        theirs = {said} if isinstance(said, str) else set(map(str, said)) if isinstance(said, list) else set()
        for role, groups in self._settings.groups.by_role():
            if groups & theirs:
                return cast("Role", role)
        raise Refused("no_group", "somebody is in no group that may enter")

    def _client(self, described: Described) -> OAuth2Session:
        settings = self._settings
        client = OAuth2Session(
            settings.client_id,
            self._secret,
            scope=settings.scope,
            redirect_uri=f"{settings.public_url}/sign-in/back",
            code_challenge_method="S256",
            token_endpoint_auth_method=described.auth_method,
        )
        client.trust_env = False
        client.verify = self._discovery.trusted
        return client

    def _now(self) -> int:
        return int(self._clock().timestamp())


def _shown(name: str) -> str:
    """A name without what cannot be seen."""
    return "".join(char for char in name if not category(char).startswith("C")).strip()[:_NAME]


def _plain(said: object) -> str:
    """A word of a protocol, as an operator may read it; nothing else."""
    return said if isinstance(said, str) and len(said) <= 40 and said.replace("_", "").isalnum() else "?"  # noqa: PLR2004
