"""Sources by their command, kept over a clean stop, a backup and a restore."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from services.sources.gaps import gap
from services.wiring import open_installation
from tests.end_to_end.press import wait_until as soon
from tests.end_to_end.processes import done, running, vorlaut
from tests.veltrona import line, registers_text


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """Veltrona, whose posts are written into one file."""
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    settings = {"ingest": {"files": [{"path": "posts.ndjson", "follow": True}]}}
    (tmp_path / "here.yaml").write_text(json.dumps(settings), "utf-8")
    (tmp_path / "posts.ndjson").write_bytes(line("Falke 2 kommt", id="a1"))
    done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim")
    return tmp_path


def told(home: Path, *place: str) -> Mapping[str, list[Mapping[str, object]]]:
    """What the command says of everything, as one object."""
    found: Mapping[str, list[Mapping[str, object]]] = json.loads(
        vorlaut(home, "--config", "here.yaml", *place, "sources", "--json").stdout
    )
    return found


def state(home: Path, *place: str) -> object:
    return told(home, *place)["sources"][0]["state"]


def test_run_with_a_settings_file_stops_cleanly_and_resumes_where_it_was(home: Path) -> None:
    for number in range(2):
        with running(home, "--config", "here.yaml") as service:
            service.wait_until_ready()
            soon(lambda: state(home) == "live")
            soon(partial(has_alerts, home, number + 1))
            assert service.end() == 0
        assert state(home) == "stopped"
        with (home / "posts.ndjson").open("ab") as file:
            file.write(line("Falke 2 kommt bald", "ben", id=f"b{number}", minutes=number))
    found = told(home)
    assert not found["gaps"]
    heard = {one["id"]: one["silent_days"] for one in found["accounts"]}
    assert (heard["anna"], heard["ben"], heard["shop"]) == (0, 0, None)


def test_gaps_cursors_and_whom_we_heard_of_are_in_a_backup(home: Path) -> None:
    with running(home, "--config", "here.yaml") as service:
        service.wait_until_ready()
        soon(lambda: len(told_alerts(home)) == 1)
        assert service.end() == 0
    lost(home)
    done(home, "backup", "copy", "--as", "Kim")
    done(home, "--data", "anew", "restore", "copy")
    before, after = told(home), told(home, "--data", "anew")
    assert {name: after[name] for name in ("gaps", "accounts")} == {name: before[name] for name in ("gaps", "accounts")}
    assert [one["taken_at"] for one in after["sources"]] == [one["taken_at"] for one in before["sources"]]
    assert len(after["gaps"]) == 1
    with running(home, "--config", "here.yaml", variables={"VORLAUT_DATA": "anew"}) as service:
        service.wait_until_ready()
        soon(lambda: state(home, "--data", "anew") == "live")
        assert service.end() == 0
    assert len(done(home, "--data", "anew", "alerts", "--json").splitlines()) == 1  # not read again


def test_a_gap_is_shown_in_words_and_closed_by_its_command(home: Path) -> None:
    lost(home)
    shown = vorlaut(home, "sources")
    assert shown.returncode == 1
    assert "The file was cut off or replaced while it was followed." in shown.stdout
    assert "nothing ever came in" in shown.stdout
    assert "posts may be missing" in shown.stderr
    (found,) = told(home)["gaps"]
    assert vorlaut(home, "sources", "close", str(found["id"])).returncode == 2
    done(home, "sources", "close", str(found["id"]), "--as", "kim", "--reason", "read by hand")
    assert told(home)["gaps"] == []
    trail = [json.loads(one) for one in done(home, "audit", "--json", "--object", str(found["id"])).splitlines()]
    assert [(one["actor"], one["why"]) for one in trail] == [("kim", "read by hand")]


def has_alerts(home: Path, count: int) -> bool:
    return len(told_alerts(home)) == count


def told_alerts(home: Path) -> list[str]:
    return done(home, "alerts", "--json").splitlines()


def lost(home: Path) -> None:
    now = datetime.now(UTC)
    with open_installation(None, home / "vorlaut-data") as installation:
        installation.log.append([gap("posts.ndjson", now - timedelta(minutes=1), now, "cut_off")])
