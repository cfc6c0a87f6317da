"""What people do in the console: decide, declare, close, lift, try. Every form carries its session's token."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Annotated, Final
from urllib.parse import quote

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from services.serve.alert_page import SAVED, Typed, alert_shown
from services.serve.decide import Incomplete, Overtaken, decide
from services.serve.desk_page import Tried, desk_page, tried
from services.serve.live import News
from services.serve.pages import Pages
from services.serve.readings import Readings
from services.serve.visits import ACTS, READS, Console, Visit, sent_by_us, visitor
from streams.stage import CannotRun

_SEE_OTHER: Final = 303


class Sent(BaseModel):
    """What every form sends."""

    form_token: str = ""
    reason: str = ""


class Decided(Sent):
    """The form of a decision. `seen` is the id of the last one that the page showed."""

    verdict: str = ""
    seen: str = ""


class CrisisSent(Sent):
    """The form that declares a crisis; places and words are separated by commas, the time is that of clocks there."""

    title: str = ""
    sites: str = ""
    terms: str = ""
    statement: str = ""
    began: str = ""


class PostsSent(Sent):
    """Posts to be tried, one a line."""

    text: str = ""
    account: str = ""


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


def desk(router: APIRouter, console: Console, pages: Pages, news: News) -> None:
    """Declaring and ending, and trying a text, which changes nothing."""
    acts = console.ports.acts
    Responder = Annotated[Visit, Depends(visitor(console, ACTS))]  # noqa: N806 - a type
    Reader = Annotated[Visit, Depends(visitor(console, READS))]  # noqa: N806 - a type
    shown = _Desk(console, pages, news)

    @router.post("/desk/crises")
    def declare_crisis(visit: Responder, sent: Annotated[CrisisSent, Form()]) -> Response:
        return shown.after(
            visit, sent, lambda: acts.declare_crisis(_fields(sent, visit), visit.session.name, sent.reason)
        )

    @router.post("/desk/crises/{crisis_id}/close")
    def close_crisis(crisis_id: str, visit: Responder, sent: Annotated[Sent, Form()]) -> Response:
        return shown.after(visit, sent, lambda: acts.close_crisis(crisis_id, visit.session.name, sent.reason))

    @router.post("/desk/embargoes/{embargo_id}/lift")
    def lift(embargo_id: str, visit: Responder, sent: Annotated[Sent, Form()]) -> Response:
        return shown.after(visit, sent, lambda: acts.lift(embargo_id, visit.session.name, sent.reason))

    @router.post("/desk/try")
    def try_posts(visit: Reader, sent: Annotated[PostsSent, Form()]) -> Response:
        sent_by_us(visit, sent.form_token)
        try:
            found = list(tried(console.ports, sent.text, sent.account))
        except CannotRun as error:
            return shown.page(visit, sent, problem=str(error))
        return shown.page(visit, sent, found)


@dataclass(frozen=True, slots=True)
class _Desk:
    """The page that is shown after something was done at the desk."""

    console: Console
    pages: Pages
    news: News

    def after(self, visit: Visit, sent: Sent, act: Callable[[], None]) -> Response:
        """Do it, signed and with a reason, and show the desk again; or say what is wrong with it."""
        sent_by_us(visit, sent.form_token)
        if not sent.reason.strip():
            return self.page(visit, problem=visit.words["wrong"].format(why=visit.words["reason"]))
        try:
            act()
        except CannotRun as error:
            return self.page(visit, problem=str(error))
        self.news.soon()
        return RedirectResponse("/desk?done=yes", _SEE_OTHER)

    def page(
        self, visit: Visit, sent: PostsSent | None = None, found: list[Tried] | None = None, problem: str = ""
    ) -> Response:
        """The desk, with what was tried or went wrong."""
        tried = sent or PostsSent()
        return self.pages.shown(
            "desk.html",
            visit,
            "desk",
            422 if problem else 200,
            desk=desk_page(self.console.ports, visit.clockwork),
            problem=problem,
            done=False,
            tried=found,
            text=tried.text,
            account=tried.account,
        )


def _fields(sent: CrisisSent, visit: Visit) -> dict[str, object]:
    """The fields of a register document."""
    now = visit.clockwork.now
    return {
        "id": _id_of(sent.title, now.strftime("%Y%m%d-%H%M")),
        "title": sent.title.strip(),
        "opens": _began(sent.began, visit).isoformat(),
        "sites": _listed(sent.sites),
        "terms": _listed(sent.terms),
        "statement": sent.statement.strip(),
    }


def _began(said: str, visit: Visit) -> datetime:
    """When it began, as the form says it; now where it says nothing that makes sense, or something ahead."""
    now = visit.clockwork.now
    try:
        return min(now, datetime.fromisoformat(said).replace(tzinfo=visit.clockwork.zone))
    except ValueError:
        return now


def _listed(text: str) -> list[str]:
    return [one.strip() for one in text.replace("\n", ",").split(",") if one.strip()]


def _id_of(title: str, moment: str) -> str:
    """A short name from the title, with the time: no two crises share it."""
    letters = "".join(c if c.isalnum() else "-" for c in title.lower())
    return f"{'-'.join(filter(None, letters.split('-')))[:40] or 'crisis'}-{moment}"
