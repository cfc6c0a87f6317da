from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given, settings
from hypothesis import strategies as st

from services.adapters.memory_store import MemoryStore
from services.adapters.sqlite_store import SqliteStore
from services.ports.store import Query, Store
from streams.events import ALERT_STATUSES, Alert, AlertContent, AlertStatus
from tests.contract.store_examples import alert, content

STATUSES: tuple[AlertStatus, ...] = ALERT_STATUSES
Put = Alert | AlertContent

_names = st.sampled_from("ab")
_minutes = st.integers(0, 3)
_revisions = st.sampled_from(("1", "2"))
_alerts = st.builds(
    lambda name, minutes, revision, status, found_later: alert(
        name, minutes=minutes, revision=revision, status=status, found_later=found_later
    ),
    _names,
    _minutes,
    _revisions,
    st.sampled_from(STATUSES),
    st.booleans(),
)
_contents = st.builds(
    lambda name, minutes, revision: content(
        name, f"wort{minutes} fassung{revision}", minutes=minutes, revision=revision
    ),
    _names,
    _minutes,
    _revisions,
)
_batches = st.lists(st.lists(_alerts | _contents, max_size=4), max_size=8)


def _put(store: Store, batch: Sequence[Put]) -> None:
    store.put(
        [event for event in batch if isinstance(event, Alert)],
        [event for event in batch if isinstance(event, AlertContent)],
    )


def _answers(store: Store) -> object:
    words = [f"wort{minutes}" for minutes in range(4)] + ["fassung"]
    return (
        store.search(Query()),
        [store.search(Query(text=word)) for word in words],
        dict(store.count(Query(), "status")),
        [store.content(f"al_{name}") for name in "ab"],
    )


@given(batches=_batches, data=st.data())
@settings(max_examples=60, deadline=None)
def test_any_order_and_repetition_of_puts_gives_the_same_answers_in_every_store(
    batches: list[list[Put]], data: st.DataObject
) -> None:
    told = MemoryStore()
    for batch in batches:
        _put(told, batch)
    events = [event for batch in batches for event in batch]
    otherwise = data.draw(st.permutations(events + events[:3]))
    with TemporaryDirectory() as folder:
        store = SqliteStore(Path(folder) / "search.db")
        for start in range(0, len(otherwise), 3):
            _put(store, otherwise[start : start + 3])
        assert _answers(store) == _answers(told)
        store.close()
