"""Who did what, what held when, and an export of it that can be checked elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Final
from urllib.parse import parse_qsl

from fastapi import APIRouter, Depends, Form, Request
from fastapi.responses import RedirectResponse, Response, StreamingResponse

from services.explain.harmless import harmless
from services.serve.asked import KINDS, Fields, NoQuestion, asked_in, asked_of, instant, query_of, sent
from services.serve.held_page import held_page
from services.serve.pages import Pages
from services.serve.readings import Readings
from services.serve.routes_acting import Sent
from services.serve.trail_page import number_of, saved, trail_page
from services.serve.trail_ports import Exported
from services.serve.visits import AUDITS, EXPORTS, Console, Visit, sent_by_us, visitor
from streams.stage import CannotRun, Unavailable
from streams.trail import Asked

_SEE_OTHER: Final = 303
_WRONG: Final = 422
_AWAY: Final = 503


class Asking(Sent):
    """A form about a question; `query` is the question as an address has it."""

    query: str = ""
    name: str = ""


def auditing(router: APIRouter, console: Console, pages: Pages, noted: Readings) -> None:
    """The audit pages."""
    ports, shown = console.ports, _Audit(console, pages)
    Reader = Annotated[Visit, Depends(visitor(console, AUDITS))]  # noqa: N806 - a type

    @router.get("/audit")
    def show_trail(request: Request, visit: Reader) -> Response:
        query = request.query_params
        try:
            asked = asked_of(query.multi_items(), visit.clockwork.zone)
        except NoQuestion as error:
            return shown.refused(visit, error, sent(query.multi_items(), visit.clockwork.zone))
        noted.note(visit.session, "searched", "audit", visit.clockwork.now, query_of(asked))
        return shown.page(visit, asked, number_of(query.get("page", "")))

    @router.get("/audit/held")
    def show_held(visit: Reader, at: str = "") -> Response:
        try:
            when = instant(at[:100].strip(), visit.clockwork.zone) if at.strip() else visit.clockwork.now
        except NoQuestion as error:
            return shown.refused(visit, error)
        held = held_page(ports, when, visit.clockwork)
        return pages.shown("held.html", visit, "audit", page=held, given=bool(at), zone=visit.clockwork.zone.key)


def exporting(router: APIRouter, console: Console, pages: Pages) -> None:
    """Exporting, and keeping questions: for auditors alone."""
    trail, shown = console.ports.trail, _Audit(console, pages)
    Auditor = Annotated[Visit, Depends(visitor(console, EXPORTS))]  # noqa: N806 - a type

    @router.post("/audit/export")
    def export(visit: Auditor, sent: Annotated[Asking, Form()]) -> Response:
        return shown.after(visit, sent, lambda asked: _sent(trail.export(asked, visit.session.name)))

    @router.post("/audit/questions")
    def keep(visit: Auditor, sent: Annotated[Asking, Form()]) -> Response:
        def kept(asked: Asked) -> Response:
            trail.keep(sent.name, asked, visit.session.name)
            return RedirectResponse(f"/audit?{query_of(asked)}", _SEE_OTHER)

        return shown.after(visit, sent, kept)

    @router.post("/audit/questions/drop")
    def drop(visit: Auditor, sent: Annotated[Asking, Form()]) -> Response:
        sent_by_us(visit, sent.form_token)
        if any(one.name == sent.name for one in trail.kept()):
            trail.drop(sent.name, visit.session.name)
        return RedirectResponse("/audit", _SEE_OTHER)


@dataclass(frozen=True, slots=True)
class _Audit:
    """The page that is shown for a question, and after something was done with one."""

    console: Console
    pages: Pages

    def after(self, visit: Visit, form: Asking, act: Callable[[Asked], Response]) -> Response:
        """Do it with the question of a form, or say what is wrong."""
        sent_by_us(visit, form.form_token)
        try:
            asked = asked_in(form.query, visit.clockwork.zone)
        except NoQuestion as error:
            return self.refused(visit, error, sent(parse_qsl(form.query), visit.clockwork.zone))
        try:
            return act(asked)
        except CannotRun:
            return self.page(visit, asked, problem=visit.words["no_name"], status=_WRONG)
        except Unavailable:
            return self.page(visit, asked, problem=visit.words["export_failed"], status=_AWAY)

    def page(self, visit: Visit, asked: Asked, number: int = 1, problem: str = "", status: int = 200) -> Response:
        """The trail."""
        shown = trail_page(self.console.ports, asked, number, visit.clockwork, visit.words)
        given = {"page": shown, "form": shown.form, "kinds": KINDS, "problem": problem}
        return self.pages.shown("trail.html", visit, "audit", status, **given)

    def refused(self, visit: Visit, error: NoQuestion, form: Fields | None = None) -> Response:
        """Nothing is shown that was not asked for: a trail with fewer filters than somebody thinks misleads."""
        problem = visit.words[f"no_{error.what}"].format(text=harmless(error.text))
        kept = saved(self.console.ports, "")
        zone = visit.clockwork.zone.key
        given = {"problem": problem, "saved": kept, "form": form, "kinds": KINDS, "zone": zone}
        return self.pages.shown("no_question.html", visit, "audit", _WRONG, **given)


def _sent(file: Exported) -> Response:
    headers = {"Content-Disposition": f'attachment; filename="{file.name}"', "Content-Length": str(file.size)}
    return StreamingResponse(file.chunks, media_type="application/zip", headers=headers)
