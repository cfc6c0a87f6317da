"""Draws a world from a seed."""

import random
from datetime import UTC, datetime, timedelta
from typing import Final

from tests.evaluation.harbour.coining import coined
from tests.evaluation.harbour.hazards import crises
from tests.evaluation.harbour.notations import drawn
from tests.evaluation.harbour.world import Firm, Person, Project, Term, World, dealt, names, slug

KINDS: Final = ("storage", "ferry", "crane", "software", "deal")
_NEEDS: Final = (("cue",), ("cue",), ("cue",), ("anchor",), ("near",))
_NUMBERS: Final = (3, 5, 7, 9, 12, 18, 24, 40, 48, 60, 90, 120, 160, 240, 300, 450)
_PLATFORMS: Final = ("mastodon", "mastodon", "bluesky", "linkedin")


def build(seed: int) -> World:
    """The world of this seed."""
    rng = random.Random(f"harbour {seed}")
    families = rng.sample(names("family"), len(names("family")))
    firms = _firms(rng, families)
    projects = _projects(rng, firms, families)
    people = _people(rng, firms, projects)
    towns = tuple(rng.sample(names("town"), len(names("town"))))
    return World(firms, people, projects, crises(rng, firms), towns)


def _firms(rng: random.Random, families: list[str]) -> tuple[Firm, ...]:
    group, yard = rng.choice(names("company")), rng.choice(names("yard"))
    towns = rng.sample(names("town"), 8)
    sold = [f"{family} {rng.choice(_NUMBERS[:7])}" for family in families[:12]]
    return (
        Firm(slug(group), group, (group, f"{group} Gruppe", f"{group} Group"), tuple(sold[:9]), tuple(towns[:5])),
        Firm(slug(yard), yard, (yard, f"{yard} Werft", f"{yard} Shipyard"), tuple(sold[9:]), tuple(towns[5:])),
    )


def _terms(rng: random.Random, families: list[str]) -> list[list[Term]]:
    """300 terms for 40 projects."""
    german, english = rng.sample(names("noun de"), 36), rng.sample(names("noun en"), 22)
    two = [f"Projekt {word}" for word in german] + [f"Project {word}" for word in english]
    two += rng.sample(names("two-word"), 17)
    numbered = [f"{family} {number}" for family in families for number in rng.sample(_NUMBERS[7:], 2)]
    weak = rng.sample(names("weak"), 30)
    rng.shuffle(two)
    hands = (
        dealt((Term(text, "coined") for text in coined(150, rng)), 40),
        dealt((Term(text, "two words") for text in two), 40),
        dealt((Term(text, "number") for text in rng.sample(numbered, 45)), 40),
        dealt((Term(text, "weak", _NEEDS[at % 5]) for at, text in enumerate(weak)), 40),
    )
    return [[term for hand in hands for term in hand[at]] for at in range(40)]


def _projects(rng: random.Random, firms: tuple[Firm, ...], families: list[str]) -> tuple[Project, ...]:
    found = []
    for at, terms in enumerate(_terms(rng, families)):
        kind = KINDS[at % 5]
        firm = firms[1] if kind == "ferry" else firms[0]
        early = at % 5 == at // 8
        lifts = datetime(2026, 11, 2, 8, tzinfo=UTC) if early else datetime(2027, 1, 12, 9, tzinfo=UTC)
        lifts += timedelta(days=rng.randrange(25 if early else 160))
        name = slug(terms[0].text)
        papers = tuple(f"drafts/{name}-{number}.md" for number in range(1, 3 + (at % 2)))
        facts = drawn(kind, rng) if at % 2 == 0 else ()
        found.append(Project(name, kind, firm, tuple(terms), facts, lifts, early, papers))
    return tuple(found)


def _people(rng: random.Random, firms: tuple[Firm, ...], projects: tuple[Project, ...]) -> tuple[Person, ...]:
    given = [f"{first} {last}" for first in names("first") for last in names("last")]
    people, handles = [], set[str]()
    for at, name in enumerate(rng.sample(given, 66)):
        firm = firms[at % 3 == 2]
        first, last = name.split()
        handle = rng.choice((slug(first), f"{slug(first)}.{slug(last)}", f"{slug(first)}{rng.randrange(70, 99)}"))
        handle = f"{handle}{at}" if handle in handles else handle
        handles.add(handle)
        role = "press officer" if at < 3 else "executive" if at < 6 else rng.choice(names("role"))
        near = rng.sample([one.id for one in projects if one.firm == firm], 2) if at >= 46 else []
        platform = rng.choice(_PLATFORMS)
        account = f"@{handle}@{rng.choice(names('handle host'))}" if platform == "mastodon" else f"{handle}.example"
        people.append(Person(f"{slug(first)}-{at}", firm, platform, account, role, first, near=tuple(near)))
    return (*people, *(_newsroom(firm) for firm in firms))


def _newsroom(firm: Firm) -> Person:
    return Person(f"newsroom-{firm.id}", firm, "mastodon", f"@news@{firm.domain}", "newsroom", firm.name, brand=True)
