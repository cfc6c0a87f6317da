"""Text of strangers is shown harmlessly, whatever it holds."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from services.explain.excerpts import Mark, excerpts
from services.explain.harmless import harmless

HIDING = "\u202e\u2066\u200b\x1b\x9b\x07\ufeff\u2028\U000e0041\u3164\ud800"


def is_harmless(text: str) -> bool:
    return not any(unicodedata.category(char) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} for char in text)


@given(st.text(st.characters(exclude_characters="\u200d")))
def test_nothing_that_hides_or_commands_is_left(text: str) -> None:
    assert is_harmless(harmless(text))
    assert harmless(harmless(text)) == harmless(text)


def test_what_hides_is_named() -> None:
    assert harmless("a\u202eb") == "a⟨U+202E⟩b"
    assert harmless("\x1b[31mred") == "⟨U+001B⟩[31mred"
    assert all(harmless(char) == f"⟨U+{ord(char):04X}⟩" for char in HIDING)


def test_many_of_the_same_are_counted_and_not_listed() -> None:
    assert harmless("F" + "\u200b" * 5000 + "alke") == "F⟨U+200B \u00d75000⟩alke"


def test_piled_marks_do_not_paint_over_other_lines() -> None:
    assert harmless("e" + "\u0301" * 40) == "e\u0301\u0301⟨U+0301 \u00d738⟩"


def test_letters_and_pictures_stay_as_they_are() -> None:
    for text in ("Grüße, Düryvolt!", "зима", "日本", "👩\u200d🚀 los", "5\u00a0€", "🔥🔥"):
        assert harmless(text) == text


def test_ends_of_lines_are_shown_on_one_line() -> None:
    assert harmless("one\r\ntwo\nthree\tfour") == "one⏎two⏎three four"


def shown(text: str, *marks: Mark) -> tuple[str, list[str]]:
    found = excerpts("text", text, marks)
    runs = [run for excerpt in found for run in excerpt.runs]
    return "".join(run.text for run in runs), [run.text for run in runs if run.marks]


def test_a_short_text_is_shown_whole() -> None:
    assert shown("Falke 2 kommt", Mark(0, 7, 1)) == ("Falke 2 kommt", ["Falke 2"])


def test_of_a_long_text_only_what_stands_around_is_shown_and_the_rest_counted() -> None:
    text = "wort " * 10_000 + "Falke 2" + " wort" * 10_000
    (found,) = excerpts("text", text, [Mark(50_000, 50_007, 1)])
    assert [run.text for run in found.runs if run.marks] == ["Falke 2"]
    assert found.before + found.behind + sum(len(run.text) for run in found.runs) == len(text)
    assert sum(len(run.text) for run in found.runs) < 400


def test_places_that_lie_over_each_other_are_marked_with_both_numbers() -> None:
    (found,) = excerpts("text", "Veltrona Home", [Mark(0, 13, 1), Mark(9, 13, 2)])
    assert [(run.text, run.marks) for run in found.runs] == [("Veltrona ", (1,)), ("Home", (1, 2))]


MARKS = st.lists(st.builds(Mark, st.integers(-5, 120_000), st.integers(-5, 120_000), st.integers(1, 9)), max_size=300)


@given(st.integers(0, 100_000), MARKS)
def test_whatever_is_marked_what_is_shown_is_bounded_and_everything_else_counted(
    length: int, marks: list[Mark]
) -> None:
    found = excerpts("text", "ab c" * (length // 4), marks)
    seen = sum(len(run.text) for excerpt in found for run in excerpt.runs)
    assert seen <= 20_000
    assert seen + sum(excerpt.before + excerpt.behind for excerpt in found) == length // 4 * 4
