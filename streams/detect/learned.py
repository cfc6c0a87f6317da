"""What was learned of a crisis, as evidence in one post. It ranks; alone it makes no finding on an employee's post."""

from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from streams.detect.matcher import Match
from streams.detect.reading import Part
from streams.detect.subject import Subject
from streams.events import Evidence
from streams.learn.profile import declared_weights, published_weights, score
from streams.learn.words import declared_words
from streams.registers import Crisis

TERM: Final = "learned"  # never the word itself: evidence outlives the text it points to
MOST_BITS: Final = 4.0  # for a finding, or against it
_HALF: Final = 0.5  # of what the words tell: those of one post tell much the same


class Told(NamedTuple):
    """What the words of a post tell, and by how many of them."""

    evidence: Evidence
    words: int


def learned_evidence(crisis: Crisis, matches: Sequence[Match], subject: Subject) -> Told | None:
    """How near a post is to a crisis by its other words, as the profile in force at its own time says.

    None where they tell nothing. It stands at the word that tells most. Feeling words are in no profile.
    """
    profile = subject.learned.profile(crisis.id, subject.post.at)
    weights = published_weights(profile) if profile else declared_weights(crisis)
    told = score(_other_words(matches, subject.parts), declared_words(crisis), weights)
    bits = round(max(-MOST_BITS, min(MOST_BITS, _HALF * sum(weight for weight, _ in told))), 2)
    if not bits:
        return None
    first = max(told, key=lambda one: (one[0] * bits, one[1]))[1]
    part, start, end = _place(first, subject.parts)
    version = f"profile version {profile.version}" if profile else "words of incidents in general"
    evidence = Evidence(
        kind="learned", part=part.name, start=start, end=end, term=TERM, view="word", bits=bits, notes=(version,)
    )
    return Told(evidence, sum(weight > 0 for weight, _ in told))


def _other_words(matches: Sequence[Match], parts: Sequence[Part]) -> Iterator[str]:
    """The words of a post without those that are evidence already: "Großbrand" for the incident Brand."""
    for part in parts:
        spans = [(one.hit.word_start, one.hit.word_end) for one in matches if one.part is part and one.hit]
        at = 1
        for word in part.words.split():
            if not any(start < at + len(word) and at < end for start, end in spans):
                yield word
            at += len(word) + 1


def _place(word: str, parts: Sequence[Part]) -> tuple[Part, int, int]:
    """Where a word of these parts first stands."""
    for part in parts:
        at = part.words.find(f" {word} ")
        if at >= 0:
            return part, *part.alignment.span(at + 1, at + 1 + len(word))
    raise ValueError("the word comes from these parts")
