import pytest

from streams.text.inflect import is_ending, is_head, is_tail
from streams.text.lexicon import is_common


@pytest.mark.parametrize("word", ["haus", "ueber", "launch", "und", "team"])
def test_words_of_both_languages_are_common(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["branvelo", "lumarix", "", "xq", "nberg"])
def test_coined_words_and_scraps_are_not_common(word: str) -> None:
    assert not is_common(word)


def test_endings_are_inflection_and_other_rests_are_not() -> None:
    assert is_ending("n")
    assert is_ending("ern")
    assert not is_ending("berg")
    assert not is_ending("")


@pytest.mark.parametrize("rest", ["motor", "nmotor", "produktionsleiter", "team"])
def test_words_may_follow_in_a_compound(rest: str) -> None:
    assert is_tail(rest)


@pytest.mark.parametrize("rest", ["xqv", "q", "", "motor" * 20])
def test_scraps_may_not_follow(rest: str) -> None:
    assert not is_tail(rest)


def test_words_may_come_before_with_the_letters_that_join() -> None:
    for head in ("test", "vertriebs", "pruef", "nullserien", "vorserien"):
        assert is_head(head)
    assert not is_head("xqv")
    assert not is_head("test" * 20)
