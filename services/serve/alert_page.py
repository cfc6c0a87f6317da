"""S3, one alert: its text with the evidence marked, why it is one, what held, what happened, what can be decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.explain.explain import explain
from services.explain.known import known
from services.explain.languages import LANGUAGES
from services.explain.pieces import Explained
from services.explain.view import View
from services.serve.ports import Ports
from services.serve.rows import Row, Titles, rows
from services.serve.times import Clockwork, Moment
from services.serve.words import Words
from streams.stage import CannotRun
from streams.triage import VERDICTS, state_after

_WEB = ("https://", "http://")


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """The whole page. `link` leads to the post where that is a web address.

    `verdicts` are what can be decided: what leaves the alert open, then what closes it.
    """

    row: Row
    told: Explained
    link: str
    detected: Moment
    changed: Moment | None
    verdicts: Sequence[tuple[bool, Sequence[tuple[str, str]]]]
    percent: int


def alert_page(ports: Ports, alert_id: str, clockwork: Clockwork, words: Words) -> AlertPage | None:
    """The page of an alert; None where there is none."""
    history = ports.declared.history()
    try:
        found = known(ports.store, history, alert_id, None, ports.kept_for)
    except CannotRun:
        return None
    alert, url = found.alert, found.alert.post.url or ""
    (row,) = rows([alert], ports, Titles(history.situation().registers), clockwork, words)
    return AlertPage(
        row=row,
        told=explain(found, View(LANGUAGES[words.lang], clockwork.now, clockwork.zone)),
        link=url if url.startswith(_WEB) else "",
        detected=clockwork.moment(alert.detected_at),
        changed=clockwork.moment(alert.changed_at) if alert.changed_at else None,
        verdicts=[(closes, _choices(words, closes=closes)) for closes in (False, True)],
        percent=round(100 * alert.confidence),
    )


def _choices(words: Words, *, closes: bool) -> Sequence[tuple[str, str]]:
    return [(one, words.verdicts[one]) for one in VERDICTS if (state_after(one) == "closed") is closes]
