"""What lowers a finding, by where it stands; and what only sounds like it."""

import pytest

from tests.veltrona import BEN, COMPANY, alert, situation

RIVAL = COMPANY + "competitors: [Habicht Werke]\n"
WEAK = """
kind: Embargo
id: greif
title: A weak code word
opens: 2025-10-15T00:00:00Z
lifts: 2026-02-01T09:00:00Z
terms: [{text: Sperber, needs: [cue]}, Lumarixo]
"""


def lowered(text: str, author: str = "ben") -> set[str]:
    """The hedges that lowered an alert on this text."""
    found = alert(text, author)
    assert found
    named = {reason.removeprefix("lowered:") for reason in found.reasons if reason.startswith("lowered:")}
    assert found.severity == "low" or not named - {"unsure"}
    return named - {"unsure"}


@pytest.mark.parametrize(
    "text",
    [
        "Nein, ich arbeite nicht an Falke 2.",
        "Nö, Falke 2 kenn ich nicht, ich fahr Stapler",
        "Mit Falke 2 habe ich wirklich gar nichts zu tun",
        "Nicht jeder hier hat von Falke 2 gehört",
        "I'm not working on Falke 2. Really",
        "Can neither confirm nor deny Falke 2",
        "Nope, Falke 2 is news to me",
    ],
)
def test_a_negation_in_the_clause_of_the_term_lowers(text: str) -> None:
    assert "negation" in lowered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Falke 2 kommt. Mehr sag ich nicht.",
        "Ich arbeite an Falke 2 und ihr nicht",
        "Falke 2 ist endlich kein Geheimnis mehr",
        "Offiziell gibt es Falke 2 ja nicht, inoffiziell schon",
        "Hätte nie gedacht, dass ich mal Falke 2 bauen darf",
        "Das Video von Falke 2 darf ich euch leider nicht zeigen",
        "can't say it out loud but Falke 2 is nearly done",
    ],
)
def test_a_negation_of_something_else_does_not(text: str) -> None:
    assert not lowered(text)


@pytest.mark.parametrize(
    "text",
    [
        "Laut Tageblatt soll Falke 2 bald kommen",
        "In einem Forum schreiben sie, Falke 2 wäre fertig",
        "Mein Nachbar meint, Falke 2 kommt im Mai",
        "According to some blog Falke 2 may be coming",
        "Es heißt, Falke 2 stehe vor dem Abschluss",
        "Word on the street: Falke 2",
        "Falke 2? Who knows, the paper says so",
    ],
)
def test_what_is_only_passed_on_lowers(text: str) -> None:
    assert "rumour" in lowered(text)


def test_a_source_of_ones_own_is_no_rumour() -> None:
    assert not lowered("Falke 2 hat laut Datenblatt neue Zellen")
    assert not lowered("Mein Chef sagt, Falke 2 soll am Montag fertig sein")
    assert not lowered("Falke 2 steht bald in jeder Zeitung")
    assert not lowered("Bei uns heißt es jetzt Falke 2")


def test_laughter_at_the_end_lowers_and_elsewhere_does_not() -> None:
    assert lowered("Falke 2 kommt gleich nach dem Weltfrieden \U0001f602") == {"joke"}
    assert lowered("Hab Falke 2 gewonnen. Spaß, war ein Toaster") == {"joke"}
    assert not lowered("Was für ein Tag \U0001f602. Falke 2 läuft!")
    assert not lowered("Falke 2 läuft! lol")


def test_laughter_alone_lowers_neither_a_near_author_nor_what_has_details() -> None:
    assert not lowered("Falke 2 steht in Halle 7 \U0001f602", "anna")
    assert not lowered("Falke 2 ab 249 € \U0001f602")
    assert not lowered("Marktstart von Falke 2 ist im Mai \U0001f602")
    assert lowered("Hab Falke 2 gewonnen. Spaß, war ein Toaster", "anna") == {"joke"}
    assert lowered("Im Traum hat Falke 2 mit mir getanzt \U0001f602", "anna") == {"joke"}


def test_insistence_undoes_a_joke_or_rumour() -> None:
    assert not lowered("Kein Witz: Falke 2 kommt \U0001f602")


def test_a_question_whether_it_exists_lowers_and_another_does_not() -> None:
    assert "question" in lowered("Weiß jemand was über Falke 2?")
    assert "question" in lowered("Is Falke 2 real?")
    assert not lowered("Wer kommt morgen mit zu Falke 2?")


def test_a_competitors_launch_is_silent_on_a_weak_term_and_not_on_a_coined_one() -> None:
    held = situation(RIVAL, BEN, WEAK)
    assert alert("Marktstart vom Sperber", "ben", held=held) is not None
    assert alert("Marktstart vom Sperber bei Habicht Werke", "ben", held=held) is None
    assert alert("Habicht Werke und unser Projekt Sperber", "ben", held=held) is not None
    assert alert("Habicht Werke hat nichts wie Lumarixo", "ben", held=held) is not None


def test_a_crisis_is_lowered_by_what_is_said_outright_alone() -> None:
    assert lowered("Feuer in Halle 7? Stimmt nicht, Fehlalarm") == {"negation"}
    assert lowered("In Halle 7 ist angeblich Feuer") == {"rumour"}
    assert not lowered("Feuer in Halle 7, angeblich eine alte Zelle")
    assert not lowered("Weg hier geht nicht: Feuer in Halle 7")
    assert not lowered("Feuer in Halle 7, im Radio sagen sie auch schon was \U0001f602")
