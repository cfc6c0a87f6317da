"""The word model of one declared crisis: how much more often its posts hold a word than other posts do, in bits.

Naive Bayes over counts (Maron 1961), in place of a trained one: counts do not depend on the order of decisions, nothing
of a post has to be kept to go on learning, and a word's bits are its explanation. How often other posts hold a word
comes from word frequencies, so that no post of anybody is needed for it.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from math import log2
from typing import Final

from streams.learn.seed_words import AROUND, TOPICS, WEAK
from streams.learn.words import LIST, declared_words, features, learnable, lists_of
from streams.lessons import ProfilePublished, ProposedWord, WordWeight
from streams.registers import Crisis
from streams.text.fold import word_view
from streams.text.surprise import surprise
from streams.text.traces import stem

AUTHORS: Final = 2  # that must have used a word before it is learned: it is nobody's own
MOST_WORDS: Final = 200
MOST_PROPOSED: Final = 20
MOST_BITS: Final = 8.0  # of one word
PROPOSED_BITS: Final = 3.0
_COUNTED: Final = 4  # words of a post, the strongest: a long one is no nearer to a crisis than a short one
_PRIOR: Final = 4.0  # posts of a crisis that the declaration stands for
_OTHERS: Final = 20.0  # posts of other matters that word frequencies stand for
_POST_WORDS: Final = 20.0
_LISTED_RATE, _WEAK_RATE = 0.01, 0.003  # the share of posts of any crisis that hold one certain word of a list
_ELSEWHERE: Final = 0.01  # the share of other posts that hold any word of a list
_USUAL: Final = 0.1  # the share of posts of a crisis that hold any word of a list; at this a list adds nothing
_OF_ITS_SORT, _OF_OTHERS = 0.4, 0.0125  # the same of a list that a declared term stands in, and of other sorts


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


def taught(examples: Sequence[Example], crisis: Crisis) -> Taught:
    """What these examples teach of a crisis, in whatever order."""
    known, expected = declared_words(crisis), _expected(crisis)
    leaks, others = [one for one in examples if one.leak], [one for one in examples if not one.leak]
    held, dismissed = _counts(leaks, known), _counts(others, known)
    rates = _rates(examples)
    bits = {
        name: _bits(
            expected.get(name), rates.get(name, 0.0),
            _Share(held.get(name, 0), len(leaks)), _Share(dismissed.get(name, 0), len(others)),
        )
        for name in {*expected, *held, *dismissed}
    }  # fmt: skip
    strongest = sorted(bits, key=lambda name: (name not in expected, -abs(bits[name]), name))[:MOST_WORDS]
    return Taught(
        tuple(WordWeight(word=name, bits=bits[name]) for name in sorted(strongest)),
        _proposed(leaks, known, bits),
        len(leaks),
        len(others),
    )


@lru_cache(maxsize=64)
def declared_weights(crisis: Crisis) -> Mapping[str, float]:
    """What each built-in list adds to its words before anything is decided, by what the crisis is declared by."""
    return {name: round(log2(rate / _USUAL), 2) for name, rate in _expected(crisis).items()}


@lru_cache(maxsize=64)
def published_weights(profile: ProfilePublished) -> Mapping[str, float]:
    """The weights of a profile by stem, and what each built-in list adds."""
    return {one.word: one.bits for one in profile.words}


def score(words: Iterable[str], known: frozenset[str], weights: Mapping[str, float]) -> list[tuple[float, str]]:
    """The words of a post that tell most for or against the crisis, with their bits; at most four, strongest first.

    What was learned against a word stands; for it speaks what is more, that or the list it stands in.
    """
    counted: dict[str, tuple[float, str]] = {}
    for word, stemmed, listed in features(words, known):
        learned = weights.get(stemmed)
        if learned is not None and (learned < 0 or not listed):
            counted[stemmed] = learned, word
        elif listed:
            general = max(0.0, min(MOST_BITS, _listed_bits(word, listed) + weights.get(listed, 0.0)))
            counted[stemmed] = max(general, learned or 0.0), word
    return sorted(counted.values(), key=lambda one: (-abs(one[0]), one[1]))[:_COUNTED]


@dataclass(frozen=True, slots=True)
class _Share:
    """So many of so many posts."""

    count: int
    of: int

    def smoothed(self, rate: float, weight: float) -> float:
        return (self.count + weight * rate) / (self.of + weight)


def _expected(crisis: Crisis) -> dict[str, float]:
    """The share of posts of this crisis that may hold a word of each built-in list."""
    sorts = {lists_of(word) for term in (*crisis.terms, *crisis.related) for word in word_view(term).split()}
    topics = {f"{LIST}{name}": _OF_OTHERS for name in TOPICS}
    around = {f"{LIST}{name}": _USUAL for name in (*AROUND, *WEAK)}
    return {name: _OF_ITS_SORT if name in sorts & topics.keys() else rate for name, rate in (topics | around).items()}


@cache
def _listed_bits(word: str, listed: str) -> float:
    """What a word of a built-in list tells: the more, the less it is said elsewhere."""
    rate = _WEAK_RATE if listed.removeprefix(LIST) in WEAK else _LISTED_RATE
    return max(0.0, log2(rate / _rate(word)))


def _bits(expected: float | None, rate: float, held: _Share, dismissed: _Share) -> float:
    """Of a word how much more often posts of the crisis hold it; of a list what it adds to what its words tell."""
    if expected is None:
        found = held.smoothed(rate, _PRIOR) / dismissed.smoothed(rate, _OTHERS)
    else:
        found = held.smoothed(expected, _PRIOR) / _USUAL
        found /= dismissed.smoothed(_ELSEWHERE, _OTHERS) / _ELSEWHERE
    return round(max(-MOST_BITS, min(MOST_BITS, log2(found))), 2)


def _rates(examples: Iterable[Example]) -> dict[str, float]:
    """How often other posts hold a stem: as often as the commonest of the words seen with it."""
    rates: dict[str, float] = {}
    for word in {word for example in examples for word in example.words}:
        rates[stem(word)] = max(rates.get(stem(word), 0.0), _rate(word))
    return rates


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
