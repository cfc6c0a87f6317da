"""All that a view holds, for whoever compares or carries it over."""

import sys
from collections.abc import Iterator
from typing import Final

from elasticsearch import Elasticsearch

from services.adapters.elastic_documents import event_of
from services.adapters.elastic_names import Names
from services.adapters.elastic_query import Page, counted, hits
from services.ports.store import Bar, Kind
from services.ports.store_order import instant
from streams.events import Event

_ID: Final[dict[Kind, str]] = {
    "alerts": "id",
    "contents": "alert",
    "groups": "id",
    "decisions": "id",
    "deliveries": "id",
}


def everything(client: Elasticsearch, names: Names, kind: Kind) -> Iterator[Event]:
    """See `Store`."""
    index = names.alias(kind)
    client.indices.refresh(index=f"{index},{names.alias('alerts')}", ignore_unavailable=True)
    if kind == "contents":
        yield from _shown_contents(client, names)
    else:
        page = Page(by=(_ID[kind],), limit=sys.maxsize)
        yield from (event_of(source) for source in hits(client, index, (), page))


def bars(client: Elasticsearch, index: str) -> Iterator[Bar]:
    """What is barred in this index of contents, or behind this alias."""
    client.indices.refresh(index=index, ignore_unavailable=True)
    page = Page(by=("alert",), limit=sys.maxsize, fields=("alert", "order"))
    for source in hits(client, index, [{"term": {"holds": "bar"}}], page):
        published, revision, _ = source["order"]
        yield Bar(source["alert"], instant(published), revision)


def _shown_contents(client: Elasticsearch, names: Names) -> Iterator[Event]:
    sources = [{"shown": {"terms": {"field": "shown"}}}]
    shown = {key["shown"] for key, _ in counted(client, names.alias("alerts"), (), sources)}
    page = Page(by=("alert",), limit=sys.maxsize, fields=("version", "value"))
    for source in hits(client, names.alias("contents"), [{"term": {"holds": "text"}}], page):
        if source["version"] in shown:
            yield event_of(source)
