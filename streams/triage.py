"""How far people are with an alert: what follows from the decisions about it, in whatever order they are told."""

from collections.abc import Iterable
from typing import Final, Literal, get_args

from streams.trail import Decision

State = Literal["new", "acknowledged", "with_author", "escalated", "closed"]
Verdict = Literal["acknowledged", "with_author", "escalated", "leak", "not_a_leak", "public", "authorised"]
STATES: Final[tuple[State, ...]] = get_args(State)
NOT_CLOSED: Final[tuple[State, ...]] = STATES[:-1]
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
_STATES: Final[dict[str, State]] = {
    "acknowledged": "acknowledged",
    "with_author": "with_author",
    "escalated": "escalated",
}


def state_after(verdict: str) -> State:
    """Where an alert stands after this verdict: every other one than the open ones closes."""
    return _STATES.get(verdict, "closed")


def standing(decisions: Iterable[Decision]) -> State:
    """Where an alert stands: the decision that is last by time, then id, holds."""
    latest = max(decisions, key=lambda one: (one.at, one.id), default=None)
    return state_after(latest.verdict) if latest else "new"
