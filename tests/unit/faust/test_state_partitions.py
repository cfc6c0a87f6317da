"""The state of each partition for itself: recovered, kept and forgotten with it."""

import asyncio
from typing import Any

import pytest
from faust.types import TP

from streams.faust_state import REDO, Changes, PartitionedStore, StateTable, apply, entries
from streams.safe_faust import SafeApp
from streams.stage import CannotRun
from tests.unit.faust.consumer_group import message
from tests.unit.faust.loops import in_a_loop, turns


class Event:
    """A record of the changelog as Faust hands it over for recovery."""

    def __init__(self, partition: int, key: str, value: bytes | None) -> None:
        self.message = message(0, TP("made-up-state-changelog", partition))
        self.message.key, self.message.value = key.encode(), value


def store_of() -> tuple[StateTable, PartitionedStore]:
    table = StateTable(SafeApp("made-up", broker="kafka://127.0.0.1:1", store="memory://"), "state")
    assert isinstance(table.data, PartitionedStore)
    return table, table.data


def recover(store: PartitionedStore, partition: int, **written: bytes | None) -> None:
    read(store, partition, list(entries(written)))


def read(store: PartitionedStore, partition: int, log: list[tuple[str, bytes | None]]) -> None:
    events: Any = [Event(partition, key, value) for key, value in log]
    store.apply_changelog_batch(events, str, str)


def tps(*partitions: int) -> set[TP]:
    return {TP(topic, number) for topic in ("posts", "recalls", "changelog") for number in partitions}


@in_a_loop
async def test_the_table_is_known_to_the_app_under_the_name_that_the_changelog_has() -> None:
    table, _ = store_of()
    assert table.changelog_topic_name == "made-up-state-changelog"
    assert table.app.tables.changelog_topics == {"made-up-state-changelog"}


@in_a_loop
async def test_each_partition_recovers_what_was_written_in_it() -> None:
    table, store = store_of()
    recover(store, 0, a=b"1", b=b"2")
    recover(store, 1, a=b"3")
    recover(store, 0, b=None)
    assert table.partition(0) == {"a": b"1"}
    assert table.partition(1) == {"a": b"3"}
    assert table.partition(2) == {}


@in_a_loop
async def test_a_rebalance_keeps_what_stays_and_forgets_what_goes() -> None:
    table, store = store_of()
    for number in (0, 1):
        recover(store, number, a=b"1")
    await table.on_rebalance(tps(0, 2), tps(1), tps(2))
    assert [table.partition(number) for number in range(3)] == [{"a": b"1"}, {}, {}]


@in_a_loop
async def test_a_partition_that_comes_back_begins_empty() -> None:
    table, store = store_of()
    recover(store, 0, a=b"old", b=b"gone by now")
    await table.on_rebalance(set(), tps(0), set())
    await table.on_rebalance(tps(0), set(), tps(0))
    recover(store, 0, a=b"new")
    await table.on_recovery_completed(tps(0), set())
    assert table.partition(0) == {"a": b"new"}


@pytest.mark.parametrize(("key", "value"), [(b"\xff", b"1"), (REDO.encode(), b"\xc1")])
def test_a_record_of_the_changelog_that_cannot_be_read_ends_the_worker(key: bytes, value: bytes) -> None:
    async def play() -> None:
        table, store = store_of()
        event: Any = Event(3, "", value)
        event.message.key = key
        store.apply_changelog_batch([event], str, str)
        await turns()
        assert isinstance(table.app.crash_reason, CannotRun)
        assert "partition 3, offset 0 of made-up-state-changelog" in str(table.app.crash_reason)

    asyncio.run(play())


@in_a_loop
async def test_what_a_step_writes_is_what_the_next_one_sees() -> None:
    table, _ = store_of()
    table.partition(0)["a"] = b"1"
    assert table.partition(0) == {"a": b"1"}
    assert table.partition(1) == {}


@in_a_loop
async def test_a_batch_that_was_told_by_half_survives_the_next_one_and_the_cleaning_of_kafka() -> None:
    table, store = store_of()
    killed: Changes = {"a": b"1", "b": b"1", "gone": None}
    log = list(entries(killed))[:2]
    read(store, 0, log)
    for batch in [*table.half_told(0), {"c": b"1", "d": b"1"}]:
        log += entries(batch)
    last = {key: place for place, (key, _) in enumerate(log)}
    state: dict[str, bytes] = {}
    for place, (key, value) in enumerate(log):
        if last[key] == place:
            apply(state, key, value)
    assert state == {"a": b"1", "b": b"1", "c": b"1", "d": b"1"}


@in_a_loop
async def test_what_was_told_whole_or_has_changed_since_is_not_told_again() -> None:
    table, store = store_of()
    recover(store, 0, a=b"1", b=b"1")
    recover(store, 0, a=b"2")
    assert table.half_told(0) == []
    (redo, *_) = entries({"a": b"3", "b": b"3"})
    assert redo[0] == REDO
    read(store, 0, [redo, ("a", b"4")])
    assert table.half_told(0) == [{"b": b"3"}]
    assert table.half_told(0) == []


@in_a_loop
async def test_what_was_told_by_half_goes_with_its_partition() -> None:
    table, store = store_of()
    for number in (0, 1):
        read(store, number, list(entries({"a": b"1", "b": b"1"}))[:1])
    await table.on_rebalance(tps(0), tps(1), set())
    assert (len(table.half_told(0)), len(table.half_told(1))) == (1, 0)
