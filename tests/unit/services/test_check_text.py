"""`check`: the judgement a post would get, before it is one."""

import pytest

from services.check.check import check_text
from streams.stage import CannotRun
from tests.veltrona import ANNA, EVERYTHING, NOON, alert, situation

HELD = situation()


def test_a_check_judges_as_the_post_would_be_judged() -> None:
    for text in ("Projekt Falke 2 für 249 €", "Guten Morgen", "Feuer im Werk Nord"):
        checked = check_text(text, "anna", NOON, HELD)
        posted = alert(text)
        assert [(item.severity, item.evidence) for item in checked.alerts] == (
            [(posted.severity, posted.evidence)] if posted else []
        )


def test_a_check_holds_at_the_time_that_is_asked_for() -> None:
    lifted = HELD.registers.embargoes[0].lifts
    assert check_text("Falke 2", "anna", lifted, HELD).alerts == ()


def test_a_check_says_when_the_post_would_not_be_looked_at() -> None:
    early = check_text("Falke 2", "anna", NOON.replace(year=2024), HELD)
    assert (early.refused, early.alerts) == ("no_consent", ())
    gone = ANNA.replace('notice: "2025-10"', 'notice: "2025-10", withdrawn: 2025-11-01T00:00:00Z')
    held = situation(*[gone if item == ANNA else item for item in EVERYTHING])
    assert check_text("Falke 2", "anna", NOON, held).refused == "withdrawn"
    assert check_text("x" * 100_001, "anna", NOON, HELD).refused == "too_large"


def test_an_account_that_is_not_declared_is_told_with_those_that_are() -> None:
    with pytest.raises(CannotRun, match=r"--as eve: .*anna, ben, newsroom, shop"):
        check_text("Falke 2", "eve", NOON, HELD)


def test_a_check_says_what_an_account_would_speak_of_and_may() -> None:
    checked = check_text("Falke 2 kommt", "newsroom", NOON, HELD)
    assert (checked.alerts, checked.may_speak) == ((), ("Embargo/falke-2",))
    assert check_text("Falke 2 kommt", "anna", NOON, HELD).may_speak == ()
