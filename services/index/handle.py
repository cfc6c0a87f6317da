"""The verb `index`: what was found, decided and delivered goes into the view people search."""

from collections.abc import Sequence
from typing import Final

from services.ports.store import PlacedGroup, Sink
from streams.codec import Malformed, decode
from streams.consume import Handler
from streams.events import Alert, AlertContent, Group
from streams.identity import alert_and_revision
from streams.stage import dead_letter
from streams.topics import Emit, Record, Topic
from streams.trail import Decision, Delivery

STAGE = "index"
READS: Final[tuple[Topic, ...]] = ("alerts", "contents", "groups", "decisions", "deliveries")

Findable = Alert | AlertContent | PlacedGroup | Decision | Delivery


def index_handler(store: Sink) -> Handler:
    """Handler of the topics in `READS`: one put a batch, then what happened, then what is gone.

    A record without a value says that the one with its key was removed: a content is erased then, as this process may
    have read it just before. One that is nothing to search becomes a dead letter. Raises `Unavailable` where the store
    does.
    """

    def index(records: Sequence[Record]) -> tuple[Emit, ...]:
        read = [_read(record) for record in records if record.value]
        store.put(
            [event for event in read if isinstance(event, Alert)],
            [event for event in read if isinstance(event, AlertContent)],
            [event for event in read if isinstance(event, PlacedGroup)],
        )
        decisions = [event for event in read if isinstance(event, Decision)]
        deliveries = [event for event in read if isinstance(event, Delivery)]
        if decisions or deliveries:
            store.record(decisions, deliveries)
        if gone := [erased for record in records if (erased := _erased(record))]:
            store.erase_versions(gone)
        return tuple(event for event in read if isinstance(event, Emit))

    return index


def _erased(record: Record) -> tuple[str, str] | None:
    return alert_and_revision(record.key) if record.topic == "contents" and not record.value else None


def _read(record: Record) -> Findable | Emit:
    try:
        event = decode(record.value)
    except Malformed as error:
        return dead_letter(STAGE, record, str(error))
    match event:
        case Group():
            return PlacedGroup(event, record.offset)
        case Alert() | AlertContent() | Decision() | Delivery():
            return event
        case _:
            return dead_letter(STAGE, record, f"{type(event).__name__} is nothing to search")
