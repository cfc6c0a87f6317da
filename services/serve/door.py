"""The page before the console, and the cookie by which a browser is let in again."""

from datetime import timedelta
from typing import Final
from urllib.parse import quote, unquote, urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from services.serve.links import HOLDS
from services.serve.pages import Pages
from services.serve.sessions import LONGEST
from services.serve.visits import Console, words_for
from services.serve.ways import own_page

_WANTED: Final = "-wanted"  # behind the name of the cookie
_LONGEST: Final = 500  # characters of an address
_SEE_OTHER: Final = 303


def door(
    console: Console, pages: Pages, request: Request, status: int = 200, *, token: str = "", problem: str = ""
) -> Response:
    """How one gets in here, and what went wrong with it: `problem` is a key of the words."""
    words = words_for(request)
    return pages.outside(
        "sign_in.html",
        words,
        status,
        token=token if console.links else "",
        problem=words[problem] if problem else "",
        begin=f"/sign-in/begin?{urlencode({'to': wanted(request)})}" if console.provider else "",
    )


def wanted(request: Request) -> str:
    """The page that somebody wants to see and will see once signed in."""
    path = request.url.path
    if request.method != "GET" or path.startswith("/sign-in"):
        return "/"
    return f"{path}?{request.url.query}" if request.url.query else path


def want(answer: Response, console: Console, page: str) -> None:
    """Have the browser keep which page somebody wants to see, until they are signed in or a link would be too old."""
    if page != "/" and len(page) <= _LONGEST:
        _keep(answer, console, _WANTED, quote(page, safe=""), HOLDS)


def lead(answer_to: Request, console: Console) -> Response:
    """To the page that was wanted before somebody signed in; to the wall where there was none."""
    kept = unquote(answer_to.cookies.get(console.cookie(_WANTED), ""))
    answer = RedirectResponse(own_page(kept or "/"), _SEE_OTHER)
    if kept:
        answer.delete_cookie(console.cookie(_WANTED), secure=console.is_secure, httponly=True, samesite="strict")
    return answer


def remember(answer: Response, console: Console, secret: str) -> None:
    """Have the browser keep the secret of its session."""
    _keep(answer, console, "", secret, LONGEST)


def _keep(answer: Response, console: Console, part: str, value: str, so_long: timedelta) -> None:
    answer.set_cookie(
        console.cookie(part),
        value,
        max_age=int(so_long.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=console.is_secure,
    )
