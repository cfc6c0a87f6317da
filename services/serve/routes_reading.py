"""The pages people read."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

from services.serve.alert_page import alert_page
from services.serve.desk_page import desk_page
from services.serve.live import News
from services.serve.pages import Pages
from services.serve.readings import Readings
from services.serve.stream import filters, stream
from services.serve.trail_page import KINDS, asked_of, trail_page
from services.serve.visits import AUDITS, READS, Console, Visit, visitor
from services.serve.wall import wall


def reading(router: APIRouter, console: Console, pages: Pages, news: News) -> None:
    """The wall, the stream and alerts, live."""
    ports, noted = console.ports, Readings(console.ports.log)
    Reader = Annotated[Visit, Depends(visitor(console, READS))]  # noqa: N806 - a type

    @router.get("/")
    def show_wall(visit: Reader) -> Response:
        return pages.shown("wall.html", visit, "wall", wall=wall(ports, visit.clockwork, visit.words))

    @router.get("/alerts")
    def show_stream(request: Request, visit: Reader) -> Response:
        asked = filters(request.query_params)
        if asked.text:
            noted.note(visit.session.name, "searched", "alerts", visit.clockwork.now)
        found = stream(ports, asked, visit.clockwork, visit.words)
        return pages.shown("stream.html", visit, "stream", stream=found)

    @router.get("/alerts/{alert_id}")
    def show_alert(alert_id: str, visit: Reader, problem: str = "") -> Response:
        noted.note(visit.session.name, "read", alert_id, visit.clockwork.now)
        page = alert_page(ports, alert_id, visit.clockwork, visit.words)
        if page is None:
            return pages.shown("missing.html", visit, "stream", 404, why=visit.words["missing_alert"])
        return pages.shown("alert.html", visit, "stream", page=page, problem=visit.words.said.get(problem, ""))

    @router.get("/live")
    async def live(request: Request, visit: Reader) -> Response:  # noqa: ARG001 - only who is signed in may listen
        def gone() -> asyncio.Future[bool]:
            return asyncio.ensure_future(request.is_disconnected())

        return StreamingResponse(news.stream(gone), media_type="text/event-stream")


def looking(router: APIRouter, console: Console, pages: Pages) -> None:
    """What is declared, and what people did."""
    ports, noted = console.ports, Readings(console.ports.log)
    Auditor = Annotated[Visit, Depends(visitor(console, AUDITS))]  # noqa: N806 - a type
    Reader = Annotated[Visit, Depends(visitor(console, READS))]  # noqa: N806 - a type

    @router.get("/desk")
    def show_desk(visit: Reader) -> Response:
        desk = desk_page(ports, visit.clockwork)
        return pages.shown("desk.html", visit, "desk", desk=desk, problem="", tried=None, text="", account="")

    @router.get("/audit")
    def show_trail(request: Request, visit: Auditor) -> Response:
        noted.note(visit.session.name, "searched", "audit", visit.clockwork.now)
        page = trail_page(ports.trail, asked_of(request.query_params), visit.clockwork)
        return pages.shown("trail.html", visit, "audit", page=page, kinds=KINDS)
