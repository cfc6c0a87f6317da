"""The YAML in the guide of registers is YAML that can be declared, and its cases end as they say."""

import re
from pathlib import Path

from services.declare.case_files import read_cases
from services.declare.files import read_registers
from services.prove.prove import prove
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Policy

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guides" / "registers.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)


def example(kind: str) -> str:
    (found,) = [text for text in EXAMPLES if text.startswith(f"kind: {kind}\n")]
    return str(found)


def test_the_policy_in_the_guide_can_be_declared() -> None:
    (policy,) = load_registers([SourceFile("guide", example("Policy"))], lambda _file, _path: None)
    assert isinstance(policy, Policy)
    assert (policy.rule, len(policy.cases)) == ("words", 4)


def test_the_cases_in_the_guide_end_as_they_say_where_the_example_registers_hold(tmp_path: Path) -> None:
    (tmp_path / "cases.yaml").write_text(example("Cases"), encoding="utf-8")
    entries = read_registers(ROOT / "docs" / "examples" / "registers.yaml")
    (found,) = read_cases(tmp_path / "cases.yaml", entries, elsewhere=True)
    assert len(found.cases) == 4
    assert list(prove(found.cases, entries)) == []
