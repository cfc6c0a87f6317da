"""How SQLite goes about what a console asks, whatever the number of alerts: no page is sorted, nothing reads texts."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from services.adapters.sqlite_store import SqliteStore
from services.adapters.sqlite_store_files import contents_path
from services.adapters.sqlite_store_query import Bound, counted_by, found_by
from services.ports.store import Facet, Query
from tests.contract.store_examples import AT

FACETS: tuple[Facet, ...] = ("severity", "register", "status", "state")
PAGES = {
    "all": Query(newest_first=True),
    "oldest first": Query(),
    "deep in it": Query(newest_first=True, after=(AT, "al_a")),
    "severity": Query(severities=("high",), newest_first=True),
    "severities": Query(severities=("high", "low"), newest_first=True),
    "topic": Query(registers=("Embargo/falke-2",), newest_first=True),
    "state": Query(states=("new", "acknowledged"), newest_first=True),
    "account": Query(account_ids=("anna",), newest_first=True),
    "group": Query(groups=("gr_a",), newest_first=True),
    "text": Query(text="falke", newest_first=True),
    "text and severity": Query(text="falke kommt", severities=("high",), newest_first=True),
    "text and account": Query(text="falke", account_ids=("anna",), newest_first=True),
}


@pytest.fixture
def db(tmp_path: Path) -> sqlite3.Connection:
    path = tmp_path / "search.db"
    SqliteStore(path).close()
    made = sqlite3.connect(path)
    made.execute("ATTACH ? AS contents", (str(contents_path(path)),))
    return made


def _plan(db: sqlite3.Connection, asked: tuple[str, Sequence[Bound]]) -> str:
    sql, bound = asked
    return "\n".join(row[3] for row in db.execute(f"EXPLAIN QUERY PLAN {sql}", bound))


@pytest.mark.parametrize("asked", PAGES.values(), ids=PAGES.keys())
def test_a_page_is_read_in_its_order_and_not_sorted(db: sqlite3.Connection, asked: Query) -> None:
    plan = _plan(db, found_by(asked))
    assert "TEMP B-TREE" not in plan, plan
    assert "texts" not in plan, plan
    assert "alerts USING INDEX alerts_by_" in plan, plan


@pytest.mark.parametrize("facets", [FACETS, ("register", "severity"), ("state",)])
def test_what_filters_leave_is_added_up_and_not_counted(db: sqlite3.Connection, facets: Sequence[Facet]) -> None:
    plan = _plan(db, counted_by(Query(statuses=("open",), states=("new",)), facets))
    assert "tallies" in plan, plan
    assert "alerts" not in plan, plan


@pytest.mark.parametrize("asked", [Query(text="falke"), Query(account_ids=("anna",))], ids=["a word", "an account"])
def test_what_is_of_an_account_or_says_a_word_is_counted_from_an_index_alone_and_not_sorted(
    db: sqlite3.Connection, asked: Query
) -> None:
    plan = _plan(db, counted_by(asked, FACETS))
    assert "alerts USING COVERING INDEX alerts_by_facets" in plan, plan
    assert "TEMP B-TREE" not in plan, plan
    assert "texts" not in plan, plan
