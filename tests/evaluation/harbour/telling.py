"""What every kind of case is made with: a writer, the world, and how a case is put together."""

import random
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Literal

from tests.evaluation.cases import Case, Lang, Line
from tests.evaluation.harbour.drafts import Draft, shingles
from tests.evaluation.harbour.forms import articles
from tests.evaluation.harbour.phrasing import kept, plain
from tests.evaluation.harbour.world import CUES, FIRST, LAST, Person, Project, Term, World, moment
from tests.evaluation.harbour.writer import Writer, found


@dataclass(slots=True)
class Telling:
    """A series of cases of one kind and language. `ident` is that of the case being made."""

    world: World
    drafts: tuple[Draft, ...]
    kind: str
    lang: Lang
    rng: random.Random
    ident: str = ""
    writer: Writer = field(init=False)

    def __post_init__(self) -> None:
        self.writer = Writer(self.world, self.lang, self.rng)

    def leak(self, text: str, project: Project, author: Person | None = None, **more: object) -> Case:
        """A case whose marked parts leak this project."""
        when = moment(self.rng, FIRST, min(LAST, project.lifts))
        line = self.writer.lines(author or self.author(project), self.ident, when, text, **more)
        return Case(kind=self.kind, lang=self.lang, line=line, expects=f"Embargo/{project.id}", spans=found(text))

    def silent(
        self,
        text: str,
        author: Person,
        when: datetime | None = None,
        before: tuple[Line, ...] = (),
        at_most: Literal["low", "critical"] = "critical",
    ) -> Case:
        """A case that expects nothing."""
        line = self.writer.lines(author, self.ident, when or moment(self.rng, FIRST, LAST), text)
        return Case(kind=self.kind, lang=self.lang, line=line, before=before, at_most=at_most)

    def project(self, *, facts: bool = False, weak: tuple[str, ...] = ()) -> Project:
        """Any project; one with facts, or one with a weak term whose first need is among these."""
        options = [one for one in self.world.projects if (one.facts or not facts) and (not weak or weak_of(one, weak))]
        return self.rng.choice(options)

    def author(self, project: Project) -> Person:
        """An employee of the project's company, one in five near the project if anybody is."""
        staff = self.world.employees(project.firm)
        near = [person for person in staff if project.id in person.near]
        return self.rng.choice(near if near and self.rng.random() < 0.2 else staff)

    def stranger(self, project: Project) -> Person:
        """An employee of the project's company who is not near it."""
        return self.rng.choice([one for one in self.world.employees(project.firm) if project.id not in one.near])

    def anyone(self) -> Person:
        """An employee."""
        return self.rng.choice(self.world.employees(self.rng.choice(self.world.firms)))

    def speaker(self, project: Project) -> Person:
        """Somebody the embargo allows."""
        return self.rng.choice(self.world.speakers(project.firm))

    def cue(self, project: Project) -> dict[str, str]:
        """A cue this embargo declares, with its articles as slots."""
        word, gender = self.rng.choice(CUES[project.kind][self.lang])
        return {"cue": kept(word), **articles(gender)} if gender else {"cue": f"the {kept(word)}"}

    def anchor(self, project: Project) -> str:
        """A word that directly before a term says what it is."""
        return kept(plain(self.writer.fill(self.writer.pick("slot anchor"), project.firm)))

    def elsewhere(self, project: Project) -> frozenset[str]:
        """The shingles of other embargoes' drafts."""
        return _elsewhere(self.drafts, project.id)


def weak_of(project: Project, needs: tuple[str, ...]) -> Term | None:
    """The weak term of a project whose first need is among these."""
    return next((term for term in project.terms if term.needs[:1] and term.needs[0] in needs), None)


def minutes_before(when: datetime, count: int) -> datetime:
    """So many minutes earlier."""
    return when - timedelta(minutes=count)


@cache
def _elsewhere(drafts: tuple[Draft, ...], project: str) -> frozenset[str]:
    return frozenset(one for draft in drafts if draft.project.id != project for one in shingles(draft.text))
