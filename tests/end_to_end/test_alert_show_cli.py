"""`vorlaut alerts show` in an installation."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.language import spoken
from services.cli.main import cli
from tests.end_to_end.processes import done
from tests.veltrona import line, registers_text

DRAFT = (
    "Veltrona announces the Falke 2 today. The foldable visor of woven basalt locks with a magnet of neodymium "
    "behind the ear, and the shell survives a fall from nine metres onto granite."
)
LAUNCH = "foldable visor of woven basalt locks with a magnet of neodymium behind the ear"
POSTS = [
    line("\x1b[2J Fal\u200bke 2 kommt", id="a1", url="https://social.example/\u202ea1"),
    line(f"They say the {LAUNCH}, imagine.", "ben", id="b1", minutes=1),
]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("installed")
    (folder / "launch.md").write_text(DRAFT, encoding="utf-8")
    declared = registers_text().replace("allowed: [newsroom]", "allowed: [newsroom]\ndocuments: [launch.md]", 1)
    (folder / "registers.yaml").write_text(declared, encoding="utf-8")
    (folder / "posts.ndjson").write_bytes(b"".join(POSTS))
    done(folder, "apply", "-f", "registers.yaml", "--as", "Kim Example", "--reason", "autumn")
    done(folder, "ingest", "ndjson", "posts.ndjson")
    done(folder, "run", "--until-idle")
    return folder


def run(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["--data", str(folder / "vorlaut-data"), *words])


def said(folder: Path, *words: str) -> str:
    result = run(folder, *words)
    assert result.exit_code == 0, result.output + repr(result.exception)
    return result.stdout


def alert_of(folder: Path, post: str) -> str:
    alerts = map(json.loads, said(folder, "alerts", "--json").splitlines())
    return next(str(alert["id"]) for alert in alerts if alert["post"]["id"] == post)


def test_without_a_command_alerts_are_still_listed(installed: Path) -> None:
    assert len(said(installed, "alerts").splitlines()) == 3
    assert said(installed, "alerts", "--since", "2100-01-01T00:00:00Z", "--json") == ""


def test_an_alert_is_shown_with_its_evidence_marked_and_nothing_that_commands_a_terminal(installed: Path) -> None:
    told = said(installed, "alerts", "show", alert_of(installed, "a1"), "--lang", "en", "--as", "Mia Auditor")
    assert "⟨U+001B⟩[2J [Fal⟨U+200B⟩ke 2]¹ kommt" in told
    assert "1 zero-width character removed." in told
    assert "declared" in told
    assert "by Kim Example: autumn." in " ".join(told.split())
    assert "Shown to Mia Auditor on" in told
    assert not {"\x1b", "\u200b", "\u202e"} & set(told)


def test_german_is_spoken_when_asked_or_where_the_locale_is_german(
    installed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Warum es gefunden wurde" in said(installed, "alerts", "show", alert_of(installed, "a1"), "--lang", "de")
    for name in ("LC_ALL", "LC_MESSAGES"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "de_AT.UTF-8")
    assert spoken() == "de"
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    assert spoken() == "en"


def test_a_draft_puts_its_passage_beside_the_quote(installed: Path) -> None:
    quoted = alert_of(installed, "b1")
    assert "--draft FILE" in said(installed, "alerts", "show", quoted, "--lang", "en")
    told = said(installed, "alerts", "show", quoted, "--lang", "en", "--draft", str(installed / "launch.md"))
    assert "the very draft that was declared" in told
    assert "passage of “launch.md”" in told
    assert f"[the {LAUNCH}]¹" in " ".join(told.split())
    assert f"[The {LAUNCH}]¹" in " ".join(told.split())


def test_one_json_object_says_the_same_in_ascii(installed: Path) -> None:
    told = said(installed, "alerts", "show", alert_of(installed, "a1"), "--lang", "en", "--json")
    assert told.isascii()
    shown = json.loads(told)
    assert shown["alert"]["register"] == "Embargo/falke-2"
    assert shown["evidence"][0]["sentences"][0] == "“Falke 2” is a name under embargo. It counts by itself."
    assert [run["text"] for run in shown["excerpts"][0]["runs"] if run["marks"]] == ["Fal⟨U+200B⟩ke 2"]


def test_an_unknown_alert_or_a_draft_that_is_no_text_ends_as_wrong_use(installed: Path) -> None:
    assert "`vorlaut alerts` lists" in str(run(installed, "alerts", "show", "al_none").exception)
    (installed / "launch.bin").write_bytes(b"\xff\xfe")
    told = run(installed, "alerts", "show", "al_none", "--draft", str(installed / "launch.bin"))
    assert "no text in UTF-8" in str(told.exception)
