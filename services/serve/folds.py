"""Alerts of one group as one line: the newest of them stands for all, as severe as the worst of them."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.ports.store import Query, Store
from services.serve.remembered import Tally
from streams.events import Alert
from streams.registers import SEVERITIES, Severity
from streams.triage import NOT_CLOSED

FOLDED: Final = 4  # alerts that are read for each line, so that a page is full where groups are small


@dataclass(frozen=True, slots=True)
class Fold:
    """Alerts that stand for their groups, how many each stands for, and the place behind which the next page begins.

    `worst` is the worst severity of those a line stands for: what waits under it is not to be missed. `waiting` are
    the groups of which not all these are closed. `last` is None where there is no further page.
    """

    alerts: Sequence[Alert]
    sizes: Mapping[str, int]
    worst: Mapping[str, Severity]
    waiting: Collection[str]
    last: tuple[datetime, str] | None


def fold(store: Store, tally: Tally, query: Query, lines: int) -> Fold:
    """One page of at most so many lines; two calls to the store. A query for groups is not folded.

    Only what the query finds beyond its page is known to go on: its limit is one more than what a page may use.
    """
    found = store.search(query)
    usable = found[: query.limit - 1]
    if query.groups:
        return Fold(usable, {}, {}, (), _behind(usable, found))
    first: dict[str, Alert] = {}
    used = 0
    for alert in usable:
        if alert.group not in first and len(first) == lines:
            break
        first.setdefault(alert.group, alert)
        used += 1
    counted = tally.counts(replace(query, groups=tuple(first)), ("group", "severity", "state")) if first else {}
    waiting = {group for group, _, state in counted if state in NOT_CLOSED}
    return Fold(tuple(first.values()), _sizes(counted), _worst(counted), waiting, _behind(usable[:used], found))


def _sizes(counted: Mapping[tuple[str, ...], int]) -> Mapping[str, int]:
    sizes = Counter[str]()
    for (group, *_), count in counted.items():
        sizes[group] += count
    return sizes


def _worst(counted: Mapping[tuple[str, ...], int]) -> Mapping[str, Severity]:
    """Severities are gone through from the least, so that the worst is what remains."""
    return {group: severity for severity in SEVERITIES for group, found, _ in counted if found == severity}


def _behind(used: Sequence[Alert], found: Sequence[Alert]) -> tuple[datetime, str] | None:
    return (used[-1].detected_at, used[-1].id) if used and len(used) < len(found) else None
