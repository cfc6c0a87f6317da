"""The verb `index`: alerts, their contents and groups go into the view people search."""

from collections.abc import Sequence

from services.ports.store import Store
from streams.codec import Malformed, decode
from streams.consume import Handler
from streams.events import Alert, AlertContent, Group
from streams.stage import dead_letter
from streams.topics import Emit, Record

STAGE = "index"

Findable = Alert | AlertContent | Group


def index_handler(store: Store) -> Handler:
    """Handler of the topics `alerts`, `contents` and `groups`: one put a batch.

    A record that is nothing to search becomes a dead letter. Raises `Unavailable` where the store does.
    """

    def index(records: Sequence[Record]) -> tuple[Emit, ...]:
        read = [_read(record) for record in records]
        latest = {event.id: event for event in read if isinstance(event, Group)}
        store.put(
            [event for event in read if isinstance(event, Alert)],
            [event for event in read if isinstance(event, AlertContent)],
            tuple(latest.values()),
        )
        return tuple(event for event in read if isinstance(event, Emit))

    return index


def _read(record: Record) -> Findable | Emit:
    try:
        event = decode(record.value)
    except Malformed as error:
        return dead_letter(STAGE, record, str(error))
    if isinstance(event, Findable):
        return event
    return dead_letter(STAGE, record, f"{type(event).__name__} is nothing to search")
