import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from streams.log.sqlite import SqliteLog
from streams.log.sqlite_file import explained
from streams.stage import CannotRun, Unavailable
from tests.contract.log_homes import SteppingClock, gap, gaps, names

MARKER = b"a-marker-nobody-else-writes"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "data" / "log.db"


@pytest.fixture
def log(path: Path) -> Iterator[SqliteLog]:
    log = SqliteLog(path, clock=SteppingClock(), busy_seconds=0.05)
    yield log
    log.close()


def files_with_marker(path: Path) -> list[str]:
    return [file.name for file in path.parent.iterdir() if MARKER in file.read_bytes()]


def refused(path: Path) -> str:
    with pytest.raises(CannotRun) as caught:
        SqliteLog(path, clock=SteppingClock())
    return str(caught.value)


def fill_up(log: SqliteLog) -> tuple[int, Unavailable]:
    """How many events were acknowledged, and what ended it."""
    acknowledged = 0
    while True:
        try:
            acknowledged += log.append(gaps(*range(acknowledged, acknowledged + 50)))
        except Unavailable as error:
            return acknowledged, error


def test_a_file_of_a_newer_version_is_refused(path: Path, log: SqliteLog) -> None:
    log.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 2")
    assert "written by a newer vorlaut (format 2, this one knows 1): upgrade" in refused(path)


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    path.write_bytes(b"shopping list" * 1000)
    assert "damaged or no vorlaut file" in refused(path)
    assert path.read_bytes() == b"shopping list" * 1000


def test_a_damaged_header_is_refused(path: Path, log: SqliteLog) -> None:
    log.close()
    with path.open("r+b") as file:
        file.write(b"\0" * 16)
    assert "damaged or no vorlaut file" in refused(path)


def test_a_damaged_page_cannot_run(path: Path, log: SqliteLog) -> None:
    log.append(gaps(*range(1000)))
    log.close()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(os.urandom(path.stat().st_size // 2))
    with closing(SqliteLog(path, clock=SteppingClock())) as damaged, pytest.raises(CannotRun, match="damaged"):
        damaged.tail("posts", {}, 1000)


def test_a_damaged_table_of_topics_is_refused(path: Path, log: SqliteLog) -> None:
    log.close()
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(os.urandom(path.stat().st_size - 4096))
    assert "damaged" in refused(path)


def test_the_database_of_another_program_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    with closing(sqlite3.connect(path)) as db:
        db.execute("CREATE TABLE recipe (name)")
    assert "was not written by vorlaut" in refused(path)


def test_a_place_where_no_file_can_be_made_is_refused(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "choose another data folder" in refused(tmp_path / "file" / "log.db")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_file_that_cannot_be_written_is_refused(path: Path, log: SqliteLog) -> None:
    log.close()
    path.chmod(0o400)
    assert "Permission denied" in refused(path)


def test_the_files_are_readable_by_their_owner_alone(path: Path, log: SqliteLog) -> None:
    log.append(gaps(1))
    modes = {file.name: file.stat().st_mode & 0o777 for file in path.parent.iterdir()}
    assert modes == {"log.db": 0o600, "log.db-wal": 0o600, "log.db-shm": 0o600}


def test_a_locked_file_is_unavailable_and_the_same_advance_works_later(path: Path, log: SqliteLog) -> None:
    log.append(gaps(1))
    records = log.read("g", ["posts"], 10)
    log.state("g")["seen"] = b"1"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Unavailable, match="another process holds it"):
            log.advance("g", records, [gap("out", "alerts")])
    assert (log.positions("g"), log.end("alerts")) == ({}, {})
    log.advance("g", records, [gap("out", "alerts")])
    log.rewind("g")
    assert (log.state("g"), names(log.tail("alerts", {}, 10))) == ({"seen": b"1"}, ["out"])


def test_a_file_can_be_opened_and_read_while_another_process_writes_it(path: Path, log: SqliteLog) -> None:
    log.append(gaps(1))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with closing(SqliteLog(path, clock=SteppingClock(), busy_seconds=0)) as beside:
            assert names(beside.tail("posts", {}, 10)) == ["1"]


def test_a_full_file_is_unavailable_and_keeps_what_was_acknowledged(path: Path) -> None:
    small = SqliteLog(path, clock=SteppingClock(), max_pages=40)
    acknowledged, error = fill_up(small)
    assert "make room" in str(error)
    assert len(small.tail("posts", {}, 10_000)) == small.end("posts")[0] == acknowledged
    small.close()
    log = SqliteLog(path, clock=SteppingClock())
    log.append(gaps(acknowledged))
    assert names(log.read("g", ["posts"], 10_000)) == [str(number) for number in range(acknowledged + 1)]
    log.close()


@pytest.mark.parametrize("copies", [1, 500], ids=["on a page", "over many pages"])
def test_after_erasing_the_bytes_are_in_no_file(path: Path, log: SqliteLog, copies: int) -> None:
    log.append([gap("before"), gap(MARKER.decode() * copies, key="m/anna"), gap("after")])
    assert files_with_marker(path)
    assert log.erase("posts", lambda record: MARKER in record.value) == 1
    assert files_with_marker(path) == []


def test_after_retention_the_bytes_are_in_no_file(path: Path, log: SqliteLog) -> None:
    log.append(gap(f"{MARKER.decode()} {number}") for number in range(25_000))
    assert log.retain(SteppingClock()() + timedelta(days=4)) == 25_000
    assert files_with_marker(path) == []


def test_a_state_overwritten_or_deleted_is_in_no_file_after_retention(path: Path, log: SqliteLog) -> None:
    for value in (MARKER, b"harmless"):
        log.state("g").update({str(key): value for key in range(100)})
        log.append([], state="g")
    log.state("h")["a"] = MARKER
    log.append([], state="h")
    log.state("h").clear()
    log.append([], state="h")
    log.retain(SteppingClock()())
    assert files_with_marker(path) == []


def test_what_another_process_still_reads_is_unavailable_and_overwritten_later(path: Path, log: SqliteLog) -> None:
    log.append([gap(MARKER.decode(), key="m/anna")])
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM record").fetchone()
        with pytest.raises(Unavailable, match="not yet overwritten"):
            log.erase("posts", lambda _: True)
    assert log.erase("posts", lambda _: True) == 0
    assert files_with_marker(path) == []


def test_a_fault_of_this_program_is_not_taken_for_the_weather(path: Path) -> None:
    error = sqlite3.OperationalError("no such table: x")
    error.sqlite_errorname = "SQLITE_ERROR"
    assert explained(error, path) is error


@pytest.mark.parametrize(
    ("name", "advice"),
    [
        ("SQLITE_READONLY_DBMOVED", "look at its permissions"),
        ("SQLITE_IOERR_WRITE", "look at the free space"),
        ("SQLITE_CANTOPEN", "permissions of its folder"),
        ("SQLITE_BUSY_SNAPSHOT", "another process holds it"),
    ],
)
def test_what_may_pass_is_unavailable_and_says_what_to_look_at(path: Path, name: str, advice: str) -> None:
    error = sqlite3.OperationalError("")
    error.sqlite_errorname = name
    reason = explained(error, path)
    assert isinstance(reason, Unavailable)
    assert advice in str(reason)
    assert str(path) in str(reason)
