"""The verb `decide`: what a person says about an alert goes into the log, as everything does."""

from datetime import datetime

from services.ports.store import Store
from streams.identity import computed_id
from streams.log.port import Log
from streams.stage import CannotRun
from streams.topics import Emit
from streams.trail import AlertVerdict, Decision


def decide(  # noqa: PLR0913, PLR0917 - a decision has so many parts
    log: Log, store: Store, alert_id: str, verdict: AlertVerdict, actor: str, reason: str, at: datetime
) -> Decision:
    """Append the decision and return it. Raises `CannotRun` where there is no such alert, `Unavailable` as they do."""
    if store.alert(alert_id) is None:
        raise CannotRun(f"there is no alert {alert_id}: `vorlaut alerts` shows those there are")
    decision = Decision(
        id=computed_id("de", alert_id, actor, verdict, at.isoformat()),
        subject=alert_id,
        actor=actor,
        at=at,
        verdict=verdict,
        reason=reason,
    )
    log.append([Emit("decisions", alert_id, decision)])
    return decision
