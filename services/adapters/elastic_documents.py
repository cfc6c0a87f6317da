"""Events as documents of Elasticsearch.

Beside the alerts, `contents` holds one document for each alert that was ever heard of: the text, or that there is none
yet and an older one must not come (`nothing`), or that none up to this version ever comes back (`bar`). It is never
deleted: what Elasticsearch remembers of a deleted document is forgotten after a minute.
"""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from hashlib import blake2b
from typing import Any, Final

import msgspec

from services.adapters.elastic_bulk import Write
from services.adapters.elastic_latest import Version, number
from services.adapters.elastic_names import Names
from services.adapters.elastic_words import indexed
from services.ports.store import PlacedGroup
from services.ports.store_order import PostVersion, alert_order, microseconds, post_version
from streams.codec import decode, encode
from streams.events import Alert, AlertContent, Event
from streams.trail import Decision, Delivery

_NOTHING: Final = 0
_TEXT: Final = 1
_BAR: Final = 2
_HOLDS: Final = ("nothing", "text", "bar")
_MINUTE: Final = timedelta(minutes=1)

_ENCODER: Final = msgspec.json.Encoder()


def alert_version(names: Names, alert: Alert) -> Version:
    """An alert to search for."""
    published, revision, rank = alert_order(alert)
    order = (microseconds(published), revision, rank)
    body = {
        **_facets(alert),
        "id": alert.id,
        "account_id": alert.account_id,
        "detected_at": alert.detected_at,
        "detected": microseconds(alert.detected_at),
        "shown": shown(alert.id, post_version(alert)) if alert.status == "open" else None,
        "order": order,
        "value": msgspec.Raw(encode(alert)),
    }
    if alert.shadow:
        body["shadow"] = True
    return Version(names.alias("alerts"), alert.id, order, number(*order), _ENCODER.encode(body))


def content_versions(names: Names, alerts: Iterable[Alert], contents: Iterable[AlertContent]) -> list[Version]:
    """What `contents` is to hold for these, the latest for each alert alone."""
    latest: dict[str, tuple[PostVersion, int, AlertContent | None]] = {}
    for alert in alerts:
        latest[alert.id] = _later(latest, alert.id, (post_version(alert), _BAR if alert.status != "open" else _NOTHING))
    for content in contents:
        latest[content.alert] = _later(latest, content.alert, (post_version(content), _TEXT), content)
    return [_content(names, alert_id, *held) for alert_id, held in latest.items()]


def bar(names: Names, alert_id: str, version: PostVersion) -> Version:
    """No text of this version or one before ever comes back."""
    return _content(names, alert_id, version, _BAR, None)


def group_version(names: Names, placed: PlacedGroup) -> Version:
    """A group as it lies in the log."""
    group = placed.group
    body = {
        "id": group.id,
        "policy": group.policy,
        "register": group.register,
        "severity": group.severity,
        "last_at": group.last_at,
        "last": microseconds(group.last_at),
        "order": (placed.offset,),
        "value": msgspec.Raw(encode(group)),
    }
    return Version(names.alias("groups"), group.id, (placed.offset,), placed.offset + 1, _ENCODER.encode(body))


def figure(names: Names, alert: Alert, version: int) -> Write:
    """What dashboards count, without a person: `version` is that of the alert's own document."""
    closed = alert.changed_at if alert.status != "open" else None
    body = {
        **_facets(alert),
        "detected_at": alert.detected_at.replace(second=0, microsecond=0),
        "found_later": alert.found_later,
        "seconds_to_close": closed and max(0, round((closed - alert.detected_at).total_seconds())),
    }
    hidden = blake2b(alert.id.encode(), digest_size=16, person=b"figures").hexdigest()
    head = {"_index": names.alias("figures"), "_id": hidden, "version": version, "version_type": "external"}
    return Write(_ENCODER.encode({"index": head}), _ENCODER.encode(body))


def happened(alias: str, event: Decision | Delivery) -> Write:
    """What never changes: written once."""
    body: dict[str, Any] = {
        "id": event.id,
        "subject": event.subject,
        "at": event.at,
        "happened": microseconds(event.at),
        "value": msgspec.Raw(encode(event)),
    }
    if isinstance(event, Delivery):
        about = event.about or (event.subject,)
        body |= {"channel": event.channel, "delivered": event.delivered, "about": about}
    return Write(_ENCODER.encode({"create": {"_index": alias, "_id": event.id}}), _ENCODER.encode(body))


def shown(alert_id: str, version: PostVersion) -> int:
    """A number for one version of one alert's text; two of them are alike once in 2**64."""
    published, revision = version
    digest = blake2b(_ENCODER.encode((alert_id, microseconds(published), revision)), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)


def event_of(source: Mapping[str, Any]) -> Event:
    """The event in a document."""
    return decode(_ENCODER.encode(source["value"]))


def _later(
    latest: Mapping[str, tuple[PostVersion, int, AlertContent | None]],
    alert_id: str,
    holds: tuple[PostVersion, int],
    content: AlertContent | None = None,
) -> tuple[PostVersion, int, AlertContent | None]:
    known = latest.get(alert_id)
    return known if known is not None and known[:2] >= holds else (*holds, content)


def _content(names: Names, alert_id: str, version: PostVersion, holds: int, content: AlertContent | None) -> Version:
    published, revision = version
    order = (microseconds(published), revision, holds)
    body: dict[str, Any] = {"alert": alert_id, "holds": _HOLDS[holds], "order": order}
    if content is not None:
        value = msgspec.Raw(encode(content))
        body |= {"version": shown(alert_id, version), "words": indexed(content), "value": value}
    return Version(names.alias("contents"), alert_id, order, number(*order), _ENCODER.encode(body))


def _facets(alert: Alert) -> dict[str, str]:
    return {
        "severity": alert.severity,
        "policy": alert.policy,
        "register": alert.register,
        "status": alert.status,
        "group": alert.group,
    }
