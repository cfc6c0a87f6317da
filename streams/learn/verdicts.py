"""What was decided about each alert, from the set of all decisions."""

from collections.abc import Iterable, Mapping
from typing import Final

from streams.trail import Decision, Verdict

TEACHES: Final[Mapping[Verdict, bool]] = {"leak": True, "not_a_leak": False}
_JUDGES: Final[frozenset[Verdict]] = frozenset({"leak", "not_a_leak", "public", "authorised"})


def judged(decisions: Iterable[Decision]) -> list[Decision]:
    """Those that say what an alert is, by time, then id. That somebody took it on, or passed it on, says nothing."""
    unique = {decision.id: decision for decision in decisions if decision.verdict in _JUDGES}
    return sorted(unique.values(), key=lambda decision: (decision.at, decision.id))


def standing(decisions: Iterable[Decision]) -> dict[str, Decision]:
    """The decision that holds of each subject, in the order of those: the latest of it."""
    held: dict[str, Decision] = {}
    for decision in judged(decisions):
        held.pop(decision.subject, None)
        held[decision.subject] = decision
    return held
