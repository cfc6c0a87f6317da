"""What there is to tell in one scenario: companies, people, projects under embargo, crises."""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final, Literal

from tests.evaluation.cases import Lang
from tests.evaluation.harbour.notations import Fact
from tests.evaluation.harbour.texts import sections

TermKind = Literal["coined", "two words", "number", "weak"]
_PLAIN: Final = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"})
FIRST, LAST = datetime(2026, 10, 3, tzinfo=UTC), datetime(2026, 12, 30, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Term:
    """A term of an embargo; a weak one has needs."""

    text: str
    kind: TermKind
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Firm:
    """A company of the group."""

    id: str
    name: str
    names: tuple[str, ...]
    products: tuple[str, ...]
    sites: tuple[str, ...]

    @property
    def domain(self) -> str:
        """Where its pages are."""
        return f"{self.id}.example"


@dataclass(frozen=True, slots=True)
class Person:
    """An account that opted in."""

    id: str
    firm: Firm
    platform: str
    account: str
    role: str
    first: str
    brand: bool = False
    near: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """Something under embargo."""

    id: str
    kind: str
    firm: Firm
    terms: tuple[Term, ...]
    facts: tuple[Fact, ...]
    lifts: datetime
    early: bool
    documents: tuple[str, ...]

    def strong(self) -> list[Term]:
        """The terms that count by themselves."""
        return [term for term in self.terms if not term.needs]


@dataclass(frozen=True, slots=True)
class Crisis:
    """Something bad that was declared. `words` are the slots of frames about it, by language."""

    id: str
    kind: str
    firm: Firm
    opens: datetime
    sites: tuple[str, ...]
    names: tuple[str, ...]
    words: Mapping[Lang, Mapping[str, str]]
    statement: Mapping[Lang, str]


@dataclass(frozen=True, slots=True)
class World:
    """All of it."""

    firms: tuple[Firm, ...]
    people: tuple[Person, ...]
    projects: tuple[Project, ...]
    crises: tuple[Crisis, ...]
    towns: tuple[str, ...]

    def employees(self, firm: Firm) -> list[Person]:
        """Those of a company who may not speak for it."""
        return [one for one in self.people if one.firm == firm and not speaks(one)]

    def speakers(self, firm: Firm) -> list[Person]:
        """Those who may."""
        return [one for one in self.people if one.firm == firm and speaks(one)]


def speaks(person: Person) -> bool:
    """Whether this account is among those an embargo allows."""
    return person.brand or person.role in {"press officer", "executive"}


CUES: Final[Mapping[str, Mapping[Lang, Sequence[tuple[str, str]]]]] = {
    "storage": {
        "de": (("Inbetriebnahme", "f"), ("Marktstart", "m"), ("Enthüllung", "f")),
        "en": (("commissioning", ""), ("market launch", ""), ("unveiling", "")),
    },
    "ferry": {
        "de": (("Stapellauf", "m"), ("Taufe", "f"), ("Jungfernfahrt", "f")),
        "en": (("launch", ""), ("christening", ""), ("maiden voyage", "")),
    },
    "crane": {
        "de": (("Auslieferung", "f"), ("Premiere", "f"), ("Marktstart", "m")),
        "en": (("first delivery", ""), ("premiere", ""), ("launch", "")),
    },
    "software": {
        "de": (("Go-Live", "n"), ("Rollout", "m"), ("Markteinführung", "f")),
        "en": (("go-live", ""), ("roll-out", ""), ("launch", "")),
    },
    "deal": {
        "de": (("Bekanntgabe", "f"), ("Unterzeichnung", "f"), ("Enthüllung", "f")),
        "en": (("announcement", ""), ("signing", ""), ("unveiling", "")),
    },
}


def moment(rng: random.Random, start: datetime, end: datetime) -> datetime:
    """A time between the two at which people post."""
    days = max(1, (end - start).days)
    day = (start + timedelta(days=rng.randrange(days))).replace(hour=0, minute=0, second=0)
    drawn = day + timedelta(hours=rng.choice((5, 6, 7, 9, 11, 12, 13, 15, 16, 17, 18, 19, 20, 21, 22)))
    drawn += timedelta(minutes=rng.randrange(60), seconds=rng.randrange(60))
    return min(max(drawn, start), end - timedelta(minutes=1))


def names(heading: str) -> tuple[str, ...]:
    """A list of names."""
    return sections("names")[heading]


def slug(text: str) -> str:
    """Letters and digits in small, everything else a hyphen."""
    spelt = text.lower().translate(_PLAIN)
    return "-".join(filter(None, "".join(char if char.isascii() and char.isalnum() else " " for char in spelt).split()))


def dealt(items: Iterable[Term], hands: int) -> list[list[Term]]:
    """The items one by one to so many hands."""
    listed = list(items)
    return [listed[at::hands] for at in range(hands)]
