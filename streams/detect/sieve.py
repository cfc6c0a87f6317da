"""Which of many posts may break a register entry at all: most do not, and are told from the others in one go.

A sieve lets through more than is found, never less: whatever `streams.detect.judge` finds or takes for official in a
post passes. It looks for the same forms in the same views, without asking what stands around them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Final

from ahocorasick_rs import AhoCorasick

from streams.detect.cues import CUE
from streams.detect.glimpse import Glimpse, glimpse
from streams.detect.matcher import ANCHOR, Matcher, matcher
from streams.detect.reading import Part
from streams.detect.term_slips import LONGEST_SLIPPED, Aim, SlipIndex, aims, readings
from streams.registers import Crisis, Embargo, Term
from streams.situation.model import Registers, embargo_ends
from streams.text.counts import counts_in
from streams.text.facts import facts_in
from streams.text.fold import word_view
from streams.text.joined import APART, has_other_digits, joined_digits, joined_skeletons, joined_tokens, joined_words
from streams.text.lexicon import common_words
from streams.text.slips import within
from streams.topics import Record

AT_ONCE: Final = 2000  # posts that are joined
_REMEMBERED: Final = 50_000  # words; a bound on memory
_NEVER: Final = datetime.max.replace(tzinfo=UTC)
_NUMBER: Final = re.compile(r"\d[\d.]*")
_DAY: Final = re.compile(r"-(\d\d)\Z")


class Sieve:
    """What passes for these registers, which are narrowed to what is looked for."""

    def __init__(self, registers: Registers) -> None:
        self._rules = matcher(registers)
        self._scope = _Scope(registers)
        self._forms = _Forms(self._rules)
        self._facts = _digits_of(self._rules.facts)
        self._blind = not (all(map(_known, registers.embargoes)) and all(map(_known, registers.crises)))

    def passed(self, records: Sequence[Record]) -> list[Record]:
        """The records that have to be looked at closely, in their order."""
        if self._blind:
            return list(records)
        return [
            record
            for begin in range(0, len(records), AT_ONCE)
            for record in self._passed(records[begin : begin + AT_ONCE])
        ]

    def _passed(self, records: Sequence[Record]) -> list[Record]:
        seen = [glimpse(record.value) for record in records]
        passed = {place for place, post in enumerate(seen) if post is None}
        units: list[tuple[int, str]] = []
        for place, post in enumerate(seen):
            if post is not None and self._scope.holds(post):
                texts = post.texts()
                if any(APART in text for text in texts):
                    passed.add(place)
                else:
                    units += [(place, text) for text in texts]
        if units:
            posts = _Posts(units, [self._scope.of(post) for post in seen])
            passed |= {posts.places[unit] for unit in self._found(posts)}
        return [records[place] for place in sorted(passed)]

    def _found(self, posts: "_Posts") -> Iterator[int]:
        """The units that hold something."""
        for unit, pattern in self._forms.found(posts):
            if pattern in self._forms.telling or posts.speaks(unit):
                yield unit
        yield from self._with_facts(posts)
        yield from self._with_foreign(posts)
        if self._rules.drafts:
            yield from (
                unit for unit, words in enumerate(posts.words.split(APART)) if self._rules.drafts.seen(words.split())
            )
        if self._rules.embargoes:
            yield from self._guessed(posts)

    def _with_facts(self, posts: "_Posts") -> Iterator[int]:
        if self._facts is None:
            return
        for unit, digits in enumerate(joined_digits(posts.texts)):
            text = posts.texts[unit]
            if (digits and self._facts.search(digits)) or has_other_digits(text):
                hits = (*facts_in(text), *counts_in(text, self._rules.counted))
                if any(value in self._rules.facts for hit in hits for value in hit.values):
                    yield unit

    def _with_foreign(self, posts: "_Posts") -> Iterator[int]:
        """Units with letters that no table has, in which a term may stand all the same."""
        if posts.words.isascii():
            return
        for unit, words in enumerate(posts.words.split(APART)):
            text = posts.texts[unit]
            if not words.isascii() and self._rules.index.has_foreign(Part("", text, word_view(text))):
                yield unit

    def _guessed(self, posts: "_Posts") -> Iterator[int]:
        """Units with what only may be a term, where something else tells: a near author, a cue, an anchor."""
        telling = {CUE, ANCHOR, *self._rules.embargoes}
        hits = (posts.unit_of_word(hit.start) for hit in self._rules.signs.hits(posts.words) if hit.key in telling)
        told = {posts.places[unit] for unit in hits}
        for unit, place in enumerate(posts.places):
            if place in told or posts.near(unit):
                text = posts.texts[unit]
                if self._rules.index.guesses(Part("", text, word_view(text))):
                    yield unit


@lru_cache(maxsize=4)
def sieve(registers: Registers) -> Sieve:
    """The sieve of these registers; kept, as many slices are looked at with one."""
    return Sieve(registers)


@dataclass(frozen=True, slots=True)
class _Person:
    """What is to be known of an author: may speak on something that is looked for; is near any project."""

    speaks: bool
    near: bool


class _Scope:
    """Whose posts can give anything, and of which time."""

    def __init__(self, registers: Registers) -> None:
        speakers = {name for one in registers.embargoes for name in one.allowed}
        speakers |= {name for one in registers.crises for name in one.spokespeople}
        self._people = {
            key: _Person(account.id in speakers, bool(account.near)) for key, account in registers.accounts.items()
        }
        opens = [*(one.opens for one in registers.embargoes), *(one.opens for one in registers.crises)]
        ends = [*map(embargo_ends, registers.embargoes), *(one.closes or _NEVER for one in registers.crises)]
        self._opens, self._ends = min(opens, default=_NEVER), max(ends, default=_NEVER)

    def holds(self, post: Glimpse) -> bool:
        return (
            (post.platform, post.account) in self._people
            and self._opens <= post.at < self._ends
            and post.kind != "deleted"
        )

    def of(self, post: Glimpse | None) -> _Person | None:
        return None if post is None else self._people.get((post.platform, post.account))


class _Posts:
    """Some posts, their texts one behind the other: a unit is one text, a place the post it stands in."""

    def __init__(self, units: Sequence[tuple[int, str]], people: Sequence[_Person | None]) -> None:
        self.places = [place for place, _ in units]
        self.texts = [text for _, text in units]
        self._people = people
        self.tokens = joined_tokens(self.texts)
        self.words = joined_words(self.tokens)

    def speaks(self, unit: int) -> bool:
        person = self._people[self.places[unit]]
        return person is not None and person.speaks

    def near(self, unit: int) -> bool:
        person = self._people[self.places[unit]]
        return person is not None and person.near

    def unit_of_word(self, start: int) -> int:
        return bisect_right(self._word_ends, start)

    def unit_of_letter(self, start: int) -> int:
        return bisect_right(self._skeleton_ends, start)

    @cached_property
    def skeletons(self) -> str:
        return joined_skeletons(self.texts)

    @cached_property
    def _word_ends(self) -> list[int]:
        return _ends(self.words)

    @cached_property
    def _skeleton_ends(self) -> list[int]:
        return _ends(self.skeletons)


def _ends(view: str) -> list[int]:
    """Where the units of a view end: behind each stands what parts it from the next."""
    return list(accumulate(len(unit) + 1 for unit in view.split(APART)))


class _Forms:
    """The forms of all patterns: as words, as skeletons, with a slip. `telling` are more than a product's name."""

    def __init__(self, rules: Matcher) -> None:
        self.telling = {n for n, roles in enumerate(rules.roles) if any(role.use != "product" for role in roles)}
        spelled, shaped = rules.index.spellings, rules.index.forms
        self._word_patterns = [one.pattern for one in spelled]
        self._words = AhoCorasick([("" if one.shape.head else " ") + one.text for one in spelled])
        self._letter_patterns = [one.spelling.pattern for one in shaped]
        self._letters = AhoCorasick([one.letters for one in shaped])
        self._slipped = _Slipped([aim for one in spelled for aim in aims(one)])

    def found(self, posts: _Posts) -> Iterator[tuple[int, int]]:
        """Units and the patterns that may stand in them."""
        for number, _, end in self._words.find_matches_as_indexes(posts.words, overlapping=True):
            yield posts.unit_of_word(end - 1), self._word_patterns[number]
        letters = posts.skeletons if self._letter_patterns else ""
        for number, start, _ in self._letters.find_matches_as_indexes(letters, overlapping=True):
            yield posts.unit_of_letter(start), self._letter_patterns[number]
        for word, patterns in self._slipped.among(posts.tokens):
            for start in _places(posts.words, f" {word} "):
                yield from ((posts.unit_of_word(start + 1), pattern) for pattern in patterns)


