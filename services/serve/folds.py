"""Alerts of one group as one line: the newest of them stands for all."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from services.ports.store import Query, Store
from services.serve.remembered import Tally
from streams.events import Alert

FOLDED: Final = 4  # alerts that are read for each line, so that a page is full where groups are small


@dataclass(frozen=True, slots=True)
class Fold:
    """Alerts that stand for their groups, how many each stands for, and the place behind which the next page begins.

    `last` is None where there is no further page.
    """

    alerts: Sequence[Alert]
    sizes: Mapping[str, int]
    last: tuple[datetime, str] | None


def fold(store: Store, tally: Tally, query: Query, lines: int) -> Fold:
    """One page of at most so many lines; two calls to the store. A query for groups is not folded.

    Only what the query finds beyond its page is known to go on: its limit is one more than what a page may use.
    """
    found = store.search(query)
    usable = found[: query.limit - 1]
    if query.groups:
        return Fold(usable, {}, _behind(usable, found))
    first: dict[str, Alert] = {}
    used = 0
    for alert in usable:
        if alert.group not in first and len(first) == lines:
            break
        first.setdefault(alert.group, alert)
        used += 1
    sizes = tally.count(replace(query, groups=tuple(first)), "group") if first else {}
    return Fold(tuple(first.values()), sizes, _behind(usable[:used], found))


def _behind(used: Sequence[Alert], found: Sequence[Alert]) -> tuple[datetime, str] | None:
    return (used[-1].detected_at, used[-1].id) if used and len(used) < len(found) else None
