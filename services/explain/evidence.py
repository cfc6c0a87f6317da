"""Each piece of evidence in words: what it is, how it is written, what was undone in it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from services.explain.excerpts import Mark, excerpts
from services.explain.harmless import harmless
from services.explain.known import Known
from services.explain.lists import list_name
from services.explain.passages import passage
from services.explain.pieces import Excerpt, Item
from services.explain.view import View
from services.explain.words import Meaning
from streams.events import Evidence
from streams.registers import Crisis, Document, Embargo, RegisterEntry
from streams.situation.entries import entry_of
from streams.text.facts import canonical_fact
from streams.text.fold import word_view

FROM_DRAFTS: Final = frozenset({"quote", "paraphrase"})
_LINE_END: Final = re.compile(r"(?<=[^\r\n])\r?\n(?=[^\r\n])")
_NAMED: Final = 4  # letters of other scripts
_SHOWN: Final = 80  # characters of what was written, within a sentence


def items(known: Known, view: View) -> tuple[Item, ...]:
    """The evidence of an alert, numbered from 1 as its marks are; what holds for several is said of the first."""
    found = [_item(number, item, known, view) for number, item in enumerate(known.alert.evidence, 1)]
    general, told = _general(known, view), set[str]()
    for at, item in enumerate(found):
        found[at] = replace(item, sentences=tuple(one for one in item.sentences if one not in told))
        told |= general.intersection(item.sentences)
    return tuple(found)


def _general(known: Known, view: View) -> frozenset[str]:
    """Sentences about a kind of evidence, or about a draft, rather than one place."""
    words = view.words
    names = {item.term for item in known.alert.evidence if item.kind in FROM_DRAFTS}
    brought = ((name, known.draft_of(name)) for name in names)
    standing = [_standing(name, draft.sha256, known, view) for name, draft in brought if draft]
    return frozenset((words.fact_counts, words.quote_counts, words.hint, words.learned_counts, *standing))


def written(item: Evidence, known: Known) -> str:
    """What stands at the place of a piece of evidence; nothing where the text is gone."""
    parts = known.content.parts if known.content else ()
    return next((part.text[item.start : item.end] for part in parts if part.name == item.part), "")


def part_title(name: str, view: View) -> str:
    """What a part of a post is called."""
    kind, _, number = name.partition(":")
    title = view.words.parts.get(kind, name)
    return title.format(n=int(number) + 1) if number.isdecimal() else title


def _item(number: int, item: Evidence, known: Known, view: View) -> Item:
    words = view.words
    title = f"{words.kinds.get(item.kind, item.kind)}, {words.weight.format(bits=f'{item.bits:g}')}"
    if item.part != "text":
        title += f", {part_title(item.part, view)}"
    text = written(item, known)
    beside: tuple[Excerpt, ...] = ()
    sentences = [*_sentences(item, text, known, view), *(_note(note, view) for note in item.notes)]
    if item.kind in FROM_DRAFTS and text:
        told, beside = _beside(number, item, text, known, view)
        sentences += told
    said = _said(number, item, known, view) if beside else ()
    return Item(number=number, kind=item.kind, title=title, sentences=tuple(sentences), beside=beside, said=said)


def _said(number: int, item: Evidence, known: Known, view: View) -> tuple[Excerpt, ...]:
    """What stands around the place of a piece of evidence, with this one alone marked."""
    parts = known.content.parts if known.content else ()
    mark = Mark(item.start, item.end, number)
    found = (part.text for part in parts if part.name == item.part)
    return tuple(one for text in found for one in excerpts(harmless(part_title(item.part, view)), text, [mark]))


def _sentences(item: Evidence, text: str, known: Known, view: View) -> Iterator[str]:
    if item.kind not in view.words.kinds:  # of a later version
        yield view.words.other_kind.format(term=item.term, kind=item.kind)
    match item.kind:
        case "term":
            yield from _term(item, text, known, view)
        case "fact":
            yield from _fact(item, text, view)
        case "quote" | "paraphrase":
            yield from _draft(item, text, known, view)
        case "learned":
            most = view.words.learned_most.format(text=_short(text)) if text else ""
            speaks = view.words.learned_for if item.bits > 0 else view.words.learned_against
            yield speaks.format(most=most)
            yield view.words.learned_counts
        case "rule":
            yield _rule(item, known, view)


def _rule(item: Evidence, known: Known, view: View) -> str:
    """A list of the policy has its name first, even where it is called as something built in."""
    words = view.words
    built_in = {"link": words.rule_link, "price": words.rule_price, "cue": words.rule_cue}
    own = item.term in _lists(known.entry)
    if not own and item.term in built_in:
        return built_in[item.term]
    return words.rule_list.format(term=item.term if own and known.held else list_name(known.alert, item.term, words))


def _lists(entry: RegisterEntry | None) -> frozenset[str]:
    return frozenset(one.name for one in getattr(entry, "lists", ()))


def _term(item: Evidence, text: str, known: Known, view: View) -> Iterator[str]:
    words = view.words
    meaning, needs = _meaning(item.term, known.entry)
    named = words.or_.join(text for need, text in words.needs.items() if need in needs)
    yield words.meanings[meaning].format(term=item.term, needs=named)
    if text and text != item.term:
        yield words.written.format(text=_short(text))
    if item.view in words.views:
        yield words.views[item.view]
    if any("look-alike" in note for note in item.notes):
        yield from (words.foreign.format(letter=one, name=name, code=f"{ord(one):04X}") for one, name in _foreign(text))


def _foreign(text: str) -> list[tuple[str, str]]:
    """The letters that only look like Latin ones, the first few of them, with their names in Unicode."""
    letters = [(one, unicodedata.name(one, "")) for one in dict.fromkeys(text) if one.isalpha()]
    return [(one, name) for one, name in letters if not name.startswith("LATIN ")][:_NAMED]


def _meaning(term: str, entry: RegisterEntry | None) -> tuple[Meaning, tuple[str, ...]]:
    """What a term is in a register entry; what else an embargo looks for are the company's products."""
    if isinstance(entry, Embargo):
        needs = next((one.needs for one in entry.terms if one.text == term), None)
        return ("product", ()) if needs is None else ("weak", needs) if needs else ("strong", ())
    if isinstance(entry, Crisis):
        if term in (*entry.sites, *entry.names):
            return "place", ()
        return ("related" if term in entry.related and term not in entry.terms else "incident"), ()
    return "sought", ()


