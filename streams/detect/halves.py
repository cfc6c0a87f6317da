"""What a post says by half: hits that break nothing alone, and may together with another post of the same thread."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from typing import Final, Literal, NamedTuple

from streams.detect.cues import CUE
from streams.detect.cuts import cuts
from streams.detect.matcher import Match, Matcher
from streams.detect.reading import Part
from streams.detect.sealed import Sealed
from streams.detect.subject import Subject
from streams.situation.model import Registers, embargo_open
from streams.situation.purposes import allowed
from streams.text.fold import word_view

HalfUse = Literal["term", "product", "place", "incident", "fact", "cue", "begin", "end"]
MOST: Final = 16  # halves of one post
FACT_BITS: Final = 9.0
CUE_BITS: Final = 3.0
NAME_BITS: Final = 10.0  # of a name of several words, as in one post
_LOOKED_AT: Final = 8  # ends in one part
_LONGEST: Final = 40  # characters of the beginning of a name
_COUNTED: Final = re.compile(r"\d\s?/|/\s?\d|\d\)")
_BREAKS: Final = re.compile(r"\u2026|\.\.\.|(?<=\w)-(?=\s|\Z)")
_TAGGED: Final = 300  # characters in which hashtags are passed over


@dataclass(frozen=True, slots=True, kw_only=True)
class Half:
    """One hit, without a word of the post: `term` is what was declared, `start` and `end` its place in a part.

    `begin` and `end` are the first and the last words of a declared name; `head` is the first in both. `register` is
    "" for a built-in cue and a beginning, which many entries may share. `cued`: a weak term that a cue makes count.
    """

    register: str
    use: HalfUse
    term: str
    bits: float
    part: str = ""
    start: int = 0
    end: int = 0
    view: str = "word"
    notes: tuple[str, ...] = ()
    cued: bool = False
    head: str = ""


class _Split(NamedTuple):
    """A declared name cut in two; within a word only where the text says that it breaks off."""

    register: str
    term: str
    head: str
    tail: str
    within: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class _Splits:
    """The names of all embargoes, by the last word of the head and by the first of the tail; `whole`: between words."""

    heads: Mapping[str, Sequence[_Split]]
    whole: frozenset[str]
    tails: Mapping[str, Sequence[_Split]]


def halves(subject: Subject, rules: Matcher, unbroken: Mapping[str, Sequence[Match]]) -> tuple[Half, ...]:
    """What a post says by half, at most 16; `unbroken` are the matches of open registers without a finding."""
    found = [half for matches in unbroken.values() for match in matches if (half := _half(match))]
    if CUE in subject.signs or not rules.embargoes.keys().isdisjoint(subject.signs):
        found += _cues(subject, rules)
    names = _splits(subject.registers)
    if names.heads:
        for part in subject.parts:
            found += _cut(part, names, subject, rules)
    for shelf in rules.sealed:
        for part in subject.parts:
            found += _sealed_cut(part, shelf, subject, rules)
    return tuple(found[:MOST])


def _half(match: Match) -> Half | None:
    role, hit = match.role, match.hit
    if hit is None:
        if role.use != "term":
            return None
        return Half(
            register=role.register, use="fact", term=role.term, bits=FACT_BITS,
            part=match.part.name, start=match.start, end=match.end, view="fact",
        )  # fmt: skip
    if role.use not in {"term", "product", "place", "incident"} or (role.use == "term" and not role.needs):
        return None
    return Half(
        register=role.register, use=role.use, term=role.term, bits=hit.bits, part=match.part.name, start=match.start,
        end=match.end, view=hit.view, notes=hit.notes, cued="cue" in role.needs,
    )  # fmt: skip


def _cues(subject: Subject, rules: Matcher) -> Iterator[Half]:
    """The first cue of each list, where an open embargo has a weak term to be told by it; none beside a competitor."""
    open_now = {name for name in rules.embargoes if _cueable(rules, name) and _looked_for(rules, name, subject)}
    wanted = (open_now | {CUE}) & subject.signs if open_now and not subject.names_rival else set[str]()
    for part in subject.parts:
        own = (hit for shelf in rules.sealed for hit in shelf.cues(part))
        for hit in chain(rules.signs.hits(part.words), own) if wanted else ():
            if hit.key in wanted:
                wanted.discard(hit.key)
                start, end = part.alignment.span(hit.start, hit.end)
                register = "" if hit.key == CUE else hit.key
                yield Half(
                    register=register, use="cue", term=CUE, bits=CUE_BITS, part=part.name, start=start, end=end
                )  # fmt: skip


def _cueable(rules: Matcher, name: str) -> bool:
    return any("cue" in term.needs for term in rules.embargoes[name].embargo.terms)


def _looked_for(rules: Matcher, name: str, subject: Subject) -> bool:
    embargo, account, at = rules.embargoes[name].embargo, subject.account, subject.post.at
    return embargo_open(embargo, at) and account.id not in embargo.allowed and allowed(account, "embargo", at)


def _cut(part: Part, names: _Splits, subject: Subject, rules: Matcher) -> Iterator[Half]:
    """Names that break off where the text does, and in a reply the rest of names."""
    words = part.tokens
    heads = names.heads.keys() if _breaks_off(part.text) else names.whole
    if not heads.isdisjoint(words):
        begun = {split.head for split in _begun(part, names) if _looked_for(rules, split.register, subject)}
        yield from (Half(register="", use="begin", term="", bits=0, head=head) for head in sorted(begun))
    if subject.post.reply_to is not None and not names.tails.keys().isdisjoint(words):
        for split in dict.fromkeys(split for word in words for split in names.tails.get(word, ())):
            place = _place_of(part, split.tail) if _looked_for(rules, split.register, subject) else None
            if place:
                yield Half(
                    register=split.register, use="end", term=split.term, bits=NAME_BITS,
                    part=part.name, start=place[0], end=place[1], head=split.head,
                )  # fmt: skip


def _breaks_off(text: str) -> bool:
    return "\u2026" in text or "..." in text or "- " in text.replace(" - ", " ") or text.endswith("-")


def _place_of(part: Part, tail: str) -> tuple[int, int] | None:
    """Where the rest of a name stands. A number is none in "2/3", with which posts of threads are counted."""
    at = -1
    for _ in range(_LOOKED_AT):
        at = part.words.find(f" {tail} ", at + 1)
        if at < 0:
            return None
        start, end = part.alignment.span(at, at + len(tail) + 2)
        if not (tail.isdigit() and _COUNTED.search(part.text[max(0, start - 2) : end + 2])):
            return start, end
    return None


def _begun(part: Part, names: _Splits) -> Iterator[_Split]:
    """Names whose first words stand at the end of the text, hashtags and links aside, or before an ellipsis."""
    for ending, broken in _endings(part.text):
        before = word_view(ending)
        for split in names.heads.get(before.rstrip().rpartition(" ")[2], ()):
            if before.endswith(f" {split.head} ") and (broken or not split.within):
                yield split


def _endings(text: str) -> Iterator[tuple[str, bool]]:
    """What stands at the end of a text, or where it breaks off."""
    words = text[-_TAGGED:].split()
    while words and words[-1].startswith(("#", "@", "http://", "https://")):
        words.pop()
    yield " ".join(words)[-_LONGEST:], False
    for end in islice(_BREAKS.finditer(text), _LOOKED_AT):
        yield text[max(0, end.start() - _LONGEST) : end.start()], True


@lru_cache(maxsize=4)
def _splits(registers: Registers) -> _Splits:
    heads: dict[str, list[_Split]] = {}
    tails: dict[str, list[_Split]] = {}
    for split in _all_splits(registers):
        heads.setdefault(split.head.rpartition(" ")[2], []).append(split)
        tails.setdefault(split.tail.partition(" ")[0], []).append(split)
    whole = frozenset(head for head, splits in heads.items() if not all(split.within for split in splits))
    return _Splits(heads, whole, tails)


def _all_splits(registers: Registers) -> Iterator[_Split]:
    for embargo in registers.embargoes:
        for term in embargo.terms if embargo.sealed is None else ():
            for cut in cuts(term.text, term):
                yield _Split(f"Embargo/{embargo.id}", term.text, cut.head, cut.tail, cut.within)


def _sealed_cut(part: Part, shelf: Sealed, subject: Subject, rules: Matcher) -> Iterator[Half]:
    """The same of sealed names, whose halves are told by digests."""
    begun = dict.fromkeys(
        mark
        for ending, broken in _endings(part.text)
        for head in shelf.heads(word_view(ending).split())
        for register, mark in shelf.begun(head, broken=broken)
        if _looked_for(rules, register, subject)
    )
    yield from (Half(register="", use="begin", term="", bits=0, head=mark) for mark in sorted(begun))
    for tail, one in shelf.ended(part.words.split()) if subject.post.reply_to is not None else ():
        place = _place_of(part, tail) if _looked_for(rules, one.register, subject) else None
        for cut in cuts(one.text, one.term) if place else ():
            if place and cut.tail == tail:
                yield Half(
                    register=one.register, use="end", term=one.term.text, bits=NAME_BITS,
                    part=part.name, start=place[0], end=place[1], head=shelf.mark(cut.head),
                )  # fmt: skip
