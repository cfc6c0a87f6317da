"""A `Query` as what Elasticsearch is asked, and its answers counted whole."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from elasticsearch import Elasticsearch

from services.adapters.elastic_words import Condition
from services.ports.store import Query
from services.ports.store_order import microseconds
from streams.triage import STATES, State

MOST_TERMS: Final = 65_536  # that one condition may name
PAGE: Final = 10_000  # that one answer may hold


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of what is found, in which order."""

    by: Sequence[str]
    limit: int
    backwards: bool = False
    after: Sequence[Any] | None = None
    fields: Sequence[str] = ("value",)


def filters(query: Query) -> list[Condition]:
    """The conditions of a query on alerts, but for its text and its page."""
    among = {
        "severity": query.severities,
        "policy": query.policies,
        "register": query.registers,
        "status": query.statuses,
        "account_id": query.account_ids,
        "group": query.groups,
    }
    found = _reaching(query)
    found += [{"terms": {field: list(allowed)}} for field, allowed in among.items() if allowed]
    if query.states:
        found.append(_standing(query.states))
    if query.since is not None:
        found.append({"range": {"detected": {"gte": microseconds(query.since)}}})
    if query.until is not None:
        found.append({"range": {"detected": {"lt": microseconds(query.until)}}})
    return found


def among(field: str, values: Sequence[int]) -> Iterator[Condition]:
    """Conditions that a field has one of these values, as many as are needed."""
    for start in range(0, len(values), MOST_TERMS):
        yield {"terms": {field: values[start : start + MOST_TERMS]}}


def counted(
    client: Elasticsearch, index: str, conditions: Sequence[Condition], sources: Sequence[Condition]
) -> Iterator[tuple[Mapping[str, Any], int]]:
    """Each combination of values that documents have, and how many have it; none is left out."""
    composite: dict[str, Any] = {"size": PAGE, "sources": sources}
    while True:
        asked = {"counted": {"composite": composite}}
        answer = client.search(index=index, size=0, query=all_of(conditions), aggs=asked, track_total_hits=False)
        found = answer["aggregations"]["counted"]
        yield from ((bucket["key"], bucket["doc_count"]) for bucket in found["buckets"])
        if len(found["buckets"]) < PAGE:
            return
        composite["after"] = found["after_key"]


def hits(client: Elasticsearch, index: str, conditions: Sequence[Condition], page: Page) -> Iterator[Mapping[str, Any]]:
    """Of each document that fulfils all conditions the fields asked for; an alias behind which is nothing is empty."""
    left, after, way = page.limit, page.after, "desc" if page.backwards else "asc"
    while left > 0:
        size = min(left, PAGE)
        found = client.search(
            index=index,
            query=all_of(conditions),
            sort=[{field: way} for field in page.by],
            size=size,
            search_after=after,
            source_includes=list(page.fields),
            track_total_hits=False,
            ignore_unavailable=True,
        )["hits"]["hits"]
        yield from (hit["_source"] for hit in found)
        if len(found) < size:
            return
        left, after = left - size, found[-1]["sort"]


def latest_of_each(client: Elasticsearch, index: str, field: str, values: Sequence[str]) -> Iterator[Mapping[str, Any]]:
    """Of each of these values of a field the event that happened last; nothing of one of which nothing happened."""
    for start in range(0, len(values), PAGE):
        some = list(values[start : start + PAGE])
        found = client.search(
            index=index,
            query=all_of([{"terms": {field: some}}]),
            collapse={"field": field},
            sort=[{"happened": "desc"}, {"id": "desc"}],
            size=len(some),
            source_includes=["value"],
            track_total_hits=False,
            ignore_unavailable=True,
        )["hits"]["hits"]
        yield from (hit["_source"] for hit in found)


def _reaching(query: Query) -> list[Condition]:
    """Excepted alerts, and those in shadow, are found by who asks for them."""
    shadow: Condition = {"term": {"shadow": True}}
    found: list[Condition] = [shadow if query.shadow else {"bool": {"must_not": [shadow]}}]
    if not query.statuses:
        found.append({"bool": {"must_not": [{"term": {"status": "excepted"}}]}})
    return found


def mark(client: Elasticsearch, indices: str) -> object:
    """What changes with every document that is written and can be found by now, or is not found any more.

    The numbers under which a shard has taken its documents, added up. While nothing changes a shard has the answer
    already and counts nothing.
    """
    numbers = {"by_index": {"terms": {"field": "_index", "size": 100}, "aggs": {"of": {"stats": {"field": "_seq_no"}}}}}
    answer = client.search(
        index=indices,
        size=0,
        aggs=numbers,
        track_total_hits=False,
        ignore_unavailable=True,
        request_cache=True,
    )
    return [(one["key"], one["doc_count"], one["of"]["sum"]) for one in answer["aggregations"]["by_index"]["buckets"]]


def _standing(states: Sequence[State]) -> Condition:
    """An alert about which nothing was decided has no state, and is new."""
    decided: list[Condition] = [{"terms": {"state": list(states)}}]
    new: list[Condition] = [{"bool": {"must_not": [{"exists": {"field": "state"}}]}}] if STATES[0] in states else []
    return {"bool": {"should": decided + new, "minimum_should_match": 1}}


def all_of(conditions: Sequence[Condition]) -> Condition:
    """Every one of these, without a score."""
    return {"bool": {"filter": list(conditions)}}
