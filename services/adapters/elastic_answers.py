"""What the search view in Elasticsearch answers: nothing here writes but what is made where it is missing."""

import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Any, Final, TypeVar

from elasticsearch import Elasticsearch

from services.adapters import elastic_documents as documents
from services.adapters.elastic_client import Exchanged, Refused, reaching
from services.adapters.elastic_indices import ElasticIndices
from services.adapters.elastic_names import Kind, Names
from services.adapters.elastic_query import Page, hits, latest_of_each, mark
from services.adapters.elastic_texts import ElasticTexts
from services.adapters.elastic_whole import bars, everything
from services.ports.store import Bar, Facet, Query
from services.ports.store import Kind as StoreKind
from services.ports.store_order import instant, microseconds, stretch
from services.server_settings import ElasticsearchSettings
from streams.events import Alert, AlertContent, Event, Group
from streams.stage import CannotRun
from streams.trail import Decision, Delivery, Verdict
from streams.triage import STATES

Kept = TypeVar("Kept", bound=Event)
_SHOWN: Final[tuple[Kind, ...]] = ("alerts", "contents", "groups", "decisions", "deliveries")


class ElasticAnswers:
    """The half of `Store` that answers. Contacts nobody before it is used; threads may share it."""

    def __init__(self, client: Elasticsearch, settings: ElasticsearchSettings, names: Names, many: int) -> None:
        self._client = client
        self._settings = settings
        self._names = names
        self._indices = ElasticIndices(client, settings, names)
        self._texts = ElasticTexts(client, names, many)

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
        with self._ready():
            return tuple(_read(Decision, source) for source in self._happened("decisions", "subject", subject))

    def verdicts(self, alert_ids: Sequence[str]) -> Mapping[str, Verdict]:
        """See `Store`."""
        with self._ready():
            found = latest_of_each(self._client, self._names.alias("decisions"), "subject", alert_ids)
            return {one.subject: one.verdict for one in (_read(Decision, source) for source in found)}

    def deliveries(self, about: str) -> Sequence[Delivery]:
        """See `Store`."""
        with self._ready():
            return tuple(_read(Delivery, source) for source in self._happened("deliveries", "about", about))

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

    def _happened(self, kind: Kind, field: str, value: str) -> Iterator[Mapping[str, Any]]:
        """Documents of what happened to one thing, by time, then id."""
        page = Page(by=("happened", "id"), limit=sys.maxsize)
        return hits(self._client, self._names.alias(kind), [{"term": {field: value}}], page)

    def _held(self, places: Sequence[tuple[Kind, str]], *fields: str) -> list[dict[str, Any]]:
        """These fields of documents, as they are now; an empty one where there is none."""
        docs = [{"_index": self._names.alias(kind), "_id": of, "_source": fields} for kind, of in places]
        return [found.get("_source", {}) for found in self._client.mget(docs=docs)["docs"]]


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
