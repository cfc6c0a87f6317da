"""Somebody who posts: picks frames without repeating them soon, fills them, adds how people begin and end."""

import random
from datetime import datetime

from tests.evaluation.cases import Lang, Line, Span
from tests.evaluation.harbour.phrasing import choose, fill, incidents, joined, kept, plain, roughened, spans
from tests.evaluation.harbour.texts import sections
from tests.evaluation.harbour.world import Firm, Person, World, names


class Writer:
    """One series of posts in one language."""

    def __init__(self, world: World, lang: Lang, rng: random.Random) -> None:
        self.world = world
        self.lang = lang
        self.rng = rng
        self._bags: dict[tuple[str, ...], list[str]] = {}

    def pick(self, heading: str, file: str = "leaks") -> str:
        """A line of this section; none comes again before all have come."""
        return self.among(*sections(f"{file}.{self.lang}")[heading])

    def among(self, *options: str) -> str:
        """One of these, none again before all have come."""
        bag = self._bags.setdefault(options, [])
        if not bag:
            bag.extend(self.rng.sample(options, len(options)))
        return bag.pop()

    def fill(self, frame: str, firm: Firm, **slots: str) -> str:
        """The frame with these slots and what the world gives for the others."""
        rng = self.rng
        common = {
            "ort": self.among(*names("town")),
            "name": rng.choice(names("first")),
            "n": str(rng.randrange(2, 13)),
            "b": str(rng.randrange(14, 60)),
            "road": str(rng.randrange(301, 399)),
            "tag": rng.choice(sections(f"leaks.{self.lang}")["slot tag"]),
            "handle": self.pick("slot handle"),
            "firma": kept(firm.name),
            "prod": kept(rng.choice(firm.products)),
            "domain": firm.domain,
        }
        return fill(incidents(choose(frame, rng)), {**common, **slots})

    def posted(self, heading: str, firm: Firm, file: str = "leaks", **slots: str) -> str:
        """A frame of this section, filled and dressed."""
        return self.dressed(self.fill(self.pick(heading, file), firm, **slots), firm)

    def dressed(self, body: str, firm: Firm) -> str:
        """The body with what people put before and after it, and written as they do."""
        rng = self.rng
        before = self.fill(self.pick("opener"), firm) if rng.random() < 0.35 else ""
        after = self.fill(self.pick("closer"), firm) if rng.random() < 0.4 else ""
        if before.endswith(",") and not body.startswith(("I ", "I'")):
            body = body[:1].lower() + body[1:]
        text = roughened(joined([before, body, after], rng), self.lang, rng)
        if rng.random() < 0.25:
            text += f" {self.pick('emoji')}"
        if rng.random() < 0.3:
            listed = rng.sample(sections(f"leaks.{self.lang}")["tags"], rng.choice((1, 1, 2, 3)))
            text += rng.choice((" ", "\n", "\n\n")) + " ".join(listed)
        return text

    def lines(self, person: Person, ident: str, when: datetime, text: str, **more: object) -> Line:
        """A post as `vorlaut scan` takes it."""
        line: dict[str, object] = {
            "platform": person.platform,
            "account": person.account,
            "id": ident,
            "published": when.isoformat(),
            "text": plain(text),
        }
        if self.rng.random() < 0.7:
            line["langs"] = [self.lang]
        return {**line, **more}


def found(text: str, part: str = "text") -> tuple[Span, ...]:
    """The marked evidence as spans of a part."""
    return tuple(Span(part, start, end) for start, end in spans(text))
