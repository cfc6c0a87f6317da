"""A post whose deletion `detect` does not see or remember: its alerts are taken down through the view."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final

from services.ports.store import Query, Store, pages
from streams.detect.versions import REMEMBERED, Place
from streams.events import Alert
from streams.situation.model import Registers
from streams.topics import Emit

_STANDING: Final = frozenset(("open", "public"))  # what a deletion changes, as it does in `detect`


def taken_down(
    store: Store, registers: Callable[[], Registers], gone: Mapping[Place, datetime], back: Collection[Place]
) -> Iterator[Emit]:
    """The alerts of these posts, deleted at these times, that nobody else will take down.

    Of those that came `back` after it every one: `detect` may have forgotten a deletion before any alert. Saying it
    twice is the same event twice.
    """
    if gone:
        declared = registers()
        ids = {one for whose in {place[:2] for place in gone} for one in declared.ids_at(*whose)}
        for alert in _alerts_of(store, sorted(ids)):
            place = (alert.post.platform, alert.post.account, alert.post.id)
            at = gone.get(place)
            if at and alert.status in _STANDING and (place in back or at - alert.post.published > REMEMBERED):
                yield Emit("alerts", alert.group, replace(alert, status="taken_down", changed_at=at))


def _alerts_of(store: Store, account_ids: Iterable[str]) -> Iterator[Alert]:
    if ids := tuple(account_ids):
        for shadow in (False, True):
            for page in pages(store, Query(account_ids=ids, shadow=shadow, limit=1000)):
                yield from page
