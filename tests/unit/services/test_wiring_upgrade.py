"""An installation that was made by an older version of vorlaut, and one of that version that still runs."""

import sqlite3
from pathlib import Path

import pytest

from services.ports.store import Query
from streams.log.process_lock import only_process
from streams.stage import CannotRun
from tests.contract.test_store_sqlite_upgrades import TALLIED_BY_ACCOUNT
from tests.veltrona import line
from tests.veltrona_house import House


@pytest.fixture
def house(tmp_path: Path) -> House:
    found = House(tmp_path)
    found.apply()
    found.ingest([line("Projekt Falke 2 kommt", id="a1")])
    found.run()
    older = sqlite3.connect(found.data / "search.db")
    older.executescript(TALLIED_BY_ACCOUNT)
    older.close()
    return found


def test_nothing_is_upgraded_under_an_older_vorlaut_that_runs(house: House) -> None:
    with only_process(house.data / "run.lock"), pytest.raises(CannotRun, match="stop that one"), house.opened():
        pass
    older = sqlite3.connect(house.data / "search.db")
    assert older.execute("PRAGMA user_version").fetchone() == (6,)
    older.close()


def test_once_it_is_stopped_all_is_there(house: House) -> None:
    with house.opened() as installation:
        assert len(installation.store.search(Query())) == 1
