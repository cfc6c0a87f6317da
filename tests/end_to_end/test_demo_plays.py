import io
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from rich.console import Console

from services.cli.demo import demo
from services.cli.place import Place
from services.demo.compare import compare
from services.demo.perform import stage, watch
from services.demo.words import EN
from services.ports.store import Query
from streams.stage import CannotRun
from tests.end_to_end.processes import done, vorlaut

if TYPE_CHECKING:
    from services.demo.play import Happening


@pytest.mark.parametrize("seed", range(1, 6))
def test_everything_expected_is_found_and_nothing_else(seed: int, tmp_path: Path) -> None:
    with stage(seed, tmp_path / "data") as on:
        comparison = on.play(lambda _happening: None)
    assert comparison.differences == ()
    assert sum(row.expected for row in comparison.rows) > 30


def test_something_that_is_missing_is_told(tmp_path: Path) -> None:
    happenings: list[Happening] = []
    with stage(1, tmp_path / "played") as on:
        on.play(happenings.append)
    with stage(1, tmp_path / "empty") as empty:
        comparison = compare(happenings, empty.installation.store)
    assert {one.found for one in comparison.differences} == {()}
    assert sum(row.missing for row in comparison.rows) == len(comparison.differences) > 30


def test_the_command_prints_one_json_object_that_is_the_same_each_time() -> None:
    first, second = (CliRunner().invoke(demo, ["--headless", "--json", "--seed", "2"], obj=Place()) for _ in range(2))
    assert first.exit_code == 0
    assert first.output == second.output
    assert json.loads(first.output)["differences"] == []


def test_in_a_pipe_the_demo_prints_lines_a_summary_and_no_control_codes() -> None:
    result = CliRunner().invoke(demo, ["--seed", "3", "--lang", "de"], obj=Place())
    assert result.exit_code == 0
    assert "\x1b" not in result.output
    assert "KRISE AUSGERUFEN" in result.output
    assert "Alles Erwartete wurde gefunden" in result.output


def test_on_a_terminal_the_demo_draws_and_pauses(tmp_path: Path) -> None:
    screen = io.StringIO()
    console = Console(file=screen, force_terminal=True, width=80, height=24, _environ={"TERM": "xterm-256color"})
    pauses: list[float] = []
    with stage(1, tmp_path / "data") as on:
        watch(on, EN, console, pauses.append)
    assert 60 <= sum(pauses) <= 95
    assert "CRISIS DECLARED" in screen.getvalue()


def test_a_kept_run_can_be_explored_and_is_never_mixed_with_another(tmp_path: Path) -> None:
    folder = tmp_path / "kept"
    first = CliRunner().invoke(demo, ["--keep", str(folder)], obj=Place())
    second = CliRunner().invoke(demo, ["--keep", str(folder)], obj=Place())
    assert f"vorlaut --data {folder} alerts" in first.output.replace("\n", "")
    assert isinstance(second.exception, CannotRun)


def test_the_demo_can_be_taken_in_by_an_installation_as_files(tmp_path: Path) -> None:
    commands = done(tmp_path, "demo", "--write", "week").replace("NAME", "Kim").splitlines()
    assert len(commands) == 2
    for command in commands:
        done(tmp_path, *command.split()[1:])
    done(tmp_path, "run", "--until-idle")
    found = done(tmp_path, "alerts", "--json").splitlines()
    with stage(1, tmp_path / "played") as on:
        on.play(lambda _happening: None)
        played = on.installation.store.search(Query(limit=1000))
    assert {json.loads(line)["id"] for line in found} >= {alert.id for alert in played if alert.status != "public"}
    assert vorlaut(tmp_path, "demo", "--write", "week").returncode == 2
