"""Decided on, learned from, judged by: an installation in one folder, and the same posts judged again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from services.decide.decide import decide
from services.declare.amend import accept_words
from services.handling import learner
from services.learn.learn import GROUP
from streams.codec import decode
from streams.consume import consume_once
from streams.detect.judge import judge
from streams.events import Alert
from streams.lessons import ProfilePublished
from streams.log.order import pages
from streams.stage import CannotRun
from streams.trail import AlertVerdict
from tests.veltrona import ANNA, BEN, EVERYTHING, NOON, line, post, situation
from tests.veltrona_house import House

TOLD = [
    ("ben", "Feuer im Werk Nord, Trafohaus brennt, Lagerarbeiter stehen auf dem Parkplatz"),
    ("shop", "Brand im Werk Nord: das Trafohaus ist hin, Lagerarbeiter warten"),
    ("anna", "evakuiert in Halle 7, das Trafohaus raucht noch, alle Lagerarbeiter sind da"),
]
LATER = "Feuer Werk Nord: Trafohaus und Lagerarbeiter"


@pytest.fixture
def house(tmp_path: Path) -> House:
    made = House(tmp_path)
    made.apply()
    return made


def decided(house: House, verdict: AlertVerdict = "leak", alerts: Sequence[Alert] | None = None) -> None:
    with house.opened() as installation:
        for found in house.alerts() if alerts is None else alerts:
            house.now += timedelta(seconds=1)
            decide(installation.log, installation.store, found.id, verdict, "kim", "", house.now)


def told(house: House) -> None:
    house.ingest(line(text, by, id=f"p{number}", minutes=number) for number, (by, text) in enumerate(TOLD))
    house.run()


def profiles(house: House) -> list[ProfilePublished]:
    with house.opened() as installation:
        events = [decode(record.value) for page in pages(installation.log, "registers", 100) for record in page]
    return [event for event in events if isinstance(event, ProfilePublished)]


def test_what_people_decide_is_what_later_posts_are_judged_by(house: House) -> None:
    told(house)
    before = house.alerts()
    assert [found.bits for found in before] == [16.0, 16.0, 16.0]
    decided(house)
    house.run()
    (profile,) = profiles(house)
    assert (profile.crisis, profile.version, profile.leaks) == ("werk-nord", 3, 3)
    assert {one.word: one.posts for one in profile.proposed} == {"trafohaus": 3, "lagerarbeiter": 3}
    house.now += timedelta(hours=2)
    house.ingest([line(LATER, "ben", id="later", minutes=100)])
    house.run()
    found = next(one for one in house.alerts() if one.post.id == "later")
    learned = [item for item in found.evidence if item.kind == "learned"]
    assert [(item.bits, item.notes) for item in learned] == [(4.0, ("profile version 3",))]
    assert found.bits == 20.0


def test_posts_of_before_are_judged_again_as_they_were(house: House) -> None:
    told(house)
    before = house.alerts()
    decided(house)
    house.run()
    with house.opened() as installation:
        held = installation.declared.situation()
    for number, (by, text) in enumerate(TOLD):
        again = judge(post(text, by, id=f"p{number}", at=NOON + timedelta(minutes=number)), held, {})
        known = next(one for one in before if one.post.id == f"p{number}")
        assert [(one.evidence, one.bits, one.confidence) for one in again.findings] == [
            (known.evidence, known.bits, known.confidence)
        ]


def test_a_killed_learner_publishes_nothing_twice(house: House) -> None:
    told(house)
    decided(house)
    house.run()
    with house.opened() as installation:
        installation.log.restart(GROUP)
    house.now += timedelta(minutes=1)
    house.run()
    assert len(profiles(house)) == 1


def test_at_most_one_version_comes_of_a_batch_and_versions_rise(house: House) -> None:
    told(house)
    found = house.alerts()
    for one in found:
        decided(house, "leak", [one])
        house.run()
    published = profiles(house)
    assert [one.version for one in published] == [1, 2, 3]
    assert all(one.at < other.at for one, other in pairwise(published))


def test_the_same_decisions_in_one_batch_or_in_several_teach_the_same(house: House, tmp_path: Path) -> None:
    told(house)
    other = House(tmp_path / "other")
    other.folder.mkdir()
    other.apply()
    told(other)
    decided(other)
    other.run()
    for one in reversed(house.alerts()):
        decided(house, "leak", [one])
        house.run()
    last, at_once = profiles(house)[-1], profiles(other)[-1]
    assert replace(last, at=at_once.at) == at_once


def test_of_a_text_that_was_erased_nothing_more_is_learned(house: House) -> None:
    told(house)
    house.now += timedelta(minutes=1)
    house.withdraw("ben")
    house.withdraw("shop")
    house.run()
    decided(house)
    house.run()
    assert [(one.version, one.leaks, one.proposed) for one in profiles(house)] == [(3, 1, ())]


def test_a_word_of_one_author_is_never_learned(house: House) -> None:
    house.ingest(line(f"Feuer im Werk Nord, Trafohaus, Nummer {number}", "ben", id=f"p{number}") for number in range(4))
    house.run()
    decided(house)
    house.run()
    (profile,) = profiles(house)
    assert profile.leaks == 4
    assert profile.proposed == ()
    assert all(one.word.startswith("+") for one in profile.words)


def test_posts_of_platforms_that_forbid_it_are_never_learned_from(tmp_path: Path) -> None:
    house = House(tmp_path)
    elsewhere = [document.replace("mastodon", "x") for document in (ANNA, BEN)]
    house.apply(*(document for document in EVERYTHING if document not in {ANNA, BEN}), *elsewhere)
    house.ingest(line(f"{text} Trafohaus", by, id=by, platform="x") for by, text in TOLD if by in {"anna", "ben"})
    house.run()
    assert len(house.alerts()) == 2
    decided(house)
    house.run()
    assert [(one.version, one.leaks, one.proposed) for one in profiles(house)] == [(2, 0, ())]


def test_an_accepted_word_is_found_beside_the_place(house: House) -> None:
    house.propose(accept_words("werk-nord", ["Trafohaus"]))
    house.ingest([line("Am Trafohaus von Werk Nord ist was los", "ben")])
    house.run()
    (found,) = house.alerts()
    assert [(item.term, item.bits) for item in found.evidence] == [("Werk Nord", 10.0), ("Trafohaus", 4.0)]
    assert found.severity != "critical"


@pytest.mark.parametrize("word", ["Streik", "!!!"])
def test_a_word_that_must_not_be_looked_for_is_not_accepted(house: House, word: str) -> None:
    with pytest.raises(CannotRun):
        house.propose(accept_words("werk-nord", [word]))


def test_nothing_is_decided_about_an_alert_that_does_not_exist(house: House) -> None:
    with house.opened() as installation, pytest.raises(CannotRun, match="vorlaut alerts"):
        decide(installation.log, installation.store, "al_none", "leak", "kim", "", house.now)


def test_a_decision_taken_back_teaches_nothing(house: House) -> None:
    told(house)
    decided(house)
    decided(house, "public")
    with house.opened() as installation:
        consume_once(installation.log, GROUP, ("decisions",), learner(installation).handle)
    assert [(one.version, one.leaks) for one in profiles(house)] == [(6, 0)]


def test_without_a_decision_nothing_changes() -> None:
    plain = judge(post(LATER, "ben"), situation(), {}).findings
    assert [item.kind for one in plain for item in one.evidence] == ["term", "term"]
