from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.policies.times import BadTime, parse_time, shown_time, zone_named


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-01T09:00:00+01:00",
        "2026-12-01T08:00:00Z",
        "2026-12-01t08:00:00z",
        "2026-12-01 08:00:00.000Z",
        "2026-12-01T08:00Z",
        "2026-12-01T09:00:00 Europe/Berlin",
        "2026-12-01T09:00 Europe/Berlin",
        "2026-12-01 03:00 America/New_York",
        " 2026-12-01T08:00:00 UTC ",
    ],
)
def test_one_instant_can_be_written_in_many_ways(text: str) -> None:
    assert parse_time(text) == datetime(2026, 12, 1, 8, tzinfo=UTC)
    assert parse_time(text).tzinfo is UTC


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("tomorrow", "is not a time"),
        ("2026-12-01", "is not a time"),
        ("1764579600", "is not a time"),
        ("\u0662026-12-01T09:00:00Z", "is not a time"),
        ("2026-12-01T09:00:00", "has no zone"),
        ("2026-12-01T09:00:00 Europe/Berln", "did you mean Europe/Berlin"),
        ("2026-12-01T09:00:00 ../../etc", "is not a time"),
        ("2026-12-01T09:00:00 Europe", "unknown time zone"),
        ("2026-02-30T09:00:00Z", "no day and time"),
        ("2026-12-01T24:30:00Z", "no day and time"),
        ("0001-01-01T00:00:00+14:00", "no day and time"),
        ("0000-01-01T00:00:00 Europe/Berlin", "no day and time"),
        ("0001-01-01T00:00:00 Europe/Berlin", "no day and time"),
        ("9999-12-31T23:59:59 America/New_York", "no day and time"),
        ("x" * 1000, "..."),
    ],
)
def test_what_is_no_time_is_told_with_what_to_write(text: str, told: str) -> None:
    with pytest.raises(BadTime, match=told.replace(".", r"\.")):
        parse_time(text)


def test_a_local_time_that_was_skipped_asks_for_an_offset() -> None:
    with pytest.raises(BadTime, match=r"does not exist in Europe/Berlin.*2026-03-29T02:30:00\+01:00"):
        parse_time("2026-03-29T02:30:00 Europe/Berlin")


def test_a_local_time_that_came_twice_asks_for_an_offset_and_takes_it() -> None:
    with pytest.raises(BadTime, match="exists twice in Europe/Berlin"):
        parse_time("2026-10-25T02:30:00 Europe/Berlin")
    first, second = parse_time("2026-10-25T02:30:00+02:00"), parse_time("2026-10-25T02:30:00+01:00")
    assert second - first == timedelta(hours=1)


def between(first: str, second: str) -> timedelta:
    return parse_time(f"{second} Europe/Berlin") - parse_time(f"{first} Europe/Berlin")


def test_the_edges_of_the_skipped_and_the_repeated_hour_are_plain_times() -> None:
    assert between("2026-03-29T01:59", "2026-03-29T03:00") == timedelta(minutes=1)
    assert between("2026-10-25T01:59", "2026-10-25T03:00") == timedelta(hours=2, minutes=1)


def test_a_day_over_the_change_of_clocks_has_its_real_length() -> None:
    assert between("2026-03-28T09:00", "2026-03-29T09:00") == timedelta(hours=23)
    assert between("2026-10-24T09:00", "2026-10-25T09:00") == timedelta(hours=25)


@given(
    st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - hypothesis wants naive bounds
    st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe"]),
)
def test_what_is_shown_can_be_read_back(at: datetime, zone: str) -> None:
    assert parse_time(shown_time(at, zone_named(zone))) == at


@given(st.datetimes(min_value=datetime(1970, 1, 2), max_value=datetime(2100, 1, 1)))  # noqa: DTZ001 - a local time
def test_a_local_time_is_refused_or_is_what_the_clocks_showed(local: datetime) -> None:
    zone = ZoneInfo("Europe/Berlin")
    try:
        at = parse_time(f"{local.isoformat()} Europe/Berlin")
    except BadTime:
        assert local.replace(tzinfo=zone, fold=0).utcoffset() != local.replace(tzinfo=zone, fold=1).utcoffset()
    else:
        assert at.astimezone(zone).replace(tzinfo=None) == local
