"""`vorlaut policies test`: a customer's own cases."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.main import cli
from services.declare.files import read_registers
from streams.stage import CannotRun
from tests.veltrona import COMPANY, FALKE_2, NEWSROOM, registers_text

BEN = """
kind: Account
id: ben
platform: mastodon
account: "@ben@social.example"
class: employee
consent: {from: 2025-10-01T00:00:00Z, notice: "2025-10"}
"""
CLAIM = """
kind: Policy
id: old-claim
title: The claim we no longer use
rule: words
stage: draft
lists: {claim: ["unbreakable*", unzerstörbar], unless: [museum]}
cases:
  fires: [{text: "Our unbreakable frame."}]
  quiet: [{text: "Im Museum: unser unzerstörbarer Rahmen."}]
"""
CASES = """
kind: Cases
title: What people write of the Falke 2
by: ben
at: 2025-11-20T12:00:00Z
cases:
  - {text: "Falke 2!", finds: {Embargo/falke-2: medium}}
  - {text: "Ein Falke über dem Feld", finds: nothing, note: a bird}
"""
FIRMA = (COMPANY, BEN, NEWSROOM, FALKE_2)


def file_of(folder: Path, *documents: str) -> Path:
    path = folder / "veltrona.yaml"
    path.write_text(registers_text(*documents), encoding="utf-8")
    return path


def run(*words: str) -> Result:
    return CliRunner().invoke(cli, ["policies", "test", *words])


def test_cases_that_end_as_they_say_are_counted(tmp_path: Path) -> None:
    result = run(str(file_of(tmp_path, *FIRMA, CLAIM, CASES)))
    assert result.exit_code == 0
    assert result.stdout.splitlines() == [
        "ok      The claim we no longer use (2 of 2)",
        "ok      What people write of the Falke 2 (2 of 2)",
        "4 cases, 4 as expected, 0 otherwise",
    ]


def test_a_case_that_ends_otherwise_is_shown_with_its_place_and_ends_with_exit_code_2(tmp_path: Path) -> None:
    wrong = CASES.replace("falke-2: medium", "falke-2: critical").replace(
        "finds: nothing", "finds: {Embargo/falke-2: any}"
    )
    path = file_of(tmp_path, *FIRMA, wrong)
    result = run(str(path))
    assert result.exit_code == 2
    told = result.stdout
    assert f"{path}:39: Falke 2!" in told
    assert "expected  Embargo/falke-2: critical\n    found     Embargo/falke-2: medium" in told
    assert "a bird\n    expected  Embargo/falke-2: any\n    found     nothing" in told
    assert "2 cases, 0 as expected, 2 otherwise" in told


def test_a_policys_own_case_that_does_not_fire_fails(tmp_path: Path) -> None:
    result = run(str(file_of(tmp_path, CLAIM.replace("Our unbreakable frame.", "Our new frame."))))
    assert (result.exit_code, "found     nothing" in result.stdout) == (2, True)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("Embargo/falke-2", "Embargo/falke-3", "'Embargo/falke-3' is not declared here"),
        ("by: ben", "by: bob", "unknown account 'bob'"),
        ("at: 2025-11-20T12:00:00Z", "", "when? add at: TIME"),
        ("by: ben", "", "who posts this?"),
        ("note: a bird", "nota: a bird", "unknown field 'nota' in a case"),
        ("finds: nothing, ", "", "missing field 'finds'"),
        ("falke-2: medium", "falke-2: huge", "unknown Embargo/falke-2 'huge'"),
        ('text: "Falke 2!"', "posts: [{text: Hm}, {text: Falke 2, answers: 2}]", "number of an earlier post"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    result = run(str(file_of(tmp_path, *FIRMA, CASES.replace(old, new))))
    assert isinstance(result.exception, CannotRun)
    assert told in str(result.exception)
    assert "veltrona.yaml:" in str(result.exception)


def test_files_without_cases_say_so(tmp_path: Path) -> None:
    result = run(str(file_of(tmp_path, *FIRMA)))
    assert "no cases in these files" in str(result.exception)


def test_declaring_passes_cases_over(tmp_path: Path) -> None:
    entries = read_registers(file_of(tmp_path, *FIRMA, CASES))
    assert [entry.id for entry in entries] == ["veltrona", "ben", "newsroom", "falke-2"]


def test_cases_may_stand_elsewhere_than_the_registers(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    (tmp_path / "registers").mkdir()
    registers = file_of(tmp_path / "registers", *FIRMA, CLAIM)
    result = run("--registers", str(registers), str(tmp_path / "cases.yaml"))
    assert (result.exit_code, result.stdout.splitlines()[-1]) == (0, "2 cases, 2 as expected, 0 otherwise")
