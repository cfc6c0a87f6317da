"""What stands before every page: whose host this is, how much may be sent, and what a browser may do with an answer."""

from collections.abc import Collection
from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES: Final = 256 * 1024  # of a form
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_HEADERS: Final = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_SAFE: Final = frozenset({"GET", "HEAD"})


class Guarded:
    """Only hosts that are named are answered (a name that points here would make any site ours), and only small forms.

    A form must come from a page of the same origin, where the browser says where it comes from.
    """

    def __init__(self, app: ASGIApp, hosts: Collection[str]) -> None:
        self._app = app
        self._hosts = frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if refusal := self._refusal(scope["method"], Headers(scope=scope)):
            await refusal(scope, receive, _hardened(send, scope["path"]))
            return
        await self._app(scope, _bounded(receive), _hardened(send, scope["path"]))

    def _refusal(self, method: str, headers: Headers) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if host not in self._hosts:
            return PlainTextResponse("This address is not one of the console's.\n", 421)
        origin = headers.get("origin")
        if method not in _SAFE and origin is not None and origin not in {f"http://{host}", f"https://{host}"}:
            return PlainTextResponse("This form comes from another site.\n", 403)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > MOST_BYTES:
            return PlainTextResponse("This is more than a form may hold.\n", 413)
        return None


def _bounded(receive: Receive) -> Receive:
    """Ends what is longer than it said, or did not say."""
    had = 0

    async def bounded() -> Message:
        nonlocal had
        message = await receive()
        had += len(message.get("body", b""))
        return {"type": "http.disconnect"} if had > MOST_BYTES else message

    return bounded


def _hardened(send: Send, path: str) -> Send:
    async def hardened(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(_HEADERS)
            headers["Cache-Control"] = "no-cache" if path.startswith("/static/") else "no-store"
        await send(message)

    return hardened
