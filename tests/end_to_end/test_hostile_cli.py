"""Whatever was posted, declared or given as a reason, no command that shows or exports it does harm with it."""

import csv
import json
import re
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.audit.trail import Question, trail
from services.cli.main import cli
from services.console import ports_of
from services.serve.decide import decide
from tests.hostile import HOSTILE, LARGEST, UNSEEN
from tests.veltrona import line
from tests.veltrona_house import House

FORMULA = re.compile(r"\s*[=+\-@\t\r]")  # how a cell begins that a spreadsheet runs


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    """Veltrona, where everybody writes and is called what is in the table."""
    house = House(tmp_path_factory.mktemp("hostile"))
    house.apply()
    house.ingest(
        line(f"{value[:LARGEST]} Falke 2", id=f"{number}{value[:200]}") for number, value in enumerate(HOSTILE.values())
    )
    house.run()
    with house.opened() as installation:
        for alert, value in zip(house.alerts(), HOSTILE.values(), strict=True):
            decide(ports_of(installation), alert.id, value[:200], "leak", value)
    house.run()
    assert not house.failures
    return house


def said(house: House, *words: str) -> Result:
    done = CliRunner().invoke(cli, ["--data", str(house.data), *words])
    assert done.exit_code == 0, done.output
    return done


def tables(house: House) -> Iterator[str]:
    yield said(house, "audit").output
    yield said(house, "alerts").output
    for alert in house.alerts():
        for lang in ("de", "en"):
            yield said(house, "alerts", "show", alert.id, "--lang", lang).output


def test_a_terminal_is_shown_what_hides_and_obeys_nothing(house: House) -> None:
    for shown in tables(house):
        assert not UNSEEN.search(shown.replace("\n", " ")), shown[:200]


def test_json_is_one_object_a_line(house: House) -> None:
    for words in (("audit", "--json"), ("alerts", "--json")):
        lines = said(house, *words).output.split("\n")
        assert len([json.loads(one) for one in lines if one]) >= len(HOSTILE)


def test_who_takes_alerts_as_json_or_looks_at_the_trail_is_in_it(house: House) -> None:
    said(house, "alerts", "--json", "--as", "Ute")
    said(house, "audit", "--kind", "decision", "--as", "Ute")
    said(house, "audit", "--json", "--as", "Ute")
    with house.opened() as installation:
        found = [(one.what, one.object, one.why) for one in trail(installation.log, Question(actor="Ute"))]
    assert set(found) == {("exported", "alerts", ""), ("searched", "audit", "kind=decision"), ("searched", "audit", "")}


def test_an_export_is_what_its_manifest_says_and_nothing_in_it_runs(house: House, tmp_path: Path) -> None:
    said(house, "audit", "--export", str(tmp_path / "out"), "--as", "kim")
    kept = {path.name: path.read_bytes() for path in (tmp_path / "out").iterdir()}
    manifest = kept["manifest.json"].decode()
    for name, body in kept.items():
        if name.endswith(".ndjson"):
            assert all(json.loads(one) for one in body.split(b"\n") if one)
            assert sha256(body).hexdigest() in manifest
        if name.endswith(".csv"):
            cells = [cell for row in csv.reader(body.decode().splitlines()) for cell in row]
            assert not [cell for cell in cells if FORMULA.match(cell)]
