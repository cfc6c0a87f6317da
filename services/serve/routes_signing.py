"""Signing in by a one-time link, signing out, and choosing a language."""

from typing import Annotated
from urllib.parse import urlsplit

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.acts import note
from services.serve.pages import Pages
from services.serve.sessions import LONGEST
from services.serve.visits import COOKIE, LANGUAGE, Console, words_for
from services.serve.words import LANGS

_YEAR = 365 * 24 * 3600
_SEE_OTHER = 303


def signing(router: APIRouter, console: Console, pages: Pages) -> None:
    """The routes that are open to all."""

    @router.get("/sign-in")
    def ask(request: Request, token: str = "") -> Response:
        """A button, not the sign-in itself: what looks at links before people do must not use them up."""
        return pages.outside("sign_in.html", words_for(request), token=token, problem="")

    @router.post("/sign-in")
    def sign_in(request: Request, token: Annotated[str, Form()] = "") -> Response:
        invited = console.links.take(token)
        if invited is None:
            words = words_for(request)
            return pages.outside("sign_in.html", words, 403, token="", problem=words["link_used"])
        note(console.ports.log, invited.name, "signed in", "console", console.ports.clock(), invited.role)
        answer = RedirectResponse("/", _SEE_OTHER)
        _remember(answer, COOKIE, console.sessions.begin(invited), int(LONGEST.total_seconds()))
        return answer

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        if session := console.sessions.who(request.cookies.get(COOKIE)):
            note(console.ports.log, session.name, "signed out", "console", console.ports.clock())
        console.sessions.end(request.cookies.get(COOKIE))
        answer = RedirectResponse("/sign-in", _SEE_OTHER)
        answer.delete_cookie(COOKIE)
        return answer

    @router.post("/language")
    def language(request: Request, lang: Annotated[str, Form()] = "") -> Response:
        answer = RedirectResponse(_back(request), _SEE_OTHER)
        if lang in LANGS:
            _remember(answer, LANGUAGE, lang, _YEAR)
        return answer


def _back(request: Request) -> str:
    """The page of ours that was shown, never one of another site. The browser names it to its own origin alone."""
    came = urlsplit(request.query_params.get("from", "/"))
    path = came.path if came.path.startswith("/") and not came.path.startswith(("//", "/\\")) else "/"
    return f"{path}?{came.query}" if came.query else path


def _remember(answer: Response, name: str, value: str, seconds: int) -> None:
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="strict")
