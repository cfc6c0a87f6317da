"""What every state table of a log promises."""

import pytest

from tests.contract.log_homes import Home, gaps


def test_a_write_is_seen_at_once(home: Home) -> None:
    home.log.state("g")["a"] = b"1"
    assert home.log.state("g") == {"a": b"1"}
    assert home.log.state("h") == {}


def test_a_write_survives_a_restart_once_the_group_advanced(home: Home) -> None:
    home.log.append(gaps(1))
    home.log.state("g")["a"] = b"1"
    home.log.state("h")["a"] = b"2"
    home.log.advance("g", home.log.read("g", ["posts"], 10))
    home.restart()
    assert home.log.state("g") == {"a": b"1"}
    assert home.log.state("h") == {}


def test_a_write_survives_a_restart_once_it_was_appended_with(home: Home) -> None:
    home.log.state("cursor")["source"] = b"17"
    home.log.append(gaps(1), state="cursor")
    assert home.restart().state("cursor") == {"source": b"17"}


def test_a_write_can_be_made_durable_with_no_event(home: Home) -> None:
    home.log.state("cursor")["source"] = b"17"
    assert home.log.append([], state="cursor") == 0
    assert home.restart().state("cursor") == {"source": b"17"}


def test_rewinding_drops_unsaved_writes_and_deletions(home: Home) -> None:
    state = home.log.state("g")
    state["a"] = b"1"
    home.log.append([], state="g")
    state["a"] = b"2"
    state["b"] = b"2"
    home.log.rewind("g")
    assert state == {"a": b"1"}
    del state["a"]
    home.log.rewind("g")
    assert state == {"a": b"1"}


def test_a_deletion_survives_a_restart(home: Home) -> None:
    state = home.log.state("g")
    state.update(a=b"1", b=b"2")
    home.log.append([], state="g")
    del state["a"]
    home.log.append([], state="g")
    assert home.restart().state("g") == {"b": b"2"}


def test_a_missing_key_is_an_error(home: Home) -> None:
    with pytest.raises(KeyError):
        home.log.state("g")["a"]
    with pytest.raises(KeyError):
        del home.log.state("g")["a"]


def test_a_table_can_be_walked_through_with_unsaved_writes(home: Home) -> None:
    state = home.log.state("g")
    state.update(a=b"1", b=b"2", c=b"3")
    home.log.append([], state="g")
    del state["a"]
    state["b"] = b"4"
    state["d"] = b"5"
    assert sorted(state.items()) == [("b", b"4"), ("c", b"3"), ("d", b"5")]
    assert len(state) == 3


def test_tables_are_found_by_the_beginning_of_their_name_as_they_are_durable(home: Home) -> None:
    home.log.state("seen/a")["x"] = b"1"
    home.log.state("seen/b")["y"] = b"2"
    home.log.state("other")["z"] = b"3"
    assert home.log.tables("seen/") == {}
    for table in ("seen/a", "seen/b", "other"):
        home.log.append([], state=table)
    assert home.log.tables("seen/") == {"seen/a": {"x": b"1"}, "seen/b": {"y": b"2"}}
    assert home.log.tables("seen/", "y") == {"seen/b": {"y": b"2"}}
    home.log.state("seen/a")["x"] = b"4"
    del home.log.state("seen/b")["y"]
    assert home.log.tables("seen/") == {"seen/a": {"x": b"1"}, "seen/b": {"y": b"2"}}
    for table in ("seen/a", "seen/b"):
        home.log.append([], state=table)
    assert home.log.tables("seen/") == {"seen/a": {"x": b"4"}}
    assert home.restart().tables("seen/") == {"seen/a": {"x": b"4"}}
