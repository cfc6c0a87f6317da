"""A small OpenID provider on loopback that can be made to say whatever a hostile or broken one would."""

import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Final
from urllib.parse import parse_qs, parse_qsl, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

KEY: Final = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
STRANGER: Final = RSAKey.generate_key(2048, {"kid": "one", "use": "sig", "alg": "RS256"})
LOGOUT: Final = "http://schemas.openid.net/event/backchannel-logout"
CLIENT: Final = "console"
SECRET: Final = "the-secret-of-the-client"  # noqa: S105 - made up
Sign = Callable[[dict[str, object]], str]


def signed(claims: dict[str, object], key: RSAKey = KEY) -> str:
    return jwt.encode({"alg": "RS256", "kid": key.kid}, claims, key)


@dataclass
class SmallProvider:
    """`claims` go over those of an honest ID token, which `sign` makes a token; None takes one away."""

    issuer: str
    now: Callable[[], datetime]
    claims: dict[str, object] = field(default_factory=dict)
    sign: Sign = signed
    keys: tuple[RSAKey, ...] = (KEY,)
    named: str | None = None
    broken: bool = False
    may_answer: Event = field(default_factory=Event)
    asked: list[str] = field(default_factory=list)
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def code_for(self, address: str) -> tuple[str, str]:
        """Somebody signs in where the browser was sent to; the code and the state that come back."""
        asked = dict(parse_qsl(urlsplit(address).query))
        assert address.startswith(f"{self.issuer}/authorize?")
        assert (asked["response_type"], asked["client_id"], asked["code_challenge_method"]) == ("code", CLIENT, "S256")
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return code, asked["state"]

    def honest(self, **more: object) -> dict[str, object]:
        """The claims of every token."""
        now = int(self.now().timestamp())
        return {"iss": self.issuer, "aud": CLIENT, "iat": now, "exp": now + 300} | more

    def exchange(self, sent: Mapping[str, str], login: str) -> tuple[int, object]:
        """The token endpoint."""
        asked = self.codes.pop(sent.get("code", ""), None)
        challenge = urlsafe_b64encode(sha256(sent.get("code_verifier", "").encode()).digest()).rstrip(b"=").decode()
        if login != f"{CLIENT}:{SECRET}":
            return 401, {"error": "invalid_client"}
        if asked is None or asked["code_challenge"] != challenge or asked["redirect_uri"] != sent["redirect_uri"]:
            return 400, {"error": "invalid_grant", "error_description": "<b>code</b>"}
        claims = self.honest(sub="u-1", sid="s-1", nonce=asked["nonce"], preferred_username="hanne") | self.claims
        kept = {name: value for name, value in claims.items() if value is not None}
        return 200, {"access_token": "an-access-token", "token_type": "Bearer", "id_token": self.sign(kept)}

    def answer(self, path: str) -> tuple[int, object]:
        """Everything else."""
        if path == "/jwks":
            return 200, {"keys": [key.as_dict(private=False) for key in self.keys]}
        if path != "/.well-known/openid-configuration":
            return 404, {}
        return 200, {
            "issuer": self.named or self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/jwks",
            "end_session_endpoint": f"{self.issuer}/session/end",
            "id_token_signing_alg_values_supported": ["none", "HS256", "RS256"],
        }


@contextmanager
def small_provider(now: Callable[[], datetime]) -> Iterator[SmallProvider]:
    """A provider that answers while the block runs."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._send(*provider.answer(self.path))

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            sent = {name: values[0] for name, values in parse_qs(body).items()}
            login = b64decode(self.headers.get("Authorization", "").removeprefix("Basic ")).decode()
            self._send(*provider.exchange(sent, login))

        def log_message(self, *_: object) -> None:
            pass

        def _send(self, status: int, said: object) -> None:
            provider.asked.append(self.path)
            provider.may_answer.wait(10)
            body = b"<h1>Bad Gateway</h1>" if provider.broken else json.dumps(said).encode()
            self.send_response(502 if provider.broken else status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider = SmallProvider(f"http://127.0.0.1:{server.server_port}", now)
    provider.may_answer.set()
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