class _Slipped:
    """Words that may be a pattern with a slip: nearly none, and which are not is remembered."""

    def __init__(self, wanted: Sequence[Aim]) -> None:
        self._index = SlipIndex(wanted)
        self._wanted = bool(wanted)
        self._others: set[str] = set()

    def among(self, tokens: Sequence[str]) -> Iterator[tuple[str, set[int]]]:
        """Such words among these, each with its patterns."""
        for word in {*tokens} - common_words() - self._others if self._wanted else ():
            patterns = self._patterns(word)
            if patterns:
                yield word, patterns
            elif len(self._others) < _REMEMBERED:
                self._others.add(word)

    def _patterns(self, word: str) -> set[int]:
        return {
            aim.spelling.pattern
            for one in (readings(word) if len(word) <= LONGEST_SLIPPED else ())
            for aim in self._index.near(one)
            if within(one, aim.word, 1)
        }


def _places(view: str, needle: str) -> Iterator[int]:
    at = view.find(needle)
    while at >= 0:
        yield at
        at = view.find(needle, at + 1)


def _digits_of(values: Iterable[str]) -> re.Pattern[str] | None:
    """What the digits of a text must hold where one of these facts stands in it, however it is written."""
    needles = {_significant(value) for value in values}
    return re.compile("|".join(sorted(needles))) if needles else None


def _significant(value: str) -> str:
    """The digits that every notation has, zeros at both ends aside: a day's, or a number's."""
    number = _DAY.search(value) or _NUMBER.match(value)
    digits = "" if number is None else number[number.lastindex or 0].replace(".", "")
    return digits.strip("0")


_LOOKED_FOR: Final = {
    Embargo: {
        "id", "company", "title", "opens", "lifts", "terms", "facts", "documents", "cues", "allowed", "public_since",
    },
    Crisis: {
        "id", "company", "title", "type", "opens", "closes", "sites", "names", "terms", "spokespeople", "statement",
        "related",
    },
    Term: {"text", "needs", "stage"},
}  # fmt: skip


def _known(entry: Embargo | Crisis | Term) -> bool:
    """Whether all that is declared of an entry is looked for here; by what is not, nothing could be left out."""
    others = (one for one in fields(entry) if one.name not in _LOOKED_FOR[type(entry)])
    terms = entry.terms if isinstance(entry, Embargo) else ()
    return all(getattr(entry, one.name) == one.default for one in others) and all(map(_known, terms))
