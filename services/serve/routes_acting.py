"""What people decide in the console. Every form carries its session's token."""

from threading import Lock
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from services.serve.alert_page import SAVED, Typed, alert_shown
from services.serve.decide import Incomplete, Overtaken, decide
from services.serve.live import News
from services.serve.pages import Pages
from services.serve.readings import Readings
from services.serve.visits import ACTS, Console, Visit, sent_by_us, visitor

_SEE_OTHER: Final = 303


class Sent(BaseModel):
    """What every form sends."""

    form_token: str = ""
    reason: str = ""


class Decided(Sent):
    """The form of a decision. `seen` is the id of the last one that the page showed."""

    verdict: str = ""
    seen: str = ""


def deciding(router: APIRouter, console: Console, pages: Pages, news: News, noted: Readings) -> None:
    """Deciding about an alert; whoever watches sees it at once."""
    ports, turn = console.ports, Lock()  # between looking and deciding nobody else decides here
    Responder = Annotated[Visit, Depends(visitor(console, ACTS))]  # noqa: N806 - a type

    @router.post("/alerts/{alert_id}/decisions")
    def decide_alert(alert_id: str, visit: Responder, sent: Annotated[Decided, Form()]) -> Response:
        sent_by_us(visit, sent.form_token)
        if ports.store.alert(alert_id) is None:
            return pages.shown("missing.html", visit, "stream", 404, why=visit.words["missing_alert"])
        here = f"/alerts/{quote(alert_id, safe='')}"
        try:
            with turn:
                decide(ports, alert_id, visit.session.name, sent.verdict, sent.reason, sent.seen)
        except Overtaken as overtaken:
            typed = Typed(sent.verdict, sent.reason, overtaken_by=overtaken.by)
            return alert_shown(ports, pages, alert_id, visit, noted, typed=typed, status=409)
        except Incomplete as error:
            typed = Typed(sent.verdict, sent.reason, lacks=str(error))
            return alert_shown(ports, pages, alert_id, visit, noted, typed=typed, status=422)
        news.soon()
        return RedirectResponse(f"{here}?saved={SAVED}#saved", _SEE_OTHER)
