"""The order that every store keeps: which of two puts of one alert or content holds, and where a stretch begins."""

from datetime import UTC, datetime, timedelta
from typing import Final

from streams.events import ALERT_STATUSES, Alert, AlertContent

_MICROSECOND: Final = timedelta(microseconds=1)

PostVersion = tuple[datetime, str]
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
EVERY_VERSION: Final[PostVersion] = (datetime.max.replace(tzinfo=UTC), "")


def alert_order(alert: Alert) -> tuple[datetime, str, int]:
    """Greater is later: when the post appeared, its revision, then the rank of the status, found live after later."""
    return alert.post.published, alert.post.revision, 2 * ALERT_STATUSES.index(alert.status) + (not alert.found_later)


def post_version(of: Alert | AlertContent) -> PostVersion:
    """Which version of the post an alert or a content is about."""
    return of.post.published, of.post.revision


def microseconds(at: datetime) -> int:
    """An instant as microseconds since 1970."""
    return (at - EPOCH) // _MICROSECOND


def instant(microseconds: int) -> datetime:
    """The instant so many microseconds after 1970."""
    return EPOCH + microseconds * _MICROSECOND


def stretch(every: timedelta) -> int:
    """The length of the stretches of a histogram in microseconds; ValueError unless it is whole milliseconds."""
    length = every // _MICROSECOND
    if length <= 0 or length % 1000:
        raise ValueError("a histogram counts by whole milliseconds")
    return length
