"""Who repeats a text, and who only shares a few words with it."""

import pytest

from streams.text.fold import word_view
from streams.text.shingles import repeated_ranges, shingle_digests

OFFICIAL = "About the fire at Werk Nord: I will take questions at the main gate from eleven."


def repeated(text: str, official: str = OFFICIAL) -> list[str]:
    words = word_view(text)
    return [words[start:end] for start, end in repeated_ranges(words, [shingle_digests(word_view(official))])]


@pytest.mark.parametrize(
    "text",
    [
        "A day after the fire at Werk Nord, and everybody hugs everybody.",
        "Because of the fire at Werk Nord our answers take longer today.",
    ],
)
def test_a_few_shared_words_are_no_repetition(text: str) -> None:
    assert repeated(text) == []


def test_eight_words_in_a_row_are_repeated_and_the_rest_is_the_author_s_own() -> None:
    text = "They say: about the fire at Werk Nord I will take questions. Nobody told us."
    assert repeated(text) == ["about the fire at werk nord i will take questions"]


def test_a_text_said_whole_is_repeated_however_short() -> None:
    assert repeated("Big day! The Falke 2 is here, come and see", "The Falke 2 is here")


def test_a_text_that_says_nothing_else_is_a_repetition() -> None:
    assert repeated("the fire at Werk Nord") == ["the fire at werk nord"]


def test_an_empty_text_repeats_nothing() -> None:
    assert repeated("…") == []
