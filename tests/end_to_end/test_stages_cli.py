"""Stages by their commands: found in shadow, judged by people, promoted with the evidence."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest

from services.wiring import open_installation
from streams.trail import Decision, Verdict
from tests.end_to_end.office import Office


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def decided(office: Office, subjects: Sequence[object], verdict: Verdict) -> None:
    now = datetime.now(UTC)
    decisions = [
        Decision(id=f"de_{subject}", subject=str(subject), actor="kim", at=now, verdict=verdict) for subject in subjects
    ]
    with open_installation(None, office.folder / "vorlaut-data") as installation:
        installation.store.record(decisions)


def row(office: Office, term: str) -> dict[tuple[object, bool], dict[str, object]]:
    """The evidence of a term, by stage and whether it was found in shadow."""
    return {(one["stage"], bool(one["shadow"])): one for one in office.listed("policies", "evidence", "falke-2", term)}


def test_what_is_found_in_shadow_is_seen_by_who_asks_and_a_promotion_shows_it(office: Office) -> None:
    office.posts(("anna", "Lumarixo kommt"), ("ben", "Lumarixo und Branvelix"))
    assert office.listed("alerts") == []
    unseen = office.listed("alerts", "--shadow")
    assert [one["shadow"] for one in unseen] == [True, True]
    assert "https://social.example/1" in office.said("alerts", "--shadow")
    decided(office, [unseen[0]["id"]], "leak")
    decided(office, [unseen[1]["id"]], "not_a_leak")
    found = row(office, "Lumarixo")["shadow", True]
    assert (found["hits"], found["precision"]) == (2, {"confirmed": 1, "dismissed": 1})
    assert row(office, "Branvelix")["draft", False]["hits"] == 0

    move = ("embargo", "promote", "falke-2", "Lumarixo", "--to", "live", "--as")
    asked = str(office.run(*move, "kim", "--reason", "half").exception).split()[-1]  # in 2 of 2 posts: loud
    said = office.said(*move, "mia", "--confirms", asked)
    assert "Embargo/falke-2\tLumarixo\tshadow\tin shadow\t2\t1\t1\t0\t50% (9% to 91%)" in said
    assert said.splitlines()[-1] == "declared Embargo/falke-2 version 2 as kim, confirmed by mia"
    assert "[shadow]" not in office.said("embargo", "show", "falke-2")
    office.posts(("anna", "Guten Morgen"))
    assert [one["found_later"] for one in office.listed("alerts")] == [True, True]
    assert {key: one["hits"] for key, one in row(office, "Lumarixo").items()} == {
        ("live", False): 2,
        ("live", True): 2,
    }


def test_dismissals_propose_a_demotion_and_apply_none(office: Office) -> None:
    office.posts(*(("anna", f"Falke 2 im Zoo, Tag {number}") for number in range(10)))
    decided(office, [one["id"] for one in office.listed("alerts")], "not_a_leak")
    found = row(office, "Falke 2")["live", False]
    assert (found["hits"], found["proposal"]) == (10, "shadow, or needs: [cue]")
    assert "shadow, or needs: [cue]" in office.said("policies", "evidence")
    office.posts(("ben", "Falke 2 kommt"))
    assert len(office.listed("alerts")) == 11


def test_a_retired_term_finds_nothing_and_is_still_declared(office: Office) -> None:
    office.said("embargo", "promote", "falke-2", "Falke 2", "--to", "retired", "--as", "kim")
    office.posts(("anna", "Falke 2 kommt"))
    assert office.listed("alerts") == office.listed("alerts", "--shadow") == []
    assert "Falke 2 [retired]" in office.said("embargo", "show", "falke-2")


def test_a_policy_that_is_built_in_can_be_moved(office: Office) -> None:
    office.said("policies", "stage", "private-talk", "shadow", "--as", "kim", "--reason", "too loud")
    assert "private-talk\tprivate-talk\tshadow" in office.said("policies", "list")
    (found,) = office.listed("policies", "evidence", "private-talk")
    assert (found["stage"], found["hits"]) == ("shadow", 0)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("embargo", "promote", "falke-2", "Falke", "--to", "live", "--as", "kim"), "its terms are Falke 2, Lumarixo"),
        (("embargo", "promote", "falke-3", "Falke 2", "--to", "live", "--as", "kim"), "did you mean falke-2?"),
        (("policies", "stage", "talk", "live", "--as", "kim"), "there is no policy talk"),
        (("policies", "stage", "severity", "shadow", "--as", "kim"), "cannot run in shadow"),
        (("policies", "evidence", "talk"), "no embargo, crisis or policy"),
    ],
)
def test_what_is_not_there_is_told(office: Office, words: tuple[str, ...], told: str) -> None:
    assert told in repr(office.run(*words).exception)
