"""What every log promises its readers and writers."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from streams.log.port import Lag
from tests.contract.log_homes import NOON, Home, gap, gaps, names, offsets


def test_what_is_appended_is_read_in_order_with_its_place_and_time(home: Home) -> None:
    assert home.log.append(gaps(1, 2, 3, key="anna")) == 3
    records = home.log.read("g", ["posts"], 10)
    assert names(records) == ["1", "2", "3"]
    places = [(record.offset, record.index) for record in records]
    assert places == sorted(set(places))
    assert {(r.topic, r.key, r.appended_at) for r in records} == {("posts", "anna", home.clock.now)}


def test_appending_nothing_is_fine(home: Home) -> None:
    assert home.log.append([]) == 0
    assert home.log.read("g", ["posts"], 10) == ()


def test_reading_goes_on_without_advancing(home: Home) -> None:
    home.log.append(gaps(1, 2, 3))
    assert names(home.log.read("g", ["posts"], 2)) == ["1", "2"]
    assert names(home.log.read("g", ["posts"], 2)) == ["3"]


def test_rewinding_brings_back_what_was_not_advanced_past(home: Home) -> None:
    home.log.append(gaps(1, 2, 3))
    home.log.advance("g", home.log.read("g", ["posts"], 1))
    home.log.read("g", ["posts"], 1)
    home.log.rewind("g")
    assert names(home.log.read("g", ["posts"], 10)) == ["2", "3"]


def test_a_restart_begins_behind_what_was_advanced_past(home: Home) -> None:
    home.log.append(gaps(1, 2, 3))
    first, _ = home.log.read("g", ["posts"], 2)
    home.log.advance("g", [first])
    assert names(home.restart().read("g", ["posts"], 10)) == ["2", "3"]


def test_advancing_after_a_rewind_passes_the_records_for_good(home: Home) -> None:
    home.log.append(gaps(1, 2, 3))
    records = home.log.read("g", ["posts"], 2)
    home.log.rewind("g")
    home.log.advance("g", records)
    assert names(home.log.read("g", ["posts"], 10)) == ["3"]


def test_a_position_never_goes_back(home: Home) -> None:
    home.log.append(gaps(1, 2, 3))
    first, second, _ = home.log.read("g", ["posts"], 3)
    home.log.advance("g", [second])
    home.log.advance("g", [first])
    assert names(home.restart().read("g", ["posts"], 10)) == ["3"]


def test_outputs_are_there_after_advancing(home: Home) -> None:
    home.log.append(gaps(1))
    home.log.advance("g", home.log.read("g", ["posts"], 10), [gap("out", "alerts")])
    assert names(home.restart().read("h", ["alerts"], 10)) == ["out"]


def test_outputs_that_cannot_be_written_leave_the_position_and_the_state_unsaved(home: Home) -> None:
    home.log.append(gaps(1))
    records = home.log.read("g", ["posts"], 10)
    home.log.state("g")["seen"] = b"1"
    with pytest.raises(UnicodeEncodeError):
        home.log.advance("g", records, [gap("fine", "alerts"), gap("\ud800", "alerts")])
    assert home.log.read("h", ["alerts"], 10) == ()
    assert home.log.state("g")["seen"] == b"1"
    assert names(home.restart().read("g", ["posts"], 10)) == ["1"]
    assert "seen" not in home.log.state("g")


def test_groups_are_independent(home: Home) -> None:
    home.log.append(gaps(1, 2))
    home.log.advance("g", home.log.read("g", ["posts"], 10))
    assert names(home.log.read("h", ["posts"], 10)) == ["1", "2"]


def test_several_topics_are_read_oldest_first(home: Home) -> None:
    home.log.append(gaps(1, topic="posts"))
    home.log.append(gaps(2, topic="registers"))
    home.log.append(gaps(3, topic="posts"))
    assert names(home.log.read("g", ["registers", "posts"], 2)) == ["1", "2"]
    assert names(home.log.read("g", ["registers", "posts"], 2)) == ["3"]


def test_a_topic_added_to_a_reader_is_read_from_its_position(home: Home) -> None:
    home.log.append([*gaps(1), *gaps(2, topic="registers")])
    home.log.advance("g", home.log.read("g", ["posts"], 10))
    assert names(home.log.read("g", ["posts", "registers"], 10)) == ["2"]


def test_a_wait_ends_with_an_empty_answer(home: Home) -> None:
    assert home.log.read("g", ["posts"], 10, wait=timedelta(milliseconds=30)) == ()


def test_a_wait_ends_when_something_arrives(home: Home) -> None:
    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(home.log.read, "g", ["posts"], 10, timedelta(seconds=20))
        home.log.append(gaps(1))
        assert names(reading.result(timeout=10)) == ["1"]


def test_threads_may_append_while_another_reads(home: Home) -> None:
    def fill(name: str) -> None:
        for number in range(0, 200, 10):
            home.log.append(gap(f"{name}{n}", key=name) for n in range(number, number + 10))

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(fill, name) for name in "ab"]
        read: list[str] = []
        while len(read) < 400:
            read += names(home.log.read("g", ["posts"], 50, timedelta(seconds=10)))
        for writer in writers:
            writer.result()
    for name in "ab":
        assert [found for found in read if found.startswith(name)] == [f"{name}{n}" for n in range(200)]


def test_the_history_is_seen_without_a_group(home: Home) -> None:
    home.log.append(gaps(1, 2, 3))
    first, second, third = home.log.tail("posts", {}, 10)
    assert home.log.tail("posts", {first.partition: first.offset}, 1) == [second]
    assert home.log.at("posts", 0, second.offset, 0) == second
    assert home.log.at("posts", 0, third.offset + 1, 0) is None
    assert home.log.at("posts", 1, second.offset, 0) is None
    assert home.log.tail("alerts", {}, 10) == []


def test_the_lag_of_a_group_is_what_lies_behind_its_position(home: Home) -> None:
    assert (home.log.end("posts"), home.log.positions("g"), home.log.lag("g", "posts")) == ({}, {}, Lag())
    home.log.append(gaps(1))
    home.log.append(gaps(2))
    home.log.append(gaps(3))
    first, second, third = home.log.tail("posts", {}, 10)
    assert home.log.lag("g", "posts") == Lag(3, first.appended_at)
    home.log.advance("g", home.log.read("g", ["posts"], 1))
    assert home.log.positions("g") == {"posts": {first.partition: first.offset}}
    assert home.log.lag("g", "posts") == Lag(2, second.appended_at)
    assert home.log.end("posts") == {third.partition: third.offset}


def test_what_was_appended_since_an_instant_lies_behind_a_position(home: Home) -> None:
    assert home.log.tail("posts", home.log.since("posts", home.clock()), 10) == []
    home.log.append(gaps(1))
    instant = home.clock()
    home.log.append(gaps(2))
    assert names(home.log.tail("posts", home.log.since("posts", instant), 10)) == ["2"]
    assert names(home.log.tail("posts", home.log.since("posts", NOON), 10)) == ["1", "2"]
    assert home.log.tail("posts", home.log.since("posts", home.clock()), 10) == []


def test_retention_removes_what_is_too_old_for_its_topic_and_nothing_else(home: Home) -> None:
    home.log.append([*gaps(1), *gaps(2, topic="registers"), *gaps(3, topic="contents")])
    later = home.clock.now + timedelta(hours=72)
    assert home.log.retain(later) == 0
    assert home.log.retain(later + timedelta(seconds=1)) == 1
    assert names(home.log.read("g", ["posts", "registers", "contents"], 10)) == ["2", "3"]


def test_an_offset_is_never_used_twice(home: Home) -> None:
    home.log.append(gaps(1, 2))
    used = offsets(home.log.tail("posts", {}, 10))
    assert home.log.retain(home.clock.now + timedelta(days=4)) == 2
    home.restart().append(gaps(3))
    assert offsets(home.log.read("g", ["posts"], 10)) > used
    assert home.log.end("posts") == {0: used[-1] + 1}


def test_a_group_whose_records_were_removed_goes_on_with_what_is_left(home: Home) -> None:
    home.log.append(gaps(1))
    home.log.retain(home.clock.now + timedelta(days=4))
    home.log.append(gaps(2))
    assert names(home.log.read("g", ["posts"], 10)) == ["2"]


def test_erasing_removes_what_matches_key_and_value(home: Home) -> None:
    home.log.append([gap("one", key="m/anna"), gap("two", key="m/anna"), gap("one", key="m/bea")])
    home.log.append([gap("one", "contents", key="m/anna")])
    assert home.log.erase("posts", lambda record: record.key == "m/anna" and b"one" in record.value) == 1
    assert home.log.erase("posts", lambda record: record.key == "m/anna" and b"one" in record.value) == 0
    assert names(home.log.read("g", ["posts"], 10)) == ["two", "one"]
    assert names(home.log.read("g", ["contents"], 10)) == ["one"]
