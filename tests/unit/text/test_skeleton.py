import pytest

from streams.text.skeleton import anatomy, skeleton


@pytest.mark.parametrize(
    "text",
    [
        "Falke 2",
        "#Falke2",
        "F.a.l.k.e 2",
        "F4lk3-2",
        "Fa\u200blk\u200be 2",
        "FAIKE 2",
        "f@@lkeee 2",
        "F\u0430l\u043ae 2",
    ],
)
def test_disguises_of_one_term_have_one_skeleton(text: str) -> None:
    assert skeleton(text) == "falkez"


def test_other_terms_have_other_skeletons() -> None:
    assert skeleton("Falke 3") != skeleton("Falke 2")


def test_the_anatomy_says_where_each_letter_came_from() -> None:
    body = anatomy("F-@lll e")
    assert (body.chars, body.places) == (["f", "@", "l", "l", "l", "e"], [0, 2, 3, 4, 5, 7])
    assert body.gaps == [3, 2, 0, 0, 0, 3]
    assert body.runs == [0, 1, 2, 5, 6]


def test_signs_and_gaps_end_a_word() -> None:
    body = anatomy("lum!ar ix")
    assert [body.attached(cell) for cell in range(9)] == [False, True, True, False, False, True, False, True, False]
