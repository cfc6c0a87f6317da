"""What people decide and declare in the console, as events in the log."""

from contextlib import suppress

from services.serve.ports import Ports
from streams.events import Decision
from streams.identity import computed_id
from streams.stage import CannotRun, Unavailable
from streams.topics import Emit
from streams.triage import VERDICTS

MOST_WORDS = 2000  # characters of a reason


class Incomplete(ValueError):
    """A form that lacks something. The message says what, by the key of a word."""


def decide(ports: Ports, alert_id: str, actor: str, verdict: str, reason: str) -> Decision:
    """Append a decision about an alert. Raises `Incomplete`, and `Unavailable` where the log cannot be reached.

    The same click sent twice within a second is one decision: its id follows from what it says. It is put into the view
    as well, where `index` finds it later: whoever decides sees it on the next page.
    """
    if verdict not in VERDICTS:
        raise Incomplete("decide")
    if not reason.strip():
        raise Incomplete("reason")
    at = ports.clock()
    second = at.replace(microsecond=0)
    decision = Decision(
        id=computed_id("de", alert_id, actor, verdict, reason, second.isoformat()),
        subject=alert_id,
        actor=actor,
        at=at,
        verdict=verdict,
        reason=reason.strip()[:MOST_WORDS],
    )
    ports.log.append([Emit("decisions", alert_id, decision)])
    with suppress(Unavailable, CannotRun):  # it is decided; the view comes to it by the log
        ports.store.record([decision])
    return decision
