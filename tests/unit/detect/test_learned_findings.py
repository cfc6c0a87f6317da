"""What was learned of a crisis in one post: it ranks on employees' posts, and is a low hint on a brand's."""

from dataclasses import replace
from datetime import timedelta

import pytest

from streams.events import Evidence
from streams.lessons import CalibrationPublished, CalibrationStep, ProfilePublished, WordWeight
from streams.situation.learned import Published, learned_from
from streams.situation.model import Situation
from tests.veltrona import COMPANY, NEWSROOM, NOON, SHOP, WERK_NORD, alert, marked, situation

INCIDENT = "Feuer im Werk Nord, am Trafohaus"
ALONE = "Löschzug und Sirenen am Werk Nord, Drehleiter am Trafohaus"


def profile(bits: float = 6.0, *, minutes: int = 0, version: int = 3) -> ProfilePublished:
    words = (WordWeight(word="trafohau", bits=bits),)
    return ProfilePublished(crisis="werk-nord", version=version, at=NOON + timedelta(minutes=minutes), words=words)


def calibration(family: str, low: float, high: float, *, minutes: int = 0) -> CalibrationPublished:
    steps = (CalibrationStep(bits=-50, confidence=low), CalibrationStep(bits=15, confidence=high))
    return CalibrationPublished(family=family, version=200, at=NOON + timedelta(minutes=minutes), steps=steps)


def held(*published: Published) -> Situation:
    return replace(situation(), learned=learned_from(published))


def learned_in(*published: Published, text: str = INCIDENT, by: str = "ben") -> list[Evidence]:
    found = alert(text, by, held(*published))
    return [item for item in found.evidence if item.kind == "learned"] if found else []


def test_what_was_learned_speaks_for_a_finding_or_against_it() -> None:
    assert [item.bits for item in learned_in(profile(6.0))] == [3.0]
    assert [item.bits for item in learned_in(profile(-6.0))] == [-3.0]


def test_it_stands_at_the_word_that_tells_most_and_says_which_version_told_it() -> None:
    (item,) = learned_in(profile())
    assert INCIDENT[item.start : item.end] == "Trafohaus"
    assert item.notes == ("profile version 3",)


@pytest.mark.parametrize("published", [(), (profile(),)])
@pytest.mark.parametrize(("text", "by"), [(INCIDENT, "ben"), (ALONE, "shop")])
def test_no_word_of_the_author_stays_in_what_was_learned(text: str, by: str, published: tuple[Published, ...]) -> None:
    assert {item.term for item in learned_in(*published, text=text, by=by)} <= {"learned"}
    for item in learned_in(*published, text=text, by=by):
        assert item.notes[0] in {"profile version 3", "words of incidents in general"}


def test_it_is_bounded() -> None:
    words = tuple(WordWeight(word=word, bits=8.0) for word in ("trafohau", "lagerarb", "gabelsta"))
    many = replace(profile(), words=words)
    assert [item.bits for item in learned_in(many, text=f"{INCIDENT}, Lagerarbeiter, Gabelstapler")] == [4.0]


def test_a_profile_holds_from_its_time_on() -> None:
    assert learned_in(profile(minutes=1)) == []
    assert [item.bits for item in learned_in(profile(), profile(2.0, version=4, minutes=1))] == [3.0]


@pytest.mark.parametrize("text", ["Am Trafohaus im Werk Nord", ALONE, "Trafohaus Trafohaus Trafohaus"])
@pytest.mark.parametrize("published", [(), (profile(8.0),)])
def test_no_learned_word_makes_a_finding_on_an_employees_post(text: str, published: tuple[Published, ...]) -> None:
    assert alert(text, "ben", held(*published)) is None


def test_on_a_brand_account_words_of_incidents_beside_the_place_are_a_low_hint() -> None:
    found = alert(ALONE, "shop")
    assert found
    assert (found.severity, found.bits) == ("low", 8.0)
    assert "learned_alone" in found.reasons
    assert [item.kind for item in found.evidence] == ["term", "learned"]
    assert "Werk Nord" in marked(ALONE, found)


@pytest.mark.parametrize(
    "text",
    [
        "Löschzug, Sirenen, Drehleiter am Trafohaus",
        "Tag der offenen Tür im Werk Nord",
        "Sirenen im Werk Nord getestet?",
    ],
)
def test_without_the_place_or_with_too_little_there_is_no_hint(text: str) -> None:
    assert alert(text, "shop") is None


def test_without_a_declaration_and_for_other_purposes_there_is_no_hint() -> None:
    without = situation(COMPANY, NEWSROOM, SHOP)
    assert alert(ALONE, "shop", without) is None
    hygiene = f"{SHOP}consent: {{from: 2025-10-01T00:00:00Z, notice: x, purposes: [brand-hygiene]}}\n"
    assert alert(ALONE, "shop", situation(COMPANY, NEWSROOM, hygiene, WERK_NORD)) is None


def test_a_spokesperson_gives_no_hint() -> None:
    assert alert(ALONE, "newsroom") is None


def test_a_calibration_in_force_says_how_sure_a_finding_is_and_severity_follows() -> None:
    plain = alert(INCIDENT, "ben")
    doubted = alert(INCIDENT, "ben", held(calibration("crisis", 0.1, 0.3)))
    assert plain
    assert doubted
    assert (plain.bits, doubted.bits, doubted.confidence) == (16.0, 16.0, 0.3)
    assert {"calibrated:200", "lowered:unsure"} <= set(doubted.reasons)
    assert doubted.severity != plain.severity


def test_a_calibration_of_another_family_or_of_later_changes_nothing() -> None:
    plain = alert(INCIDENT, "ben")
    assert alert(INCIDENT, "ben", held(calibration("embargo", 0.1, 0.2))) == plain
    assert alert(INCIDENT, "ben", held(calibration("crisis", 0.1, 0.2, minutes=1))) == plain


def test_embargoes_and_brand_policies_are_calibrated_by_their_own_families() -> None:
    embargo = alert("Falke 2 kommt", "ben", held(calibration("embargo", 0.4, 0.5)))
    assert embargo
    assert embargo.confidence in {0.4, 0.5}
    talk = alert("@jule ruf mich nachher an, Schatz", "shop", held(calibration("private-talk", 0.2, 0.9)))
    assert talk
    assert (talk.policy, talk.bits, talk.confidence) == ("private-talk", 10.0, 0.2)
