"""What was seen of drafts in a post, weighed as evidence."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from streams.detect.matcher import Match
from streams.detect.sighting import Sighting, Trace
from streams.events import Evidence

_VIEWS: Final[dict[Trace, str]] = {"quote": "shingles", "paraphrase": "words"}
_JUST_ENOUGH: Final[dict[Trace, float]] = {"quote": 9.0, "paraphrase": 7.0}  # bits of evidence, as of a term
_EACH: Final[dict[Trace, float]] = {"quote": 0.25, "paraphrase": 0.125}  # for each bit beyond what is needed
_MOST: Final[dict[Trace, float]] = {"quote": 20.0, "paraphrase": 8.9}


def told(matches: Iterable[Match]) -> list[Match]:
    """The matches of drafts that are enough, part by part, with the weight that all of a draft have together.

    Where a part of a quote repeats what was officially said, the rest has to be enough.
    """
    seen: defaultdict[tuple[int, Trace, int], list[tuple[Match, Sighting]]] = defaultdict(list)
    for match in matches:
        if one := match.sighting:
            seen[id(match.part), one.use, id(one.draft)].append((match, one))
    return [match for some in seen.values() for match in _weighed(some)]


def _weighed(some: list[tuple[Match, Sighting]]) -> list[Match]:
    first, bits = some[0][1], sum(one.bits for _, one in some)
    if bits < first.needed:
        return []
    weight = min(_MOST[first.use], _JUST_ENOUGH[first.use] + _EACH[first.use] * (bits - first.needed))
    return [replace(match, sighting=replace(one, bits=round(weight, 1))) for match, one in some]


def only_retold(evidence: Iterable[Evidence]) -> bool:
    """Whether there is nothing but a draft told in other words."""
    return all(item.kind == "paraphrase" for item in evidence)


def evidence_of(match: Match, seen: Sighting) -> Evidence:
    """A place that comes from a draft, as evidence."""
    return Evidence(
        kind=seen.use, part=match.part.name, start=match.start, end=match.end,
        term=match.role.term, view=_VIEWS[seen.use], bits=seen.bits,
    )  # fmt: skip
