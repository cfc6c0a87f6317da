"""What the SQLite store promises beyond the contract: its files."""

import random
import sqlite3
import subprocess
import sys
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import blake2b
from pathlib import Path

import pytest

from services.adapters.sqlite_store import SqliteStore
from services.adapters.sqlite_store_files import contents_path
from services.ports.store import Query
from streams.events import AlertContent
from streams.stage import CannotRun, Unavailable
from tests.contract.store_examples import alert, content, decision


def _marker(name: str) -> str:
    return blake2b(name.encode(), digest_size=10).hexdigest()


def _planted(names: Sequence[str]) -> dict[str, str]:
    """A text of many lengths around a marker, by name."""
    return {name: f"{'Füllwort ' * (int(name) % 60)}{_marker(name)} {_marker(name)}" for name in names}


def _found_on_disk(folder: Path, names: Sequence[str]) -> list[str]:
    """Whose markers stand in any file; an index may keep only the end of a word."""
    raw = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    return [name for name in names if _marker(name)[6:].encode() in raw]


def test_no_byte_of_erased_closed_or_edited_content_stays_on_disk(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "search.db")
    names = [str(number) for number in range(1200)]
    shuffled = random.Random(5).sample(names, len(names))
    for start in range(0, len(names), 100):
        batch = _planted(shuffled[start : start + 100])
        store.put([alert(name) for name in batch], [content(name, text) for name, text in batch.items()])
    assert _found_on_disk(tmp_path, names) == names

    erased, closed, edited = shuffled[:300], shuffled[300:600], shuffled[600:800]
    store.erase([f"al_{name}" for name in erased])
    store.put([alert(name, status="taken_down") for name in closed])
    store.put([alert(name, minutes=1) for name in edited], [content(name, "anders", minutes=1) for name in edited])

    assert _found_on_disk(tmp_path, erased + closed + edited) == []
    store.close()
    assert _found_on_disk(tmp_path, erased + closed + edited) == []
    assert len(_found_on_disk(tmp_path, shuffled[800:])) == 400


def test_content_of_a_closed_alert_is_never_written(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "search.db")
    store.put([alert("7"), alert("7", status="edited_away")], [content("7", _marker("7"))])
    store.put([], [content("7", _marker("7"))])
    assert _found_on_disk(tmp_path, ["7"]) == []
    store.close()


def test_while_another_process_reads_erasing_says_so_and_is_made_whole_by_doing_it_again(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path, busy_seconds=0)
    store.put([alert("7")], [content("7", _marker("7"))])
    reader = sqlite3.connect(contents_path(path), isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM texts").fetchall()
    with pytest.raises(Unavailable, match="not yet overwritten"):
        store.erase(["al_7"])
    assert store.content("al_7") is None
    reader.close()
    store.put([])
    assert _found_on_disk(tmp_path, ["7"]) == []
    store.close()


def test_what_was_put_is_there_after_opening_again(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert(), alert("b")], [content(), content("b")])
    store.erase(["al_b"])
    store.close()
    again = SqliteStore(path)
    again.put([alert("b")], [content("b")])
    assert [found.id for found in again.search(Query(text="Falke"))] == ["al_a"]
    again.close()


def test_a_full_disk_is_told_and_changes_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "search.db", max_pages=40)
    with pytest.raises(Unavailable, match="full"):
        store.put([alert(str(number)) for number in range(1000)])
    assert store.search(Query()) == ()
    store.put([alert()], [content()])
    with pytest.raises(Unavailable, match="full"):
        store.put([alert("b")], [content("b", "Wort " * 100_000)])
    assert [found.id for found in store.search(Query())] == ["al_a"]
    store.close()


@pytest.mark.parametrize("which", ["search.db", "search-contents.db"])
def test_a_file_of_a_newer_version_is_refused(tmp_path: Path, which: str) -> None:
    path = tmp_path / "search.db"
    SqliteStore(path).close()
    db = sqlite3.connect(tmp_path / which)
    db.execute("PRAGMA user_version = 99")
    db.close()
    with pytest.raises(CannotRun, match="newer"):
        SqliteStore(path)


@pytest.mark.parametrize("which", ["search.db", "search-contents.db"])
def test_a_damaged_file_is_refused_with_what_can_be_done(tmp_path: Path, which: str) -> None:
    (tmp_path / which).write_bytes(b"no database at all, and longer than a header of one would be" * 100)
    with pytest.raises(CannotRun, match="holds only what is in the log"):
        SqliteStore(tmp_path / "search.db")


