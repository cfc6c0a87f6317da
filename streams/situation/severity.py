"""How bad a leak can be: a table of role, topic and phase, which the customer can change."""

import re
from datetime import datetime, timedelta
from typing import Final, Literal

from streams.registers import Crisis, Embargo, Severity, SeverityRow
from streams.situation.model import Registers

LeakTopic = Literal["embargo", "crisis"]
Phase = Literal["early", "weeks", "last_week", "last_day", "acute", "running"]

WITHOUT_A_ROW: Final[Severity] = "medium"  # no table, or none of its rows speaks of this: neither hushed nor paged
ANY: Final = "*"

_WEEKS: Final = timedelta(days=30)
_LAST_WEEK: Final = timedelta(days=7)
_LAST_DAY: Final = timedelta(hours=24)
_ACUTE: Final = timedelta(hours=48)
_WORDS: Final = re.compile(r"\w+")


def ceiling(registers: Registers, role: str, topic: LeakTopic, phase: Phase) -> Severity:
    """The severity of the first row that speaks of this role, topic and phase, over the live `severity` tables.

    A row's role is one or several words that stand, in any case, beside each other in the account's role: `engineer`
    speaks of a "Senior Engineer".
    """
    spoken = _words(role)
    for policy in registers.policies:
        if policy.rule == "severity" and policy.stage == "live":
            for row in policy.table:
                if row.topic in (ANY, topic) and row.phase in (ANY, phase) and _speaks_of(row, spoken):
                    return row.severity
    return WITHOUT_A_ROW


def embargo_phase(embargo: Embargo, at: datetime) -> Phase:
    """How near the lift is."""
    left = embargo.lifts - at
    if left <= _LAST_DAY:
        return "last_day"
    if left <= _LAST_WEEK:
        return "last_week"
    return "weeks" if left <= _WEEKS else "early"


def crisis_phase(crisis: Crisis, at: datetime) -> Phase:
    """`acute` in the first 48 hours."""
    return "acute" if at - crisis.opens < _ACUTE else "running"


def _speaks_of(row: SeverityRow, spoken: str) -> bool:
    return row.role == ANY or _words(row.role) in spoken


def _words(role: str) -> str:
    """Padded with a space at both ends, so that a whole word is looked for."""
    return f" {' '.join(_WORDS.findall(role.casefold()))} "
