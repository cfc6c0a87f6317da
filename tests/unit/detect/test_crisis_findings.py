"""A crisis needs a declared place or name together with a declared incident."""

import pytest

from tests.veltrona import EVERYTHING, WERK_NORD, alert, alerts, marked, post, situation


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("Feuer im Werk Nord, überall Feuer im Werk Nord", ["Feuer", "Werk Nord"]),
        ("Halle 7 wurde evakuiert", ["Halle 7", "evakuiert"]),
        ("Großbrand bei der Veltrona Battery GmbH", ["Großbrand", "Veltrona Battery GmbH"]),
        ("#WerkNord: smoke everywhere", ["WerkNord", "smoke"]),
        ("Brandgeruch in Halle 7", ["Brandgeruch", "Halle 7"]),
        ("Der Halle-7-Brand ist aus", ["Halle-7-Brand", "Brand"]),
    ],
)
@pytest.mark.parametrize("by", ["anna", "shop"])
def test_a_place_and_an_incident_give_one_evidence_each_on_brand_accounts_too(
    text: str, seen: list[str], by: str
) -> None:
    found = alert(text, by)
    assert found
    assert (found.policy, found.register) == ("crisis", "Crisis/werk-nord")
    assert sorted(marked(text, found)) == sorted(seen)
    assert {item.kind for item in found.evidence} == {"term"}


@pytest.mark.parametrize(
    "text", ["Schöner Tag im Werk Nord", "Feuer im Kamin", "Werk Süd: Feuer", "Brandenburg und Werk Nord", ""]
)
def test_a_place_or_an_incident_alone_is_none(text: str) -> None:
    assert alert(text) is None


def test_place_and_incident_may_stand_in_different_parts() -> None:
    found = alert("Feuer!", summary="Werk Nord")
    assert found
    assert {item.part for item in found.evidence} == {"text", "summary"}


def test_a_word_of_a_name_is_no_incident() -> None:
    crisis = WERK_NORD.replace("Veltrona Battery GmbH", "Brand Logistik GmbH")
    held = situation(*EVERYTHING[:-1], crisis)
    assert alert("Mein erster Tag bei der Brand Logistik GmbH", held=held) is None
    text = "Brand Logistik GmbH: Brand im Lager"
    found = alert(text, held=held)
    assert found
    assert [(item.start, item.end) for item in found.evidence if item.term == "Brand"] == [(21, 26)]


def test_spokespeople_are_silent_and_only_for_their_own_crisis() -> None:
    assert alert("Feuer im Werk Nord", "newsroom") is None
    other = WERK_NORD.replace("id: werk-nord", "id: other").replace("[newsroom]", "[]")
    held = situation(*EVERYTHING, other)
    assert [item.register for item in alerts(post("Feuer im Werk Nord", "newsroom"), held=held)] == ["Crisis/other"]


def test_the_customers_table_can_make_a_crisis_critical() -> None:
    table = """
kind: Policy
id: severity
title: Ours
rule: severity
table: [{role: engineer, topic: crisis, phase: acute, severity: critical}]
"""
    found = alert("Feuer im Werk Nord", held=situation(*EVERYTHING, table))
    assert found
    assert found.severity == "critical"
