"""How far people are with an alert: what follows from the decisions about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal, get_args

from streams.events import Decision

State = Literal["new", "acknowledged", "with_author", "escalated", "closed"]
Verdict = Literal["acknowledged", "with_author", "escalated", "leak", "not_a_leak", "public", "authorised"]
STATES: Final[tuple[State, ...]] = get_args(State)
VERDICTS: Final[tuple[Verdict, ...]] = get_args(Verdict)
_STATES: Final[dict[str, State]] = {
    "acknowledged": "acknowledged",
    "with_author": "with_author",
    "escalated": "escalated",
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an alert stands, by its latest decision."""

    state: State
    decision: Decision | None = None


def standing(decisions: Sequence[Decision]) -> Standing:
    """Decisions by time, then id, the latest last; every other verdict than the open ones closes."""
    if not decisions:
        return Standing("new")
    return Standing(_STATES.get(decisions[-1].verdict, "closed"), decisions[-1])
