"""Declared terms in a part of a post, however they are written, and exactly where.

One pass of an automaton over the word view and one over the skeleton find candidates; each is then judged on what was
written. Work is bounded: a post full of terms or of near misses costs no more than its length.
"""

import re
from collections import Counter
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Final, Literal, Protocol, cast

from ahocorasick_rs import AhoCorasick

from streams.detect import term_disguises, term_words
from streams.detect.reading import Part
from streams.detect.term_disguises import Form, Written
from streams.detect.term_guesses import Guess, GuessIndex
from streams.detect.term_masks import Masked, MaskIndex
from streams.detect.term_notes import Changes, changes
from streams.detect.term_patterns import Pattern, Spelling, spellings
from streams.detect.term_slips import SHORTEST, SlipIndex, Slipped, aims
from streams.detect.term_words import Read
from streams.text.fold import FOLD
from streams.text.skeleton import Anatomy, anatomy, skeleton, unbarred

HITS_PER_PATTERN: Final = 2  # of one pattern in one part; more add nothing to a decision
SKELETON_COST: Final = 1.0  # bits: the skeleton joins words that nobody joined
SLIP_COST: Final = 4.0  # bits: what nearly is the term may be another word
GUESS_COST: Final = 8.0  # bits: what may have been the term
_AGAIN: Final = 20  # times one pattern is looked at where it was found already: "Falke-Falke-Falke-…" is one word
_JUDGED: Final = 500  # skeleton candidates of one part that are looked at; ordinary posts have none or one
_NUMBER_GOES_ON: Final = re.compile(r"[.,](?!0(?!\d))\d")  # "Falke 2.5" is another product, "Falke 2.0" the same
_NUMBER_APART: Final = re.compile(r"\w{2,}[.,:;!?]+\s+\d+\Z")  # "ein Falke, 2 Spatzen": the clause ends in between
_GENITIVE: Final = re.compile("['\u2019\u02bc`\u00b4]s(?!\\w)", re.IGNORECASE)
_BARE_GENITIVE: Final = re.compile("['\u2019\u02bc](?!\\w)")
_QUOTES: Final = frozenset("'\u2018\u2019\u201a\u201b")
_HYPHENATED: Final = re.compile(r"(?:[-\u2010\u2011][^\W\d_]+)+")
_HYPHENATED_BEFORE: Final = re.compile(r"(?<!\w)(?:[^\W\d_]+[-\u2010\u2011])+\Z")
_BLANKED: Final = re.compile(r"[*_#?\u2022\u00b7][^\W\d_]{1,3}(?!\w)")
_BLANKED_BEFORE: Final = re.compile(r"(?<!\w)[^\W\d_]{1,3}[*_#?\u2022\u00b7]\Z")
_LONGEST_WORD: Final = 80
View = Literal["word", "skeleton", "fuzzy"]
_COST: Final[Mapping[View, float]] = {"word": 0.0, "skeleton": SKELETON_COST, "fuzzy": SLIP_COST}


@dataclass(frozen=True, slots=True)
class TermHit:
    """A term in a part of a post.

    pattern               index of the pattern
    start, end            code points of the part as received: the whole words that carry the term
    word_start, word_end  the same words in the word view of the part
    exact                 verbatim, up to case, separators and the spelling of umlauts
    bits                  evidence, a starting weight by kind of term and view (see `term_patterns`)
    notes                 what had to be undone, for a reader
    disguised             somebody took pains that machines should not read it
    guessed               counts only with a launch cue, an anchor or a near author, and as a hint
    """

    pattern: int
    part: str
    start: int
    end: int
    word_start: int
    word_end: int
    view: View
    exact: bool
    bits: float
    notes: tuple[str, ...]
    disguised: bool
    guessed: bool = False


class _Matcher(Protocol):
    def find_matches_as_indexes(self, haystack: str, *, overlapping: bool) -> list[tuple[int, int, int]]: ...


