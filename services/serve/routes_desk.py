"""The desk: declaring, adding, closing, lifting, and trying a text, which changes nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Final

from fastapi import APIRouter, Depends, Form
from fastapi.responses import RedirectResponse, Response

from services.serve.desk_forms import (
    CrisisSent,
    Here,
    MoreSent,
    PostsSent,
    began,
    close_wrong,
    crisis_wrong,
    lift_wrong,
    listed,
    more_wrong,
    posts_wrong,
)
from services.serve.desk_page import Answer, desk_shown, tried
from services.serve.live import News
from services.serve.pages import Pages
from services.serve.routes_acting import Sent
from services.serve.visits import ACTS, READS, Console, Visit, sent_by_us, visitor
from streams.registers import Crisis, Embargo
from streams.situation.model import Registers
from streams.situation.purposes import looked_at
from streams.stage import CannotRun

_SEE_OTHER: Final = 303


def desk(router: APIRouter, console: Console, pages: Pages, news: News) -> None:
    """The page, and what can be done on it."""
    acts, shown = console.ports.acts, _Desk(console, pages, news)
    Responder = Annotated[Visit, Depends(visitor(console, ACTS))]  # noqa: N806 - a type
    Reader = Annotated[Visit, Depends(visitor(console, READS))]  # noqa: N806 - a type

    @router.get("/desk")
    def show_desk(visit: Reader, done: str = "") -> Response:
        return desk_shown(console.ports, pages, visit, Answer(done=visit.words.said.get(f"done_{done}", "")))

    @router.post("/desk/crises")
    def declare_crisis(visit: Responder, sent: Annotated[CrisisSent, Form()]) -> Response:
        form = shown.form("declare", visit, sent)
        wrong = crisis_wrong(sent, visit, shown.here(visit))
        return form.done("declared", wrong, lambda: acts.declare_crisis(_fields(sent, visit), *form.signed))

    @router.post("/desk/crises/{crisis_id}/add")
    def add_to_crisis(crisis_id: str, visit: Responder, sent: Annotated[MoreSent, Form()]) -> Response:
        form = shown.form(f"add {crisis_id}", visit, sent)
        wrong = more_wrong(sent, shown.crisis(crisis_id), visit, shown.here(visit))
        return form.done("added", wrong, lambda: acts.add_to_crisis(crisis_id, _more(sent), *form.signed))

    @router.post("/desk/crises/{crisis_id}/close")
    def close_crisis(crisis_id: str, visit: Responder, sent: Annotated[Sent, Form()]) -> Response:
        form = shown.form(f"close {crisis_id}", visit, sent)
        wrong = close_wrong(sent, shown.crisis(crisis_id), visit)
        return form.done("closed", wrong, lambda: acts.close_crisis(crisis_id, *form.signed))

    @router.post("/desk/embargoes/{embargo_id}/lift")
    def lift(embargo_id: str, visit: Responder, sent: Annotated[Sent, Form()]) -> Response:
        form = shown.form(f"lift {embargo_id}", visit, sent)
        wrong = lift_wrong(sent, shown.embargo(embargo_id), visit)
        return form.done("lifted", wrong, lambda: acts.lift(embargo_id, *form.signed))

    @router.post("/desk/try")
    def try_posts(visit: Reader, sent: Annotated[PostsSent, Form()]) -> Response:
        sent_by_us(visit, sent.form_token)
        wrong = posts_wrong(sent, visit.words, shown.here(visit).accounts)
        found = None if wrong else tried(console.ports, sent.text, sent.account, visit.words.lang)
        return desk_shown(console.ports, pages, visit, Answer("try", sent.model_dump(), wrong, tried=found))


@dataclass(frozen=True, slots=True)
class _Desk:
    """What the forms are held against."""

    console: Console
    pages: Pages
    news: News

    def form(self, name: str, visit: Visit, sent: Sent) -> "_Sending":
        """A form that was sent. Raises `TooOld` where that was not by a page of this session."""
        sent_by_us(visit, sent.form_token)
        return _Sending(self, name, visit, sent)

    def here(self, visit: Visit) -> Here:
        """What there is now."""
        found = self._registers()
        return Here({one.id for one in looked_at(found, visit.clockwork.now)}, found.crises, found.companies)

    def crisis(self, crisis_id: str) -> Crisis | None:
        """As it is declared."""
        return next((one for one in self._registers().crises if one.id == crisis_id), None)

    def embargo(self, embargo_id: str) -> Embargo | None:
        """As it is declared."""
        return next((one for one in self._registers().embargoes if one.id == embargo_id), None)

    def _registers(self) -> Registers:
        return self.console.ports.declared.history().situation().registers


@dataclass(frozen=True, slots=True)
class _Sending:
    """A form of the desk that somebody sent."""

    desk: _Desk
    name: str
    visit: Visit
    sent: Sent

    @property
    def signed(self) -> tuple[str, str]:
        """By whom, and why."""
        return self.visit.session.name, self.sent.reason.strip()

    def done(self, what: str, wrong: list[str], act: Callable[[], None]) -> Response:
        """Do it and show the desk again; or say what is wrong with it, beside what was typed."""
        if wrong:
            return self._refused(wrong)
        try:
            act()
        except CannotRun as error:  # what nobody foresaw, or somebody did the same just now
            return self._refused([self.visit.words["wrong_other"], *str(error).splitlines()])
        self.desk.news.soon()
        return RedirectResponse(f"/desk?done={what}", _SEE_OTHER)

    def _refused(self, wrong: list[str]) -> Response:
        answer = Answer(self.name, self.sent.model_dump(), wrong)
        return desk_shown(self.desk.console.ports, self.desk.pages, self.visit, answer)


def _fields(sent: CrisisSent, visit: Visit) -> dict[str, object]:
    """The fields of a register document."""
    now = visit.clockwork.now
    return {
        "id": _id_of(sent.title, now.strftime("%Y%m%d-%H%M")),
        "title": sent.title.strip(),
        "opens": _opens(sent, visit).isoformat(),
        "company": sent.company,
        **_more(sent),
    }


def _opens(sent: CrisisSent, visit: Visit) -> datetime:
    now = visit.clockwork.now
    return min(now, began(sent.began, visit) or now)


def _more(sent: MoreSent) -> dict[str, object]:
    """What may be added to a crisis later, too."""
    return {
        "sites": listed(sent.sites),
        "terms": listed(sent.terms),
        "spokespeople": sent.refer,
        "statement": sent.statement.strip(),
    }


def _id_of(title: str, moment: str) -> str:
    """A short name from the title, with the time: no two crises share it."""
    letters = "".join(c if c.isalnum() else "-" for c in title.lower())
    return f"{'-'.join(filter(None, letters.split('-')))[:40] or 'crisis'}-{moment}"
