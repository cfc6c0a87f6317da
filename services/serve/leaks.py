"""Which embargoes people have confirmed to have leaked."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from threading import Lock
from time import monotonic
from typing import Final, Literal

from services.ports.store import Query, Store
from services.serve.remembered import Tally
from streams.registers import Embargo
from streams.situation.model import embargo_ends
from streams.triage import State

Leak = Literal["none", "confirmed", "unknown"]
LOOKED_AT: Final = 100
KEPT: Final = 5.0  # seconds; who changes a verdict from one closed state to another is shown it so much later
_CLOSED: Final[tuple[State, ...]] = ("closed",)


class Leaks:
    """Which embargoes stand confirmed. Threads may share it.

    What was found is kept while no more and no fewer alerts are closed, and for some seconds: a wall is made anew at
    each piece of news, and for forty embargoes looking it up takes longer than all else there.
    """

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._kept: tuple[object, float, Mapping[str, Leak]] = (None, 0.0, {})

    def found(self, store: Store, tally: Tally, embargoes: Sequence[Embargo], now: datetime) -> Mapping[str, Leak]:
        """By its id, whether an alert that was detected since an embargo opened stands closed as a leak.

        Only those that have not ended and of which alerts were closed are told; of any other there is none. A store
        counts no verdicts, so the latest `LOOKED_AT` closed alerts of each are looked at: one short page for each of
        these embargoes, and one look for the verdicts of all. Where more were closed than that, and none of the latest
        as a leak, it is "unknown", never "none".
        """
        closed = tally.count(Query(states=_CLOSED), "register")
        key = sorted(closed.items()), [(one.id, one.opens) for one in embargoes if now < embargo_ends(one)]
        with self._lock:
            kept, at, answer = self._kept
            if kept != key or self._clock() - at > KEPT:
                answer = _looked_up(store, embargoes, now, closed)
                self._kept = key, self._clock(), answer
            return answer


def _looked_up(
    store: Store, embargoes: Sequence[Embargo], now: datetime, closed: Mapping[str, int]
) -> Mapping[str, Leak]:
    pages = {
        one.id: _latest(store, one, closed[f"Embargo/{one.id}"])
        for one in embargoes
        if now < embargo_ends(one) and closed.get(f"Embargo/{one.id}")
    }
    verdicts = store.verdicts([alert_id for page in pages.values() for alert_id in page]) if any(pages.values()) else {}
    return {embargo_id: _leak([verdicts.get(one, "") for one in page]) for embargo_id, page in pages.items()}


def _latest(store: Store, embargo: Embargo, closed: int) -> Sequence[str]:
    """The latest closed alerts since it opened: no more are asked for than there are, so that a store ends early."""
    query = Query(
        registers=(f"Embargo/{embargo.id}",),
        states=_CLOSED,
        since=embargo.opens,
        newest_first=True,
        limit=min(closed, LOOKED_AT + 1),
    )
    return [alert.id for alert in store.search(query)]


def _leak(verdicts: Sequence[str]) -> Leak:
    if "leak" in verdicts[:LOOKED_AT]:
        return "confirmed"
    return "unknown" if len(verdicts) > LOOKED_AT else "none"
