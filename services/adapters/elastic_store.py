"""The store of the distributed mode: indices in Elasticsearch."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import islice
from typing import Any, Final, TypeVar

from elasticsearch import Elasticsearch

from services.adapters import elastic_documents as documents
from services.adapters.elastic_bulk import Bulk
from services.adapters.elastic_client import Exchanged, Refused, connect, reaching
from services.adapters.elastic_indices import ElasticIndices
from services.adapters.elastic_latest import Latest, Version
from services.adapters.elastic_names import KINDS, MONTHLY, Kind, Names
from services.adapters.elastic_query import PAGE, Page, hits, mark
from services.adapters.elastic_renewal import BUILDING, ElasticRenewal
from services.adapters.elastic_standing import ElasticStanding
from services.adapters.elastic_texts import VERY_MANY, ElasticTexts
from services.adapters.elastic_whole import bars, everything
from services.ports.store import Bar, Facet, PlacedGroup, Query, Renewal
from services.ports.store import Kind as StoreKind
from services.ports.store_order import EVERY_VERSION, alert_order, instant, microseconds, stretch
from services.server_settings import ElasticsearchSettings
from streams.events import Alert, AlertContent, Decision, Delivery, Event, Group
from streams.stage import CannotRun
from streams.triage import STATES, State

Kept = TypeVar("Kept", bound=Event)
_SHOWN: Final[tuple[Kind, ...]] = ("alerts", "contents", "groups", "decisions", "deliveries")


def _nobody(_documents: int) -> None:
    """Hears it and does nothing."""


def open_store(
    settings: ElasticsearchSettings, retried: Callable[[int], None] = _nobody, *, refresh: bool = False
) -> "ElasticStore":
    """The store in this Elasticsearch. `retried` hears how many documents had to be sent again.

    With `refresh` what was put is found at once, which is slow; without, within a second. Raises `CannotRun` where a
    secret cannot be read.
    """
    return ElasticStore(connect(settings), settings, retried, refresh=refresh)


class ElasticStore:
    """Implements `Store`. Contacts nobody before it is used, makes what is missing then; threads may share it."""

    def __init__(
        self,
        client: Elasticsearch,
        settings: ElasticsearchSettings,
        retried: Callable[[int], None] = _nobody,
        *,
        view: str = "",
        refresh: bool = False,
        many: int = VERY_MANY,
    ) -> None:
        self._client = client
        self._settings = settings
        self._retried = retried
        self._names = Names(settings.prefix, view)
        self._indices = ElasticIndices(client, settings, self._names)
        self._bulk = Bulk(client, settings, retried, refresh=refresh)
        self._texts = ElasticTexts(client, self._names, many)
        self._latest = Latest(client, settings, self._bulk)
        self._standing = ElasticStanding(
            client, self._names, self._latest, Bulk(client, settings, retried, refresh=True)
        )

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        """See `Store`."""
        names = self._names
        alert_of = {alert.id: alert for alert in sorted(alerts, key=alert_order)}
        group_of = {placed.group.id: placed for placed in sorted(groups, key=lambda one: one.offset)}
        versions = [
            *(documents.alert_version(names, alert) for alert in alert_of.values()),
            *documents.content_versions(names, alerts, contents),
            *(documents.group_version(names, placed) for placed in group_of.values()),
        ]
        with self._ready():
            answers = self._latest.write(versions)
            figures = zip(alert_of.values(), answers[: len(alert_of)], strict=True)
            answers += self._bulk.write(
                documents.figure(names, alert, now.version) for alert, now in figures if now.taken and not alert.shadow
            )
            self._bulk.check(answers)
            self._standing.follow(tuple(alert_of))

    def record(self, decisions: Sequence[Decision], deliveries: Sequence[Delivery] = ()) -> None:
        """See `Store`. Decisions are found at once: they are few, and who made one looks for it."""
        kinds: tuple[tuple[Kind, Sequence[Decision | Delivery]], ...] = (
            ("decisions", decisions),
            ("deliveries", deliveries),
        )
        with self._ready():
            with self._making():
                writes = [
                    documents.happened(self._indices.month(kind, event.at), event)
                    for kind, events in kinds
                    for event in events
                ]
            self._bulk.check(self._bulk.write(writes))
            self._standing.keep(decisions)
            if decisions:
                self._client.indices.refresh(index=self._names.alias("decisions"))

    def search(self, query: Query) -> Sequence[Alert]:
        """See `Store`."""
        with self._ready():
            return tuple(map(_alert, self._texts.page(query)))

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        """See `Store`."""
        return {value: count for (value,), count in self.counts(query, (facet,)).items()}

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        """See `Store`."""
        tally = Counter[tuple[str, ...]]()
        with self._ready():
            for key, count in self._texts.counts(query, list(map(_values, facets))):
                tally[tuple(_said(key, facet) for facet in facets)] += count
        return tally

    def histogram(
        self, query: Query, every: timedelta, facet: Facet | None = None
    ) -> Mapping[tuple[datetime, str], int]:
        """See `Store`."""
        interval = f"{stretch(every) // 1000}ms"
        start = {"start": {"date_histogram": {"field": "detected_at", "fixed_interval": interval}}}
        tally = Counter[tuple[datetime, str]]()
        with self._ready():
            for key, count in self._texts.counts(query, [start, _values(facet)] if facet else [start]):
                tally[instant(key["start"] * 1000), _said(key, facet) if facet else ""] += count
        return tally

    def alert(self, alert_id: str) -> Alert | None:
        """See `Store`."""
        with self._ready():
            (held,) = self._held((("alerts", alert_id),), "value")
        return _alert(held) if held else None

    def content(self, alert_id: str) -> AlertContent | None:
        """See `Store`."""
        with self._ready():
            alert, content = self._held((("alerts", alert_id), ("contents", alert_id)), "shown", "version", "value")
        if not alert or not content or alert["shown"] is None or alert["shown"] != content.get("version"):
            return None
        return _read(AlertContent, content)

    def groups(self, since: datetime | None = None, limit: int = 100) -> Sequence[Group]:
        """See `Store`."""
        conditions = [{"range": {"last": {"gte": microseconds(since)}}}] if since is not None else []
        with self._ready():
            page = Page(by=("last", "id"), limit=limit, backwards=True)
            found = hits(self._client, self._names.alias("groups"), conditions, page)
            return tuple(_read(Group, source) for source in found)

    def decisions(self, subject: str) -> Sequence[Decision]:
        """See `Store`."""
        conditions = [{"term": {"subject": subject}}]
        with self._ready():
            page = Page(by=("happened", "id"), limit=sys.maxsize)
            found = hits(self._client, self._names.alias("decisions"), conditions, page)
            return tuple(_read(Decision, source) for source in found)

    def states(self, alert_ids: Sequence[str]) -> Mapping[str, State]:
        """See `Store`."""
        with self._ready():
            return self._standing.states(alert_ids)

    def erase(self, alert_ids: Sequence[str]) -> None:
        """See `Store`. Without alerts, merging begins, and goes on behind the answer."""
        with self._ready():
            if alert_ids:
                self._bulk.check(self._latest.write(self._bars(tuple(dict.fromkeys(alert_ids)))))
                self._client.indices.refresh(index=self._names.alias("contents"))
            else:
                self._overwrite()

    def erase_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """See `Store`. They leave the disk with the next `erase`."""
        places: list[tuple[Kind, str]] = [("contents", alert_id) for alert_id, _ in versions]
        with self._ready():
            held = self._held(places, "order", "holds") if places else []
            texts = {
                of: (instant(content["order"][0]), revision)
                for (of, revision), content in zip(versions, held, strict=True)
                if content.get("holds") == "text" and content["order"][1] == revision
            }
            barred = (documents.bar(self._names, alert_id, version) for alert_id, version in texts.items())
            self._bulk.check(self._latest.write(barred))

    @contextmanager
    def renewal(self) -> Iterator[Renewal]:
        """See `Store`. What is put into the new view is found within a second."""
        new = ElasticStore(self._client, self._settings, self._retried, view=BUILDING)
        exchange = ElasticRenewal(self._client, self._names, new._indices)

        def swap() -> None:
            with reaching(self._settings):
                new._bar(exchange.barred())
                exchange.swap()
            self._indices.look_again()
            self._bar(exchange.barred())
            exchange.done()

        with self._ready():
            try:
                with self._making():
                    exchange.begin()
                new._bar(exchange.barred())
                yield Renewal(new, swap)
            finally:
                exchange.end()

    def everything(self, kind: StoreKind) -> Iterator[Event]:
        """See `Store`."""
        with self._ready():
            yield from everything(self._client, self._names, kind)

    def bars(self) -> Iterator[Bar]:
        """See `Store`."""
        with self._ready():
            yield from bars(self._client, self._names.alias("contents"))

    def mark(self) -> object:
        """See `Store`. What was written and is not found yet does not count."""
        with self._ready():
            return mark(self._client, ",".join(self._names.alias(kind) for kind in _SHOWN))

    def settle(self) -> None:
        """See `Store`."""
        with self._ready():
            every = ",".join(self._names.alias(kind) for kind in (*KINDS, *MONTHLY))
            self._client.indices.refresh(index=every, ignore_unavailable=True)

    def close(self) -> None:
        """See `Store`."""
        self._client.close()

    @contextmanager
    def _ready(self) -> Iterator[None]:
        try:
            with self._making():
                self._indices.ready()
            with reaching(self._settings):
                yield
        except Exchanged:
            self._indices.look_again()
            raise

    @contextmanager
    def _making(self) -> Iterator[None]:
        """Where an index cannot be made, no record is to blame."""
        try:
            with reaching(self._settings):
                yield
        except Refused as error:
            prefix = self._settings.prefix
            raise CannotRun(
                f"{error}, and so an index of {prefix} cannot be made: look at the indices, aliases and templates that "
                f"begin with {prefix}-, or set another elasticsearch.prefix"
            ) from None

    def _held(self, places: Sequence[tuple[Kind, str]], *fields: str) -> list[dict[str, Any]]:
        """These fields of documents, as they are now; an empty one where there is none."""
        docs = [{"_index": self._names.alias(kind), "_id": of, "_source": fields} for kind, of in places]
        return [found.get("_source", {}) for found in self._client.mget(docs=docs)["docs"]]

    def _bars(self, alert_ids: Sequence[str]) -> Iterator[Version]:
        places: list[tuple[Kind, str]] = [(kind, of) for of in alert_ids for kind in ("alerts", "contents")]
        held = iter(self._held(places, "order", "holds"))
        for alert_id, alert, content in zip(alert_ids, held, held, strict=True):
            known = [of["order"][:2] for of in (alert, content) if of and of.get("holds", "text") == "text"]
            newest = max(((instant(at), revision) for at, revision in known), default=EVERY_VERSION)
            yield documents.bar(self._names, alert_id, newest)

    def _bar(self, barred: Iterator[Bar]) -> None:
        with self._ready():
            while some := list(islice(barred, PAGE)):
                bars = (documents.bar(self._names, one.alert, (one.published, one.revision)) for one in some)
                self._bulk.check(self._latest.write(bars))

    def _overwrite(self) -> None:
        """What was replaced may be kept for copies that lag behind until it lies in a commit, so that comes first."""
        contents = self._names.alias("contents")
        self._client.indices.flush(index=contents)
        self._client.indices.forcemerge(index=contents, only_expunge_deletes=True, wait_for_completion=False)


def _alert(source: Mapping[str, Any]) -> Alert:
    return _read(Alert, source)


def _values(facet: Facet) -> dict[str, Any]:
    return {facet: {"terms": {"field": facet, "missing_bucket": facet == "state"}}}


def _said(key: Mapping[str, Any], facet: Facet) -> str:
    """The value of a facet in a bucket: what has no state is new."""
    return str(key[facet] or STATES[0])


def _read(kind: type[Kept], source: Mapping[str, Any]) -> Kept:
    event = documents.event_of(source)
    if not isinstance(event, kind):
        raise TypeError(f"the search view holds a {type(event).__name__} where a {kind.__name__} belongs")
    return event
