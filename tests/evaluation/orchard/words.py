"""The word material beside this file: `## section` and its entries, one a line; a literal \\n is a line break."""

import random
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).parent / "words"

Sections = Mapping[str, Sequence[str]]


@cache
def sections(name: str) -> Sections:
    """The entries of a file by section."""
    found: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in (FOLDER / f"{name}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            entries = found.setdefault(line[3:].strip(), [])
        elif line.strip():
            entries.append(line.strip().replace("\\n", "\n"))
    return found


def rng_of(*parts: object) -> random.Random:
    """A generator that depends on these parts alone, in any process."""
    return random.Random("/".join(map(str, parts)))


def dealt(rng: random.Random, items: Sequence[str], number: int) -> list[str]:
    """So many of the items, none twice before all were taken."""
    taken: list[str] = []
    while len(taken) < number:
        taken += rng.sample(items, min(len(items), number - len(taken)))
    return taken
