"""`vorlaut policies explain`: every form in which a term is found."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from services.cli.explain_words import ENGLISH, GERMAN, Declared, Explaining
from services.cli.place import Place
from streams.detect.term_patterns import PatternRole

if TYPE_CHECKING:
    from streams.detect.term_forms import TermForms
    from streams.registers import Embargo, Term
    from streams.situation.model import Registers

_ROLES: Final[Mapping[Declared, PatternRole]] = {
    "strong": "term", "weak": "term", "undeclared": "term", "name": "name", "incident": "incident",
}  # fmt: skip


@click.command()
@click.option("--registers", type=click.Path(path_type=Path), help="A file or folder of registers that declares it.")
@click.option("--lang", type=click.Choice(["de", "en"]), default="en", show_default=True, help="Language.")
@click.argument("term")
@click.pass_obj
def explain(place: Place, registers: Path | None, lang: str, term: str) -> None:
    """List every form in which TERM is found: as words, in disguise, with a slip; and what it weighs."""
    from streams.detect.term_forms import term_forms
    from streams.detect.term_patterns import Pattern

    words = GERMAN if lang == "de" else ENGLISH
    found = _declared(term, registers, place)
    declared, needs = found.declared, found.needs
    forms = term_forms(Pattern(term, _ROLES[declared], weak=declared == "weak"))
    click.echo("\n".join((*_told(term, declared, needs, forms, words), *(("", words.sealed) if found.sealed else ()))))


@dataclass(frozen=True, slots=True)
class _Found:
    """As what a term is declared, what it needs, and whether it is sealed."""

    declared: Declared
    needs: str = ""
    sealed: bool = False


def _declared(term: str, path: Path | None, place: Place) -> _Found:
    """As what the term is declared there, and what it needs."""
    from services.declare.files import keys_of, read_registers
    from streams.situation.fold import situation_of

    if path is None:
        return _Found("undeclared")
    entries = read_registers(path, secret=place.secret)
    registers = situation_of(entries, keys_of(entries, place.secret)).registers
    return next(_found(term.casefold(), registers), _Found("undeclared"))


def _found(term: str, registers: "Registers") -> Iterator[_Found]:
    for embargo in registers.embargoes:
        for one in _terms(term, embargo, registers.keys):
            sealed = embargo.sealed is not None
            yield _Found("weak", ", ".join(one.needs), sealed) if one.needs else _Found("strong", "", sealed)
    for crisis in registers.crises:
        if term in map(str.casefold, (*crisis.sites, *crisis.names)):
            yield _Found("name")
        if term in map(str.casefold, crisis.terms):
            yield _Found("incident")
    if any(term in map(str.casefold, company.products) for company in registers.companies.values()):
        yield _Found("name")


def _terms(term: str, embargo: "Embargo", keys: Mapping[str, bytes]) -> Iterator["Term"]:
    """The terms of an embargo that are this one."""
    from streams.detect.sealing import alias, is_of
    from streams.text.seals import SealKey

    if embargo.sealed is None:
        yield from (one for one in embargo.terms if one.text.casefold() == term)
        return
    key = SealKey(keys[embargo.sealed.key])
    names = {alias("term", lock.body) for lock in embargo.sealed.locks if is_of(term, lock, key)}
    yield from (one for one in embargo.terms if one.text in names)


def _told(term: str, declared: Declared, needs: str, forms: "TermForms | None", words: Explaining) -> Iterator[str]:
    if forms is None:
        yield words.nothing.format(term=term)
        return
    yield words.declared[declared].format(term=term, needs=needs)
    yield words.weight.format(bits=forms.shape.bits)
    yield from ("", words.words, *(f"  {one}" for one in forms.words))
    yield from _around(forms, words)
    yield from ("", *_disguised(forms, words), "", *_slipped(forms, words))


def _around(forms: "TermForms", words: Explaining) -> Iterator[str]:
    from streams.text.inflect import ENDINGS

    yield words.endings.format(endings=" ".join(f"-{ending}" for ending in sorted(ENDINGS)))
    yield words.head.format(word=forms.words[0]) if forms.shape.head else words.no_head
    yield words.tails[forms.shape.tail].format(word=forms.words[0])


def _disguised(forms: "TermForms", words: Explaining) -> Iterator[str]:
    if not forms.skeletons:
        yield words.undisguised
        return
    yield from (words.disguised, *(f"  {one}" for one in forms.skeletons))
    if forms.signs:
        yield words.signs.format(signs=", ".join(f"{letter}: {' '.join(signs)}" for letter, signs in forms.signs))


def _slipped(forms: "TermForms", words: Explaining) -> Iterator[str]:
    if not forms.slips:
        yield words.no_slips
        return
    yield from (words.slips, *(f"  {one}" for one in forms.slips), words.guesses, words.never)
