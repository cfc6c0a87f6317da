"""Many events in one record of Kafka."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.codec import Malformed
from streams.log.packing import LARGEST, MOST_EVENTS, TooLarge, checked, pack, packs, partition_of, unpack

PAIRS = st.lists(st.tuples(st.text(max_size=20), st.binary(max_size=50)), min_size=1, max_size=30)


@given(PAIRS)
def test_what_is_packed_is_unpacked(pairs: list[tuple[str, bytes]]) -> None:
    assert unpack("", pack(pairs)) == pairs


@given(PAIRS, st.integers(1, 200))
def test_packs_hold_everything_in_order(pairs: list[tuple[str, bytes]], most_bytes: int) -> None:
    cut = list(packs(pairs, most_bytes))
    assert [pair for some in cut for pair in some] == pairs
    assert all(len(some) == 1 or sum(len(key) + len(value) for key, value in some) <= most_bytes for some in cut)


def test_no_pack_holds_more_than_the_most_events() -> None:
    assert [len(some) for some in packs([("k", b"")] * (2 * MOST_EVENTS + 1))] == [MOST_EVENTS, MOST_EVENTS, 1]


def test_of_nothing_there_are_no_packs() -> None:
    assert list(packs([])) == []


def test_what_another_program_wrote_is_one_event() -> None:
    assert unpack("k", b'{"type":"Gap"}') == (("k", b'{"type":"Gap"}'),)
    assert unpack("k", b"") == (("k", b""),)


@pytest.mark.parametrize(
    "value",
    [b"P", b"P\x02\x90", b"P\x01\xff", b"P\x01\x91\x92\xa1k\xa1", b"P\x01\x90", b"P\x01\x91\x92\xa1\xff\xc4\x00"],
)
def test_a_pack_that_cannot_be_read_is_malformed(value: bytes) -> None:
    with pytest.raises(Malformed, match=r"bad batch|upgrade"):
        unpack("k", value)


@given(st.binary(max_size=200))
def test_any_bytes_behind_the_head_are_read_or_malformed(rest: bytes) -> None:
    with suppress(Malformed):
        assert unpack("k", b"P\x01" + rest)


def test_an_event_that_no_broker_takes_is_refused_before_it_is_sent() -> None:
    assert checked("kk", b"x" * (LARGEST - 2)) == ("kk", b"x" * (LARGEST - 2))
    with pytest.raises(TooLarge, match="1000001 bytes"):
        checked("kk", b"x" * (LARGEST - 1))
    with pytest.raises(UnicodeEncodeError):
        checked("\ud800", b"")


@pytest.mark.parametrize("key", ["mastodon/anna", "mastodon/anna/1", "mastodon/anna/1/2"])
def test_what_belongs_to_one_account_lies_in_one_partition(key: str) -> None:
    assert partition_of(key, 12) == partition_of("mastodon/anna", 12)


def test_accounts_are_spread_over_all_partitions() -> None:
    assert {partition_of(f"mastodon/{number}", 12) for number in range(200)} == set(range(12))
