"""A store in memory with the promises of the real ones, for tests."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from services.adapters.store_words import plain, searchable, wanted
from services.ports.store import Bar, Facet, Kind, PlacedGroup, Query, Renewal
from services.ports.store_order import (
    EVERY_VERSION,
    PostVersion,
    alert_order,
    instant,
    microseconds,
    post_version,
    stretch,
)
from streams.events import Alert, AlertContent, Event, Group
from streams.trail import Decision, Delivery, Verdict
from streams.triage import State, standing


class MemoryStore:
    """Implements `Store` over dictionaries. Not for sharing between threads."""

    def __init__(self) -> None:
        self._alerts: dict[str, Alert] = {}
        self._contents: dict[str, AlertContent] = {}
        self._erased: dict[str, PostVersion] = {}
        self._groups: dict[str, PlacedGroup] = {}
        self._decisions: dict[str, Decision] = {}
        self._deliveries: dict[str, Delivery] = {}

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        """See `Store`."""
        for alert in alerts:
            known = self._alerts.get(alert.id)
            if known is None or alert_order(alert) > alert_order(known):
                self._alerts[alert.id] = alert
        for content in contents:
            held = self._contents.get(content.alert)
            if held is None or post_version(content) > post_version(held):
                self._contents[content.alert] = content
        for alert_id in {alert.id for alert in alerts} | {content.alert for content in contents}:
            self._drop_barred(alert_id)
        for placed in groups:
            latest = self._groups.setdefault(placed.group.id, placed)
            self._groups[placed.group.id] = max(latest, placed, key=lambda one: one.offset)

    def record(self, decisions: Sequence[Decision], deliveries: Sequence[Delivery] = ()) -> None:
        """See `Store`."""
        for decision in decisions:
            self._decisions.setdefault(decision.id, decision)
        for delivery in deliveries:
            self._deliveries.setdefault(delivery.id, delivery)

    def search(self, query: Query) -> Sequence[Alert]:
        """See `Store`."""
        found = sorted(filter(self._meant_by(query), self._alerts.values()), key=_place, reverse=query.newest_first)
        if query.after is not None:
            last = query.after
            found = [alert for alert in found if (_place(alert) < last if query.newest_first else _place(alert) > last)]
        return tuple(found[: query.limit])

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        """See `Store`."""
        return Counter(self._value(alert, facet) for alert in filter(self._meant_by(query), self._alerts.values()))

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        """See `Store`."""
        found = filter(self._meant_by(query), self._alerts.values())
        return Counter(tuple(self._value(alert, facet) for facet in facets) for alert in found)

    def histogram(
        self, query: Query, every: timedelta, facet: Facet | None = None
    ) -> Mapping[tuple[datetime, str], int]:
        """See `Store`."""
        length = stretch(every)
        return Counter(
            (
                instant(microseconds(alert.detected_at) // length * length),
                self._value(alert, facet) if facet else "",
            )
            for alert in filter(self._meant_by(query), self._alerts.values())
        )

    def alert(self, alert_id: str) -> Alert | None:
        """See `Store`."""
        return self._alerts.get(alert_id)

    def content(self, alert_id: str) -> AlertContent | None:
        """See `Store`."""
        alert, content = self._alerts.get(alert_id), self._contents.get(alert_id)
        shown = alert is not None and content is not None and post_version(alert) == post_version(content)
        return content if shown else None

    def groups(self, since: datetime | None = None, limit: int = 100) -> Sequence[Group]:
        """See `Store`."""
        every = [placed.group for placed in self._groups.values()]
        found = [group for group in every if since is None or group.last_at >= since]
        return tuple(sorted(found, key=lambda group: (group.last_at, group.id), reverse=True)[:limit])

    def decisions(self, subject: str) -> Sequence[Decision]:
        """See `Store`."""
        found = [decision for decision in self._decisions.values() if decision.subject == subject]
        return tuple(sorted(found, key=lambda decision: (decision.at, decision.id)))

    def deliveries(self, about: str) -> Sequence[Delivery]:
        """See `Store`."""
        found = [delivery for delivery in self._deliveries.values() if about in (delivery.about or (delivery.subject,))]
        return tuple(sorted(found, key=lambda delivery: (delivery.at, delivery.id)))

    def states(self, alert_ids: Sequence[str]) -> Mapping[str, State]:
        """See `Store`."""
        return {alert_id: standing(self.decisions(alert_id)) for alert_id in alert_ids}

    def verdicts(self, alert_ids: Sequence[str]) -> Mapping[str, Verdict]:
        """See `Store`."""
        found = {alert_id: self.decisions(alert_id) for alert_id in alert_ids}
        return {alert_id: decisions[-1].verdict for alert_id, decisions in found.items() if decisions}

    def erase(self, alert_ids: Sequence[str]) -> None:
        """See `Store`."""
        for alert_id in alert_ids:
            known = (self._alerts.get(alert_id), self._contents.get(alert_id))
            newest = max((post_version(of) for of in known if of is not None), default=EVERY_VERSION)
            self._erased[alert_id] = max(newest, self._erased.get(alert_id, newest))
            self._drop_barred(alert_id)

    def erase_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """See `Store`."""
        for alert_id, revision in versions:
            content = self._contents.get(alert_id)
            if content is not None and content.post.revision == revision:
                self._erased[alert_id] = max(post_version(content), self._erased.get(alert_id, post_version(content)))
                self._drop_barred(alert_id)

    @contextmanager
    def renewal(self) -> Iterator[Renewal]:
        """See `Store`."""
        new = MemoryStore()
        new._erased = self._erased

        def swap() -> None:
            vars(self).update(vars(new))
            for alert_id in self._erased:
                self._drop_barred(alert_id)

        yield Renewal(new, swap)

    def everything(self, kind: Kind) -> Iterator[Event]:
        """See `Store`."""
        held: Mapping[Kind, Sequence[Event]] = {
            "alerts": tuple(self._alerts.values()),
            "contents": tuple(filter(None, map(self.content, self._contents))),
            "groups": tuple(placed.group for placed in self._groups.values()),
            "decisions": tuple(self._decisions.values()),
            "deliveries": tuple(self._deliveries.values()),
        }
        yield from held[kind]

    def bars(self) -> Iterator[Bar]:
        """See `Store`."""
        yield from (Bar(alert_id, *version) for alert_id, version in self._erased.items())

    def mark(self) -> object:
        """See `Store`."""
        held: Sequence[Mapping[str, object]] = (self._alerts, self._contents, self._groups)
        return [dict(some) for some in (*held, self._decisions, self._deliveries)]

    def settle(self) -> None:
        """See `Store`."""

    def close(self) -> None:
        """See `Store`."""

    def _drop_barred(self, alert_id: str) -> None:
        content = self._contents.get(alert_id)
        if content is not None and any(self._bars(content)):
            del self._contents[alert_id]

    def _bars(self, content: AlertContent) -> Iterator[bool]:
        version = post_version(content)
        if content.alert in self._erased:
            yield version <= self._erased[content.alert]
        if alert := self._alerts.get(content.alert):
            yield (*post_version(alert), alert.status != "open") > (*version, False)

    def _value(self, alert: Alert, facet: Facet) -> str:
        return standing(self.decisions(alert.id)) if facet == "state" else str(getattr(alert, facet))

    def _meant_by(self, query: Query) -> Callable[[Alert], bool]:
        def meant(alert: Alert) -> bool:
            return (
                _among(alert.severity, query.severities)
                and _among(alert.policy, query.policies)
                and _among(alert.register, query.registers)
                and (alert.status in query.statuses if query.statuses else alert.status != "excepted")
                and alert.shadow == query.shadow
                and _among(alert.account_id, query.account_ids)
                and _among(alert.group, query.groups)
                and (not query.states or standing(self.decisions(alert.id)) in query.states)
                and (query.since is None or query.since <= alert.detected_at)
                and (query.until is None or alert.detected_at < query.until)
                and (not query.text.strip() or self._says(alert.id, query.text))
            )

        return meant

    def _says(self, alert_id: str, text: str) -> bool:
        content = self.content(alert_id)
        if content is None or not (words := wanted(text)):
            return False
        said = _plain(searchable(content))
        whole = all(any(_plain(spelling) in said for spelling in word) for word in words[:-1])
        return whole and any(_plain(spelling).rstrip() in said for spelling in words[-1])


def _place(alert: Alert) -> tuple[datetime, str]:
    return alert.detected_at, alert.id


def _among(value: str, allowed: Sequence[str]) -> bool:
    return not allowed or value in allowed


def _plain(text: str) -> str:
    """Plain words with one blank around each."""
    return f" {plain(text)} "
