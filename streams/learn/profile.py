"""The word model of one declared crisis: how much more often its posts hold a word than other posts do, in bits.

Naive Bayes over counts (Maron 1961), in place of a trained one: counts do not depend on the order of decisions, nothing
of a post has to be kept to go on learning, and a word's bits are its explanation. How often other posts hold a word
comes from word frequencies, so that no post of anybody is needed for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log2
from typing import Final

from streams.events import ProfilePublished, ProposedWord, WordWeight
from streams.learn.seed_words import STRONG, WEAK
from streams.learn.words import LIST, features, learnable
from streams.text.surprise import surprise

AUTHORS: Final = 2  # that must have used a word before it is learned: it is nobody's own
MOST_WORDS: Final = 200
MOST_PROPOSED: Final = 20
MOST_BITS: Final = 6.0  # of one word
PROPOSED_BITS: Final = 3.0
_COUNTED: Final = 4  # words of a post, the strongest: a long one is no nearer to a crisis than a short one
_PRIOR: Final = 4.0  # posts of a crisis that the built-in lists stand for
_OTHERS: Final = 20.0  # posts of other matters that word frequencies stand for
_POST_WORDS: Final = 20.0
_STRONG_RATE, _STRONG_BITS = 0.004, 5.0  # of a built-in list: share of other posts that hold one of it, and bits
_WEAK_RATE, _WEAK_BITS = 0.03, 1.5
_LISTS: Final = {
    **{f"{LIST}{name}": (_STRONG_RATE, _STRONG_BITS) for name in STRONG},
    **{f"{LIST}{name}": (_WEAK_RATE, _WEAK_BITS) for name in WEAK},
}
SEED: Final[Mapping[str, float]] = {name: bits for name, (_, bits) in _LISTS.items()}


@dataclass(frozen=True, slots=True)
class Example:
    """The folded words of one post that was decided about, and a mark by which its author is told from others."""

    author: str
    leak: bool
    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Taught:
    """What examples teach: weights by stem or list, the words to propose, and how many examples of each kind."""

    words: tuple[WordWeight, ...]
    proposed: tuple[ProposedWord, ...]
    leaks: int
    dismissed: int


def taught(examples: Sequence[Example], known: frozenset[str]) -> Taught:
    """What these examples teach, in whatever order; `known` are stems of what is declared already."""
    leaks, others = [one for one in examples if one.leak], [one for one in examples if not one.leak]
    held, dismissed = _counts(leaks, known), _counts(others, known)
    names = {*_LISTS, *held, *dismissed}
    bits = {
        name: _bits(name, _Share(held.get(name, 0), len(leaks)), _Share(dismissed.get(name, 0), len(others)))
        for name in names
    }
    strongest = sorted(names, key=lambda name: (name not in _LISTS, -abs(bits[name]), name))[:MOST_WORDS]
    return Taught(
        tuple(WordWeight(word=name, bits=bits[name]) for name in sorted(strongest)),
        _proposed(leaks, known, bits),
        len(leaks),
        len(others),
    )


def weights(profile: ProfilePublished | None) -> Mapping[str, float]:
    """The weights of a profile; those of the built-in lists before there is one."""
    return SEED if profile is None else _weights(profile)


def score(words: Iterable[str], known: frozenset[str], weighed: Mapping[str, float]) -> list[tuple[float, str]]:
    """The words of a post that tell most for or against the crisis, with their bits; at most four, strongest first."""
    counted: dict[str, tuple[float, str]] = {}
    for word, stemmed, listed in features(words, known):
        told = [weighed[name] for name in (stemmed, listed) if name in weighed]
        if told:
            counted[stemmed] = max(told), word
    return sorted(counted.values(), key=lambda one: (-abs(one[0]), one[1]))[:_COUNTED]


@dataclass(frozen=True, slots=True)
class _Share:
    """So many of so many posts."""

    count: int
    of: int

    def smoothed(self, rate: float, weight: float) -> float:
        return (self.count + weight * rate) / (self.of + weight)


def _bits(name: str, held: _Share, dismissed: _Share) -> float:
    elsewhere, prior = _LISTS.get(name) or (_rate(name), 0.0)
    expected = min(0.5, elsewhere * 2.0**prior)
    found = log2(held.smoothed(expected, _PRIOR) / dismissed.smoothed(elsewhere, _OTHERS))
    return round(max(-MOST_BITS, min(MOST_BITS, found)), 2)


def _rate(word: str) -> float:
    """The share of other posts that hold a word."""
    return min(0.5, _POST_WORDS * float(2.0 ** -surprise(word)))


def _counts(examples: Iterable[Example], known: frozenset[str]) -> dict[str, int]:
    """How many of these posts hold a stem or a word of a list that two authors used."""
    times: defaultdict[str, int] = defaultdict(int)
    authors: defaultdict[str, set[str]] = defaultdict(set)
    for example in examples:
        names = {
            name for word, stemmed, listed in features(example.words, known) for name in _names(word, stemmed, listed)
        }
        for name in names:
            times[name] += 1
            authors[name].add(example.author)
    return {name: count for name, count in times.items() if len(authors[name]) >= AUTHORS}


def _names(word: str, stemmed: str, listed: str) -> Iterable[str]:
    if listed:
        yield listed
    if learnable(word):
        yield stemmed


def _proposed(leaks: Sequence[Example], known: frozenset[str], bits: Mapping[str, float]) -> tuple[ProposedWord, ...]:
    """Whole words that two authors used, those in most posts first."""
    times: defaultdict[str, int] = defaultdict(int)
    authors: defaultdict[str, set[str]] = defaultdict(set)
    for example in leaks:
        for word, stemmed, _ in features(example.words, known):
            if learnable(word) and bits.get(stemmed, 0.0) >= PROPOSED_BITS:
                times[word] += 1
                authors[word].add(example.author)
    shared = [word for word in times if len(authors[word]) >= AUTHORS]
    first = sorted(shared, key=lambda word: (-times[word], word))[:MOST_PROPOSED]
    return tuple(ProposedWord(word=word, posts=times[word]) for word in first)


@lru_cache(maxsize=64)
def _weights(profile: ProfilePublished) -> Mapping[str, float]:
    return {one.word: one.bits for one in profile.words}
