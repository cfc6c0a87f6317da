"""A backup is taken while vorlaut runs, and what is made from it says the same."""

import json
from contextlib import closing
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest

from services.backup.backup import back_up, put_back
from streams.log.sqlite import SqliteLog
from streams.log.sqlite_backup import copy_log
from streams.stage import CannotRun
from tests.end_to_end.processes import done, running, vorlaut
from tests.faults.corpus import leaking_posts
from tests.veltrona import line, registers_text

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Veltrona with twenty leaks, handled."""
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    (tmp_path / "posts.ndjson").write_bytes(b"".join(leak(number) for number in range(20)))
    done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim")
    done(tmp_path, "ingest", "ndjson", "posts.ndjson")
    done(tmp_path, "run", "--until-idle")
    return tmp_path


def leak(number: int) -> bytes:
    return line("Die Falke 2 kommt bald", minutes=number, id=f"leak-{number}")


def test_an_installation_made_from_a_backup_has_the_same_alerts_and_the_same_trail(home: Path) -> None:
    told = done(home, "backup", "copy", "--as", "Kim")
    assert "key of sealed embargoes" in told
    restored = done(home, "--data", "anew", "restore", "copy")
    assert "Kim" in restored
    trail = ["audit", "--json", "--until", f"{datetime.now(UTC):%Y-%m-%dT%H:%M:%S}Z"]  # looking leaves a trace
    for command in (trail, ["alerts", "--json"], ["situation", "--at", "2027-01-01T12:00Z"]):
        assert done(home, "--data", "anew", *command) == done(home, *command)
    assert len(done(home, "--data", "anew", "alerts", "--json").splitlines()) == 20
    assert '"exported"' in done(home, "--data", "anew", *trail)


@pytest.mark.parametrize(
    "command",
    [
        ["backup", "copy"],
        ["audit"],
        ["alerts"],
        ["ingest", "ndjson", "posts.ndjson"],
        ["console", "link", "--as", "kim"],
    ],
)
def test_where_there_is_no_installation_a_command_says_so_and_makes_none(home: Path, command: list[str]) -> None:
    told = vorlaut(home, "--data", "elsewhere", *command)
    assert told.returncode == 2
    assert "elsewhere holds no installation: name its folder with --data" in told.stderr
    assert not (home / "elsewhere").exists()
    assert not (home / "copy").exists()


def test_a_restored_installation_goes_on_where_the_backup_was_made(home: Path) -> None:
    done(home, "backup", "copy", "--as", "Kim")
    done(home, "--data", "anew", "restore", "copy")
    (home / "more.ndjson").write_bytes(leak(21))
    for data in ("vorlaut-data", "anew"):
        done(home, "--data", data, "ingest", "ndjson", "more.ndjson")
        done(home, "--data", data, "run", "--until-idle")
    found = [json.loads(one)["id"] for one in done(home, "alerts", "--json").splitlines()]
    again = [json.loads(one)["id"] for one in done(home, "--data", "anew", "alerts", "--json").splitlines()]
    assert found == again
    assert len(found) == 21


def test_a_backup_is_taken_while_vorlaut_runs(home: Path) -> None:
    with running(home) as service:
        service.wait_until_ready()
        done(home, "backup", "copy", "--as", "Kim")
        assert service.end() == 0
    manifest = json.loads((home / "copy" / "manifest.json").read_text("utf-8"))
    assert manifest["sha256"] == sha256((home / "copy" / "log.db").read_bytes()).hexdigest()
    assert sorted(path.name for path in (home / "copy").iterdir()) == ["log.db", "manifest.json"]
    assert {oct(path.stat().st_mode)[-3:] for path in (home / "copy").glob("log.db")} == {"600"}


def test_a_backup_under_load_holds_whole_transactions_up_to_one_moment(tmp_path: Path) -> None:
    stop, batch = Signal(), leaking_posts(7, "post")
    with closing(SqliteLog(tmp_path / "data" / "log.db", clock=lambda: NOON)) as log:
        log.append(batch)

        def write() -> None:
            while not stop.is_set():
                log.append(batch)

        writer = Thread(target=write)
        writer.start()
        try:
            for number in range(5):
                back_up(tmp_path / "data", tmp_path / f"copy-{number}", copy_log, "Kim", NOON)
        finally:
            stop.set()
            writer.join()
        whole = [record.value for record in log.tail("posts", {}, 1_000_000)]
    for number in range(5):
        put_back(tmp_path / f"copy-{number}", tmp_path / f"anew-{number}")
        with closing(SqliteLog(tmp_path / f"anew-{number}" / "log.db", clock=lambda: NOON)) as anew:
            held = [record.value for record in anew.tail("posts", {}, 1_000_000)]
        assert held
        assert len(held) % 7 == 0
        assert held == whole[: len(held)]


def test_nothing_is_restored_over_something_or_from_something_else(home: Path) -> None:
    done(home, "backup", "copy", "--as", "Kim")
    assert "not empty" in vorlaut(home, "restore", "copy").stderr
    assert "not empty" in vorlaut(home, "backup", "copy", "--as", "Kim").stderr
    assert "no whole backup" in vorlaut(home, "--data", "anew", "restore", "nowhere").stderr
    with (home / "copy" / "log.db").open("r+b") as stream:
        stream.seek(5000)
        stream.write(b"changed")
    ended = vorlaut(home, "--data", "anew", "restore", "copy")
    assert ended.returncode == 2
    assert "not the file that was backed up" in ended.stderr
    assert not (home / "anew").exists()


def test_a_folder_without_an_installation_is_not_backed_up(tmp_path: Path) -> None:
    with pytest.raises(CannotRun, match="holds no log"):
        back_up(tmp_path / "data", tmp_path / "copy", copy_log, "Kim", NOON)
