"""Terms with slips of the hand: what is found for sure, what only may be a term, and what is another word."""

import time

import pytest

from streams.detect.reading import Part
from streams.detect.term_patterns import Pattern
from streams.detect.terms import TermHit, TermIndex
from streams.text.fold import word_view

TERMS = ("Lumarixo", "Projekt Lichtblick", "Falkenberg 2", "Düryvolt", "Kestranovia", "Titan", "Kormvela")
INDEX = TermIndex([*(Pattern(term, "term") for term in TERMS), Pattern("Steinadler", "term", weak=True)])


def _part(text: str) -> Part:
    return Part("text", text, word_view(text))


def _seen(text: str, hits: list[TermHit]) -> list[tuple[str, tuple[str, ...]]]:
    return [(text[hit.start : hit.end], hit.notes) for hit in hits]


@pytest.mark.parametrize(
    "slipped",
    [
        "Lumarxo", "Lumraixo", "Lunarixo", "Lumbarixo", "Lumärixo", "Prjekt Lichtblick", "Projekt Lichtblik",
        "#ProjektLichtblcik", "Falkenbreg 2", "Falknberg-2", "Dürvyolt", "Duryvolz", "KESTRANOVJA",
    ],
)  # fmt: skip
def test_one_slip_in_a_long_word_is_found_and_weighs_less(slipped: str) -> None:
    text = f"Bald kommt {slipped}!"
    (hit,) = INDEX.hits(_part(text))
    assert (text[hit.start : hit.end], hit.view, hit.exact) == (slipped.lstrip("#"), "fuzzy", False)
    assert (hit.notes, hit.guessed, hit.disguised) == (("1 letter differs",), False, False)
    assert hit.bits <= 10.0


@pytest.mark.parametrize(
    "text",
    [
        "Falkenbreg 3",  # the number is another one
        "Falkenberg 3",
        "Lichtblik",  # the rest of the name is not there
        "Titam",  # too short
        "Steinadlre",  # a weak term
        "Normvela und Kormvelatu",
        "Lumarixoqv",
    ],
)
def test_what_resembles_a_term_less_is_not_it(text: str) -> None:
    assert [hit for hit in INDEX.hits(_part(text)) if text[hit.start : hit.end] != "Normvela"] == []


@pytest.mark.parametrize(
    ("term", "other"), [("Projekten", "projekte"), ("Granvilla", "Granville"), ("Windparkz", "Windparks")]
)
def test_a_word_or_name_that_people_use_is_no_slip(term: str, other: str) -> None:
    assert TermIndex([Pattern(term, "term")]).hits(_part(f"x {other} y")) == []


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("Lumraxo", ("2 letters differ",)),
        ("Prjekt Lichtblik", ("2 letters differ",)),
        ("Lum*rixo", ("1 letter blanked out",)),
        ("Projekt Licht*lick", ("1 letter blanked out",)),
        ("Kestran_via", ("1 letter blanked out",)),
        ("**marixo", ("2 letters blanked out",)),
        ("Lumari\u2588\u2588", ("2 letters blanked out",)),
        ("Lum**ixo", ("2 letters blanked out",)),
        ("Pr*jekt Lichtblick", ("1 letter blanked out",)),
        ("xumarxo", ("2 letters differ",)),
        ("K3str4nvia", ("2 digits or signs read as letters", "1 letter differs")),
        ("Pr0jekt L1chtblikc", ("2 digits or signs read as letters", "1 letter differs")),
    ],
)
def test_what_only_may_be_a_term_is_a_guess(written: str, notes: tuple[str, ...]) -> None:
    text = f"vor dem Marktstart: {written} läuft"
    guesses = INDEX.guesses(_part(text))
    assert _seen(text, guesses) == [(written, notes)]
    assert [(hit.guessed, hit.view) for hit in guesses] == [(True, "fuzzy")]
    assert INDEX.hits(_part(text)) == []


@pytest.mark.parametrize(
    "text", ["", "kein Wort davon", "a*b 1*1 x_y", "***", "L******", "L*m*x*o", "4711 $$$ B2B", "Kestran via Bonn"]
)
def test_ordinary_posts_hold_no_guess(text: str) -> None:
    assert INDEX.guesses(_part(text)) == []


def test_what_was_read_already_is_not_guessed_again() -> None:
    assert INDEX.guesses(_part("Lum*rixo"), {0}) == []


def test_a_blanked_letter_before_the_last_belongs_to_the_span() -> None:
    text = "die Kestranovi_e da"
    assert _seen(text, INDEX.hits(_part(text)))[0][0] == "Kestranovi_e"


PIECES = ["Lumarxo ", "lumraxo ", "Lum*rixo ", "a*", "K3stranvia ", "1a", "Prjekt ", "Prjekt Lichtblik ", "qxlmrv%d "]


@pytest.mark.parametrize("piece", PIECES)
def test_a_post_full_of_slips_costs_no_more_than_its_length(piece: str) -> None:
    many = "".join(piece.replace("%d", chr(97 + n % 26) + chr(97 + n // 26 % 26)) for n in range(100_000 // len(piece)))
    part = _part(many)
    part.alignment  # noqa: B018 - measured elsewhere
    INDEX.hits(_part("Lumarxo"))  # the long lists are read
    began = time.process_time()
    assert len(INDEX.hits(part)) <= 20
    assert len(INDEX.guesses(part)) <= 20
    assert time.process_time() - began < 1.0  # measured: about 0.1 at worst; generous for slow machines
