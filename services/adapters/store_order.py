"""The order of versions that every store keeps: which of two puts of one alert or content holds."""

from datetime import UTC, datetime
from typing import Final

from streams.events import ALERT_STATUSES, Alert, AlertContent

PostVersion = tuple[datetime, str]
EVERY_VERSION: Final[PostVersion] = (datetime.max.replace(tzinfo=UTC), "")


def alert_order(alert: Alert) -> tuple[datetime, str, int]:
    """Greater is later: when the post appeared, its revision, then the rank of the status, found live after later."""
    return alert.post.published, alert.post.revision, 2 * ALERT_STATUSES.index(alert.status) + (not alert.found_later)


def post_version(of: Alert | AlertContent) -> PostVersion:
    """Which version of the post an alert or a content is about."""
    return of.post.published, of.post.revision
