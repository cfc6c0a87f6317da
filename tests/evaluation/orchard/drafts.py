"""The drafts of the embargoes: claims in one of their wordings, among what releases say otherwise."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from tests.evaluation.orchard.words import Sections, rng_of, sections
from tests.evaluation.orchard.world import Secret, World

DRAFTS: Final = 100
_SORTS: Final = ("press-release", "briefing", "questions-and-answers")


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: what may be quoted of it (all but headline and boilerplate), and all of it."""

    path: str
    secret: Secret
    body: str
    text: str


def drafts_of(world: World) -> list[Draft]:
    """Two or three drafts of every embargo, 100 together."""
    each, more = divmod(DRAFTS, len(world.secrets))
    return [
        _draft(world, secret, number)
        for at, secret in enumerate(world.secrets)
        for number in range(each + (at % 2 == 0 if more else 0))
    ]


def _draft(world: World, secret: Secret, number: int) -> Draft:
    rng = rng_of("draft", world.seed, secret.id, number)
    lang = secret.concept.lang
    words = sections(f"drafts_{lang}")
    values = _values(world, secret, rng, words)
    claims = [claim.drafted[(at * (number // 2) + number) % 2].format_map(secret.details)
              for at, claim in enumerate(secret.concept.claims)]  # fmt: skip
    rng.shuffle(claims)
    bridges = rng.sample(list(words["bridge"]), 2)
    paragraphs = [
        f"{_one(rng, words['lead'], values)} {claims[0]} {claims[1]}",
        _one(rng, words["said"], values),
        f"{bridges[0].format_map(values)} {claims[2]} {claims[3]}",
        f"{bridges[1].format_map(values)} {_facts(rng, secret, words)}{_one(rng, words['outlook'], values)}",
    ]
    head, boiler = _one(rng, words["head"], values), words["boiler"][0].format_map(values)
    body = "\n\n".join(paragraphs)
    path = f"drafts/{secret.id}-{_SORTS[number]}.md"
    return Draft(path, secret, body, f"# {head}\n\n{body}\n\n{boiler}\n")


def _values(world: World, secret: Secret, rng: random.Random, words: Sections) -> Mapping[str, str]:
    first, second = rng.sample(list(words["opinion"]), 2)
    names = sections("people")
    when = secret.lifts + timedelta(hours=1)
    return {
        **secret.details,
        "title": secret.concept.title,
        "co": world.company,
        "hq": world.hq,
        "dom": world.domain,
        "when": f"{when:%d.%m.%Y}" if secret.concept.lang == "de" else f"{when:%d %B %Y}",
        "adj": rng.choice(words["adj"]),
        "dur": rng.choice(words["dur"]),
        "o1": first,
        "o1_open": first.removesuffix("."),
        "o2": second,
        "person2": f"{rng.choice(names['first'])} {rng.choice(names['last'])}",
        "func": rng.choice(words["func"]),
    }


def _facts(rng: random.Random, secret: Secret, words: Sections) -> str:
    said = ", ".join(fact.declared(secret.concept.lang) for fact in secret.facts)
    return f"{_one(rng, words['facts'], {'facts': said})} " if said else ""


def _one(rng: random.Random, frames: Sequence[str], values: Mapping[str, str]) -> str:
    return rng.choice(frames).format_map(values)


def shingles(text: str, size: int = 4) -> set[tuple[str, ...]]:
    """The runs of so many words, without regard to case and signs."""
    words = ["".join(sign for sign in word.casefold() if sign.isalnum()) for word in text.split()]
    words = [word for word in words if word]
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


@dataclass(frozen=True, slots=True)
class Shelf:
    """All drafts, and the ids of the embargoes in whose drafts a shingle stands."""

    drafts: Sequence[Draft]
    owners: Mapping[tuple[str, ...], set[str]]


def shelf_of(drafts: Sequence[Draft]) -> Shelf:
    """The drafts with their index."""
    found: dict[tuple[str, ...], set[str]] = {}
    for draft in drafts:
        for shingle in shingles(draft.body):
            found.setdefault(shingle, set()).add(draft.secret.id)
    return Shelf(drafts, found)
