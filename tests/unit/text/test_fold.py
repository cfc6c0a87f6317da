import time

import pytest

from streams.text.fold import align, word_view


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("#Falke 2 kommt!", " falke 2 kommt "),
        ("Grüße aus Übersee", " gruesse aus uebersee "),
        ("Gru\u0308ße", " gruesse "),
        ("Fa\u200blk\u200be", " falke "),
        ("F\u0430lk\u0435", " falke "),
        ("\u03bd\u03bf\u03c1t\u03bfn", " vopton "),
        ("\U0001d405\U0001d41a\U0001d425\U0001d424\U0001d41e \uff12", " falke 2 "),
        ("F\u0336a\u0336l\u0336k\u0336e\u0336", " falke "),
        ("Fal\u00adke\u2122 \u0662", " falke 2 "),
        ("fal\0ke", " falke "),
        ("it's_a-test", " it s a test "),
        ("caf\u00e9 na\u00efve \u0141\u00f3d\u017a", " cafe naive lodz "),
        ("\u65e5\u672c\u8a9e", " \u65e5\u672c\u8a9e "),
        ("\ufdfa", " "),
        ("", " "),
        (" ... ", " "),
    ],
)
def test_folding_undoes_what_readers_do_not_notice(text: str, words: str) -> None:
    assert word_view(text) == words


@pytest.mark.parametrize(
    ("text", "word", "seen"),
    [
        ("Da ist #Falke!", "falke", "Falke"),
        ("x F\u200ba\u0336lke\u0301\u200b y", "falke", "F\u200ba\u0336lke\u0301\u200b"),
        ("die Größe zählt", "groesse", "Größe"),
        ("@Grüne", "gruene", "Grüne"),
        ("Gru\u0308n ist", "gruen", "Gru\u0308n"),
    ],
)
def test_a_span_is_what_the_reader_saw(text: str, word: str, seen: str) -> None:
    alignment = align(text)
    at = alignment.words.index(word)
    start, end = alignment.span(at, at + len(word))
    assert text[start:end] == seen
    assert alignment.words_at(start, end) == (at, at + len(word))


def test_spaces_beside_a_range_do_not_widen_its_span() -> None:
    alignment = align("ein #Falke, ja")
    at = alignment.words.index(" falke ")
    assert alignment.span(at, at + len(" falke ")) == (5, 10)


def test_a_range_without_letters_has_an_empty_span() -> None:
    start, end = align("...").span(0, 1)
    assert start == end


def test_a_hundred_thousand_hostile_characters_are_folded_quickly() -> None:
    hostile = ("a\u0308\u0301\u200b\u0430" * 20_000)[:100_000]
    began = time.process_time()
    assert align(hostile).words == word_view(hostile)
    assert time.process_time() - began < 0.5
