"""Severity is probability times impact, each step named."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.detect.decide import Weighed, confidence, weigh
from streams.registers import SEVERITIES
from tests.veltrona import EVERYTHING, alert, situation

SURE = Weighed(impact="critical", bits=14)
WEIGHED = st.builds(
    Weighed,
    impact=st.sampled_from(SEVERITIES),
    bits=st.floats(0, 60),
    two_kinds=st.booleans(),
    anchored_near=st.booleans(),
    disguised=st.booleans(),
    hedged=st.sampled_from([(), ("joke",), ("negation", "rumour")]),
    verbatim=st.booleans(),
)


@given(WEIGHED)
def test_critical_needs_two_kinds_of_evidence_or_an_anchored_term_by_a_near_author(given_: Weighed) -> None:
    verdict = weigh(given_)
    assert verdict.severity != "critical" or given_.two_kinds or given_.anchored_near


@given(WEIGHED)
def test_negation_joke_and_rumour_leave_at_most_low(given_: Weighed) -> None:
    assert weigh(replace(given_, hedged=("joke",))).severity == "low"


@given(WEIGHED)
def test_every_hedge_is_named_also_where_the_finding_was_low_without_it(given_: Weighed) -> None:
    assert {f"lowered:{sign}" for sign in given_.hedged} <= set(weigh(given_).reasons)
    low = weigh(Weighed(impact="low", bits=2, hedged=("negation", "guessed")))
    assert low.reasons[-2:] == ("lowered:negation", "lowered:guessed")


@given(WEIGHED)
def test_a_verbatim_strong_term_is_at_least_medium(given_: Weighed) -> None:
    assert weigh(replace(given_, verbatim=True, hedged=())).severity != "low"


@given(st.floats(0, 60), st.floats(0, 60))
def test_more_evidence_never_makes_less_sure(one: float, other: float) -> None:
    low, high = sorted((one, other))
    assert 0 <= confidence(low) <= confidence(high) <= 0.99


@pytest.mark.parametrize(
    ("weighed", "severity"),
    [
        (SURE, "high"),
        (replace(SURE, two_kinds=True), "critical"),
        (replace(SURE, anchored_near=True), "critical"),
        (replace(SURE, place_and_incident=True), "critical"),
        (replace(SURE, impact="medium", place_and_incident=True), "medium"),
        (replace(SURE, impact="medium", two_kinds=True), "high"),
        (replace(SURE, impact="medium", disguised=True), "high"),
        (replace(SURE, impact="medium", bits=8), "low"),
        (replace(SURE, impact="high", bits=2), "low"),
    ],
)
def test_steps_raise_and_lower_from_the_table(weighed: Weighed, severity: str) -> None:
    assert weigh(weighed).severity == severity


@pytest.mark.parametrize(
    "text",
    [
        "Falke 2? Gibt es gar nicht",
        "Es gibt keinen Falke 2",
        "There is no Falke 2",
        "Falke 2 für 249 €, just kidding",
        "Angeblich kommt Falke 2",
        "Falke 2 - nur ein Gerücht",
        "Falke 2 kommt nicht",
        "Der Falke 2 wird nicht kommen",
        "Habe gehört, dass der Falke 2 kommen soll",
        "Falke 2? So ein Quatsch",
        "There isn't a Falke 2",
        "We are not making a Falke 2",
        "Falke 2 does not exist",
        "I heard that Falke 2 is next",
    ],
)
def test_a_post_that_denies_jokes_or_hears_say_is_low(text: str) -> None:
    found = alert(text)
    assert found
    assert found.severity == "low"


@pytest.mark.parametrize(
    "text", ["Kein Falke 2 in Sicht", "no Falke 2 this year", "Falke 2 is not real", "Kein Feuer im Werk Nord"]
)
def test_a_post_that_denies_its_very_subject_is_low(text: str) -> None:
    found = alert(text)
    assert found
    assert found.severity == "low"


@pytest.mark.parametrize("text", ["No joke: Falke 2 for 249 €", "Falke 2, kein Witz!", "Kein Gerücht: Falke 2 kommt"])
def test_a_post_that_insists_on_being_no_joke_is_taken_seriously(text: str) -> None:
    found = alert(text)
    assert found
    assert found.severity != "low"


def test_two_kinds_of_evidence_in_the_last_week_are_critical() -> None:
    found = alert("Falke 2 für 249 €", at=situation().registers.embargoes[0].lifts.replace(day=1, hour=0))
    assert found
    assert found.severity == "critical"


def test_the_table_of_the_customer_takes_effect_at_once() -> None:
    table = """
kind: Policy
id: severity
title: Ours
rule: severity
table: [{role: sales, topic: embargo, phase: early, severity: high}]
"""
    found = [alert("Falke 2 kommt", "ben", held=situation(*extra)) for extra in (EVERYTHING, (*EVERYTHING, table))]
    assert [item and item.severity for item in found] == ["medium", "high"]