def _fact(item: Evidence, text: str, view: View) -> Iterator[str]:
    words = view.words
    yield words.fact.format(term=item.term)
    if text:
        yield _notation(item.term, text, view)
    yield words.fact_counts


def _notation(term: str, text: str, view: View) -> str:
    """How a fact is written; of counts, and of what is sealed, no value can be named."""
    if text == term:
        return view.words.fact_same
    if same := canonical_fact(text) & canonical_fact(term):
        return view.words.fact_other.format(text=_short(text), value=min(same))
    return view.words.written.format(text=_short(text))


def _draft(item: Evidence, text: str, known: Known, view: View) -> Iterator[str]:
    words, document = view.words, _document(item.term, known.entry)
    length = words.draft_words.format(count=view.number(document.words)) if document else ""
    if item.kind == "paraphrase":
        yield words.paraphrase.format(draft=item.term, words=length)
        yield words.hint
        return
    count = len(word_view(text).split())
    sentence = words.quote if text else words.quote_unread
    yield sentence.format(count=view.number(count), draft=item.term, words=length)
    yield words.quote_counts


def _note(note: str, view: View) -> str:
    """A note in words. The number in it stands at its beginning or its end."""
    known = view.words.notes
    first, _, behind = note.partition(" ")
    before, _, last = note.rpartition(" ")
    for number, rest in ((first, behind), (last, before)):
        if number.isdecimal() and rest in known:
            return known[rest].format(n=number)
    return known.get(note, note)


def _document(name: str, entry: RegisterEntry | None) -> Document | None:
    documents = entry.documents if isinstance(entry, Embargo) else ()
    return next((one for one in documents if one.name == name), None)


def _beside(number: int, item: Evidence, text: str, known: Known, view: View) -> tuple[list[str], tuple[Excerpt, ...]]:
    """What the draft that somebody brought is, and its passage."""
    draft = known.draft_of(item.term)
    if draft is None:
        return [], ()
    told = [_standing(item.term, draft.sha256, known, view)]
    places = passage(draft.text, text, item.kind)
    if not places:
        return [*told, view.words.draft_nothing], ()
    marks = [Mark(start, end, number) for start, end in places]
    title = harmless(view.words.draft_title.format(draft=draft.name))
    return told, excerpts(title, _unwrapped(draft.text.rstrip()), marks)


def _unwrapped(draft: str) -> str:
    """The draft with the ends of its lines as spaces, each in its place; those between paragraphs stay."""
    return _LINE_END.sub(lambda found: " " * len(found.group()), draft)


def _standing(name: str, digest: str, known: Known, view: View) -> str:
    """Whether a file is the draft the evidence names, another draft, another version of one, or none."""
    words = view.words
    if isinstance(known.entry, Embargo) and known.entry.sealed:
        return words.draft_sealed
    documents = known.entry.documents if isinstance(known.entry, Embargo) else ()
    same = [one.name for one in documents if one.sha256 == digest]
    if same:
        return words.draft_same if name in same else words.draft_named.format(draft=same[0])
    for change in reversed(known.versions):
        entry = entry_of(change)
        for one in entry.documents if isinstance(entry, Embargo) else ():
            if one.sha256 == digest:
                return words.draft_older.format(draft=one.name, version=change.version)
    return words.draft_other


def _short(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
