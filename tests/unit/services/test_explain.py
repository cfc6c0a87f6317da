"""`vorlaut policies explain`: every form in which a term is found."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from services.cli.main import cli
from tests.veltrona import registers_text


def _said(*arguments: str) -> str:
    ended = CliRunner().invoke(cli, ["policies", "explain", *arguments])
    assert ended.exit_code == 0, ended.output
    return ended.output


def test_a_coined_term_is_found_in_every_view() -> None:
    said = _said("Düryvolt")
    for told in (
        "  dueryvolt\n",
        "  duryvolt\n",
        "testdueryvolt",
        "dueryvolt2027",
        "  [dueryvolt]\n",
        "o: 0",
        "(fuzzy,",
    ):
        assert told in said
    assert "not declared here" in said


def test_a_name_shows_which_of_its_words_may_hold_a_slip() -> None:
    said = _said("Projekt Lichtblick")
    assert "  projekt [lichtblick]\n" in said
    assert "  [projekt] lichtblick\n" in said
    assert "  projektlichtblick\n" in said


@pytest.mark.parametrize(
    ("lang", "told"), [("en", "a dictionary word, or too short"), ("de", "ein Wort des Wörterbuchs oder zu kurz")]
)
def test_a_dictionary_word_is_never_read_in_disguise(lang: str, told: str) -> None:
    assert told in _said("--lang", lang, "Falke")


def test_a_declared_term_says_what_it_needs(tmp_path: Path) -> None:
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    declared = ("--registers", str(tmp_path / "registers.yaml"))
    assert "Falke 2: a term that counts by itself." in _said(*declared, "Falke 2")
    assert "a declared place or name" in _said(*declared, "Brand")
    assert "is not declared here" in _said(*declared, "Kestranovia")


def test_a_term_without_letters_can_never_be_found() -> None:
    assert "can never be found" in _said("???")
