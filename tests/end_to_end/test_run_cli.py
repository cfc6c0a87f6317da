"""An installation by its commands: apply, ingest, run, alerts."""

import json
from pathlib import Path

from tests.end_to_end.processes import done, running, vorlaut
from tests.veltrona import line, registers_text

POSTS = [
    line("Falke 2 kommt", id="a1"),
    line("Feuer in Halle 7", "ben", id="b1", minutes=1),
    line("Guten Morgen", "ben", id="b2", minutes=2),
]


def test_apply_ingest_run_and_alerts_give_the_ids_of_a_scan(tmp_path: Path) -> None:
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    (tmp_path / "posts.ndjson").write_bytes(b"".join(POSTS))
    done(tmp_path, "apply", "-f", "registers.yaml")
    done(tmp_path, "ingest", "ndjson", "posts.ndjson")
    done(tmp_path, "run", "--until-idle")
    found = [json.loads(text) for text in done(tmp_path, "alerts", "--json").splitlines()]
    scanned = [
        json.loads(text)
        for text in done(tmp_path, "scan", "--registers", "registers.yaml", "posts.ndjson").splitlines()
    ]
    assert {alert["id"] for alert in found} == {alert["id"] for alert in scanned}
    assert [alert["detected_at"] for alert in found] == sorted(alert["detected_at"] for alert in found)
    assert done(tmp_path, "alerts", "--json", "--since", "2100-01-01T00:00:00Z") == ""
    assert "Embargo/falke-2" in done(tmp_path, "alerts")


def test_faulty_registers_change_nothing(tmp_path: Path) -> None:
    (tmp_path / "registers.yaml").write_text(registers_text() + "---\nkind: Embargo\nid: empty\n", "utf-8")
    ended = vorlaut(tmp_path, "apply", "-f", "registers.yaml")
    assert ended.returncode == 2
    assert "registers.yaml:" in ended.stderr
    assert done(tmp_path, "situation", "--json").count("falke-2") == 0


def test_a_service_takes_registers_and_posts_while_it_runs_and_ends_cleanly(tmp_path: Path) -> None:
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    posts = tmp_path / "posts.ndjson"
    posts.write_bytes(b"")
    settings = {"ingest": {"files": [{"path": "posts.ndjson", "follow": True}]}}
    (tmp_path / "vorlaut.yaml").write_text(json.dumps(settings), "utf-8")
    with running(tmp_path) as service:
        service.wait_until_ready()
        done(tmp_path, "apply", "-f", "registers.yaml")
        posts.write_bytes(b"".join(POSTS))
        tries = (done(tmp_path, "alerts", "--json") for _ in range(60))
        said = next(text for text in tries if text.count("\n") == 2)
        second = vorlaut(tmp_path, "run")
        assert (second.returncode, second.stdout) == (2, "")
        assert service.end() == 0
        assert service.events()[-1] == "stopped"
    assert {json.loads(text)["post"]["id"] for text in said.splitlines()} == {"a1", "b1"}


def test_an_installation_without_alerts_says_what_to_look_at(tmp_path: Path) -> None:
    (tmp_path / "registers.yaml").write_text(registers_text(), "utf-8")
    done(tmp_path, "apply", "-f", "registers.yaml")
    told = vorlaut(tmp_path, "alerts")
    assert (told.returncode, "vorlaut accounts list" in told.stdout + told.stderr) == (0, True)
    assert done(tmp_path, "alerts", "--json") == ""
