from datetime import timedelta

import pytest

from services.demo.company import accounts, crisis
from services.demo.moments import DeclaredCrisis
from services.demo.scenario import scenario
from services.demo.templates import cases, quiet, titles


def test_the_same_seed_gives_the_same_scenario_and_another_gives_another() -> None:
    assert scenario(7).moments == scenario(7).moments
    assert scenario(7).moments != scenario(8).moments


@pytest.mark.parametrize("seed", range(5))
def test_a_scenario_has_a_few_hundred_moments_in_order_with_the_crisis_in_the_middle(seed: int) -> None:
    moments = scenario(seed).moments
    place = next(n for n, moment in enumerate(moments) if isinstance(moment, DeclaredCrisis))
    assert 250 <= len(moments) <= 400
    assert [moment.at for moment in moments] == sorted(moment.at for moment in moments)
    assert len(moments) // 4 < place < len(moments) * 3 // 4
    assert moments[place].at - crisis().opens > timedelta(hours=1)


def test_no_two_posts_share_a_version() -> None:
    posted = scenario(3).posted
    assert len({each.version for each in posted}) == len(posted)


def test_every_kind_of_case_is_told_and_every_told_kind_is_played() -> None:
    played = {each.kind for each in scenario(1).posted}
    assert played == set(titles())


def test_everybody_in_a_case_is_declared_but_for_the_one_who_never_joined() -> None:
    writers = {who for case in cases() for who in case.who}
    assert writers - set(accounts()) == {"kai"}


def test_there_are_more_than_sixty_different_quiet_posts_in_each_language() -> None:
    assert len(set(quiet("de").texts)) > 60
    assert len(set(quiet("en").texts)) > 60


def test_every_word_in_braces_can_be_filled() -> None:
    posted = [each for each in scenario(2).posted if each.kind == "quiet"]
    assert not [each.said.text for each in posted if "{" in each.said.text]