class TermIndex:
    """Patterns, ready to be looked for. Immutable; built in milliseconds for some thousand patterns."""

    def __init__(self, patterns: Sequence[Pattern]) -> None:
        self._patterns = tuple(patterns)
        self._spellings = [one for n, pattern in enumerate(patterns) for one in spellings(n, pattern)]
        forms = (term_disguises.form(one) for one in self._spellings if not (one.glued or one.inflected))
        self._forms = [one for one in forms if one]
        self._words = _matcher([_needle(one) for one in self._spellings])
        self._skeletons = _matcher([one.letters for one in self._forms])
        wanted = [aim for one in self._spellings for aim in aims(one)]
        self._slips = SlipIndex(wanted)
        secret = [aim for aim in wanted if patterns[aim.spelling.pattern].role == "term"]
        self._masks = MaskIndex(one for one in self._spellings if patterns[one.pattern].role == "term")
        self._guesses = GuessIndex(secret, self._slips, self._masks)

    @property
    def spellings(self) -> Sequence[Spelling]:
        """Every spelling that is looked for in the word view."""
        return self._spellings

    @property
    def forms(self) -> Sequence[Form]:
        """Every form that is looked for in the skeleton."""
        return self._forms

    def has_foreign(self, part: Part) -> bool:
        """Whether a term may stand here in which letters of other scripts are that no table has."""
        return not part.words.isascii() and any(True for _ in self._masks.foreign(part))

    def hits(self, part: Part) -> list[TermHit]:
        """The terms of a part, at most two hits a pattern, in the order of the patterns and then of the text."""
        words = self._words.find_matches_as_indexes(part.words, overlapping=True)
        letters = (
            self._skeletons.find_matches_as_indexes(skeleton(unbarred(part.text)), overlapping=True)
            if self._forms
            else []
        )
        slips = self._slips.found(part.words, part.unknown)
        foreign = () if part.words.isascii() else tuple(self._masks.foreign(part))
        if not words and not letters and not slips and not foreign:
            return []
        found: dict[int, list[TermHit]] = {}
        again: Counter[int] = Counter()
        search = _Search(part, self._patterns)
        for number, start, end in words:
            spelling = self._spellings[number]
            if len(found.get(spelling.pattern, ())) < HITS_PER_PATTERN and again[spelling.pattern] < _AGAIN:
                hit = search.word(spelling, start + _lead(spelling), end)
                again[spelling.pattern] += hit is not None and not _keep(found, hit)
        read = set(found)
        wanted = ((self._forms[number], start) for number, start, _ in letters)
        for form, at in islice((pair for pair in wanted if pair[0].spelling.pattern not in read), _JUDGED):
            if len(found.get(form.spelling.pattern, ())) < HITS_PER_PATTERN and (hit := search.disguise(form, at)):
                _keep(found, hit)
        read = set(found)
        for masked in foreign:
            if masked.spelling.pattern not in read and (hit := search.foreign(masked)):
                _keep(found, hit)
        read = set(found)
        for slipped in slips:
            if slipped.aim.spelling.pattern not in read and (hit := search.slip(slipped)):
                _keep(found, hit)
        return [hit for _, hits in sorted(found.items()) for hit in hits]

    def guesses(self, part: Part, read: Container[int] = ()) -> list[TermHit]:
        """What may be terms, though only the surroundings can tell; one hit a pattern, none of those read already."""
        search = _Search(part, self._patterns)
        found: dict[int, list[TermHit]] = {}
        for guess in self._guesses.found(part, part.unknown):
            pattern = guess.spelling.pattern
            if pattern not in read and pattern not in found and (hit := search.guess(guess)):
                _keep(found, hit)
        return [hit for _, hits in sorted(found.items()) for hit in hits]


def _matcher(needles: list[str]) -> _Matcher:
    return cast("_Matcher", AhoCorasick(needles))


def _lead(spelling: Spelling) -> int:
    """1 where only the beginning of a word can match: then the space before it belongs to the needle."""
    return 0 if spelling.shape.head else 1


def _needle(spelling: Spelling) -> str:
    return " " * _lead(spelling) + spelling.text


def _keep(found: dict[int, list[TermHit]], hit: TermHit) -> bool:
    """Enter a hit, unless one of the same pattern stands at the same place; whether it was entered."""
    kept = all(hit.start >= other.end or hit.end <= other.start for other in found.get(hit.pattern, ()))
    if kept:
        found.setdefault(hit.pattern, []).append(hit)
    return kept


