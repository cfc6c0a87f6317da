"""The made-up company of one seed: its embargoes with their names and facts, its crises, its people."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from tests.evaluation.cases import Lang
from tests.evaluation.orchard.concepts import Concept, concepts
from tests.evaluation.orchard.facts import Fact, drawn
from tests.evaluation.orchard.names import Name, coined_words, slug, two_words, weak_words, with_number
from tests.evaluation.orchard.people import Person, employees, press
from tests.evaluation.orchard.words import rng_of, sections

FIRST: Final = datetime(2026, 10, 1, 6, tzinfo=UTC)
LAST: Final = datetime(2026, 12, 31, 20, tzinfo=UTC)
LIFTED: Final = 4
NUMBERS: Final = 45
_NEAR_ALONE: Final = 14


@dataclass(frozen=True, slots=True)
class Secret:
    """An embargo: a concept with names, facts and the details its drafts mention."""

    id: str
    concept: Concept
    names: tuple[Name, ...]
    facts: tuple[Fact, ...]
    cues: Mapping[Lang, Sequence[str]]
    base: str | None  # the product on sale that it succeeds
    lifts: datetime
    details: Mapping[str, str]

    @property
    def key(self) -> str:
        """The register as alerts name it."""
        return f"Embargo/{self.id}"

    @property
    def strong(self) -> list[Name]:
        """The names that count by themselves."""
        return [name for name in self.names if not name.needs]

    @property
    def weak(self) -> list[Name]:
        """The names that need a cue, an anchor or a near author."""
        return [name for name in self.names if name.needs]


@dataclass(frozen=True, slots=True)
class Trouble:
    """A crisis: its sort, what it is recognised by (one name for each language), and when it opens."""

    id: str
    sort: str
    known_as: Mapping[Lang, str]
    opens: datetime

    @property
    def key(self) -> str:
        """The register as alerts name it."""
        return f"Crisis/{self.id}"


@dataclass(frozen=True, slots=True)
class World:
    """Everything a seed decides once."""

    seed: int
    company: str
    hq: str
    places: Sequence[str]
    products: Mapping[str, Sequence[str]]
    secrets: Sequence[Secret]
    troubles: Sequence[Trouble]
    people: Sequence[Person]
    press: Sequence[Person]

    @property
    def domain(self) -> str:
        """Where the company is found."""
        return f"{slug(self.company)}.example"

    @property
    def open(self) -> Sequence[Secret]:
        """The embargoes that are in force in the whole time of the posts."""
        return self.secrets[LIFTED:]

    @property
    def lifted(self) -> Sequence[Secret]:
        """The embargoes that lift in October."""
        return self.secrets[:LIFTED]

    @property
    def far(self) -> Sequence[Person]:
        """Employees who are near to nothing."""
        return [person for person in self.people if not person.near]


def world(seed: int) -> World:
    """The company of this seed."""
    rng = rng_of("orchard", seed)
    names = sections("names")
    places = rng.sample(list(names["place"]), len(names["place"]))
    company = rng.choice(names["company"])
    products = {key.removeprefix("base."): list(names[key]) for key in names if key.startswith("base.")}
    secrets = _secrets(rng, products, places[6:])
    near = [[secret.id] for secret in secrets if any("near" in name.needs for name in secret.names)]
    others = [secret.id for secret in secrets[LIFTED:]]
    near += [rng.sample(others, rng.choice([1, 1, 2])) for _ in range(_NEAR_ALONE)]
    return World(
        seed=seed,
        company=company,
        hq=places[0],
        places=places[6:],
        products=products,
        secrets=secrets,
        troubles=_troubles(rng, products, places),
        people=employees(rng, near),
        press=press(rng),
    )


def _secrets(rng: random.Random, products: Mapping[str, Sequence[str]], places: Sequence[str]) -> list[Secret]:
    drafts = concepts()
    rng.shuffle(drafts)
    coined, pairs, weak = coined_words(rng), two_words(rng), weak_words(rng)
    rng.shuffle(weak)
    with_base = [at for at, concept in enumerate(drafts) if concept.sector in products]
    twice = set(rng.sample(with_base, NUMBERS - len(with_base)))
    taken: set[str] = set()
    values: set[tuple[str, int]] = set()
    found = []
    for at, concept in enumerate(drafts):
        names = [Name(coined.pop(), "coined") for _ in range(4 if at % 4 else 3)]
        names += [pairs.pop() for _ in range(1 if at % 8 == 0 else 2)]
        base = rng.choice(products[concept.sector]) if concept.sector in products else None
        if base:
            names += [with_number(rng, base, taken) for _ in range(2 if at in twice else 1)]
        if at % 4:
            names.append(weak.pop())
        facts = tuple(drawn(rng, spec, values) for spec in concept.facts)
        found.append(_secret(rng, concept, names, facts, places, at))
    return found


def _secret(
    rng: random.Random,
    concept: Concept,
    names: Sequence[Name],
    facts: tuple[Fact, ...],
    places: Sequence[str],
    at: int,
) -> Secret:
    base = next((name.text.rpartition(" ")[0] for name in names if name.form == "number"), None)
    words = sections("cues")
    cues: dict[Lang, Sequence[str]] = {"de": words[f"{concept.sector}.de"], "en": words[f"{concept.sector}.en"]}
    lifts = datetime(2026, 10, 3 + 5 * at, 7, tzinfo=UTC) if at < LIFTED else _late(rng)
    return Secret(
        slug(names[0].text), concept, tuple(names), facts, cues, base, lifts, _details(rng, names[0].text, places)
    )


def _late(rng: random.Random) -> datetime:
    return datetime(2027, 1, 11, 8, tzinfo=UTC) + timedelta(days=rng.randrange(150))


def _details(rng: random.Random, name: str, places: Sequence[str]) -> Mapping[str, str]:
    words = sections("people")
    return {
        "name": name,
        "place": rng.choice(places),
        "partner": rng.choice(sections("names")["partner"]),
        "person": f"{rng.choice(words['first'])} {rng.choice(words['last'])}",
        "woman": f"{rng.choice(words['woman'])} {rng.choice(words['last'])}",
        "man": f"{rng.choice(words['man'])} {rng.choice(words['last'])}",
        "family": rng.choice(words["last"]),
        "n": str(rng.randrange(13, 89)),
    }


def _troubles(rng: random.Random, products: Mapping[str, Sequence[str]], places: Sequence[str]) -> list[Trouble]:
    food, app = rng.choice(products["food"]), rng.choice(products["app"])
    known: list[tuple[str, dict[Lang, str]]] = [
        ("fire", {"de": f"Kühlhaus {places[1]}", "en": f"{places[1]} cold store"}),
        ("recall", {"de": f"{food} Aufstrich", "en": f"{food} spread"}),
        ("gas", {"de": f"Eiswerk {places[2]}", "en": f"{places[2]} ice plant"}),
        ("breach", {"de": app, "en": app}),
        ("roof", {"de": f"Zentrallager {places[3]}", "en": f"{places[3]} depot"}),
    ]
    start = datetime(2026, 10, 21, 3, tzinfo=UTC)
    return [
        Trouble(f"{sort}-{slug(names['de'])}", sort, names, start + timedelta(hours=rng.randrange(24 * 25)))
        for sort, names in known
    ]
