"""Whether what was found in a post is a match against a declared crisis."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from streams.detect.decide import Weighed, weigh
from streams.detect.embargo import evidence_of
from streams.detect.finding import Finding
from streams.detect.hedges import crisis_hedges
from streams.detect.learned import Told, learned_evidence
from streams.detect.matcher import Match
from streams.detect.subject import Subject
from streams.events import Evidence
from streams.registers import Crisis
from streams.situation.severity import ceiling, crisis_phase

VERSION = "1"
LEARNED_ALONE: Final = "learned_alone"  # the reason why a finding without any incident word is low
ALONE_BITS: Final = 4.0  # as much as learned words can weigh
ALONE_WORDS: Final = 2
PLACE_ALONE_BITS: Final = 4.0  # a place says little where no incident is named
RELATED_BITS: Final = 4.0


def judge_crisis(crisis: Crisis, matches: Sequence[Match], subject: Subject) -> Finding | None:
    """A declared site or name together with a declared incident term, or a related word that was accepted.

    What decisions taught of the crisis ranks such a finding. On a brand account words of incidents may stand in for the
    incident, and then the finding is low.
    """
    told = learned_evidence(crisis, matches, subject)
    found = _place_and_incident(matches)
    if found is not None:
        ranked = told is not None and subject.learned.profile(crisis.id, subject.post.at) is not None
        evidence = (*map(_evidence_of, found), *((told.evidence,) if told and ranked else ()))
        return _finding(crisis, evidence, found, subject, by_terms=found[1].role.use == "incident")
    place = next((match for match in matches if match.role.use == "place"), None)
    if place is None or told is None or subject.account.account_class != "brand" or not _tells_enough(told):
        return None
    evidence = (replace(evidence_of(place), bits=PLACE_ALONE_BITS), told.evidence)
    return _finding(crisis, evidence, (place,), subject, alone=True)


def _finding(
    crisis: Crisis,
    evidence: tuple[Evidence, ...],
    found: Sequence[Match],
    subject: Subject,
    *,
    by_terms: bool = False,
    alone: bool = False,
) -> Finding:
    phase = crisis_phase(crisis, subject.post.at)
    only = (LEARNED_ALONE,) if alone else ()
    verdict = weigh(
        Weighed(
            impact=ceiling(subject.registers, subject.account.role, "crisis", phase),
            bits=sum(item.bits for item in evidence),
            hedged=(*crisis_hedges(found, subject), *only),
            disguised=any(match.hit and match.hit.disguised for match in found),
            place_and_incident=by_terms,
        ),
        subject.calibration("crisis"),
    )
    return Finding(
        policy="crisis",
        policy_version=VERSION,
        register=f"Crisis/{crisis.id}",
        register_version=subject.registers.versions.get(("Crisis", crisis.id), 0),
        severity=verdict.severity,
        confidence=verdict.confidence,
        evidence=evidence,
        reasons=(f"role:{subject.account.role or 'none'}", f"phase:{phase}", *only, *verdict.reasons),
        bits=verdict.bits,
    )


def _tells_enough(told: Told) -> bool:
    return told.evidence.bits >= ALONE_BITS and told.words >= ALONE_WORDS


def _evidence_of(match: Match) -> Evidence:
    """A match as evidence; a related word weighs less than a declared one."""
    evidence = evidence_of(match)
    return replace(evidence, bits=min(evidence.bits, RELATED_BITS)) if match.role.use == "related" else evidence


def _place_and_incident(matches: Sequence[Match]) -> tuple[Match, Match] | None:
    """The first of each, a declared incident before a related word. A word of a name is none: "Brand Logistik GmbH"."""
    places = [match for match in matches if match.role.use == "place"]
    incidents = [match for match in matches if match.role.use in {"incident", "related"}]
    free = [incident for incident in incidents if not any(_overlap(place, incident) for place in places)]
    incident = next(iter(sorted(free, key=lambda match: match.role.use == "related")), None)
    return (places[0], incident) if places and incident else None


def _overlap(one: Match, other: Match) -> bool:
    """Whether two share a word; both may stand in one hyphenated word: "der Halle-7-Brand"."""
    if one.part is not other.part or one.hit is None or other.hit is None:
        return False
    return one.hit.word_start < other.hit.word_end and other.hit.word_start < one.hit.word_end
