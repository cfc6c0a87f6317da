"""Nobody acts under the machine's name."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from services.acts import is_reserved
from services.cli.main import cli


@pytest.mark.parametrize("name", ["vorlaut", "Vorlaut", "V\u043erlaut", "\uff56orlaut", "vor laut", "v0rlaut"])
def test_what_looks_like_the_machines_name_is_reserved(name: str) -> None:
    assert is_reserved(name)


@pytest.mark.parametrize("name", ["Vera Laut", "vorlauter", "Olga", "kim"])
def test_other_names_are_not(name: str) -> None:
    assert not is_reserved(name)


@pytest.mark.parametrize(
    "words",
    [
        ("console", "link"),
        ("alerts", "show", "al_x"),
        ("alerts", "decide", "al_x", "leak", "--reason", "x"),
        ("audit", "--save", "mine"),
        ("apply", "-f", "x.yaml"),
    ],
)
def test_no_command_is_signed_with_it(tmp_path: Path, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(cli, ["--data", str(tmp_path / "data"), *words, "--as", "Vorlaut"])
    assert result.exit_code == 2
    assert "the machine" in result.output
