"""Sealed embargoes: nothing readable is kept, and what is found is what the open detector finds."""

import re
from dataclasses import replace
from datetime import timedelta
from time import process_time

import pytest

from streams.codec import encode
from streams.detect.detect import detect
from streams.detect.matcher import matcher
from streams.detect.sealing import seal
from streams.registers import Embargo, Term
from streams.situation.entries import Signature, changed
from streams.stage import CannotRun, judged
from streams.text.seals import KeyMissing
from tests.veltrona import (
    BEN,
    COMPANY,
    EVERYTHING,
    FALKE_2,
    NOON,
    SPERBER,
    alert,
    alerts,
    marked,
    post,
    situation,
)
from tests.veltrona_sealed import SECRET, sealed_embargo, sealed_entries, sealed_situation

OPEN, SEALED = situation(), sealed_situation()
OTHER = bytes(range(1, 33))
ALPHA = FALKE_2.replace("id: falke-2", "id: alpha").replace("Launch of the Veltrona Falke 2", "Alpha")
ALPHA = ALPHA.replace("allowed: [newsroom]\n", "")
WEAK = FALKE_2.replace("  - Falke 2\n", "").replace("facts:", "cues: [Stapellauf, auf Kiel legen]\nfacts:")


def event_of(*documents: str) -> bytes:
    return encode(changed(sealed_embargo(*documents), 1, Signature(actor="kim", at=NOON)))


def test_the_event_of_a_sealed_embargo_says_nothing_of_it() -> None:
    said = event_of(COMPANY, ALPHA.replace("facts:", "cues: [Stapellauf]\nfacts:")).lower()
    for word in (b"falke 2", b'falke"', b"249", b"38 kwh", b"rz 2026", b"stapellauf"):
        assert word not in said
    assert said.count(b"sealed term ") == len(sealed_embargo(COMPANY, ALPHA).terms)
    assert said.count(b"sealed fact ") == len(sealed_embargo(COMPANY, ALPHA).facts)


def test_sealing_twice_gives_the_same_and_another_key_something_else() -> None:
    assert sealed_entries() == sealed_entries()
    one, other = sealed_embargo(COMPANY, SPERBER), sealed_embargo(COMPANY, SPERBER, secret=OTHER)
    assert one.sealed is not None
    assert other.sealed is not None
    assert not {lock.forms[:8] for lock in one.sealed.locks} & {lock.forms[:8] for lock in other.sealed.locks}
    assert one.sealed.locks[0].body != other.sealed.locks[0].body


@pytest.mark.parametrize(
    "text",
    [
        "Lumarixo kommt im Februar",
        "#LumarixoTeam freut sich",
        "wegen des Lumarixos",
        "unser Testlumarixo läuft",
        "der Lumarixomotor läuft",
        "Lumarixo-Team",
        "L u m a r i x o ist fertig",
        "L.u.m.a.r.i.x.o ist fertig",
        "Lum4r1xo ist fertig!",
        "Luma\u200brixo ist fertig",
        "Lum\u0430rixo mit kyrillischem a",
        "Lum✨arixo ist fertig",
        "Luuumarixo ist fertig",
        "Lumarxio ist fertig",
        "Lumarix0 wird gut",
        "Falke 2 wird gut",
        "Falke-2 wird gut",
        "Falke2 wird gut",
        "die Falken 2 werden gut",
        "der Falke 2.0",
        "249 Euro und 38 kWh",
        "am 12.03.2026 für € 249",
        "249 € kostet der Falke 1",
    ],
)
def test_a_sealed_leak_is_found_with_the_places_and_notes_of_an_open_one(text: str) -> None:
    for by in ("anna", "ben"):
        wanted, found = alert(text, by, OPEN), alert(text, by, SEALED)
        assert wanted is not None
        assert found is not None
        assert found.severity == wanted.severity
        assert marked(text, found) == marked(text, wanted)
        assert [(one.view, one.bits, one.notes) for one in found.evidence] == [
            (one.view, one.bits, one.notes) for one in wanted.evidence
        ]
        assert all(one.term.startswith("sealed ") or one.term == "Falke 1" for one in found.evidence)


@pytest.mark.parametrize(
    "text",
    ["Ein Falke sitzt auf dem Dach", "Falke 1 wird verkauft", "Falke 25", "Lumari", "249 Leute", "das kostet 249 €"],
)
def test_what_is_no_leak_openly_is_none_sealed(text: str) -> None:
    assert alert(text, "ben", OPEN) is None
    assert alert(text, "ben", SEALED) is None


def test_a_sealed_weak_term_needs_what_it_needed() -> None:
    held = sealed_situation(COMPANY, BEN, WEAK.replace("allowed: [newsroom]\n", ""))
    assert alert("Der Falke ist da", "ben", held) is None
    for text in ("Der Falke beim Launch", "#ProjektFalke", "Projekt Falke ist da", "Veltronafalke"):
        found = alert(text, "ben", held)
        assert found is not None, text
        assert [one.term for one in found.evidence] == [held.registers.embargoes[0].terms[0].text]


def test_own_cues_are_found_as_words_and_as_phrases() -> None:
    held = sealed_situation(COMPANY, BEN, WEAK.replace("allowed: [newsroom]\n", ""))
    assert alert("Der Falke beim Stapellauf", "ben", held) is not None
    assert alert("Wir werden den Falke auf Kiel legen", "ben", held) is not None
    assert alert("Der Falke auf dem Kiel", "ben", held) is None


