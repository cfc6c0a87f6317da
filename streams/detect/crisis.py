"""Whether what was found in a post is a match against a declared crisis."""

from collections.abc import Sequence

from streams.detect.decide import Weighed, weigh
from streams.detect.embargo import evidence_of
from streams.detect.finding import Finding
from streams.detect.hedges import crisis_hedges
from streams.detect.matcher import Match
from streams.detect.subject import Subject
from streams.registers import Crisis
from streams.situation.severity import ceiling, crisis_phase

VERSION = "1"


def judge_crisis(crisis: Crisis, matches: Sequence[Match], subject: Subject) -> Finding | None:
    """A declared site or name together with a declared incident term, one evidence each; nothing else counts."""
    found = _place_and_incident(matches)
    if found is None:
        return None
    evidence = tuple(map(evidence_of, found))
    phase = crisis_phase(crisis, subject.post.at)
    verdict = weigh(
        Weighed(
            impact=ceiling(subject.registers, subject.account.role, "crisis", phase),
            bits=sum(item.bits for item in evidence),
            hedged=crisis_hedges(found, subject),
            disguised=any(match.hit and match.hit.disguised for match in found),
            place_and_incident=True,
        )
    )
    return Finding(
        policy="crisis",
        policy_version=VERSION,
        register=f"Crisis/{crisis.id}",
        register_version=subject.registers.versions.get(("Crisis", crisis.id), 0),
        severity=verdict.severity,
        confidence=verdict.confidence,
        evidence=evidence,
        reasons=(f"role:{subject.account.role or 'none'}", f"phase:{phase}", *verdict.reasons),
    )


def _place_and_incident(matches: Sequence[Match]) -> tuple[Match, Match] | None:
    """The first of each. A word of a name is no incident: "Brand" in "Brand Logistik GmbH"."""
    places = [match for match in matches if match.role.use == "place"]
    incidents = [match for match in matches if match.role.use == "incident"]
    free = (incident for incident in incidents if not any(_overlap(place, incident) for place in places))
    incident = next(free, None)
    return (places[0], incident) if places and incident else None


def _overlap(one: Match, other: Match) -> bool:
    """Whether two share a word; both may stand in one hyphenated word: "der Halle-7-Brand"."""
    if one.part is not other.part or one.hit is None or other.hit is None:
        return False
    return one.hit.word_start < other.hit.word_end and other.hit.word_start < one.hit.word_end
