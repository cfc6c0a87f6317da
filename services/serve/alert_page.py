"""S3, one alert: its text with the evidence marked, why it is one, what held, what happened, what can be decided."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fastapi.responses import Response

from services.explain.explain import explain
from services.explain.known import Known, known
from services.explain.languages import LANGUAGES
from services.explain.pieces import Explained
from services.explain.steps import is_measured, sureness
from services.explain.view import View
from services.serve.beside import beside
from services.serve.decide import last_about
from services.serve.pages import Pages
from services.serve.ports import Ports
from services.serve.readings import Readings
from services.serve.rows import Row, Titles, rows
from services.serve.times import Moment
from services.serve.visits import Visit
from services.serve.words import Words
from streams.events import Alert
from streams.stage import CannotRun
from streams.trail import Decision
from streams.triage import VERDICTS, state_after

_WEB = ("https://", "http://")
_ON_BRANDS: Final[Mapping[str, str]] = {"leak": "does_not_fit", "not_a_leak": "fits", "public": ""}
SAVED: Final = "yes"  # in the address of the page that a decision leads to


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """The whole page. `link` leads to the post where that is a web address.

    `verdicts` are what can be decided: what leaves the alert open, then what closes it. `beside` says why a passage of
    a draft is not shown, as the key of a sentence; nothing where none is missing. `sure` is a percentage only where
    that is measured. `seen` is the id of the decision that holds, for the form; empty where nobody has decided.
    """

    row: Row
    told: Explained
    link: str
    detected: Moment
    changed: Moment | None
    verdicts: Sequence[tuple[bool, Sequence[tuple[str, str]]]]
    sure: str
    beside: str
    seen: str


@dataclass(frozen=True, slots=True)
class Typed:
    """A decision that is not saved: what somebody chose and wrote, and what is wrong with it.

    `overtaken_by` is another that was made meanwhile; without one, `lacks` is the key of a word for what is missing.
    """

    verdict: str
    reason: str
    overtaken_by: Decision | None = None
    lacks: str = ""


def alert_shown(  # noqa: PLR0913 - what the page depends on
    ports: Ports,
    pages: Pages,
    alert_id: str,
    visit: Visit,
    noted: Readings,
    *,
    typed: Typed | None = None,
    saved: bool = False,
    status: int = 200,
) -> Response:
    """The answer with the page of an alert, or that there is none. Raises `Unavailable`: then nothing is shown."""
    page = alert_page(ports, alert_id, visit, noted)
    if page is None:
        return pages.shown("missing.html", visit, "stream", 404, why=visit.words["missing_alert"])
    by = typed and typed.overtaken_by
    when = visit.clockwork.moment(by.at) if by else None
    what = visit.words.verdicts.get(by.verdict, by.verdict) if by else ""
    return pages.shown(
        "alert.html", visit, "stream", status, page=page, typed=typed, saved=saved, by=by, what=what, when=when
    )


def alert_page(ports: Ports, alert_id: str, visit: Visit, noted: Readings) -> AlertPage | None:
    """The page of an alert; None where there is none. That it is read, and drafts, is noted before it is shown."""
    history, clockwork, words = ports.declared.history(), visit.clockwork, visit.words
    try:
        found = known(ports.store, history, alert_id, None, ports.kept_for)
    except CannotRun:
        return None
    noted.note(visit.session, "read", alert_id, clockwork.now)
    found, why = _with_drafts(found, ports, visit, noted)
    alert, url = found.alert, found.alert.post.url or ""
    last = last_about(alert.id, found.decisions)
    view = View(LANGUAGES[words.lang], clockwork.now, clockwork.zone)
    (row,) = rows([alert], ports, Titles(history.situation().registers, words.lang), clockwork, words)
    return AlertPage(
        row=row,
        told=explain(found, view),
        link=url if url.startswith(_WEB) else "",
        detected=clockwork.moment(alert.detected_at),
        changed=clockwork.moment(alert.changed_at) if alert.changed_at else None,
        verdicts=[(closes, _choices(alert, words, closes=closes)) for closes in (False, True)],
        sure=_sure(alert, view, words),
        beside=f"beside_{why}" if why else "",
        seen=last.id if last else "",
    )


def _with_drafts(found: Known, ports: Ports, visit: Visit, noted: Readings) -> tuple[Known, str]:
    """The same with the drafts that may be shown, and why one is not. Raises `Unavailable`: then none is shown."""
    session, alert = visit.session, found.alert
    stands = beside(found, ports.shelf, session.role, session.name)
    if stands.drafts:
        about = f"{alert.id} {alert.register}"
        noted.note(session, "read draft", about, visit.clockwork.now, ", ".join(sorted(stands.drafts)))
    return replace(found, drafts=stands.drafts), stands.why


def _sure(alert: Alert, view: View, words: Words) -> str:
    if is_measured(alert):
        return words["confidence"].format(percent=round(100 * alert.confidence))
    return words["evidence_is"].format(sure=sureness(alert, view))


def _choices(alert: Alert, words: Words, *, closes: bool) -> Sequence[tuple[str, str]]:
    """What can be decided. On a brand account nothing leaks that could be public already: there it fits or not."""
    own = _ON_BRANDS if alert.register.startswith("Policy/") else {}
    verdicts = [one for one in VERDICTS if (state_after(one) == "closed") is closes and own.get(one) != ""]
    return [(one, words[own[one]] if one in own else words.verdicts[one]) for one in verdicts]
