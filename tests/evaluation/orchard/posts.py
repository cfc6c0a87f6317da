"""A post as a person makes it: a frame, at times with words before and after it, by somebody, at some time."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from tests.evaluation.cases import Lang, Line
from tests.evaluation.orchard.people import Person
from tests.evaluation.orchard.registers import newsroom_account
from tests.evaluation.orchard.text import Filled, fill, lowered, sentences, with_typo
from tests.evaluation.orchard.words import Sections, sections
from tests.evaluation.orchard.world import FIRST, LAST, World


@dataclass(frozen=True, slots=True)
class Desk:
    """What one case is written with: the world, its own chance, its language, and the prefix of its ids."""

    world: World
    rng: random.Random
    lang: Lang
    prefix: str

    @property
    def frames(self) -> Sections:
        """The frames for terms, and openers and closers."""
        return sections(f"frames_{self.lang}")

    def values(self, **more: str) -> Mapping[str, str]:
        """What any frame may ask for."""
        rng, names = self.rng, sections("people")
        return {
            "mate": rng.choice(names["first"]),
            "him": rng.choice(names["man"]),
            "mate2": rng.choice(names["first"]).lower(),
            "place": rng.choice(self.world.places),
            "co": self.world.company,
            "dom": self.world.domain,
            "hometag": rng.choice(self.world.places).lower().replace(" ", ""),
            "num": str(rng.randrange(3, 98)),
            **more,
        }

    def fill(self, frame: str, **more: str) -> Filled:
        """A frame with this desk's values."""
        return fill(frame, self.values(**more))

    def dressed(self, body: Filled, *, sober: bool = False) -> Filled:
        """The body as posted, at times with words before and after it; sober ones where something bad happened."""
        rng, words = self.rng, sections(f"crises_{self.lang}") if sober else self.frames
        parts = [self.fill(rng.choice(words["openers"]))] if rng.random() < 0.3 else []
        parts.append(body)
        if rng.random() < 0.35:
            parts.append(self.fill(rng.choice(words["closers"])))
        body = sentences(parts, "\n" if rng.random() < 0.15 else " ")
        if rng.random() < 0.12:
            body = with_typo(rng, body)
        return lowered(body) if rng.random() < 0.12 else body

    def employee(self, near: str | None = None) -> Person:
        """Any employee, or one who is near to this embargo."""
        people = [person for person in self.world.people if near is None or near in person.near]
        return self.rng.choice(people)

    def stranger(self) -> Person:
        """An employee who is near to no embargo."""
        return self.rng.choice(self.world.far)

    def moment(self, since: datetime = FIRST, until: datetime = LAST) -> datetime:
        """A time of posting."""
        return since + timedelta(seconds=self.rng.randrange(int((until - since).total_seconds())))

    def line(self, text: str, by: Person | None, at: datetime, number: str = "", **more: object) -> Line:
        """A post by a person, or by the newsroom."""
        return {
            "platform": by.platform if by else "mastodon",
            "account": by.account if by else newsroom_account(self.world),
            "id": f"{self.prefix}{number}",
            "published": at.isoformat().replace("+00:00", "Z"),
            "text": text,
            "langs": [self.lang],
            **more,
        }
