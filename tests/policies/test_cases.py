"""The cases in `cases/` are the specification of what is found and what stays silent; here they are judged."""

from pathlib import Path

import pytest

from services.declare.case_files import read_cases
from services.declare.files import read_registers
from services.prove.prove import prove
from streams.policies.cases import Case
from streams.registers import RegisterEntry

FOLDER = Path(__file__).with_name("cases")
FILES = sorted(FOLDER.glob("*.yaml"))
FAMILIES = {
    "ad-flood", "crisis", "disguise", "embargo-terms", "facts", "hedges", "off-remit", "paraphrase", "private-talk",
    "protected-speech", "quotes", "severity", "silence", "slips", "threads", "weak-terms",
}  # fmt: skip
SINGLE = [(file, case) for file in FILES for cases in read_cases(file, read_registers(file)) for case in cases.cases]


@pytest.fixture(scope="module")
def registers() -> dict[Path, tuple[RegisterEntry, ...]]:
    return {file: read_registers(file) for file in FILES}


@pytest.mark.parametrize(("file", "case"), SINGLE, ids=[f"{file.stem}: {case.note}" for file, case in SINGLE])
def test_a_case_ends_as_it_says(file: Path, case: Case, registers: dict[Path, tuple[RegisterEntry, ...]]) -> None:
    assert [(one.expected, one.found) for one in prove([case], registers[file])] == []


def test_every_family_has_a_file_with_leaks_and_with_silence() -> None:
    assert {file.stem for file in FILES} == FAMILIES
    for file in FILES:
        cases = [case for one, case in SINGLE if one == file]
        assert sum(bool(case.finds) for case in cases) >= 2 or file.stem == "protected-speech"
        assert sum(not case.finds for case in cases) >= 2 or file.stem in {"hedges", "severity"}
