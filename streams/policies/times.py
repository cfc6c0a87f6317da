"""Times as people write them, to instants in UTC. All computing is done in UTC; zones are for reading and showing."""

import re
from datetime import UTC, datetime, tzinfo
from difflib import get_close_matches
from zoneinfo import ZoneInfo, available_timezones

FORMS = "2026-12-01T09:00:00+01:00 or 2026-12-01T09:00:00 Europe/Berlin"

_WRITTEN = re.compile(
    r"(?P<day>[0-9]{4}-[0-9]{2}-[0-9]{2})[Tt ](?P<clock>[0-9]{2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]{1,6})?)?)"
    r"(?:\ ?(?P<offset>[Zz]|[+-][0-9]{2}:[0-9]{2})|\ (?P<zone>[A-Za-z][A-Za-z0-9_+/-]*))?"
)


class BadTime(ValueError):
    """A text that is no instant. The message says what to write instead."""


def parse_time(text: str) -> datetime:
    """The instant, in UTC, of an RFC 3339 time with offset or of a local time and an IANA zone; seconds are optional.

    Raises `BadTime`, also for a local time that does not exist or exists twice on that day.
    """
    written = _WRITTEN.fullmatch(text.strip())
    if written is None:
        raise BadTime(f"{_shown(text)} is not a time: write {FORMS}")
    if written["offset"]:
        return _instant(f"{written['day']}T{written['clock']}{written['offset'].upper()}")
    if written["zone"] is None:
        raise BadTime(f"{_shown(text)} has no zone: add an offset or a zone, as in {FORMS}")
    shown_by_clocks = _instant(f"{written['day']}T{written['clock']}Z").replace(tzinfo=None)
    return _on_the_clock(shown_by_clocks, zone_named(written["zone"]))


def shown_time(at: datetime, zone: tzinfo = UTC) -> str:
    """An instant for people and for `parse_time`, in UTC or as the clocks of a zone show it with its offset."""
    return at.astimezone(zone).isoformat(sep=" ").replace("+00:00", "Z")


def zone_named(name: str) -> ZoneInfo:
    """The IANA time zone of this name. Raises `BadTime`."""
    try:
        return ZoneInfo(name)
    except (LookupError, ValueError, OSError):
        near = get_close_matches(name, available_timezones(), n=1)
        hint = f"; did you mean {near[0]}?" if near else ": write one like Europe/Berlin"
        raise BadTime(f"unknown time zone {_shown(name)}{hint}") from None


def _instant(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadTime(f"{_shown(text)} is no day and time of the calendar") from None


def _on_the_clock(local: datetime, zone: ZoneInfo) -> datetime:
    """Where the clocks change, the two folds differ: forward, the time was skipped; back, it came twice."""
    early, late = (local.replace(tzinfo=zone, fold=fold) for fold in (0, 1))
    before, after = early.utcoffset(), late.utcoffset()
    if before is None or after is None or before == after:
        return _instant(early.isoformat())
    told = f"{local.isoformat()} {'does not exist' if before < after else 'exists twice'} in {zone.key} on that day"
    raise BadTime(f"{told}: give an offset, {early.isoformat()} or {late.isoformat()}")


def _shown(text: str) -> str:
    return repr(text if len(text) <= 60 else text[:57] + "...")  # noqa: PLR2004 - as much as fits a line
