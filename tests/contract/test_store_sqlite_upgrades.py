"""A store of an older version of vorlaut is opened, and answers as one made today."""

import sqlite3
from pathlib import Path

from services.adapters.sqlite_store import SqliteStore
from services.ports.store import Query
from streams.codec import encode
from tests.contract.store_examples import alert, content, decision, delivery, group, placed

TALLIED_BY_ACCOUNT = """
    DROP INDEX alerts_by_facets;
    DROP TABLE tallies;
    CREATE INDEX alerts_by_facets ON alerts (severity, register, status, account_id, state, shadow, policy, shown);
    CREATE TABLE tallies (
        severity TEXT NOT NULL, register TEXT NOT NULL, status TEXT NOT NULL, account_id TEXT NOT NULL,
        state TEXT NOT NULL, shadow INTEGER NOT NULL, policy TEXT NOT NULL, alerts INTEGER NOT NULL,
        PRIMARY KEY (severity, register, status, account_id, state, shadow, policy)) STRICT, WITHOUT ROWID;
    INSERT INTO tallies SELECT severity, register, status, account_id, state, shadow, policy, count(*)
    FROM alerts GROUP BY 1, 2, 3, 4, 5, 6, 7;
    PRAGMA user_version = 6
"""
_WITHOUT_TOLD = """
    DROP TABLE told;
    PRAGMA user_version = 5
"""
_WITHOUT_SHOWN = f"""
    {_WITHOUT_TOLD};
    DROP INDEX alerts_by_time;
    DROP INDEX alerts_by_facets;
    DROP TABLE tallies;
    ALTER TABLE alerts DROP COLUMN shown;
    CREATE INDEX alerts_by_time ON alerts (
        detected_at, id, severity, policy, register, status, account_id, group_id, shadow, state);
    PRAGMA user_version = 4
"""
_WITHOUT_STATES = f"""
    {_WITHOUT_SHOWN};
    DROP INDEX alerts_by_time;
    ALTER TABLE alerts DROP COLUMN state;
    ALTER TABLE decisions DROP COLUMN state;
    CREATE INDEX alerts_by_time ON alerts (
        detected_at, id, severity, policy, register, status, account_id, group_id, shadow);
    PRAGMA user_version = 3
"""
_WITHOUT_SHADOW = f"""
    {_WITHOUT_STATES};
    DROP INDEX alerts_by_time;
    ALTER TABLE alerts DROP COLUMN shadow;
    CREATE INDEX alerts_by_time ON alerts (detected_at, id, severity, policy, register, status, account_id, group_id);
    PRAGMA user_version = 2
"""


def test_the_alerts_of_a_file_of_version_2_are_those_that_people_were_told(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert()], [content()])
    store.close()
    db = sqlite3.connect(path)
    db.executescript(_WITHOUT_SHADOW)
    db.close()
    store = SqliteStore(path)
    store.put([alert("b", shadow=True)])
    assert store.search(Query()) == (alert(),)
    assert [found.id for found in store.search(Query(shadow=True))] == ["al_b"]
    store.close()
    SqliteStore(path).close()


def test_a_file_of_version_1_is_upgraded_and_its_groups_give_way_to_any_in_the_log(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    SqliteStore(path).close()
    db = sqlite3.connect(path)
    db.executescript(_WITHOUT_SHADOW)
    db.executescript(
        "ALTER TABLE groups DROP COLUMN place; DROP TABLE decisions; DROP TABLE deliveries; PRAGMA user_version = 1"
    )
    db.execute("INSERT INTO groups VALUES ('gr_g', 0, ?)", (encode(group("g")),))
    db.commit()
    db.close()
    store = SqliteStore(path)
    assert store.groups() == (group("g"),)
    store.put([], groups=[placed("g", 0, alerts=2)])
    store.record([decision()])
    assert store.groups() == (group("g", alerts=2),)
    assert store.decisions("al_a") == (decision(),)
    store.close()


def test_in_a_file_of_version_5_it_is_found_who_was_told_of_an_alert(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.record([], [delivery()])
    store.close()
    db = sqlite3.connect(path)
    db.executescript(_WITHOUT_TOLD)
    db.close()
    store = SqliteStore(path)
    assert store.deliveries("al_a") == (delivery(),)
    store.close()


def test_the_alerts_of_a_file_of_version_3_stand_where_its_decisions_put_them(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert(), alert("b"), alert("c")])
    store.record([decision(hours=1), decision("b", verdict="escalated"), decision("c", "al_b", verdict="escalated")])
    store.close()
    db = sqlite3.connect(path)
    db.executescript(_WITHOUT_STATES)
    db.close()
    store = SqliteStore(path)
    assert dict(store.states(["al_a", "al_b", "al_c"])) == {"al_a": "closed", "al_b": "escalated", "al_c": "new"}
    assert dict(store.count(Query(), "state")) == {"closed": 1, "escalated": 1, "new": 1}
    store.close()


def test_the_texts_of_a_file_of_version_4_are_found(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert(), alert("b", minutes=1), alert("c", status="public")], [content(), content("b"), content("d")])
    store.close()
    db = sqlite3.connect(path)
    db.executescript(_WITHOUT_SHOWN)
    db.close()
    store = SqliteStore(path)
    assert [found.id for found in store.search(Query(text="Falke"))] == ["al_a"]
    store.put([alert("d")])
    assert [found.id for found in store.search(Query(text="Falke"))] == ["al_a", "al_d"]
    store.close()


def test_a_file_of_version_6_tallies_people_no_longer(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert(), alert("b", account="newsroom"), alert("c", severity="low")])
    store.close()
    db = sqlite3.connect(path)
    db.executescript(TALLIED_BY_ACCOUNT)
    db.close()
    store = SqliteStore(path)
    store.put([alert("d")])
    assert dict(store.count(Query(), "severity")) == {"high": 3, "low": 1}
    assert dict(store.count(Query(account_ids=("anna",)), "severity")) == {"high": 2, "low": 1}
    store.close()
    db = sqlite3.connect(path)
    assert "account_id" not in [name for _, name, *_ in db.execute("PRAGMA table_info(tallies)")]
    db.close()
