"""What breaks an embargo: terms, weak terms in their context, facts two by two."""

import pytest

from streams.events import Alert, Attachment, Link
from tests.veltrona import BEN, COMPANY, FALKE_2, NEWSROOM, alert, alerts, marked, post, situation

WEAK = """
kind: Embargo
id: {needs}
title: A weak code word
opens: 2025-10-15T00:00:00Z
lifts: 2026-02-01T09:00:00Z
terms: [{{text: Sperber, needs: [{needs}]}}]
facts: [77 kWh, 19 %]
cues: [Bergfest]
"""
NEAR_BEN = BEN.replace("role: sales", "role: sales\nnear: [NEEDS]")


def weak(text: str, needs: str, *, near: bool = False) -> Alert | None:
    """The alert on a post of Ben's about a code word that is a bird."""
    ben = NEAR_BEN.replace("NEEDS", needs) if near else BEN
    return alert(text, "ben", held=situation(COMPANY, ben, WEAK.format(needs=needs)))


@pytest.mark.parametrize(
    ("text", "needs", "near", "counts"),
    [
        ("Heute einen Sperber gesehen", "cue", False, False),
        ("Heute einen Sperber gesehen", "near", False, False),
        ("Heute einen Sperber gesehen", "near", True, True),
        ("Heute einen Sperber gesehen", "anchor", True, True),
        ("Marktstart vom Sperber", "cue", False, True),
        ("Bergfest! Und der Sperber auch", "cue", False, True),
        ("Ich darf euch den Sperber noch nicht zeigen", "cue", False, True),
        ("I can't tell you yet what the Sperber looks like", "cue", False, True),
        ("The Sperber is ready for production", "cue", False, True),
        ("Marktstart vom Sperber", "anchor", False, False),
        ("Marktstart vom Sperber", "near", False, False),
        ("Sperber mit 77 kWh", "cue", False, True),
        ("Projekt Sperber läuft", "anchor", False, True),
        ("Projekt Sperber läuft", "cue", False, True),
        ("Projekt Sperber läuft", "near", False, False),
        ("die Sperber-Serie", "anchor", False, True),
        ("Veltrona Sperber", "anchor", False, True),
        ("Veltronas Sperber", "anchor", False, True),
        ("das Team des Projekts Sperber", "anchor", False, True),
        ("Projekt Garten, dann Sperber", "anchor", False, False),
        ("#ProjektSperber läuft", "anchor", False, True),
        ("#ProjektSperber läuft", "cue", False, True),
        ("#ProjektSperber läuft", "near", False, False),
        ("unser Sperberprojekt", "anchor", False, True),
        ("@VeltronaSperber", "cue", False, True),
        ("eine #Sperberserie", "cue", False, True),
        ("#ProjektSperberling", "cue", False, False),
        ("Sperberchen beim Marktstart", "cue", False, False),
    ],
)
def test_a_weak_term_counts_only_in_the_context_it_needs(text: str, needs: str, near: bool, counts: bool) -> None:  # noqa: FBT001 - columns of a table
    assert (weak(text, needs, near=near) is not None) == counts


def test_a_cue_may_stand_in_another_part_of_the_post() -> None:
    held = situation(COMPANY, BEN, WEAK.format(needs="cue"))
    assert alerts(post("Ein Sperber", "ben", summary="Marktstart"), held=held)


def test_a_weak_term_inside_the_name_of_a_public_product_is_that_product() -> None:
    assert alert("Der Falke 1 ist wieder vorbestellbar", "ben") is None
    assert alert("Der Falke ist wieder vorbestellbar", "ben") is not None


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("nur 249 Euro und 38kWh", ["249 Euro", "38kWh"]),
        ("EUR 249 ab 2026-03-12", ["EUR 249", "2026-03-12"]),
        ("on March 12, 2026 with 38 Kilowattstunden", ["March 12, 2026", "38 Kilowattstunden"]),
        ("Falke 2 für 249,00 Euro", ["Falke 2", "249,00 Euro"]),
        ("der Falke kostet 249 €", ["Falke", "249 €"]),
        ("Wie Falke 1, aber 38 kWh", ["Falke 1", "38 kWh"]),
    ],
)
def test_two_facts_or_a_fact_with_a_term_or_product_break_an_embargo(text: str, seen: list[str]) -> None:
    found = alert(text, "ben")
    assert found
    assert marked(text, found) == seen


@pytest.mark.parametrize(
    "text", ["heute 249 € ausgegeben", "249 € sind EUR 249 und 249,00 Euro", "der 12. März 2026 ist ein 12.03.2026"]
)
def test_one_fact_is_none_however_often_and_in_whatever_notation_it_stands_there(text: str) -> None:
    assert alert(text, "ben") is None


def test_two_declared_notations_of_one_value_are_one_fact() -> None:
    embargo = WEAK.format(needs="cue").replace("77 kWh, 19 %", "249 €, EUR 249")
    held = situation(COMPANY, BEN, embargo)
    assert alert("erst 249 €, dann 249 Euro", "ben", held=held) is None


def test_facts_of_two_embargoes_do_not_add_up() -> None:
    held = situation(COMPANY, BEN, NEWSROOM, WEAK.format(needs="cue"), FALKE_2)
    assert alerts(post("249 € und 77 kWh", "ben"), held=held) == []


def test_a_post_that_breaks_two_embargoes_gives_two_alerts_with_ids_of_their_own() -> None:
    found = alerts(post("Falke 2 und Lumarixo"))
    assert sorted(item.register for item in found) == ["Embargo/falke-2", "Embargo/sperber"]
    assert len({item.id for item in found}) == 2


def test_the_options_of_a_poll_and_an_own_quoted_post_are_parts_too() -> None:
    found = alert("Was meint ihr?", poll=("Kaffee", "Falke 2"), quoted="ab 249 €")
    assert found
    assert {(item.part, item.term) for item in found.evidence} == {("poll:1", "Falke 2"), ("quoted", "249 €")}


def test_every_part_of_a_post_is_read_and_named_in_the_evidence() -> None:
    found = alert(
        "nichts", summary="Falke 2", attachments=(Attachment(), Attachment(alt="249 €")), links=(Link(title="38 kWh"),)
    )
    assert found
    assert {(item.part, item.term) for item in found.evidence} == {
        ("summary", "Falke 2"),
        ("attachment:1", "249 €"),
        ("link:0", "38 kWh"),
    }


def test_the_evidence_is_the_term_as_declared_and_the_words_as_received() -> None:
    text = "so, die #Falke2, hach"
    found = alert(text)
    assert found
    assert [(item.kind, item.term) for item in found.evidence] == [("term", "Falke 2")]
    assert marked(text, found) == ["Falke2"]
