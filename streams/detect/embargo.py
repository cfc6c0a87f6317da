"""Whether what was found in a post breaks an embargo, and how sure that is."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.detect import draft_matches
from streams.detect.cues import anchored
from streams.detect.decide import ANCHOR_BITS, CUE_BITS, NEAR_BITS, Weighed, weigh
from streams.detect.finding import Finding
from streams.detect.hedges import hedges
from streams.detect.matcher import EmbargoRules, Match, without
from streams.detect.subject import Subject
from streams.events import Evidence
from streams.situation.severity import ceiling, embargo_phase

VERSION = "1"
FACT_BITS = 9.0


@dataclass(frozen=True, slots=True)
class _Context:
    """What stands beside the matches: evaluated once a post and embargo."""

    rules: EmbargoRules
    near: bool
    cue: bool
    fact: bool
    rival: bool

    def counts(self, match: Match) -> bool:
        """Whether a term counts. Each need is met by itself and by what is stricter: cue, anchor, near author.

        Beside a competitor's name a cue is none: the launch, and the word, may be theirs.
        """
        needs = match.role.needs
        if match.hit and match.hit.guessed and not self._supports(match):
            return False
        if not needs or self.near:
            return True
        if "anchor" in needs or "cue" in needs:
            return ("cue" in needs and ((self.cue and not self.rival) or self.fact)) or self.anchored(match)
        return False

    def _supports(self, match: Match) -> bool:
        """Whether what only may be a term has something beside it; the first word of a name may be its anchor."""
        told = self.near or self.fact or (self.cue and not self.rival) or self.anchored(match)
        hit = match.hit
        return told or (hit is not None and match.part.words.startswith(self.rules.anchors, hit.word_start - 1))

    def anchored(self, match: Match) -> bool:
        """Whether an anchor stands directly beside the term."""
        hit = match.hit
        if hit is None or match.role.anchored:
            return match.role.anchored
        return anchored(match.part.words, hit.word_start, hit.word_end, self.rules.anchors)


def judge_embargo(rules: EmbargoRules, matches: Sequence[Match], subject: Subject) -> Finding | None:
    """The finding these matches make, if any.

    A term counts by itself, a weak one only in its context. Facts count two by two, or one with a term, a weak term
    or a product of the company. A draft counts by itself, and a quote brings what facts do.
    """
    drafts = draft_matches.told(matches)
    matches = _without_parts_of_products([match for match in matches if not match.sighting])
    facts = _distinct_facts(matches)
    context = _Context(
        rules,
        near=rules.embargo.id in subject.account.near,
        cue=subject.has_cue(f"Embargo/{rules.embargo.id}"),
        fact=bool(facts),
        rival=subject.names_rival,
    )
    terms = [match for match in matches if match.hit and match.role.use == "term" and context.counts(match)]
    quoted = any(match.role.use == "quote" for match in drafts)
    companions = [match for match in matches if match.hit] if facts or quoted else []
    if not terms and not companions and not drafts and len(facts) < 2:  # noqa: PLR2004 - two facts of one embargo
        return None
    kept = [*terms, *without(companions, terms), *facts]
    return _finding(context, [*_without_overlaps(kept), *drafts], subject)


def _without_parts_of_products(matches: Sequence[Match]) -> list[Match]:
    """The matches without weak terms that are only a part of a public product's name: Falke in "Falke 1"."""
    products = [match for match in matches if match.role.use == "product"]

    def part_of(product: Match, match: Match) -> bool:
        longer = product.end - product.start > match.end - match.start
        return longer and product.part is match.part and product.start <= match.start and match.end <= product.end

    return [match for match in matches if not (match.role.needs and any(part_of(one, match) for one in products))]


def _distinct_facts(matches: Sequence[Match]) -> list[Match]:
    """The first place of each declared fact. One number can be at most one fact."""
    first: dict[str, Match] = {}
    places: set[tuple[str, int]] = set()
    for match in matches:
        place = (match.part.name, match.start)
        if match.hit is None and match.role.term not in first and place not in places:
            first[match.role.term] = match
            places.add(place)
    return list(first.values())


def _without_overlaps(matches: Sequence[Match]) -> list[Match]:
    """Matches in the order of the post; of two in the same place the first given stays."""
    kept: list[Match] = []
    for match in matches:
        if not any(match.part is other.part and match.start < other.end and other.start < match.end for other in kept):
            kept.append(match)
    return sorted(kept, key=lambda match: (match.part.name, match.start))


def _finding(context: _Context, matches: Sequence[Match], subject: Subject) -> Finding:
    embargo, role = context.rules.embargo, subject.account.role
    evidence = tuple(evidence_of(match) for match in matches)
    phase = embargo_phase(embargo, subject.post.at)
    strong = [match for match in matches if match.hit and match.role.use == "term" and not match.role.needs]
    anchored = [match.hit for match in matches if match.hit and context.anchored(match)]
    verdict = weigh(
        Weighed(
            impact=ceiling(subject.registers, role, "embargo", phase),
            bits=_bits(evidence) + _context_bits(context) + ANCHOR_BITS * bool(anchored),
            two_kinds=len({item.kind for item in evidence}) > 1,
            anchored_near=context.near and any(hit.exact for hit in anchored),
            disguised=any(match.hit and match.hit.disguised for match in matches),
            hedged=(
                *hedges(matches, subject, near=context.near, detailed=context.cue or context.fact or bool(anchored)),
                *_guessed(matches),
            ),
            verbatim=any(match.hit and match.hit.exact for match in strong),
            only_retold=draft_matches.only_retold(evidence),
        ),
        subject.calibration("embargo"),
    )
    context_reasons = (f"role:{role or 'none'}", f"phase:{phase}")
    noted = tuple(
        name for name, holds in (("near_author", context.near), ("cue", context.cue), ("anchor", anchored)) if holds
    )
    return Finding(
        policy="embargo",
        policy_version=VERSION,
        register=f"Embargo/{embargo.id}",
        register_version=subject.registers.versions.get(("Embargo", embargo.id), 0),
        severity=verdict.severity,
        confidence=verdict.confidence,
        evidence=evidence,
        reasons=(*context_reasons, *noted, *verdict.reasons),
        bits=verdict.bits,
    )


def _guessed(matches: Sequence[Match]) -> tuple[str, ...]:
    """What lowers a finding that rests on nothing but what may be a term."""
    sure = [match for match in matches if match.hit is None or not match.hit.guessed]
    return () if sure else ("guessed",)


def _context_bits(context: _Context) -> float:
    return NEAR_BITS * context.near + CUE_BITS * context.cue


def _bits(evidence: Sequence[Evidence]) -> float:
    """The weight of all evidence: each declared thing once."""
    return sum({item.term: item.bits for item in evidence}.values())


def evidence_of(match: Match) -> Evidence:
    """A match as evidence."""
    if match.sighting:
        return draft_matches.evidence_of(match, match.sighting)
    if match.hit is None:
        return Evidence(
            kind="fact", part=match.part.name, start=match.start, end=match.end,
            term=match.role.term, view="fact", bits=FACT_BITS,
        )  # fmt: skip
    return Evidence(
        kind="term", part=match.part.name, start=match.start, end=match.end, term=match.role.term,
        view=match.hit.view, bits=match.hit.bits, notes=match.hit.notes,
    )  # fmt: skip
