"""The console as one application."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from http import HTTPStatus
from pathlib import Path
from typing import Final

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.staticfiles import StaticFiles

from services.logs import get_logger
from services.serve.declared import check_declared, refuse_undeclared
from services.serve.discovery import Away
from services.serve.door import door, want, wanted
from services.serve.guarded import Guarded
from services.serve.live import News
from services.serve.pages import Pages
from services.serve.ports import Ports
from services.serve.readings import Readings
from services.serve.remembered import Remembered
from services.serve.routes_acting import deciding
from services.serve.routes_audit import auditing, exporting
from services.serve.routes_desk import desk
from services.serve.routes_health import health, probing
from services.serve.routes_oidc import signing_by_provider
from services.serve.routes_reading import reading
from services.serve.routes_signing import signing
from services.serve.visits import Console, NotAllowed, NotSignedIn, TooOld, words_for
from services.serve.ways import own_page
from streams.stage import CannotRun, Unavailable

_AWAY: Final = 503
_STATIC: Final = Path(__file__).parent / "static"
_Explain = Callable[[Request, Exception], Response]


def news_of(console: Console) -> News:
    """What pages of this console hear of."""
    return News(lambda: _newest(console.ports), console.look_every)


def make_app(console: Console, heard: News | None = None) -> FastAPI:
    """The application. Only signing in, what a browser needs to draw, and the probes are open to all.

    `heard` is its news, where somebody else ends the streams of them.
    """
    news = heard or news_of(console)
    tally = Remembered(console.ports.store, news.mark)
    console = replace(console, ports=replace(console.ports, tally=tally))

    @asynccontextmanager
    async def living(app: FastAPI) -> AsyncIterator[None]:
        check_declared(app.routes)
        news.start()
        yield
        news.stop()

    dependencies = [Depends(refuse_undeclared)]
    app = FastAPI(lifespan=living, docs_url=None, redoc_url=None, openapi_url=None, dependencies=dependencies)
    app.mount("/static", StaticFiles(directory=_STATIC), name="static")
    pages, noted = Pages(), Readings(console.ports.log)
    probing(app.router, console)
    signing(app.router, console, pages)
    if console.provider:
        signing_by_provider(app.router, console, pages, console.provider)
    reading(app.router, console, pages, news, noted)
    auditing(app.router, console, pages, noted)
    exporting(app.router, console, pages)
    deciding(app.router, console, pages, news, noted)
    desk(app.router, console, pages, news)
    health(app.router, console, pages)
    _explain_errors(app, console, pages)
    app.add_middleware(Guarded, hosts=console.hosts)
    check_declared(app.routes)
    return app


def _newest(ports: Ports) -> object:
    """Differs whenever something that is shown may differ: what can be found, what is declared, and where from."""
    return ports.store.mark(), dict(ports.log.end("registers")), ports.sources().mark


def _explain_errors(app: FastAPI, console: Console, pages: Pages) -> None:
    def told(status: int, key: str) -> _Explain:
        def explain(request: Request, _error: Exception) -> Response:
            words = words_for(request)
            session = console.who(request)
            why = words[key].format(role=words.roles[session.role] if session else "")
            retried = status == _AWAY and request.method == "GET"
            return pages.outside("told.html", words, status, why=why, retried=retried)

        return explain

    ask = _at_the_door(console, pages) if console.provider else told(401, "sign_in_need")
    app.add_exception_handler(NotSignedIn, _by_own_way(console, pages, ask))
    app.add_exception_handler(NotAllowed, told(403, "refused"))
    app.add_exception_handler(TooOld, told(409, "again"))
    app.add_exception_handler(Away, _logged(told(503, "provider_away")))
    app.add_exception_handler(Unavailable, told(503, "no_server"))
    app.add_exception_handler(CannotRun, told(500, "broken"))
    app.add_exception_handler(RequestValidationError, told(422, "odd_form"))
    app.add_exception_handler(HTTPException, _by_status(told(404, "missing"), told(405, "odd_method")))


def _by_status(missing: _Explain, odd_method: _Explain) -> _Explain:
    """What is no page, and a page that is asked for in a way that it does not know."""

    def explain(request: Request, error: Exception) -> Response:
        if not isinstance(error, HTTPException) or error.status_code != HTTPStatus.METHOD_NOT_ALLOWED:
            return missing(request, error)
        answer = odd_method(request, error)
        answer.headers.update(error.headers or {})
        return answer

    return explain


def _at_the_door(console: Console, pages: Pages) -> _Explain:
    return lambda request, _error: door(console, pages, request, 401)


def _by_own_way(console: Console, pages: Pages, ask: _Explain) -> _Explain:
    """How somebody comes to a page who does not seem to be signed in.

    Whoever follows a link in a mail comes from another site, and the browser keeps the strict cookie back: once the
    page is asked for by one of our own, it is sent. Whoever has none is asked to sign in, and led there afterwards.
    """

    def explain(request: Request, error: Exception) -> Response:
        if request.method == "GET" and request.headers.get("sec-fetch-site") == "cross-site":
            return pages.outside("onward.html", words_for(request), 401, to=own_page(wanted(request)), told="going_on")
        answer = ask(request, error)
        if console.links and "text/html" in request.headers.get("accept", ""):  # a provider brings it back by itself
            want(answer, console, wanted(request))
        return answer

    return explain


def _logged(explain: _Explain) -> _Explain:
    """The same, and the operator learns of it."""

    def logged(request: Request, error: Exception) -> Response:
        get_logger().warning("sign-in provider away", error=str(error))
        return explain(request, error)

    return logged