class _Search:
    """One part looked at closely; its anatomy is computed when first needed."""

    def __init__(self, part: Part, patterns: Sequence[Pattern]) -> None:
        self._part = part
        self._patterns = patterns

    @cached_property
    def _body(self) -> Anatomy:
        return anatomy(unbarred(self._part.text))

    def word(self, spelling: Spelling, start: int, end: int) -> TermHit | None:
        """The hit of a match in the word view."""
        read = term_words.judge(self._part.words, spelling, start, end) or self._beside_rest(spelling, start, end)
        if not read:
            return None
        place = self._part.alignment.span(read.start, read.end)
        return self._hit(spelling, place, "word", read.around, Changes())

    def _beside_rest(self, spelling: Spelling, start: int, end: int) -> Read | None:
        """A coined word or a name beside something that no dictionary knows."""
        words, coined = self._part.words, spelling.shape.coined
        first, last = term_words.whole(words, start, end)
        if len(spelling.text) < SHORTEST or not first or last < 0:
            return None
        if term_words.behind_unknown(words, spelling, (first, start), (end, last)):
            return Read(first, last, "compound")
        parted = coined and term_words.in_camel_case(self._part.text, *self._part.alignment.span(start, end))
        return Read(first, last, "compound") if parted else None

    def disguise(self, form: Form, at: int) -> TermHit | None:
        """The hit of a match in the skeleton."""
        written = term_disguises.judge(self._body, form, at)
        if not written:
            return None
        return self._hit(form.spelling, self._place(written), "skeleton", written.around, written.changes)

    def slip(self, slipped: Slipped) -> TermHit | None:
        """The hit of a term with a slip."""
        place = self._part.alignment.span(slipped.start, slipped.end)
        return self._hit(slipped.aim.spelling, place, "fuzzy", "", Changes(slips=1))

    def foreign(self, masked: Masked) -> TermHit | None:
        """The hit of a term with letters of other scripts in it."""
        undone = Changes(lookalike=masked.hidden)
        return self._hit(masked.spelling, (masked.start, masked.end), "fuzzy", "", undone)

    def guess(self, guess: Guess) -> TermHit | None:
        """The hit of what may be a term."""
        return self._hit(guess.spelling, (guess.start, guess.end), "fuzzy", "", guess.changes)

    def _place(self, written: Written) -> tuple[int, int]:
        text, end = self._part.text, self._body.places[written.last] + 1
        while end < len(text) and not FOLD[text[end]]:
            end += 1
        return self._body.places[written.first], end

    def _hit(
        self, spelling: Spelling, place: tuple[int, int], view: View, around: str, undone: Changes
    ) -> TermHit | None:
        text, (start, end) = self._part.text, place
        if spelling.words[-1][-1].isdigit() and (
            _NUMBER_GOES_ON.match(text, end) or _NUMBER_APART.search(text, start, end)
        ):
            return None
        undone = changes(text[start:end], self._patterns[spelling.pattern].text, undone)
        genitive = _GENITIVE.match(text, end) or _bare_genitive(text, start, end)
        if genitive:
            end, around = genitive.end(), around or "inflected"
        around = around or ("inflected" if spelling.inflected else "")
        notes = (*undone.notes(), *filter(None, (around,)))
        guessed = view == "fuzzy" and undone.guessed
        bits = spelling.shape.bits - (GUESS_COST if guessed else _COST[view])
        spot = self._part.alignment.words_at(start, end)
        name = self._part.name
        start, end = _hyphenated(text, *(_unblanked(text, start, end) if view == "fuzzy" else (start, end)))
        places = (start, end, *spot)
        return TermHit(spelling.pattern, name, *places, view, not notes, bits, notes, undone.disguised, guessed)


def _bare_genitive(text: str, start: int, end: int) -> re.Match[str] | None:
    """The apostrophe after a name in s; not where it closes a quotation."""
    quoted = text[start - 1 : start] in _QUOTES
    return _BARE_GENITIVE.match(text, end) if text[end - 1] in "sxzßSXZ" and not quoted else None


def _unblanked(text: str, start: int, end: int) -> tuple[int, int]:
    """With the rest of a word of which the last letters but one were blanked: "Pelilak_o" is nearly Pelilak."""
    before, behind = _BLANKED_BEFORE.search(text, max(0, start - 4), start), _BLANKED.match(text, end)
    return before.start() if before else start, behind.end() if behind else end


def _hyphenated(text: str, start: int, end: int) -> tuple[int, int]:
    """The whole word where the term is a part of one written with hyphens: Falke-2-Team. Looks 80 characters far."""
    before = _HYPHENATED_BEFORE.search(text, max(0, start - _LONGEST_WORD), start)
    behind = _HYPHENATED.match(text, end, end + _LONGEST_WORD)
    return before.start() if before else start, behind.end() if behind else end
