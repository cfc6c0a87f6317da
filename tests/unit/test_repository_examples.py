"""The YAML in the guide of registers is YAML that can be declared."""

import re
from pathlib import Path

from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.registers import Policy

ROOT = Path(__file__).parents[2]
GUIDE = (ROOT / "docs" / "guides" / "registers.md").read_text(encoding="utf-8")


def test_the_policy_in_the_guide_can_be_declared() -> None:
    examples = re.findall(r"```yaml\n(.*?)```", GUIDE, re.DOTALL)
    assert len(examples) == 1
    (policy,) = load_registers([SourceFile("guide", examples[0])], lambda _file, _path: None)
    assert isinstance(policy, Policy)
    assert (policy.rule, len(policy.cases)) == ("words", 4)
