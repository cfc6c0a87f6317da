"""The people of the company: 60 employees on four platforms, two press people, a newsroom."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from tests.evaluation.orchard.names import slug
from tests.evaluation.orchard.words import sections

EMPLOYEES: Final = 60
_PLATFORMS: Final = ("mastodon", "mastodon", "bluesky", "linkedin", "x")
_LEADERS: Final = ("Executive Board Member", "Executive, Finance")


@dataclass(frozen=True, slots=True)
class Person:
    """An account; `near` holds the ids of embargoes its owner works on."""

    id: str
    name: str
    platform: str
    account: str
    role: str
    near: tuple[str, ...] = ()

    def document(self) -> Mapping[str, object]:
        """The register entry: consent was given long ago."""
        consent = {"from": "2026-02-01T00:00:00+01:00", "notice": "2026-01", "purposes": ["embargo", "crisis"]}
        entry = {
            "kind": "Account",
            "id": self.id,
            "platform": self.platform,
            "account": self.account,
            "class": "employee",
            "role": self.role,
            "consent": consent,
        }
        return {**entry, "near": list(self.near)} if self.near else entry


def employees(rng: random.Random, near: Sequence[Sequence[str]]) -> list[Person]:
    """60 of them; the first ones are near to the given embargoes."""
    names = sections("people")
    firsts = rng.sample(list(names["first"]), EMPLOYEES)
    roles = [*_LEADERS, *(names["role"][at % len(names["role"])] for at in range(EMPLOYEES - len(_LEADERS)))]
    rng.shuffle(roles)
    return [
        _person(rng, first, roles[at], tuple(near[at]) if at < len(near) else ()) for at, first in enumerate(firsts)
    ]


def press(rng: random.Random) -> list[Person]:
    """Two people who may speak for the company."""
    return [_person(rng, first, "PR Manager", ()) for first in ("Philippa", "Ruprecht")]


def _person(rng: random.Random, first: str, role: str, near: tuple[str, ...]) -> Person:
    last = rng.choice(sections("people")["last"])
    platform = rng.choice(_PLATFORMS)
    handle = f"{slug(first)}{rng.choice(['', '_' + slug(last)[:4], str(rng.randrange(70, 99))])}"
    account = {
        "mastodon": f"@{handle}@{rng.choice(['gipfel', 'plausch', 'alpen'])}.example",
        "bluesky": f"{handle.replace('_', '-')}.sky.example",
        "linkedin": f"{slug(first)}-{slug(last)}-{rng.randrange(100, 999)}",
        "x": f"@{first}{last[:1]}{rng.randrange(10, 99)}",
    }[platform]
    return Person(slug(first), f"{first} {last}", platform, account, role, near)
