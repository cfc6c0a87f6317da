"""What the 40 secrets are about: each with claims that have two wordings for drafts and two for retelling."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.orchard.words import sections

FILES: Final[Sequence[tuple[str, Lang]]] = (
    ("concepts_de_1", "de"),
    ("concepts_de_2", "de"),
    ("concepts_en_1", "en"),
    ("concepts_en_2", "en"),
)
_WORDINGS: Final = 4


@dataclass(frozen=True, slots=True)
class Claim:
    """One statement: how drafts put it, and how people retell it."""

    drafted: tuple[str, ...]
    retold: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Concept:
    """A secret without its names; `facts` are ranges to draw from."""

    sector: str
    title: str
    lang: Lang
    facts: tuple[str, ...]
    claims: tuple[Claim, ...]


def concepts() -> list[Concept]:
    """All of them, 20 of each language."""
    return [_concept(head, lines, lang) for file, lang in FILES for head, lines in sections(file).items()]


def _concept(head: str, lines: Sequence[str], lang: Lang) -> Concept:
    sector, title, specs = (part.strip() for part in f"{head}|".split("|")[:3])
    claims = [_claim(lines[at : at + _WORDINGS]) for at in range(0, len(lines), _WORDINGS)]
    facts = tuple(spec.strip() for spec in specs.split(",") if spec.strip())
    return Concept(sector, title, lang, facts, tuple(claims))


def _claim(lines: Sequence[str]) -> Claim:
    first, second, third, fourth = lines
    return Claim((first[2:], second[2:]), (third[2:], fourth[2:]))
