"""`vorlaut alerts decide`, `crisis proposals` and `crisis accept`, as a person types them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.main import cli
from tests.veltrona import line, registers_text

TOLD = [("ben", "Feuer im Werk Nord, Trafohaus ist hin"), ("shop", "Brand im Werk Nord: Trafohaus")]


class Desk:
    """An installation with two alerts."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "data"
        (folder / "registers.yaml").write_text(registers_text(), encoding="utf-8")
        posts = folder / "posts.ndjson"
        posts.write_bytes(b"".join(line(text, by, id=by) for by, text in TOLD))
        self.said("apply", "-f", str(folder / "registers.yaml"), "--as", "kim")
        self.said("ingest", "ndjson", str(posts))
        self.handle()

    def run(self, *words: str) -> Result:
        return CliRunner().invoke(cli, ["--data", str(self.data), *words])

    def said(self, *words: str) -> str:
        result = self.run(*words)
        assert result.exit_code == 0, result.output + repr(result.exception)
        return result.output

    def handle(self) -> None:
        self.said("run", "--until-idle")

    def alerts(self) -> list[str]:
        return [json.loads(found)["id"] for found in self.run("alerts", "--json").stdout.splitlines()]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_decided_proposed_accepted(desk: Desk) -> None:
    assert "No words to propose yet" in desk.said("crisis", "proposals", "werk-nord")
    for alert_id in desk.alerts():
        assert "leak, by kim" in desk.said("alerts", "decide", alert_id, "leak", "--as", "kim", "--reason", "seen")
    desk.handle()
    proposed = desk.said("crisis", "proposals", "werk-nord")
    assert "trafohaus" in proposed
    assert "vorlaut crisis accept werk-nord" in proposed
    assert "version 2" in desk.said("crisis", "accept", "werk-nord", "Trafohaus", "--as", "kim")
    assert "trafohaus" not in desk.said("crisis", "proposals", "werk-nord")
    assert "Trafohaus" in desk.said("crisis", "show", "werk-nord")


def test_alerts_are_listed_as_before(desk: Desk) -> None:
    assert len(desk.alerts()) == 2
    assert "Crisis/werk-nord" in desk.said("alerts", "--since", "2025-01-01T00:00Z")


@pytest.mark.parametrize("reason", [(), ("--reason", ""), ("--reason", " ")])
def test_no_decision_without_a_reason(desk: Desk, reason: tuple[str, ...]) -> None:
    result = desk.run("alerts", "decide", desk.alerts()[0], "leak", "--as", "kim", *reason)
    assert result.exit_code == 2
    assert "--reason" in result.output


def test_a_verdict_that_is_none_and_an_alert_that_is_none_are_refused(desk: Desk) -> None:
    alert_id = desk.alerts()[0]
    assert desk.run("alerts", "decide", alert_id, "replayed", "--as", "kim", "--reason", "seen").exit_code == 2
    none = desk.run("alerts", "decide", "al_none", "leak", "--as", "kim", "--reason", "seen")
    assert "vorlaut alerts" in str(none.exception)
    assert "no crisis flood" in str(desk.run("crisis", "proposals", "flood").exception)
