"""The wordings beside this file: sections of lines, read once."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "texts"


@cache
def sections(name: str) -> Mapping[str, tuple[str, ...]]:
    """The lines of `texts/<name>.txt` by the heading (`== heading`) above them."""
    found: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("== "):
            lines = found.setdefault(line.removeprefix("== "), [])
        elif line:
            lines.append(line)
    return {heading: tuple(listed) for heading, listed in found.items()}