def test_only_the_owner_may_read_the_files(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "search.db")
    store.put([alert()], [content()])
    assert {path.stat().st_mode & 0o077 for path in tmp_path.iterdir()} == {0}
    store.close()


def test_what_is_written_is_seen_by_another_process_that_came_and_went_before(tmp_path: Path) -> None:
    """Whoever closes a file that is open elsewhere in the same process gives up the locks of both."""
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    assert ids_elsewhere(path) == []
    store.put([alert()], [content()])
    assert ids_elsewhere(path) == ["al_a"]
    store.close()


def ids_elsewhere(path: Path) -> list[str]:
    """The alerts that another process sees."""
    look = (
        "import sys, pathlib; from services.adapters.sqlite_store import SqliteStore;"
        "from services.ports.store import Query; store = SqliteStore(pathlib.Path(sys.argv[1]));"
        "print(*[one.id for one in store.search(Query())]); store.close()"
    )
    return subprocess.run(
        [sys.executable, "-c", look, str(path)], check=True, capture_output=True, text=True
    ).stdout.split()


def test_a_group_of_files_can_lie_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "Ordner mit ? und 'Zeichen' %20"
    store = SqliteStore(folder / "search.db")
    store.put([replace(alert(), account_id="ä")], [content()])
    assert dict(store.count(Query(text="falke", account_ids=("ä",)), "status")) == {"open": 1}
    store.close()


def test_no_alert_is_found_by_the_words_of_another_where_the_texts_were_lost(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert(), alert("b")], [content(), content("b")])
    store.close()
    contents_path(path).unlink()
    store = SqliteStore(path)
    store.put([], [content("b", "Ganz anders")])
    assert [found.id for found in store.search(Query(text="anders"))] == ["al_b"]
    store.close()


def test_what_was_half_done_by_a_kill_is_made_whole_by_doing_it_again(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert(), alert("b")], [content(), content("b", "Ein Adler")])
    store.close()
    db = sqlite3.connect(path)  # of the two files only the one of the alerts was committed
    db.execute("UPDATE alerts SET shown = CASE id WHEN 'al_a' THEN 2 ELSE 3 END")
    db.commit()
    db.close()
    store = SqliteStore(path)
    store.put([alert(), alert("b")], [content(), content("b", "Ein Adler")])
    assert [found.id for found in store.search(Query(text="Falke"))] == ["al_a"]
    assert [found.id for found in store.search(Query(text="Adler"))] == ["al_b"]
    store.close()


def test_while_texts_are_rewritten_decisions_are_taken_and_everything_can_be_looked_up(tmp_path: Path) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path, busy_seconds=0)
    store.put([alert()], [content()])
    rewriting = sqlite3.connect(contents_path(path), isolation_level=None)
    rewriting.execute("BEGIN IMMEDIATE")
    store.record([decision(verdict="escalated")])
    assert dict(store.states(["al_a"])) == {"al_a": "escalated"}
    assert store.search(Query(text="Falke", states=("escalated",))) == (alert(),)
    with pytest.raises(Unavailable):
        store.put([alert("b")], [content("b")])
    rewriting.close()
    store.put([alert("b")], [content("b")])
    assert len(store.search(Query(text="Falke"))) == 2
    store.close()


def test_while_the_view_is_built_anew_others_see_the_old_one_and_wait_for_nothing(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "search.db")
    store.put([alert()], [content()])
    with ThreadPoolExecutor(1) as other, store.renewal() as renewal:
        assert renewal.store.search(Query()) == ()
        renewal.store.put([alert("b")], [content("b")])
        assert [found.id for found in renewal.store.search(Query(text="Falke"))] == ["al_b"]
        assert other.submit(lambda: store.search(Query(text="Falke"))).result(30) == (alert(),)
    assert [found.id for found in store.search(Query(text="Falke"))] == ["al_b"]
    assert dict(store.count(Query(), "severity")) == {"high": 1}
    store.close()


@pytest.mark.parametrize("texts", [[content()], []])
def test_a_view_can_be_opened_and_read_while_another_writes_both_files(
    tmp_path: Path, texts: Sequence[AlertContent]
) -> None:
    path = tmp_path / "search.db"
    store = SqliteStore(path)
    store.put([alert()], texts)
    with store.renewal() as renewal:
        renewal.store.put([alert("b")], [content("b")])
        beside = SqliteStore(path, busy_seconds=0)
        assert beside.search(Query()) == (alert(),)
        beside.close()
    store.close()
