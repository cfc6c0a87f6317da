from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.adapters.memory_store import MemoryStore
from services.ports.store import PlacedGroup, Query, Store
from streams.events import ALERT_STATUSES, Alert, AlertContent, AlertStatus
from streams.trail import Decision
from streams.triage import STATES
from tests.contract.store_examples import AT, alert, content, decision, placed
from tests.contract.store_homes import opened

STATUSES: tuple[AlertStatus, ...] = ALERT_STATUSES
Put = Alert | AlertContent | PlacedGroup | Decision

_names = st.sampled_from("ab")
_minutes = st.integers(0, 3)
_revisions = st.sampled_from(("1", "10", "2", "0"))
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
_groups = st.builds(lambda name, offset: placed(name, offset, alerts=offset), _names, st.integers(0, 5))
_decisions = st.builds(
    lambda name, hours, verdict: decision(f"{name}{verdict}{9 - hours}", f"al_{name}", hours=hours, verdict=verdict),
    _names,
    st.integers(0, 3),
    st.sampled_from(("acknowledged", "escalated", "leak")),
)
_batches = st.lists(st.lists(_alerts | _contents | _groups | _decisions, max_size=4), max_size=8)
_examples = count()


@pytest.fixture(params=["sqlite", "elasticsearch"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with opened(request.param, tmp_path, request) as made:
        yield made


def _put(store: Store, batch: Sequence[Put]) -> None:
    store.put(
        [event for event in batch if isinstance(event, Alert)],
        [event for event in batch if isinstance(event, AlertContent)],
        [event for event in batch if isinstance(event, PlacedGroup)],
    )
    store.record([event for event in batch if isinstance(event, Decision)])


def _own(event: Put, example: int) -> Put:
    """The same under a name of this example, so that one store serves them all."""
    if isinstance(event, Alert):
        return replace(event, id=f"{event.id}{example}", account_id=f"{example}")
    if isinstance(event, AlertContent):
        return replace(event, alert=f"{event.alert}{example}")
    if isinstance(event, Decision):
        return replace(event, id=f"{event.id}{example}", subject=f"{event.subject}{example}")
    return replace(event, group=replace(event.group, id=f"{event.group.id}{example}"))


def _answers(store: Store, example: int) -> object:
    words = [f"wort{minutes}" for minutes in range(4)] + ["fassung"]
    mine = Query(account_ids=(f"{example}",))
    store.settle()
    return (
        store.search(mine),
        [store.search(replace(mine, text=word)) for word in words],
        dict(store.count(mine, "status")),
        dict(store.count(mine, "state")),
        {state: store.search(replace(mine, states=(state,))) for state in STATES},
        [store.content(f"al_{name}{example}") for name in "ab"],
        [group for group in store.groups(since=AT, limit=1000) if group.id[4:] == f"{example}"],
    )


@given(batches=_batches, data=st.data())
@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_order_and_repetition_of_puts_gives_the_same_answers_in_every_store(
    store: Store, batches: list[list[Put]], data: st.DataObject
) -> None:
    told, example = MemoryStore(), next(_examples)
    for batch in batches:
        _put(told, [_own(event, example) for event in batch])
    events = [_own(event, example) for batch in batches for event in batch]
    otherwise = data.draw(st.permutations(events + events[:3]))
    for start in range(0, len(otherwise), 3):
        _put(store, otherwise[start : start + 3])
    assert _answers(store, example) == _answers(told, example)
