"""What people decide in the console, as events in the log."""

from collections.abc import Iterable
from contextlib import suppress

from services.serve.ports import Ports
from streams.identity import computed_id
from streams.stage import CannotRun, Unavailable
from streams.topics import Emit
from streams.trail import Decision
from streams.triage import VERDICTS, Verdict

MOST_WORDS = 2000  # characters of a reason


class Incomplete(ValueError):
    """A form that lacks something. The message says what, by the key of a word."""


class Overtaken(Exception):
    """Another decision about the alert was made since the page was shown: nothing is saved."""

    def __init__(self, by: Decision) -> None:
        super().__init__(by.id)
        self.by = by


def last_about(alert_id: str, decisions: Iterable[Decision]) -> Decision | None:
    """The decision about the alert itself that holds."""
    return max((one for one in decisions if one.subject == alert_id), key=lambda one: (one.at, one.id), default=None)


def decide(ports: Ports, alert_id: str, actor: str, verdict: str, reason: str, seen: str = "") -> Decision:
    """Append a decision about an alert. `seen` is the id of the last one that the page showed, empty where none.

    Raises `Incomplete`; `Overtaken`, so that nobody opens again unknowingly what somebody else has closed; and
    `Unavailable` where the log cannot be reached. The same click sent twice is one decision. It is put into the view as
    well, where `index` finds it later: whoever decides sees it on the next page.
    """
    if verdict not in VERDICTS:
        raise Incomplete("decide")
    if not reason.strip():
        raise Incomplete("reason")
    decision = _decision(ports, alert_id, actor, verdict, reason.strip()[:MOST_WORDS])
    last = last_about(alert_id, ports.store.decisions(alert_id))
    if last is not None and last.id != seen:
        if (last.actor, last.verdict, last.reason) == (actor, verdict, decision.reason):
            return last
        raise Overtaken(last)
    ports.log.append([Emit("decisions", alert_id, decision)])
    with suppress(Unavailable, CannotRun):  # it is decided; the view comes to it by the log
        ports.store.record([decision])
    return decision


def _decision(ports: Ports, alert_id: str, actor: str, verdict: Verdict, reason: str) -> Decision:
    """Its id follows from what it says and the second in which it is said."""
    at = ports.clock()
    second = at.replace(microsecond=0).isoformat()
    return Decision(
        id=computed_id("de", alert_id, actor, verdict, reason, second),
        subject=alert_id,
        actor=actor,
        at=at,
        verdict=verdict,
        reason=reason,
    )
