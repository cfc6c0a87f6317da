"""The verb `index`: what was found, decided and delivered goes into the view people search."""

from collections.abc import Sequence
from typing import Final

from services.ports.store import PlacedGroup, Sink
from streams.codec import Malformed, decode
from streams.consume import Handler
from streams.events import Alert, AlertContent, Decision, Delivery, Group
from streams.stage import dead_letter
from streams.topics import Emit, Record, Topic

STAGE = "index"
READS: Final[tuple[Topic, ...]] = ("alerts", "contents", "groups", "decisions", "deliveries")

Findable = Alert | AlertContent | PlacedGroup | Decision | Delivery


def index_handler(store: Sink) -> Handler:
    """Handler of the topics in `READS`: one put a batch, and where something happened one `record`.

    A record that is nothing to search becomes a dead letter; one without a value, which only says that another was
    removed, is passed over. Raises `Unavailable` where the store does.
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
        return tuple(event for event in read if isinstance(event, Emit))

    return index


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
