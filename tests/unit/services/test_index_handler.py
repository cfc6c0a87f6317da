from collections.abc import Sequence
from datetime import timedelta

import pytest
from msgspec.structs import replace

from services.adapters.memory_store import MemoryStore
from services.index.handle import index_handler
from services.ports.store import PlacedGroup, Query
from streams.codec import encode
from streams.events import Alert, AlertContent, Event
from streams.identity import content_key
from streams.losses import DeadLetter, Gap
from streams.stage import Unavailable
from streams.topics import Record, Topic
from tests.contract.store_examples import AT, alert, content, decision, delivery, group


def _record(topic: Topic, value: Event | bytes, offset: int = 1) -> Record:
    raw = value if isinstance(value, bytes) else encode(value)
    return Record(topic, "key", raw, 0, offset, 0, AT + timedelta(hours=1))


class _StoreOfOnePut(MemoryStore):
    """Is away from the second put on."""

    away = False

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        if self.away:
            raise Unavailable("the store is away")
        self.away = True
        super().put(alerts, contents, groups)


def test_a_batch_of_everything_goes_into_the_store_in_one_put() -> None:
    store = _StoreOfOnePut()
    batch = [
        _record("contents", content()),
        _record("alerts", alert()),
        _record("groups", group("g", alerts=1), 4),
        _record("groups", group("g", alerts=2), 5),
    ]
    assert list(index_handler(store)(batch)) == []
    assert store.search(Query(text="falke")) == (alert(),)
    assert store.groups() == (group("g", alerts=2),)


def test_a_record_that_cannot_be_read_becomes_a_dead_letter_and_the_others_go_on() -> None:
    store = MemoryStore()
    wrong = Gap(source="mastodon", since=AT, until=AT, reason="away")
    batch = [_record("alerts", b"marker", 7), _record("alerts", alert()), _record("alerts", wrong, 9)]
    letters = [emit.event for emit in index_handler(store)(batch)]
    assert [(letter.stage, letter.position) for letter in letters if isinstance(letter, DeadLetter)] == [
        ("index", 7),
        ("index", 9),
    ]
    assert "marker" not in str(letters)
    assert store.alert("al_a") == alert()


def test_decisions_and_deliveries_are_recorded() -> None:
    store = MemoryStore()
    assert list(index_handler(store)([_record("decisions", decision()), _record("deliveries", delivery())])) == []
    assert store.decisions("al_a") == (decision(),)


def test_a_content_that_was_removed_from_the_log_is_erased_even_where_it_was_just_put() -> None:
    store, key = MemoryStore(), content_key("mastodon", "@anna/x", "a", "al_a", "1/2%")
    removed = replace(_record("contents", b""), key=key)
    batch = [_record("alerts", alert(revision="1/2%")), _record("contents", content(revision="1/2%")), removed]
    assert list(index_handler(store)(batch)) == []
    assert store.alert("al_a") is not None
    assert store.content("al_a") is None


def test_any_other_removal_is_passed_over() -> None:
    store = MemoryStore()
    assert list(index_handler(store)([_record("contents", b""), _record("groups", b"")])) == []


def test_an_absent_store_is_left_to_the_loop() -> None:
    handler = index_handler(_StoreOfOnePut())
    handler([_record("alerts", alert())])
    with pytest.raises(Unavailable):
        handler([_record("alerts", alert())])
