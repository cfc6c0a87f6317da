"""Which alerts say some words: contents are joined to alerts when asked, from the side on which there is less.

A text that few contents say is looked for in the contents, and then the alerts that show these. Of one that very many
say, the first alerts are looked at: a page of them is full soon. Only who counts them all needs every content then.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from heapq import merge
from itertools import islice
from typing import Any, Final

from elasticsearch import Elasticsearch

from services.adapters.elastic_names import Names
from services.adapters.elastic_query import Page, all_of, among, counted, filters, hits
from services.adapters.elastic_words import Condition, conditions
from services.ports.store import Query
from services.ports.store_order import microseconds

VERY_MANY: Final = 10_000  # contents, or alerts
_MOST_BUCKETS: Final = 65_535  # of one answer
_SHARE: Final = 30_000  # of them, so that chance does not fill an answer
_LOOKS: Final = (2, 10)  # alerts that are looked at for each that is asked for
_FIELDS: Final = ("value", "shown", "detected", "id")
_SHOWN: Final[Condition] = {"exists": {"field": "shown"}}


class ElasticTexts:
    """Finds alerts in one view. `many` is the most of something that counts as few."""

    def __init__(self, client: Elasticsearch, names: Names, many: int = VERY_MANY) -> None:
        self._client = client
        self._alerts = names.alias("alerts")
        self._contents = names.alias("contents")
        self._many = many

    def page(self, query: Query) -> Sequence[Mapping[str, Any]]:
        """The documents of one page, in order."""
        after = [microseconds(query.after[0]), query.after[1]] if query.after is not None else None
        page = Page(("detected", "id"), query.limit, backwards=query.newest_first, after=after, fields=_FIELDS)
        number = self._number(query.text)
        if number > self._many and (first := self._among_the_first(query, page)) is not None:
            return first
        every = [hits(self._client, self._alerts, scope, page) for scope in self._scopes(query, number)]
        ordered = merge(*every, key=lambda one: (one["detected"], one["id"]), reverse=query.newest_first)
        return tuple(islice(ordered, query.limit))

    def counts(self, query: Query, sources: Sequence[Condition]) -> Iterator[tuple[Mapping[str, Any], int]]:
        """Combinations of values that the alerts of a query have, and how many have it; one may come again."""
        for scope in self._scopes(query, self._number(query.text)):
            yield from counted(self._client, self._alerts, scope, sources)

    def _scopes(self, query: Query, number: int) -> Iterator[list[Condition]]:
        """The conditions on alerts: one list, or several that share no alert where a text is said by very many."""
        meant = filters(query)
        if not query.text.strip():
            yield meant
            return
        shown = self._shown(meant) if number > self._many else None
        for said in among("shown", self._saying(query.text, number, shown)):
            yield [*meant, said]

    def _among_the_first(self, query: Query, page: Page) -> Sequence[Mapping[str, Any]] | None:
        """A page that is full, or the last one; None where the first alerts do not suffice for it."""
        meant = [*filters(query), _SHOWN]
        for look in _LOOKS:
            most = min(look * page.limit, self._many * max(_LOOKS))
            first = list(hits(self._client, self._alerts, meant, replace(page, limit=most)))
            said = set(self._saying(query.text, most, [one["shown"] for one in first]))
            found = [one for one in first if one["shown"] in said][: page.limit]
            if len(found) == page.limit or len(first) < most:
                return found
        return None

    def _shown(self, meant: Sequence[Condition]) -> Sequence[int] | None:
        """The `version` of every content that these alerts show; None where they are very many."""
        meant = [*meant, _SHOWN]
        if self._count(self._alerts, meant) > self._many:
            return None
        source = {"shown": {"terms": {"field": "shown"}}}
        return [key["shown"] for key, _ in counted(self._client, self._alerts, meant, [source])]

    def _saying(self, text: str, number: int, some: Sequence[int] | None = None) -> Sequence[int]:
        """The `version` of every content that says this text, or of those among `some`; `number` at the most."""
        portions, found = list(conditions(text)), some
        for portion in portions:
            scopes: Iterator[list[Condition]] = (
                iter([[]]) if found is None else ([one] for one in among("version", found))
            )
            found = [version for scope in scopes for version in self._versions([*portion, *scope], number)]
        return found if portions and found else ()

    def _number(self, text: str) -> int:
        """How many contents say the first words of a text."""
        portion = next(conditions(text), None)
        return self._count(self._contents, portion) if portion else 0

    def _count(self, index: str, every: Sequence[Condition]) -> int:
        return int(self._client.count(index=index, query=all_of(every))["count"])

    def _versions(self, every: Sequence[Condition], number: int) -> Sequence[int]:
        """The `version` of every content that fulfils all of these, read in shares."""
        shares = 1 + number // _SHARE
        while True:
            answers = [self._share(every, share, shares) for share in range(shares)]
            if not any(answer["sum_other_doc_count"] for answer in answers):
                return [bucket["key"] for answer in answers for bucket in answer["buckets"]]
            shares *= 2

    def _share(self, every: Sequence[Condition], share: int, shares: int) -> Mapping[str, Any]:
        part = {"partition": share, "num_partitions": shares}
        asked = {"said": {"terms": {"field": "version", "size": _MOST_BUCKETS, "include": part}}}
        answer = self._client.search(
            index=self._contents, size=0, query=all_of(every), aggs=asked, track_total_hits=False
        )
        found: Mapping[str, Any] = answer["aggregations"]["said"]
        return found
