"""The pages people read."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import Response, StreamingResponse

from services.serve.alert_page import SAVED, alert_shown
from services.serve.live import News
from services.serve.pages import Pages
from services.serve.readings import Readings
from services.serve.remembered import Memory
from services.serve.rows import Titles
from services.serve.stream import Stream, filters, stream
from services.serve.visits import READS, Console, Visit, visitor
from services.serve.wall import Wall, wall


def reading(router: APIRouter, console: Console, pages: Pages, news: News, noted: Readings) -> None:
    """The wall, the stream and alerts, live. What twenty people leave open is found once at each piece of news."""
    ports = console.ports
    walls, streams = Memory[Wall](news.mark), Memory[Stream](news.mark)
    Reader = Annotated[Visit, Depends(visitor(console, READS))]  # noqa: N806 - a type

    @router.get("/")
    def show_wall(visit: Reader) -> Response:
        found = walls.once(visit.words.lang, lambda: wall(ports, visit.clockwork, visit.words))
        return pages.shown("wall.html", visit, "wall", wall=found)

    @router.get("/alerts")
    def show_stream(request: Request, visit: Reader) -> Response:
        asked = filters(request.query_params)
        if asked.text:
            noted.note(visit.session, "searched", "alerts", visit.clockwork.now)
        if asked.account and Titles(ports.declared.history().situation().registers).account(asked.account):
            noted.note(visit.session, "searched", f"Account/{asked.account}", visit.clockwork.now)
        found = streams.once((asked, visit.words.lang), lambda: stream(ports, asked, visit.clockwork, visit.words))
        return pages.shown("stream.html", visit, "stream", stream=found)

    @router.get("/alerts/{alert_id}")
    def show_alert(alert_id: str, visit: Reader, saved: str = "") -> Response:
        return alert_shown(ports, pages, alert_id, visit, noted, saved=saved == SAVED)

    @router.get("/live")
    async def live(request: Request, visit: Reader) -> Response:  # noqa: ARG001 - only who is signed in may listen
        async def over() -> bool:
            return await request.is_disconnected() or not console.is_here(request)

        return StreamingResponse(news.stream(lambda: asyncio.ensure_future(over())), media_type="text/event-stream")
