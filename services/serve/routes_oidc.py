"""Signing in by the provider, and out because it says so."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from services.acts import note
from services.logs import get_logger
from services.serve.door import door, remember
from services.serve.oidc import Admitted, Provider, Refused
from services.serve.pages import Pages
from services.serve.visits import Console, words_for
from services.serve.ways import HOLDS, Way, Ways

_WAY = "-way"
_SEE_OTHER = 303


def signing_by_provider(router: APIRouter, console: Console, pages: Pages, provider: Provider) -> None:
    """Routes that are open to all, too: who comes back is believed by what the provider signed alone."""
    ways = Ways(console.ports.clock)

    @router.get("/sign-in/begin")
    def begin(to: str = "/") -> Response:
        way = ways.begin(to)
        answer = RedirectResponse(provider.address(way), _SEE_OTHER)
        answer.set_cookie(  # lax, because it must come back with the browser from another site
            console.cookie(_WAY),
            way.cookie,
            max_age=int(HOLDS.total_seconds()),
            httponly=True,
            samesite="lax",
            secure=console.is_secure,
        )
        return answer

    @router.get("/sign-in/back")
    def back(request: Request, code: str = "", state: str = "") -> Response:
        try:
            way = _returned(ways, request.cookies.get(console.cookie(_WAY), ""), state)
            answer = _entered(console, pages, request, provider.admitted(way, code), way.to)
        except Refused as refused:
            get_logger().warning("sign-in refused", error=str(refused))
            answer = door(console, pages, request, 403, problem=refused.key)
        answer.delete_cookie(console.cookie(_WAY), secure=console.is_secure, httponly=True, samesite="lax")
        return answer

    @router.post("/sign-in/ended")
    def ended(logout_token: Annotated[str, Form()] = "") -> Response:
        """The provider, not a browser, says that a session of its own is over."""
        try:
            over = provider.ended(logout_token)
        except Refused as refused:
            get_logger().warning("sign-out refused", error=str(refused))
            return PlainTextResponse("This does not end a session.\n", 400)
        for session in console.sessions.end_vouched(over.subject, over.sid):
            note(console.ports.log, session.name, "signed out", "console", console.ports.clock(), "by the provider")
        return PlainTextResponse("Done.\n")


def _returned(ways: Ways, cookie: str, state: str) -> Way:
    way = ways.taken(cookie, state)
    if way is None:
        raise Refused("sign_in_again", "a browser came back that had not set out, or too late")
    return way


def _entered(console: Console, pages: Pages, request: Request, admitted: Admitted, to: str) -> Response:
    """A page that goes on by itself: after a redirect from another site the strict cookie would not be sent yet."""
    detail = f"{admitted.role}, {admitted.vouched.subject} at the provider"
    note(console.ports.log, admitted.name, "signed in", "console", console.ports.clock(), detail)
    answer = pages.outside("onward.html", words_for(request), to=to, told="signing_in")
    remember(answer, console, console.sessions.begin(admitted.name, admitted.role, admitted.vouched))
    return answer
