"""`vorlaut scan` and `vorlaut check` as scripts and people use them."""

import json
import subprocess
from pathlib import Path

import pytest

from tests.end_to_end.processes import PATIENCE, VORLAUT, environment, vorlaut
from tests.veltrona import EVERYTHING, line, registers_text

FLOW = [
    line("Falke 2 kommt", id="a1", url="https://social.example/a1"),
    line("Guten Morgen", "ben", id="b1"),
    b"\n",
    b"not JSON\n",
    line("Feuer in Halle 7", "shop", id="s1", minutes=1),
    line("Falke 2", account="@eve@social.example"),
    line("Falke 2 kommt", id="a1", minutes=2, kind="edited", revision="2"),
    line("", id="a1", minutes=3, kind="deleted"),
]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    (tmp_path / "posts.ndjson").write_bytes(b"".join(FLOW))
    return tmp_path


def test_a_scan_prints_alerts_only_and_ends_with_a_summary_on_standard_error(home: Path) -> None:
    ended = vorlaut(home, "scan", "--registers", "registers.yaml", "posts.ndjson")
    alerts = [json.loads(text) for text in ended.stdout.splitlines()]
    assert [(alert["post"]["id"], alert["post"]["revision"]) for alert in alerts] == [
        ("a1", "1"),
        ("s1", "1"),
        ("a1", "2"),
    ]
    summary = json.loads(ended.stderr.splitlines()[-1])
    assert summary.pop("seconds") >= 0
    assert summary == {
        "posts": 6,
        "refused": dict.fromkeys(("no_consent", "withdrawn", "not_public", "out_of_purpose", "too_large"), 0)
        | {"unknown_account": 1},
        "dead_letters": 1,
        "alerts": 2,
        "groups": 2,
    }
    assert (ended.returncode, sorted(path.name for path in home.iterdir())) == (0, ["posts.ndjson", "registers.yaml"])


def test_an_alert_line_has_the_shape_scripts_rely_on(home: Path) -> None:
    ended = vorlaut(home, "scan", "--registers", "registers.yaml", "posts.ndjson")
    alert = json.loads(ended.stdout.splitlines()[0])
    assert alert["id"].startswith("al_")
    assert alert["group"].startswith("gr_")
    assert (alert["policy"], alert["policy_version"], alert["register"]) == ("embargo", "1", "Embargo/falke-2")
    assert alert["severity"] in {"low", "medium", "high", "critical"}
    assert 0 <= alert["confidence"] <= 1
    assert alert["post"] == {
        "platform": "mastodon",
        "account": "@anna@social.example",
        "id": "a1",
        "revision": "1",
        "kind": "created",
        "published": "2025-11-20T12:00:00Z",
        "url": "https://social.example/a1",
    }
    (item,) = alert["evidence"]
    assert item["bits"] > 0
    assert item | {"bits": 0} == {
        "kind": "term",
        "part": "text",
        "start": 0,
        "end": 7,
        "term": "Falke 2",
        "view": "word",
        "bits": 0,
        "notes": [],
    }
    assert alert["detected_at"] == alert["post"]["published"]


def test_standard_input_a_folder_of_registers_and_workers_give_the_same_bytes(home: Path) -> None:
    folder = home / "registers"
    folder.mkdir()
    for number, document in enumerate(EVERYTHING):
        (folder / f"{number}.yml").write_text(document, "utf-8")
    file = vorlaut(home, "scan", "--registers", "registers.yaml", "posts.ndjson")
    piped = subprocess.run(
        [VORLAUT, "scan", "--registers", "registers", "--workers", "2", "-"],
        cwd=home,
        env=environment(),
        input=b"".join(FLOW),
        capture_output=True,
        timeout=PATIENCE,
        check=True,
    )
    assert piped.stdout == file.stdout.encode()


def test_too_many_dead_lines_end_with_3(home: Path) -> None:
    (home / "posts.ndjson").write_bytes(b"not JSON\n" * 200 + line("x") * 800)
    arguments = ("scan", "--registers", "registers.yaml", "posts.ndjson")
    ended = vorlaut(home, *arguments)
    assert (ended.returncode, ended.stdout) == (3, "")
    said, summary = ended.stderr.splitlines()[-2:]
    assert "--dead-letter-limit" in said
    assert json.loads(summary)["dead_letters"] == 200
    assert vorlaut(home, *arguments, "--dead-letter-limit", "0.3").returncode == 0


def test_every_error_of_every_register_file_is_told_with_its_line_and_nothing_is_scanned(home: Path) -> None:
    folder = home / "wrong"
    folder.mkdir()
    (folder / "a.yaml").write_text("kind: Company\nid: v\nnames: [V]\ncolour: red\n", "utf-8")
    (folder / "b.yaml").write_text("kind: Spell\nid: x\n", "utf-8")
    ended = vorlaut(home, "scan", "--registers", "wrong", "posts.ndjson")
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "wrong/a.yaml:4: " in ended.stderr
    assert "wrong/b.yaml:1: " in ended.stderr


@pytest.mark.parametrize(
    "arguments", [("scan", "posts.ndjson"), ("scan", "--registers", "none.yaml", "posts.ndjson"), ("scan", "--what")]
)
def test_wrong_use_ends_with_2(home: Path, arguments: tuple[str, ...]) -> None:
    ended = vorlaut(home, *arguments)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr
    assert "Traceback" not in ended.stderr
