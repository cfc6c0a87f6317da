"""What is installed: pinned dependencies, and a wheel that holds more than Python files."""

import re
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("streams", "services")
WHEEL = "from hatchling.build import build_wheel; import sys; print(build_wheel(sys.argv[1]))"


@pytest.mark.parametrize("name", ["run", "dev", "build"])
def test_every_dependency_is_pinned_with_hashes_and_without_an_index(name: str) -> None:
    pins = (ROOT / "requirements" / f"{name}.txt").read_text(encoding="utf-8")
    requirements = re.findall(r"^[a-z].*?(?=^[a-z]|\Z)", pins, re.MULTILINE | re.DOTALL)
    assert requirements
    assert [one for one in requirements if not re.match(r"[a-z0-9.-]+==\S+ .*--hash=sha256:", one, re.DOTALL)] == []
    assert not re.search(r"^-|://", pins, re.MULTILINE)


def test_the_wheel_holds_every_file_of_the_packages(tmp_path: Path) -> None:
    built = subprocess.run(
        [sys.executable, "-c", WHEEL, str(tmp_path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    with ZipFile(tmp_path / built.stdout.split()[-1]) as wheel:
        held = set(wheel.namelist())
    wanted = {
        str(path.relative_to(ROOT))
        for package in PACKAGES
        for path in (ROOT / package).rglob("*")
        if path.suffix in {".py", ".yaml", ".json", ".typed", ".html", ".css", ".js", ".svg"}
    }
    assert wanted - held == set()
    assert not any(name.startswith(("tests/", "docs/")) for name in held)
