"""Rules of words: a post breaks one when it has words from enough of its lists and none from `unless`."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final

from streams.detect.phrases import Hit, Phrases
from streams.detect.reading import Part
from streams.events import Evidence
from streams.registers import Policy

Key = tuple[int, str]
"""A list of words: the index of its policy in the registers, and its name."""

BITS: Final = 5.0  # what a word of a list weighs; a first value, set by hand
SIGNALS: Final = 2  # lists that private talk takes, where the policy does not say


@dataclass(frozen=True, eq=False, slots=True)
class WordRule:
    """A policy as lists that count and one that forbids.

    keys      the lists that count
    needed    from how many of them a word is needed
    apart     whether those words must not overlap, so that "my mum" is one signal and not two
    company   the list to be filled with what the companies are known by; empty where none is asked for
    """

    policy: Policy
    keys: frozenset[Key]
    unless: Key
    needed: int
    apart: bool
    company: frozenset[Key] = frozenset()

    def met(self, heard: AbstractSet[Key]) -> bool:
        """Whether enough lists have a word among those heard, overlaps aside."""
        return self.unless not in heard and len(self.keys & heard) >= self.needed


def word_rule(index: int, policy: Policy) -> WordRule | None:
    """The rule of a policy whose rule is one of words; none for the others, and for a policy without a list."""
    unless = (index, "unless")
    keys = frozenset((index, words.name) for words in policy.lists) - {unless}
    if not keys:
        return None
    if policy.rule == "words":
        return WordRule(policy, keys, unless, needed=len(keys), apart=False)
    if policy.rule == "private-talk":
        signals = next((int(limit.value) for limit in policy.limits if limit.name == "signals"), SIGNALS)
        return WordRule(policy, keys, unless, needed=signals, apart=True)
    if policy.rule == "off-remit":
        company = frozenset([(index, "company")])
        keys |= company
        return WordRule(policy, keys, unless, needed=len(keys), apart=True, company=company)
    return None


def evidence_of(rule: WordRule, parts: Sequence[Part], phrases: Phrases[Key]) -> tuple[Evidence, ...]:
    """The first word of each list, as received; nothing where too few remain once overlapping ones are left out."""
    found: dict[Key, Evidence] = {}
    for part in parts:
        hits = [hit for hit in _chosen(rule, part, phrases) if hit.key not in found]
        found |= {hit.key: rule_evidence(part, hit) for hit in hits}
    return tuple(found.values()) if len(found) >= rule.needed else ()


def rule_evidence(part: Part, hit: Hit[Key]) -> Evidence:
    """Evidence of a word of a list. It names the list: what was written is for those who may read the post."""
    start, end = part.alignment.span(hit.start, hit.end)
    return Evidence(kind="rule", part=part.name, start=start, end=end, term=hit.key[1], view="word", bits=BITS)


def _chosen(rule: WordRule, part: Part, phrases: Phrases[Key]) -> list[Hit[Key]]:
    """The first hit of each list in one part, longer ones first where two begin together."""
    chosen: dict[Key, Hit[Key]] = {}
    for hit in sorted(phrases.hits(part.words), key=lambda hit: (hit.start, -hit.end)):
        counts = hit.key in rule.keys and hit.key not in chosen
        if counts and not (rule.apart and any(hit.start < other.end for other in chosen.values())):
            chosen[hit.key] = hit
    return list(chosen.values())
