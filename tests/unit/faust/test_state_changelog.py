"""The changelog of a state, read from anywhere: nothing by half, nothing that comes back."""

from collections.abc import Iterator, Sequence
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from streams.faust_state import MOST_BYTES, REDO, Changes, Singly, Written, apply, entries

KEYS = st.sampled_from(["a", "b", "c", "d", "~", "post/1", "Ä", "\N{SNOWMAN}"])
BATCHES = st.lists(st.dictionaries(KEYS, st.none() | st.binary(max_size=3), min_size=1, max_size=4), max_size=8)
Entry = tuple[str, bytes | None]


def told(batches: Sequence[Changes]) -> list[Entry]:
    return [entry for batch in batches for entry in entries(batch)]


def read(log: Sequence[Entry]) -> dict[str, bytes]:
    state: dict[str, bytes] = {}
    for key, value in log:
        apply(state, key, value)
    return state


def after_each(batches: Sequence[Changes]) -> Iterator[dict[str, bytes]]:
    """The state after each batch, the one before all of them included."""
    state: dict[str, bytes] = {}
    yield {}
    for batch in batches:
        for key, value in batch.items():
            if value is None:
                state.pop(key, None)
            else:
                state[key] = value
        yield dict(state)


@given(BATCHES)
def test_any_beginning_of_the_changelog_gives_the_state_after_a_whole_batch(batches: Sequence[Changes]) -> None:
    whole, log = list(after_each(batches)), told(batches)
    for length in range(len(log) + 1):
        assert read(log[:length]) in whole


@given(BATCHES)
def test_the_whole_changelog_gives_the_state(batches: Sequence[Changes]) -> None:
    assert read(told(batches)) == list(after_each(batches))[-1]


@given(BATCHES, st.randoms(use_true_random=False))
def test_older_records_of_a_key_may_be_missing(batches: Sequence[Changes], rng: Random) -> None:
    log = told(batches)
    last = {key: place for place, (key, _) in enumerate(log)}
    left = [entry for place, entry in enumerate(log) if last[entry[0]] == place or rng.random() < 0.5]
    assert read(left) == read(log)


@given(BATCHES, st.randoms(use_true_random=False))
def test_a_beginning_of_a_changelog_that_kafka_has_cleaned_is_still_whole(
    batches: Sequence[Changes], rng: Random
) -> None:
    whole, log = list(after_each(batches)), told(batches)
    dirty = rng.randint(0, len(log))
    clean = cleaned(log[:dirty], rng)
    for length in range(dirty, len(log) + 1):
        assert read([*clean, *log[dirty:length]]) in whole
    assert read([*clean, *log[dirty:]]) == whole[-1]


def cleaned(log: Sequence[Entry], rng: Random) -> list[Entry]:
    """What Kafka leaves: from some place on everything, before it the last of each key, and of the removals some."""
    last = {key: place for place, (key, _) in enumerate(log)}
    until = rng.randint(0, len(log))
    gone = {place for place, (_, value) in enumerate(log[:until]) if value is None and rng.random() < 0.7}
    return [
        entry for place, entry in enumerate(log) if place >= until or (last[entry[0]] == place and place not in gone)
    ]


def test_one_write_of_one_key_needs_no_redo() -> None:
    assert told([{"a": b"1"}]) == [("a", b"1")]


def test_a_removal_and_several_keys_are_told_whole_first() -> None:
    assert [key for key, _ in told([{"a": None}, {"a": b"1", "b": b"2"}])] == [REDO, "a", REDO, "a", "b"]


def test_reading_the_end_again_over_the_state_changes_nothing() -> None:
    log = told([{"a": b"1", "b": b"1"}, {"a": None}, {"b": b"2", "c": b"1"}])
    for begin in range(len(log)):
        state = read(log)
        for key, value in log[begin:]:
            apply(state, key, value)
        assert state == read(log)


def test_what_is_written_is_seen_at_once_and_remembered_as_one_batch() -> None:
    below = {"old": b"0"}
    state = Written(below)
    state["a"] = b"1"
    state["a"] = b"2"
    del state["old"]
    assert dict(state) == below == {"a": b"2"}
    assert len(state) == 1
    assert state.batches() == [{"a": b"2", "old": None}]


def test_where_nothing_was_written_there_is_no_batch() -> None:
    state = Written({"a": b"1"})
    state.seal()
    assert state["a"] == b"1"
    assert state.batches() == []


def test_a_missing_key_is_an_error_and_no_change() -> None:
    state = Written({})
    assert state.pop("a", None) is None
    assert state.batches() == []


def test_small_events_share_a_batch_and_it_ends_behind_the_event_that_fills_it() -> None:
    state = Written({})
    for number in range(4):
        state[f"left/{number}"] = bytes(MOST_BYTES // 3)
        state[f"right/{number}"] = b""
        state.seal()
    assert [len(batch) for batch in state.batches()] == [8]
    state["left/4"] = bytes(MOST_BYTES)
    state["right/4"] = b"1"
    state.seal()
    assert [set(batch) for batch in state.batches()[1:]] == [{"left/4", "right/4"}]


def test_where_each_write_stands_for_itself_no_batch_is_much_too_large() -> None:
    below = {f"{number:06}": b"x" for number in range(100_000)}
    state = Singly(below)
    for key in list(below):
        del state[key]
    state["large"] = bytes(MOST_BYTES + 1)
    state["last"] = b"1"
    sizes = [sum(len(key) for key in batch if key != "large") for batch in state.batches()]
    assert max(sizes) <= MOST_BYTES + 6
    assert len(state.batches()) == 100_000 * 6 // MOST_BYTES + 2
    assert below == {"large": bytes(MOST_BYTES + 1), "last": b"1"}