def test_counts_are_found_without_a_word_of_what_is_counted() -> None:
    counts = SPERBER.replace("terms: [Lumarixo]", 'facts: ["120 Filialen", "12 Werke"]')
    held = sealed_situation(COMPANY, BEN, counts)
    found = alert("120 neue Läden und 12 Werke", "ben", held)
    assert found is not None
    assert sorted(one.term for one in found.evidence) == sorted(held.registers.embargoes[0].facts)
    assert alert("120 neue Leute und 12 Werke", "ben", held) is None


def test_a_sealed_name_told_in_two_posts_of_a_thread_is_found() -> None:
    held = sealed_situation(*EVERYTHING)
    parts = (post("Ihr ahnt es nicht: Falke", "ben"), post("2! Gute Nacht", "ben", id="2", reply_to="1"))
    found = alerts(*parts, held=held)
    assert [one.term for one in alerts(*parts, held=OPEN)[0].evidence] == ["Falke 2"]
    assert [one.term for one in found[0].evidence] == [held.registers.embargoes[0].terms[0].text]


def test_what_is_kept_of_a_thread_holds_no_part_of_a_sealed_name() -> None:
    state: dict[str, bytes] = {}
    list(detect(post("Ihr ahnt es nicht: Falke", "ben"), sealed_situation(COMPANY, BEN, ALPHA), state))
    assert list(state) == ["thread/mastodon/@ben@social.example"]
    assert not any(b"falke" in value.lower() for value in state.values())


def test_without_its_key_nothing_is_judged() -> None:
    for keys, told in (({}, "has no key"), ({"0123456789abcdef": OTHER}, "only the key 0123456789abcdef")):
        held = sealed_situation(COMPANY, BEN, SPERBER, keys=keys)
        with pytest.raises(KeyMissing, match=told):
            matcher(held.registers)
        with pytest.raises(CannotRun, match=r"Embargo/sperber is sealed with the key [0-9a-f]{16}.*seal\.key_file"):
            judged(detect, post("Guten Morgen", "ben"), held, {})


def test_registers_never_show_their_keys() -> None:
    assert "0001020304" not in repr(SEALED)
    assert repr(bytes(range(32))) not in repr(SEALED)


def test_open_and_sealed_embargoes_stand_side_by_side() -> None:
    sealed = sealed_embargo(COMPANY, SPERBER)
    registers = replace(OPEN.registers, embargoes=(*OPEN.registers.embargoes[:1], sealed), keys=SEALED.registers.keys)
    found = alerts(post("Falke 2 und Lumarixo", "ben"), held=replace(OPEN, registers=registers))
    assert {one.register: [each.term for each in one.evidence] for one in found} == {
        "Embargo/falke-2": ["Falke 2"],
        "Embargo/sperber": [sealed.terms[0].text],
    }


@pytest.mark.parametrize(
    "text",
    [
        "projekt falke " * 7000,
        "f a l k e " * 10_000,
        "f4lk3-2 " * 12_000,
        "".join(f"q{n:x}zx{n * 7919:x}w " for n in range(8000)),
        "falke " * 16_000,
        "x" * 100_000,
        "a.b.c.d." * 12_000,
    ],
)
def test_hostile_texts_cost_little_more_than_openly(text: str) -> None:
    matcher(SEALED.registers)
    began = process_time()
    list(detect(post(text[:100_000], "ben"), SEALED, {}))
    assert process_time() - began < 1.0  # measured: 0.2 at worst, 0.6 on a machine with ten others at work


def test_of_a_sealed_embargo_single_terms_and_facts_can_be_left_out() -> None:
    whole = sealed_embargo(COMPANY, ALPHA)
    less = replace(whole, terms=whole.terms[1:], facts=whole.facts[1:])
    held = sealed_situation(COMPANY, BEN, ALPHA)
    held = replace(held, registers=replace(held.registers, embargoes=(less,)))
    assert alert("Falke 2 für 249 €", "ben", held) is None
    found = alert("38 kWh beim Launch des Falken", "ben", held)
    assert found is not None
    assert [one.term for one in found.evidence] == [whole.facts[2], whole.terms[1].text]


def test_a_secret_keeps_its_alias_wherever_it_stands_and_gives_it_to_no_other() -> None:
    first = Embargo(
        id="alpha", company="veltrona", title="", opens=NOON, lifts=NOON + timedelta(days=1),
        terms=(Term(text="Zitronix"), Term(text="Quittenmus")), facts=("249 €", "38 kWh"),
    )  # fmt: skip
    turned = replace(first, terms=first.terms[::-1], facts=first.facts[::-1])
    one, other = seal(first, SECRET), seal(turned, SECRET)
    assert [term.text for term in one.terms] == [term.text for term in other.terms][::-1]
    assert one.facts == other.facts[::-1]
    third = seal(replace(first, terms=(Term(text="Apfelbrix"),), facts=("39 kWh",)), SECRET)
    names = {*(term.text for term in (*one.terms, *third.terms)), *one.facts, *third.facts}
    assert len(names) == 6
    assert all(re.fullmatch("sealed (term|fact) [0-9a-f]{8}", name) for name in names)
    assert seal(first, OTHER).terms != one.terms


def test_a_term_that_stands_twice_counts_as_its_stronger_one() -> None:
    for terms in ("[Lumarixo, {text: Lumarixo, needs: [cue]}]", "[{text: Lumarixo, needs: [cue]}, Lumarixo]"):
        twice = SPERBER.replace("[Lumarixo]", terms)
        assert alert("Lumarixo kommt", "ben", situation(COMPANY, BEN, twice)) is not None
        found = alert("Lumarixo kommt", "ben", sealed_situation(COMPANY, BEN, twice))
        assert found is not None
        assert len(found.evidence) == 1
