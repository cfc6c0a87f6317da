"""Declared terms prepared for matching: how each may be spelled, and what may stand around it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, Literal

from streams.text.fold import word_view
from streams.text.inflect import is_ending, is_head, is_tail
from streams.text.lexicon import is_common, is_listed

PatternRole = Literal["term", "name", "incident"]
Tail = Literal["nothing", "incident", "word", "any"]

# Starting weights, set by judgement and not measured: their order is what counts until triage decisions calibrate them.
WEAK_BITS: Final = 6.0  # dictionary words, which ordinary posts hold too
SHORT_BITS: Final = 10.0  # short coined words and names of several words
MEDIUM_BITS: Final = 12.0  # coined, 7 or 8 letters
LONG_BITS: Final = 14.0  # coined, 9 letters or more
_MEDIUM_LETTERS: Final = 7
_LONG_LETTERS: Final = 9
_COMPOUND_LETTERS: Final = 5  # shorter words are found inside too many others
_NUMBERED: Final = re.compile(r"([^\W\d_]{2,})(\d+)")  # one letter and a number are "2 x 500 g"
_INFLECTED_LETTERS: Final = 4
_FIRST_WORD_ENDINGS: Final = ("s", "es", "n", "en")
_TRACES: Final = """
wolke wolken geruch saeule alarm stelle herd schaden schaeden gefahr leitung wand entwicklung einsatz austritt opfer
spur spuren nacht ursache loch fahne ball schwaden
"""
_OF_INCIDENTS: Final = frozenset(_TRACES.split())
_PLAIN_UMLAUTS: Final = str.maketrans("äöüÄÖÜ", "aouAOU")


@dataclass(frozen=True, slots=True)
class Pattern:
    """A term to look for.

    term, name   coined words and names: every view, endings, compounds on both sides
    incident     dictionary words: endings, and compounds of an incident ("Großbrand", "Brandgeruch", not "Brandenburg")
    weak         a dictionary word used as a code name: the whole word or an ending, never disguised
    """

    text: str
    role: PatternRole
    weak: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """What may stand around a term in its token, whether it is looked for in the skeleton, and what it weighs.

    head    a compound may end in the term
    tail    what a compound that begins with the term may go on with: nothing, what incidents leave, a word, or any
            usual rest
    coined  no dictionary knows the term
    """

    bits: float
    head: bool = False
    tail: Tail = "nothing"
    coined: bool = False
    disguises: bool = False


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to write the pattern of this index: its folded words as they stand in a word view.

    inflected   the first of several words has an ending of its own
    """

    pattern: int
    words: tuple[str, ...]
    glued: bool
    shape: Shape
    inflected: bool = False

    @property
    def text(self) -> str:
        """The words with single spaces, or none where they are glued."""
        return ("" if self.glued else " ").join(self.words)


def spellings(index: int, pattern: Pattern) -> Iterator[Spelling]:
    """Every spelling of a pattern: umlauts as two letters and as one, several words also written as one.

    A name that ends in a number may have it apart: "Falke-2" for Falke2. German inflects the first of several words
    too: "des Projektes Falke", "im Falken 2".
    """
    variants = (word_view(pattern.text), word_view(pattern.text.translate(_PLAIN_UMLAUTS)))
    for words in dict.fromkeys(tuple(variant.split()) for variant in variants):
        if not words:
            continue
        yield from _spelled(index, words, _shape(pattern, words))
        numbered = _NUMBERED.fullmatch(words[0])
        if numbered and len(words) == 1:
            yield Spelling(index, numbered.groups(), glued=False, shape=_shape(pattern, numbered.groups()))


def _spelled(index: int, words: tuple[str, ...], shape: Shape) -> Iterator[Spelling]:
    yield Spelling(index, words, glued=False, shape=shape)
    if len(words) > 1 and not is_common("".join(words)):
        yield Spelling(index, words, glued=True, shape=shape)
    if len(words) > 1 and words[0].isalpha() and len(words[0]) >= _INFLECTED_LETTERS:
        for ending in _FIRST_WORD_ENDINGS:
            inflected = (f"{words[0]}{ending}", *words[1:])
            yield Spelling(index, inflected, glued=False, shape=shape, inflected=True)


def _shape(pattern: Pattern, words: tuple[str, ...]) -> Shape:
    if pattern.weak or pattern.role == "incident":
        return Shape(WEAK_BITS, head=not pattern.weak, tail="nothing" if pattern.weak else "incident")
    if len(words) > 1:
        return _several_words(words)
    if is_common(words[0]):
        return Shape(SHORT_BITS)
    compounds = len(words[0]) >= _COMPOUND_LETTERS
    return Shape(_bits(words[0]), compounds, "any" if compounds else "nothing", coined=True, disguises=True)


def _several_words(words: tuple[str, ...]) -> Shape:
    """A name: "Testprojekt Falke" is Projekt Falke, but "Projekt Falkenberg" and "Wanderfalke 2" are others.

    What stands before a number may have another word before it where that makes no word of its own: "Testfalke 2".
    """
    named_twice = sum(word.isalpha() for word in words) > 1
    sure_end = words[-1][-1].isdigit() or _is_coined(words[-1])
    return Shape(SHORT_BITS, named_twice or _is_coined(words[0]), "any" if sure_end else "word", disguises=True)


def _is_coined(word: str) -> bool:
    return len(word) >= _COMPOUND_LETTERS and not is_common(word)


def _bits(word: str) -> float:
    if len(word) >= _LONG_LETTERS:
        return LONG_BITS
    return MEDIUM_BITS if len(word) >= _MEDIUM_LETTERS else SHORT_BITS


def fits(spelling: Spelling, head: str, tail: str) -> str | None:
    """What a token is that has `head` and `tail` around the term: "", "inflected", "compound"; None: another word."""
    if not head and not tail:
        return ""
    shape, first, last = spelling.shape, spelling.words[0], spelling.words[-1]
    if shape.coined and is_common(head + first + tail):
        return None
    if head and not (is_head(head) and (shape.head or _is_no_word(head + first, last))):
        return None
    if is_ending(tail):
        return "compound" if head else "inflected"
    return None if tail and not _goes_on(shape, last, tail) else "compound"


def _is_no_word(compound: str, last: str) -> bool:
    """Whether a common word with another before it, and a number behind, is not a thing of its own: "Testfalke 2"."""
    return last[-1].isdigit() and not (is_common(compound) or is_listed(compound))


def _goes_on(shape: Shape, last: str, tail: str) -> bool:
    if tail.isdigit():  # a year or a model: "Branvel2027"; a further digit makes another number
        return shape.tail == "any" and not last[-1].isdigit()
    if shape.tail == "incident":
        return tail in _OF_INCIDENTS
    if shape.tail == "any":
        return is_tail(tail)
    return shape.tail == "word" and is_common(tail) and not is_common(last + tail)
