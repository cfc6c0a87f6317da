import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.main import cli

REGISTERS = """\
kind: Company
id: veltrona
names: [Veltrona]
---
kind: Account
id: anna
platform: mastodon
account: "@anna@social.example"
class: employee
role: engineer
near: [falke-2]
consent: {from: 2026-11-01T00:00:00+01:00, notice: "2026-10"}
---
kind: Embargo
id: falke-2
title: Launch of the Veltrona Falke 2
opens: 2026-10-01T00:00:00+02:00
lifts: 2999-12-01T09:00:00 Europe/Berlin
terms: [Falke 2, {text: Falke, needs: [cue]}]
"""


class Office:
    """A data folder and a register file, with the command line in front."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        self.file = folder / "veltrona.yaml"
        self.file.write_text(REGISTERS, encoding="utf-8")

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli, ["--data", str(self.data), *words])

    def said(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return result.stdout

    def listed(self, *words: str) -> list[dict[str, object]]:
        return [json.loads(line) for line in self.said(*words, "--json").splitlines()]


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


@pytest.fixture
def applied(office: Office) -> Office:
    office.said("apply", "-f", str(office.file), "--as", "mia")
    return office


def test_a_dry_run_shows_what_is_new_and_changes_nothing(office: Office) -> None:
    said = office.said("apply", "-f", str(office.file), "--dry-run")
    assert "new      Embargo/falke-2" in said
    assert "3 to declare, 0 unchanged" in said
    assert office.listed("accounts", "list") == []


def test_applying_twice_changes_nothing(applied: Office) -> None:
    said = applied.said("apply", "-f", str(applied.file), "--as", "mia")
    assert said.splitlines() == ["0 to declare, 3 unchanged", "Nothing to declare: all of it holds already."]


def test_a_change_is_shown_field_by_field(applied: Office) -> None:
    applied.file.write_text(REGISTERS.replace("2999-12-01", "2999-12-02"), encoding="utf-8")
    said = applied.said("apply", "-f", str(applied.file), "--as", "jo", "--reason", "moved")
    assert "lifts: 2999-12-01 08:00:00Z -> 2999-12-02 08:00:00Z" in said
    assert "declared Embargo/falke-2 version 2 as jo" in said
    assert "by jo: moved" in applied.said("embargo", "show", "falke-2")


def test_an_applied_file_does_not_undo_a_withdrawal(applied: Office) -> None:
    applied.said("accounts", "withdraw", "anna", "--as", "mia", "--reason", "asked by mail")
    said = applied.said("apply", "-f", str(applied.file), "--as", "mia")
    assert "Account/anna has withdrawn" in said
    assert "0 to declare" in said


def test_times_are_shown_in_the_zone_asked_for(applied: Office) -> None:
    assert "lifts:          2999-12-01 08:00:00Z" in applied.said("embargo", "show", "falke-2")
    assert "2999-12-01 09:00:00+01:00" in applied.said("embargo", "show", "falke-2", "--zone", "Europe/Berlin")


def test_an_embargo_is_lifted_at_a_local_time(applied: Office) -> None:
    applied.said("embargo", "lift", "falke-2", "--at", "2026-11-20T10:00 Europe/Berlin", "--as", "mia")
    (embargo,) = applied.listed("embargo", "list")
    assert embargo["version"] == 2
    assert '"lifts": "2026-11-20T09:00:00Z"' in json.dumps(embargo)


def test_a_crisis_is_declared_listed_and_closed(applied: Office) -> None:
    named = ("--site", "Werk Nord", "--term", "Brand", "--opens", "2026-11-20T10:00:00Z")
    applied.said("crisis", "declare", "fire", *named, "--as", "mia")
    assert "fire\t-\topen\t2026-11-20 10:00:00Z" in applied.said("crisis", "list")
    applied.said("crisis", "close", "fire", "--at", "2026-11-20T11:00:00Z", "--as", "mia")
    assert "fire\t-\tclosed\t" in applied.said("crisis", "list")


def test_the_built_in_policies_are_listed_and_shown(applied: Office) -> None:
    assert [policy["id"] for policy in applied.listed("policies", "list")] == [
        "ad-flood",
        "off-remit",
        "private-talk",
        "severity",
    ]
    assert "rule:           ad-flood" in applied.said("policies", "show", "ad-flood")


def test_the_situation_at_an_instant_is_what_was_declared_by_then(applied: Office) -> None:
    def kinds(*words: str) -> set[object]:
        return {entry["kind"] for entry in applied.listed("situation", *words)}

    assert kinds("--at", "2020-01-01T00:00:00Z") == {"Policy"}
    assert kinds() == {"Company", "Account", "Embargo", "Policy"}
    assert "anna\tmastodon" in applied.said("situation")


@pytest.mark.parametrize(
    "words",
    [
        ("accounts", "withdraw", "anna"),
        ("embargo", "lift", "falke-2"),
        ("crisis", "declare", "fire"),
        ("crisis", "close", "fire"),
        ("accounts", "withdraw", "anna", "--as", " "),
    ],
)
def test_a_change_without_a_name_is_wrong_use(applied: Office, words: tuple[str, ...]) -> None:
    result = applied.run(*words)
    assert result.exit_code == 2
    assert "say who you are with --as NAME" in result.stderr


@pytest.mark.parametrize("words", [("embargo", "lift", "x", "--at", "noon"), ("accounts", "list", "--zone", "Berlin")])
def test_a_time_or_zone_that_is_none_is_wrong_use(office: Office, words: tuple[str, ...]) -> None:
    assert office.run(*words).exit_code == 2


def test_faulty_registers_end_with_2_every_fault_told_and_nothing_applied(office: Office) -> None:
    office.file.write_text(REGISTERS.replace("falke-2]", "falke-3]").replace("names", "nmaes"), encoding="utf-8")
    program = [sys.executable, "-c", "from services.cli.main import main; main()", "--data", str(office.data)]
    done = subprocess.run(
        [*program, "apply", "-f", str(office.file), "--as", "mia"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert [line.split(": ")[0] for line in done.stderr.splitlines()[1:]] == [
        f"{office.file}:1",
        f"{office.file}:3",
        f"{office.file}:11",
    ]
    assert office.listed("accounts", "list") == []
