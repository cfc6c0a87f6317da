"""Signing in by a one-time link, signing out, and choosing a language."""

from typing import Annotated

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response

from services.acts import note
from services.serve.door import door, lead, remember
from services.serve.pages import Pages
from services.serve.visits import LANGUAGE, Console, words_for
from services.serve.ways import own_page
from services.serve.words import LANGS

_YEAR = 365 * 24 * 3600
_SEE_OTHER = 303


def signing(router: APIRouter, console: Console, pages: Pages) -> None:
    """The routes that are open to all."""

    @router.get("/sign-in")
    def ask(request: Request, token: str = "") -> Response:
        """A button, not the sign-in itself: what looks at links before people do must not use them up."""
        return door(console, pages, request, token=token)

    @router.post("/sign-in")
    def sign_in(request: Request, token: Annotated[str, Form()] = "") -> Response:
        if console.links is None:
            return door(console, pages, request, 403, problem="links_off")
        with console.links.taking(token) as invited:  # where it cannot be noted, the link can be used again
            if invited is None:
                return door(console, pages, request, 403, problem="link_used")
            note(console.ports.log, invited.name, "signed in", "console", console.ports.clock(), invited.role)
        console.sessions.end(request.cookies.get(console.cookie()))
        answer = lead(request, console)
        remember(answer, console, console.sessions.begin(invited.name, invited.role))
        return answer

    @router.post("/sign-out")
    def sign_out(request: Request) -> Response:
        session, provider = console.who(request), console.provider
        if session:
            note(console.ports.log, session.name, "signed out", "console", console.ports.clock())
        console.sessions.end(request.cookies.get(console.cookie()))
        further = provider.sign_out_address(session.vouched) if provider and session and session.vouched else None
        if further:  # not a redirect: our own policy lets no form lead to another site
            answer: Response = pages.outside("onward.html", words_for(request), to=further, told="signing_out")
        else:
            answer = RedirectResponse("/sign-in", _SEE_OTHER)
        answer.delete_cookie(console.cookie(), secure=console.is_secure, httponly=True, samesite="strict")
        return answer

    @router.post("/language")
    def language(request: Request, lang: Annotated[str, Form()] = "") -> Response:
        answer = RedirectResponse(own_page(request.query_params.get("from", "/")), _SEE_OTHER)
        if lang in LANGS:
            answer.set_cookie(LANGUAGE, lang, max_age=_YEAR, httponly=True, samesite="strict", secure=console.is_secure)
        return answer
