"""Registers compiled once into what is looked for in every post."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from streams.detect.cues import CUE, anchors, signs
from streams.detect.drafts import Drafts
from streams.detect.phrases import Phrases
from streams.detect.reading import Part
from streams.detect.sighting import Draft, Sighting
from streams.detect.term_patterns import Pattern
from streams.detect.terms import TermHit, TermIndex
from streams.registers import Company, Crisis, Embargo, Term
from streams.situation.model import Registers
from streams.text.counts import count_of, counted, counts_in
from streams.text.facts import declared_fact, facts_in
from streams.text.fold import word_view
from streams.text.lexicon import is_common

ANCHOR: Final = "anchor"  # the sign of an anchor of any embargo, anywhere in a post
Use = Literal["term", "product", "place", "incident", "related", "quote", "paraphrase"]
_TOLD: Final = frozenset((CUE, ANCHOR))


@dataclass(frozen=True, slots=True)
class Role:
    """What a pattern stands for in one register entry. `term` is the text as declared, `needs` makes it weak.

    An `anchored` pattern holds its anchor: Falke in "#ProjektFalke".
    """

    register: str
    use: Use
    term: str
    needs: tuple[str, ...] = ()
    anchored: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Match:
    """A pattern or fact found in one part of a post, as one register entry sees it; a fact has no `hit`.

    What comes from a draft has a `sighting` instead.

    Compared by identity: a post may hold thousands, and each stands at a place of its own.
    """

    role: Role
    part: Part
    start: int
    end: int
    hit: TermHit | None = None
    sighting: Sighting | None = None


def without(matches: Iterable[Match], others: Iterable[Match]) -> list[Match]:
    """The matches that are not among the others, in order."""
    left_out = frozenset(others)
    return [match for match in matches if match not in left_out]


@dataclass(frozen=True, slots=True, eq=False)
class EmbargoRules:
    """An embargo with its anchors folded."""

    embargo: Embargo
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """All that is looked for, in one pass."""

    index: TermIndex
    roles: tuple[tuple[Role, ...], ...]
    facts: dict[str, tuple[Role, ...]]
    counted: frozenset[str]
    embargoes: dict[str, EmbargoRules]
    crises: dict[str, Crisis]
    signs: Phrases[str]
    drafts: Drafts

    def signs_in(self, parts: Sequence[Part]) -> frozenset[str]:
        """What stands beside the matches anywhere in the post: see `streams.detect.cues.signs`."""
        return frozenset().union(*(self.signs.found(part.words) for part in parts))

    def matches(
        self, parts: Sequence[Part], *, near: bool = False, signs: frozenset[str] | None = None
    ) -> dict[str, list[Match]]:
        """What was found, by register entry (`Embargo/x`, `Crisis/y`), in the order of the post.

        What only may be a term is looked for where the author is `near` anything, or a cue or an anchor is there.
        """
        found: dict[str, list[Match]] = {}
        told = near or self._told(self.signs_in(parts) if signs is None else signs)
        for part in parts:
            for match in (*self._terms_in(part, guesses=told), *self._facts_in(part), *self._drafts_in(part)):
                found.setdefault(match.role.register, []).append(match)
        return found

    def _told(self, signs: frozenset[str]) -> bool:
        return not (signs.isdisjoint(_TOLD) and self.embargoes.keys().isdisjoint(signs))

    def _terms_in(self, part: Part, *, guesses: bool) -> Iterator[Match]:
        hits = self.index.hits(part)
        if guesses:
            hits += self.index.guesses(part, {hit.pattern for hit in hits})
        for hit in hits:
            for role in self.roles[hit.pattern]:
                yield Match(role, part, hit.start, hit.end, hit)

    def _drafts_in(self, part: Part) -> Iterator[Match]:
        for seen in self.drafts.seen(part.words):
            role = Role(seen.draft.register, seen.use, seen.draft.document.name)
            yield Match(role, part, *part.words_span(seen.start, seen.end), sighting=seen)

    def _facts_in(self, part: Part) -> Iterator[Match]:
        if not self.facts:
            return
        for fact in (*facts_in(part.text), *(counts_in(part.text, self.counted) if self.counted else ())):
            roles = {role for value in fact.values for role in self.facts.get(value, ())}
            for role in sorted(roles, key=lambda role: (role.register, role.term)):
                yield Match(role, part, fact.start, fact.end)


@lru_cache(maxsize=4)
def matcher(registers: Registers) -> Matcher:
    """The matcher of these registers; kept, as registers change seldom."""
    embargoes = {
        f"Embargo/{item.id}": _rules(item, registers.companies.get(item.company)) for item in registers.embargoes
    }
    patterns: defaultdict[Pattern, list[Role]] = defaultdict(list)
    for pattern, role in _patterns(registers):
        patterns[pattern].append(role)
    own = [(f"Embargo/{item.id}", item.cues) for item in registers.embargoes]
    return Matcher(
        TermIndex(tuple(patterns)),
        tuple(tuple(roles) for roles in patterns.values()),
        _facts(registers.embargoes),
        frozenset(counted(count) for item in registers.embargoes for fact in item.facts if (count := count_of(fact))),
        embargoes,
        {f"Crisis/{item.id}": item for item in registers.crises},
        signs([*own, (ANCHOR, {form for rules in embargoes.values() for form in rules.anchors})], _rivals(registers)),
        _drafts(registers),
    )


def _rivals(registers: Registers) -> list[str]:
    return sorted({name for company in registers.companies.values() for name in company.competitors})


def _drafts(registers: Registers) -> Drafts:
    return Drafts(_documents(registers.embargoes), _documents(registers.drafted), _public_words(registers))


def _documents(embargoes: Iterable[Embargo]) -> Iterator[Draft]:
    for embargo in embargoes:
        yield from (Draft(f"Embargo/{embargo.id}", embargo.company, document) for document in embargo.documents)


def _public_words(registers: Registers) -> Iterator[str]:
    """Names that say nothing of a draft: those of companies are public, and terms are evidence of their own."""
    for company in registers.companies.values():
        for name in (*company.names, *company.products, *company.topics):
            yield from word_view(name).split()
    for embargo in (*registers.embargoes, *registers.drafted):
        for term in embargo.terms:
            yield from word_view(term.text).split()


def _rules(embargo: Embargo, company: Company | None) -> EmbargoRules:
    names = company.names if company else ()
    return EmbargoRules(embargo, anchors(names))


def _patterns(registers: Registers) -> Iterator[tuple[Pattern, Role]]:
    for embargo in registers.embargoes:
        name = f"Embargo/{embargo.id}"
        for term in embargo.terms:
            yield Pattern(term.text, "term", weak=bool(term.needs)), Role(name, "term", term.text, term.needs)
            for glued in _glued(term, registers.companies.get(embargo.company)):
                yield Pattern(glued, "term", weak=True), Role(name, "term", term.text, term.needs, anchored=True)
        for product in _products(embargo, registers):
            yield Pattern(product, "name"), Role(name, "product", product)
    for crisis in registers.crises:
        name = f"Crisis/{crisis.id}"
        for place in (*crisis.sites, *crisis.names):
            yield Pattern(place, "name"), Role(name, "place", place)
        for word in crisis.terms:
            yield Pattern(word, "incident"), Role(name, "incident", word)
        for word in crisis.related:
            yield Pattern(word, "incident"), Role(name, "related", word)


def _glued(term: Term, company: Company | None) -> Iterator[str]:
    """A weak term in one word with an anchor, as hashtags have it; none that is a word of its own."""
    if {"cue", "anchor"}.isdisjoint(term.needs):
        return
    weak = word_view(term.text).replace(" ", "")
    for anchor in anchors(company.names if company else ()):
        bare = anchor.replace(" ", "")
        yield from (glued for glued in (bare + weak, weak + bare) if not is_common(glued))


def _products(embargo: Embargo, registers: Registers) -> tuple[str, ...]:
    """Public names, where they matter: beside a fact, and where a weak term may be a part of one."""
    company = registers.companies.get(embargo.company)
    matters = embargo.facts or any(term.needs for term in embargo.terms)
    return company.products if company and matters else ()


def _facts(embargoes: Iterable[Embargo]) -> dict[str, tuple[Role, ...]]:
    """Of two notations of one value in one embargo the first stands for both."""
    found: defaultdict[str, dict[str, Role]] = defaultdict(dict)
    for embargo in embargoes:
        name = f"Embargo/{embargo.id}"
        for fact in embargo.facts:
            for value in sorted(declared_fact(fact)):
                found[value].setdefault(name, Role(name, "term", fact))
    return {value: tuple(roles.values()) for value, roles in found.items()}
