"""A `Query` as conditions of SQL. Values are always bound; words are quoted, so that none is read as an operator."""

import json
from collections.abc import Iterator, Sequence
from typing import Final

from services.adapters.store_words import wanted
from services.ports.store import Facet, Query
from services.ports.store_order import microseconds

_AMONG: Final = " IN (SELECT value FROM json_each(?))"
_SAYS: Final = "shown IN (SELECT rowid FROM contents.found WHERE found MATCH ?)"

Bound = str | int
Condition = tuple[str, tuple[Bound, ...]]


def found_by(query: Query) -> tuple[str, list[Bound]]:
    """The statement that gives `value` of the alerts of one page, in order."""
    conditions = list(_conditions(query))
    way = "DESC" if query.newest_first else "ASC"
    if query.after is not None:
        at, alert_id = query.after
        beyond = "<" if query.newest_first else ">"
        conditions.append((f"(detected_at, id) {beyond} (?, ?)", (microseconds(at), alert_id)))
    sql = f"SELECT value FROM alerts WHERE {_all(conditions)} ORDER BY detected_at {way}, id {way} LIMIT ?"  # noqa: S608 - made of constants
    return sql, [*_bound(conditions), query.limit]


def counted_by(query: Query, facets: Sequence[Facet]) -> tuple[str, list[Bound]]:
    """The statement that gives each combination of values of these facets, and how many alerts have it.

    As long as only these matter, what was tallied before is added up. For a text or an account there is an index in the
    order of most facets, so that nothing is sorted.
    """
    conditions = list(_conditions(query))
    columns = ", ".join(map(_column, facets))
    counted, where = "count(*)", "alerts"
    if not (query.groups or query.since or query.until or "group" in facets):
        tallied = not query.text.strip() and not query.account_ids
        counted, where = ("sum(alerts)", "tallies") if tallied else ("count(*)", "alerts INDEXED BY alerts_by_facets")
    sql = f"SELECT {columns}, {counted} FROM {where} WHERE {_all(conditions)} GROUP BY {columns}"  # noqa: S608 - made of constants
    return sql, _bound(conditions)


def counted_by_time(query: Query, length: int, facet: Facet | None) -> tuple[str, list[Bound]]:
    """The statement that gives the start of each stretch of this length, a facet's value, and how many alerts."""
    conditions = list(_conditions(query))
    start = f"detected_at - (detected_at % {length:d} + {length:d}) % {length:d}"  # rounded down before 1970 as well
    value = _column(facet) if facet else "''"
    found = f"SELECT {start}, {value}, count(*) FROM alerts"  # noqa: S608 - made of constants
    return f"{found} WHERE {_all(conditions)} GROUP BY 1, 2", _bound(conditions)


def _column(facet: Facet) -> str:
    return "group_id" if facet == "group" else facet  # GROUP is a word of SQL


def _conditions(query: Query) -> Iterator[Condition]:
    """A plus keeps to the indices that lie in the order of time: what is found by another must be sorted whole."""
    for column, allowed in (
        ("account_id", query.account_ids),
        ("group_id", query.groups),
        ("+severity", query.severities),
        ("+policy", query.policies),
        ("+register", query.registers),
        ("+status", query.statuses),
        ("+state", query.states),
    ):
        if len(allowed) == 1:
            yield f"{column} = ?", allowed
        elif allowed:
            yield column + _AMONG, (json.dumps(allowed),)
    yield "shadow = ?", (int(query.shadow),)
    if not query.statuses:
        yield "status <> 'excepted'", ()
    if query.since is not None:
        yield "detected_at >= ?", (microseconds(query.since),)
    if query.until is not None:
        yield "detected_at < ?", (microseconds(query.until),)
    if query.text.strip():
        yield _SAYS, (_match(query.text),)


def _match(text: str) -> str:
    """All of the words, in any of their spellings, the last also as a beginning; without a word nothing."""
    words = [[_quoted(spelling) for spelling in word] for word in wanted(text)]
    if not words:
        return _quoted("")
    words[-1] = [f"{spelling} *" for spelling in words[-1]]
    return " AND ".join(f"({' OR '.join(word)})" for word in words)


def _quoted(word: str) -> str:
    return '"' + word.replace('"', '""') + '"'


def _all(conditions: list[Condition]) -> str:
    return " AND ".join(("true", *(sql for sql, _ in conditions)))


def _bound(conditions: list[Condition]) -> list[Bound]:
    return [value for _, values in conditions for value in values]
