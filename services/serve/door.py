"""The page before the console, and the cookie by which a browser is let in again."""

from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import Response

from services.serve.pages import Pages
from services.serve.sessions import LONGEST
from services.serve.visits import Console, words_for


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
        begin=f"/sign-in/begin?{urlencode({'to': _wanted(request)})}" if console.provider else "",
    )


def _wanted(request: Request) -> str:
    """The page that somebody wants to see and will see once signed in."""
    path = request.url.path
    if request.method != "GET" or path.startswith("/sign-in"):
        return "/"
    return f"{path}?{request.url.query}" if request.url.query else path


def remember(answer: Response, console: Console, secret: str) -> None:
    """Have the browser keep the secret of its session."""
    answer.set_cookie(
        console.cookie(),
        secret,
        max_age=int(LONGEST.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=console.is_secure,
    )
