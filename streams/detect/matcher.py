"""Registers compiled once into what is looked for in every post."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final, Literal

from streams.detect.cues import CUE, anchors, signs
from streams.detect.drafts import Drafts
from streams.detect.phrases import Phrases
from streams.detect.reading import Part
from streams.detect.sealed import Opened, Sealed, shelves
from streams.detect.sighting import Draft, Sighting
from streams.detect.term_patterns import Pattern
from streams.detect.terms import TermHit, TermIndex
from streams.registers import Company, Crisis, Embargo, Term
from streams.situation.model import Registers
from streams.text.counts import count_of, counted, counts_in
from streams.text.facts import declared_fact, facts_in
from streams.text.fold import word_view
from streams.text.lexicon import is_common
from streams.text.seals import drafts_key

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
    """An embargo with the names of its company, and its anchors folded."""

    embargo: Embargo
    anchors: tuple[str, ...]
    names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Matcher:
    """All that is looked for, in one pass; `sealed` is of the sealed embargoes, by their keys."""

    index: TermIndex
    roles: tuple[tuple[Role, ...], ...]
    facts: dict[str, tuple[Role, ...]]
    counted: frozenset[str]
    embargoes: dict[str, EmbargoRules]
    crises: dict[str, Crisis]
    signs: Phrases[str]
    drafts: Drafts
    sealed: tuple[Sealed, ...] = ()

    def signs_in(self, parts: Sequence[Part]) -> frozenset[str]:
        """What stands beside the matches anywhere in the post: see `streams.detect.cues.signs`."""
        found = frozenset[str]().union(*(self.signs.found(part.words) for part in parts))
        if not self.sealed:
            return found
        return found.union(hit.key for shelf in self.sealed for part in parts for hit in shelf.cues(part))

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
        for shelf in self.sealed:
            yield from self._opened_in(part, shelf.opened(part, guesses=guesses), guesses=guesses)

    def _opened_in(self, part: Part, opened: Sequence[Opened], *, guesses: bool) -> Iterator[Match]:
        """Sealed terms, judged as readable ones are."""
        for one in opened:
            index, roles = _readable(one, self.embargoes[one.register].names)
            hits = index.hits(part)
            hits += index.guesses(part, {hit.pattern for hit in hits}) if guesses else []
            for hit in hits:
                yield Match(roles[hit.pattern], part, hit.start, hit.end, hit)

    def _drafts_in(self, part: Part) -> Iterator[Match]:
        for seen in self.drafts.seen(part.tokens):
            role = Role(seen.draft.register, seen.use, seen.draft.document.name)
            yield Match(role, part, *part.words_span(seen.start, seen.end), sighting=seen)

    def _facts_in(self, part: Part) -> Iterator[Match]:
        if self.sealed:
            yield from self._sealed_facts_in(part)
        if not self.facts or "".join(part.tokens).isalpha():  # no digit is left, and most posts have none
            return
        for fact in (*facts_in(part.text), *(counts_in(part.text, self.counted) if self.counted else ())):
            roles = {role for value in fact.values for role in self.facts.get(value, ())}
            for role in sorted(roles, key=lambda role: (role.register, role.term)):
                yield Match(role, part, fact.start, fact.end)

    def _sealed_facts_in(self, part: Part) -> Iterator[Match]:
        for shelf in self.sealed:
            counts = counts_in(part.text, shelf.nouns) if shelf.counts else ()
            for fact in (*facts_in(part.text), *counts) if shelf.has_facts else ():
                known = {one[0]: one for value in sorted(fact.values) for one in reversed(shelf.facts(value))}
                for register, alias in sorted(known.values()):
                    yield Match(Role(register, "term", alias), part, fact.start, fact.end)


@lru_cache(maxsize=64)
def _readable(opened: Opened, names: tuple[str, ...]) -> tuple[TermIndex, tuple[Role, ...]]:
    """A sealed term that a post has opened, ready to be looked for in it. Few are kept."""
    patterns = dict(_of_term(opened.register, opened.text, opened.term, names))
    return TermIndex(tuple(patterns)), tuple(patterns.values())


@lru_cache(maxsize=8)
def matcher(registers: Registers) -> Matcher:
    """The matcher of these registers; kept, as registers change seldom.

    Raises `streams.text.seals.KeyMissing` where something in them is sealed with a key that they do not hold.
    """
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
        _sealed(registers, embargoes.values()),
    )


def _sealed(registers: Registers, rules: Iterable[EmbargoRules]) -> tuple[Sealed, ...]:
    bare = [anchor.replace(" ", "") for one in rules if one.embargo.sealed for anchor in one.anchors]
    return shelves(registers.embargoes, registers.keys, bare)


def _rivals(registers: Registers) -> list[str]:
    return sorted({name for company in registers.companies.values() for name in company.competitors})


def _drafts(registers: Registers) -> Drafts:
    sought, known = (_documents(some, registers) for some in (registers.embargoes, registers.drafted))
    return Drafts(sought, known, _public_words(registers))


def _documents(embargoes: Iterable[Embargo], registers: Registers) -> Iterator[Draft]:
    """The drafts; those of sealed embargoes with the key that follows from the installation's, where it is here.

    Where it is not, and they are looked for, `_sealed` objects.
    """
    for embargo in embargoes:
        secret = registers.keys.get(embargo.sealed.key) if embargo.sealed else None
        for document in embargo.documents if secret or not embargo.sealed else ():
            keyed = replace(document, key=drafts_key(secret).hex()) if secret else document
            yield Draft(f"Embargo/{embargo.id}", embargo.company, keyed)


def _public_words(registers: Registers) -> Iterator[str]:
    """Names that say nothing of a draft: those of companies are public, and terms are evidence of their own."""
    for company in registers.companies.values():
        for name in (*company.names, *company.products, *company.topics):
            yield from word_view(name).split()
    for embargo in (*registers.embargoes, *registers.drafted):
        for term in embargo.terms if embargo.sealed is None else ():
            yield from word_view(term.text).split()


def _rules(embargo: Embargo, company: Company | None) -> EmbargoRules:
    names = company.names if company else ()
    return EmbargoRules(embargo, anchors(names), names)


def _patterns(registers: Registers) -> Iterator[tuple[Pattern, Role]]:
    for embargo in registers.embargoes:
        name, company = f"Embargo/{embargo.id}", registers.companies.get(embargo.company)
        for term in embargo.terms if embargo.sealed is None else ():
            yield from _of_term(name, term.text, term, company.names if company else ())
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


def _of_term(register: str, text: str, term: Term, names: tuple[str, ...]) -> Iterator[tuple[Pattern, Role]]:
    """What is looked for of a term that says `text`; where it is sealed it is shown as something else."""
    yield Pattern(text, "term", weak=bool(term.needs)), Role(register, "term", term.text, term.needs)
    for glued in _glued(text, term, names):
        yield Pattern(glued, "term", weak=True), Role(register, "term", term.text, term.needs, anchored=True)


def _glued(text: str, term: Term, names: tuple[str, ...]) -> Iterator[str]:
    """A weak term in one word with an anchor, as hashtags have it; none that is a word of its own."""
    if {"cue", "anchor"}.isdisjoint(term.needs):
        return
    weak = word_view(text).replace(" ", "")
    for anchor in anchors(names):
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
