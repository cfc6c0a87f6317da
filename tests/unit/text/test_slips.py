import pytest

from streams.text.slips import shortened, within


@pytest.mark.parametrize("slipped", ["lumarxo", "lumaarixo", "lunarixo", "lumairxo", "umarixo", "lumarixoo"])
def test_a_letter_left_out_put_in_replaced_or_two_swapped_is_one_slip(slipped: str) -> None:
    assert within(slipped, "lumarixo", 1)
    assert within("lumarixo", slipped, 1)
    assert not within(slipped, "lumarixo", 0)


@pytest.mark.parametrize("slipped", ["lumrxo", "ulmairxo", "lunarjxo", "xlumarixox", "lumaxrio"])
def test_two_slips_are_not_one(slipped: str) -> None:
    assert within(slipped, "lumarixo", 2)
    assert not within(slipped, "lumarixo", 1)


def test_words_one_slip_apart_share_a_shortened_form() -> None:
    for slipped in ("lumarxo", "lumaarixo", "lunarixo", "lumairxo"):
        assert {slipped, *shortened(slipped)} & {"lumarixo", *shortened("lumarixo")}


def test_the_same_word_needs_no_slip_and_the_empty_one_has_none() -> None:
    assert within("", "", 0)
    assert within("a", "", 1)
    assert shortened("") == []
