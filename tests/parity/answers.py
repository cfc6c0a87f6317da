"""Everything an installation answers."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.ports.store import Query, Store, pages
from streams.events import ALERT_STATUSES, Alert, AlertContent, Group

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Answers:
    """All alerts, also those that reach nobody, the texts that may be shown, and all groups, by id."""

    alerts: Mapping[str, Alert]
    contents: Mapping[str, AlertContent]
    groups: Mapping[str, Group]


def answers(store: Store) -> Answers:
    """What this store holds."""
    queries = (Query(statuses=ALERT_STATUSES, shadow=shadow, limit=1000) for shadow in (False, True))
    alerts = {alert.id: alert for query in queries for page in pages(store, query) for alert in page}
    contents = {name: text for name in alerts if (text := store.content(name)) is not None}
    return Answers(alerts, contents, {group.id: group for group in store.groups(limit=_MOST)})


def same(ours: Answers, theirs: Answers) -> None:
    """Fail at the first that differs, with what differs."""
    assert ours.alerts.keys() == theirs.alerts.keys()
    for name, alert in ours.alerts.items():
        assert alert == theirs.alerts[name]
    assert ours.contents.keys() == theirs.contents.keys()
    for name, text in ours.contents.items():
        assert text == theirs.contents[name]
    assert ours.groups == theirs.groups
