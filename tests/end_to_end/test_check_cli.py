"""`vorlaut check`: for an author, before posting."""

import json
from pathlib import Path

import pytest

from tests.end_to_end.processes import done, vorlaut
from tests.veltrona import registers_text

AT = ("--at", "2025-11-20T13:00:00 Europe/Berlin")


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    return tmp_path


def check(home: Path, *arguments: str) -> str:
    said = done(home, "check", "--registers", "registers.yaml", *arguments)
    assert [path.name for path in home.iterdir()] == ["registers.yaml"]
    return said


def test_an_author_is_told_kindly_what_to_leave_out_and_until_when(home: Path) -> None:
    said = check(home, "--as", "anna", *AT, "Psst, F\u200balke 2 für 249 €!")
    assert "Launch of the Veltrona Falke 2" in said
    assert "2026-02-01 09:00 UTC" in said
    assert "“F\u200balke 2”" in said
    assert "“249 €”" in said
    assert "Nothing of this was kept." in said


def test_an_author_is_told_in_german(home: Path) -> None:
    said = check(home, "--as", "anna", *AT, "--lang", "de", "Psst, F\u200balke 2 kommt!")
    assert "gesperrt bis 01.02.2026 09:00 UTC (" in said
    assert "„F\u200balke 2“ (1 unsichtbares Zeichen entfernt)" in said
    assert "Nichts davon wurde aufbewahrt." in said


def test_what_may_be_posted_is_told_too(home: Path) -> None:
    assert "Nothing speaks against posting this." in check(home, "--as", "anna", *AT, "Guten Morgen")
    assert "no consent" in check(home, "--as", "anna", "--at", "2024-01-01T00:00:00Z", "Falke 2")


def test_a_script_gets_one_object(home: Path) -> None:
    said = json.loads(check(home, "--as", "ben", *AT, "--json", "Feuer in Halle 7"))
    assert (said["account"], said["at"], said["refused"]) == ("ben", "2025-11-20T12:00:00Z", None)
    assert [alert["register"] for alert in said["alerts"]] == ["Crisis/werk-nord"]


@pytest.mark.parametrize("arguments", [("--as", "eve", "x"), ("--as", "anna", "--at", "gestern", "x"), ("x",)])
def test_wrong_use_of_check_ends_with_2(home: Path, arguments: tuple[str, ...]) -> None:
    ended = vorlaut(home, "check", "--registers", "registers.yaml", *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "Traceback" not in ended.stderr
