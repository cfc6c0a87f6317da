"""Drafts of press releases, made of claims; and the claims retold."""

import random
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.harbour.notations import declared, written
from tests.evaluation.harbour.phrasing import choose, fill
from tests.evaluation.harbour.texts import sections
from tests.evaluation.harbour.world import Project, World, names

_BOSS: Final = {
    "de": ("aus der Geschäftsführung", "verantwortlich für das Neugeschäft", "seit zwei Jahren im Vorstand"),
    "en": ("a member of the board", "responsible for new business", "who leads the division"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Draft:
    """A text under embargo: its sentences by claim, and what the slots of its project hold."""

    path: str
    project: Project
    lang: Lang
    head: str
    body: tuple[tuple[str, str], ...]
    end: str
    slots: Mapping[str, str]

    @property
    def text(self) -> str:
        """The whole document."""
        half = len(self.body) // 2
        paragraphs = (self.body[:half], self.body[half:])
        told = "\n\n".join(" ".join(text for _, text in part) for part in paragraphs)
        return f"{self.head}\n\n{told}\n\n{self.end}\n"

    def claims(self) -> list[str]:
        """The claims it makes that have been put in other words."""
        return [claim for claim, _ in self.body if claim]


def drafted(world: World, seed: int) -> tuple[Draft, ...]:
    """Every document the embargoes name."""
    made = []
    for number, project in enumerate(world.projects):
        rng = random.Random(f"harbour drafts {seed} {project.id}")
        values = _values(world, project, rng)
        for at, path in enumerate(project.documents):
            lang: Lang = "de" if (number + at) % 2 else "en"
            made.append(_draft(path, project, lang, {**values, **_in(lang, values, project, rng)}, rng))
    return tuple(made)


def retold(draft: Draft, rng: random.Random) -> str:
    """One or two of its claims as somebody tells them who has read it."""
    told = []
    claims = draft.claims()
    texts = sections(f"claims.{draft.lang}")
    own = [claim for claim in claims if not claim.startswith("any ")]
    first = rng.choice([claim for claim in own if any(map(_telling, texts[claim]))])
    others = [claim for claim in claims if claim != first]
    for claim in (first, *rng.sample(others, rng.choice((0, 1, 1)))):
        wordings = [line[2:] for line in texts[claim] if line.startswith("p ") and (claim != first or _telling(line))]
        told.append(fill(choose(rng.choice(wordings), rng), _numbered(draft.slots, claim)))
    return " ".join(told)


def _telling(line: str) -> bool:
    """Whether a retelling names somebody or some place, so that one knows what it is about."""
    return line.startswith("p ") and bool(re.search(r"\{(town|customer|supplier|exp|boss)", line))


def _draft(path: str, project: Project, lang: Lang, slots: Mapping[str, str], rng: random.Random) -> Draft:
    texts = sections(f"claims.{lang}")
    own = [key for key in texts if key.startswith(f"{project.kind} ")]
    common = [key for key in texts if key.startswith("any ")]
    claims = own[:1] + rng.sample(own[1:], rng.choice((6, 7, 7, 8)))
    for claim in rng.sample(common, rng.choice((3, 4, 5))):
        claims.insert(rng.randrange(1, len(claims) + 1), claim)
    body = [(claim, _sentence(texts[claim], _numbered(slots, claim), rng)) for claim in claims]
    facts = [("", fill(choose(line, rng), slots)) for line in texts["facts"]] if project.facts else []
    for fact in rng.sample(facts, min(2, len(facts))):
        body.insert(rng.randrange(1, len(body)), fact)
    opening = _sentence(texts["dateline"], _numbered(slots, "head"), rng)
    head = f"# {fill(choose(rng.choice(texts['lead']), rng), slots)}\n\n{opening}"
    return Draft(path, project, lang, head, tuple(body), fill(texts["boiler"][0], slots), slots)


def _sentence(lines: Sequence[str], slots: Mapping[str, str], rng: random.Random) -> str:
    wording = rng.choice([line.removeprefix("d ") for line in lines if not line.startswith("p ")])
    return fill(choose(wording, rng), slots)


def _values(world: World, project: Project, rng: random.Random) -> dict[str, str]:
    """What is the same in every draft of a project."""
    at, turn = divmod(world.projects.index(project), 5)
    town = world.towns[(at + 3 * turn) % len(world.towns)]
    town2 = rng.choice([name for name in names("town") if name != town])
    boss, exp = (f"{rng.choice(names('first'))} {rng.choice(names('last'))}" for _ in range(2))
    mio, jobs = rng.randrange(14, 98), rng.randrange(110, 890)
    return {
        "town": town, "town2": town2, "boss": boss, "exp": exp, "mio": str(mio), "mio_r": str(round(mio, -1)),
        "jobs": str(jobs), "jobs_r": str(round(jobs, -2)), "firm": project.firm.name, "firma": project.firm.name,
        "customer": names("customer")[(at + 5 * turn) % 12], "supplier": names("supplier")[(at + turn) % 8],
        "n_sites": str(len(world.firms[0].sites) + 3),
        "domain": project.firm.domain, "term": project.strong()[0].text, "titel": rng.choice(project.strong()).text,
        "detail_at": str(rng.randrange(8)),
    }  # fmt: skip


def _numbered(slots: Mapping[str, str], claim: str) -> dict[str, str]:
    """The slots with the numbers of this claim: the same in every draft of the project."""
    rng = random.Random(f"{slots['term']} {claim}")
    numbers = {"a": rng.randrange(3, 10), "b": rng.randrange(11, 40), "c": rng.randrange(41, 96)}
    return {**slots, **{key: str(value) for key, value in numbers.items()}, "d": str(rng.randrange(120, 980, 10))}


def _in(lang: Lang, values: Mapping[str, str], project: Project, rng: random.Random) -> dict[str, str]:
    """What depends on the language of the draft."""
    detail = sections(f"claims.{lang}")[f"detail {project.kind}"][int(values["detail_at"])]
    formal, _, loose = detail.partition(" | ")
    facts: dict[str, str] = {
        fact.role: declared(fact) if lang == "de" else written(fact, "en", rng) for fact in project.facts
    }
    return {"detail": formal, "detail2": loose, "bossrole": rng.choice(_BOSS[lang]), **facts}


def quotable(draft: Draft, length: int, others: frozenset[str], rng: random.Random) -> Iterator[str]:
    """Passages of about this length, from where a sentence or clause begins, up to its end if that is near.

    They name no term and are, half of them at least, in no other embargo's drafts.
    """
    told = " ".join(text for _, text in draft.body)
    sentences = [0, *(match.end() for match in re.finditer(r"[a-zäöüß][.!?]”? +", told))]
    clauses = [match.end() for match in re.finditer(r"[:;,] +(?=\w+ \w+)", told)]
    first, then = (sentences, clauses) if rng.random() < 0.75 else (clauses, sentences)
    for start in rng.sample(first, len(first)) + rng.sample(then, len(then)):
        passage = _passage(told[start:], length)
        if passage and _own(passage, draft, others):
            yield passage


def _passage(told: str, length: int) -> str:
    ends = [match.start() for match in re.finditer(r"(?<=\w)\W*(?:\s|$)", told)]
    near = [match.end() for match in re.finditer(r"(?<=[a-zäöüß])[.!?]", told) if -8 < match.end() - length < 16]
    end = next(iter(near), 0) or next((end for end in ends if end >= length), 0)
    return told[:end].strip()


def shingles(text: str) -> list[str]:
    """Four words in a row, without signs and case."""
    words = re.findall(r"\w+", text.lower())
    return [" ".join(words[at : at + 4]) for at in range(len(words) - 3)]


def _own(passage: str, draft: Draft, others: frozenset[str]) -> bool:
    found = shingles(passage)
    strange = sum(one in others for one in found)
    named = any(term.text.lower() in passage.lower() for term in draft.project.terms)
    return bool(found) and not named and 2 * strange <= len(found) and "@" not in passage
