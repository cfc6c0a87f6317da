"""`vorlaut settings check`, and the commands that are processes of the distributed mode, in the embedded one."""

import os
import subprocess
import time
from pathlib import Path

import pytest

from tests.end_to_end.processes import VORLAUT, done, environment, running, vorlaut
from tests.servers.jvm import free_port
from tests.unit.services.health_asked import fetched
from tests.veltrona import registers_text


def test_settings_check_shows_what_is_in_force_and_where_it_was_set_without_secrets(tmp_path: Path) -> None:
    (tmp_path / "vorlaut.yaml").write_text("elasticsearch: {api_key: hunter-and-more}\nlog: {level: debug}", "utf-8")
    said = done(tmp_path, "--data", "here", "settings", "check")
    rows = [line.split("\t") for line in said.splitlines()]
    assert ["data", "here", "command line"] in rows
    assert ["log.level", "debug", "vorlaut.yaml"] in rows
    assert ["elasticsearch.api_key", "*" * 10, "vorlaut.yaml"] in rows
    assert ["kafka.bootstrap", '["127.0.0.1:9092"]', "default"] in rows
    assert "hunter" not in said


def test_settings_check_lists_every_error_and_ends_with_2(tmp_path: Path) -> None:
    text = "kafka: {protocol: SASL_SSL, ca_file: gone.pem, password: hunter-and-more}\nlog: {level: loud}"
    (tmp_path / "vorlaut.yaml").write_text(text, "utf-8")
    ended = vorlaut(tmp_path, "settings", "check")
    assert ended.returncode == 2
    places = [line.split(": ")[1] for line in ended.stderr.splitlines()[1:]]
    assert sorted(places) == ["kafka.ca_file", "kafka.username", "log.level"]
    assert "hunter" not in ended.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("apply", "-f", "registers.yaml", "--as", b"\xff"),
        ("alerts", "decide", "al_x", "leak", "--as", "kim", "--reason", b"\xff\xfe"),
        ("alerts", "show", "al_x", b"--as=\xff"),
        ("check", "--registers", "registers.yaml", "--as", "bo", b"Falke \xff"),
    ],
)
def test_words_that_are_no_utf8_are_refused_in_words(tmp_path: Path, words: tuple[str | bytes, ...]) -> None:
    """Bytes go to the program as they are: by way of a terminal in another encoding."""
    (tmp_path / "registers.yaml").write_text(registers_text(), encoding="utf-8")
    ended = subprocess.run([VORLAUT, *words], cwd=tmp_path, env=environment(), capture_output=True, check=False)
    assert ended.returncode == 2
    assert b"not UTF-8" in ended.stderr
    assert b"Traceback" not in ended.stderr
    assert b"Falke" not in ended.stderr


def test_paths_may_have_any_name(tmp_path: Path) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff"))
    folder.mkdir()
    (folder / "registers.yaml").write_text(registers_text(), encoding="utf-8")
    assert "version 1 as kim" in done(tmp_path, "apply", "-f", str(folder / "registers.yaml"), "--as", "kim")


@pytest.mark.parametrize(
    "command",
    [
        *(("ingest", "files"), ("ingest", "feeds"), ("ingest", "push")),
        *(("detect",), ("correlate",), ("index",), ("rescan",), ("erase",), ("learn",), ("deliver",)),
    ],
)
def test_a_process_of_the_distributed_mode_says_so_in_the_embedded_one(
    tmp_path: Path, command: tuple[str, ...]
) -> None:
    ended = vorlaut(tmp_path, *command)
    assert ended.returncode == 2
    assert "`vorlaut run` does all of it" in ended.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "command", "advice"),
    [
        ("", ("deliver",), "set deliver.mail"),
        (
            "deliver: {channels: {author: {mail: a@b.example}}, mail: {host: h, sender: a@b.example}}",
            ("deliver",),
            "taken",
        ),
        ("feeds: {read: false}", ("ingest", "feeds"), "set feeds.read: true"),
        ("", ("ingest", "push"), "set push.port"),
        ("push: {port: 8080}", ("ingest", "push"), "push.sources"),
        ("", ("ingest", "files"), "set ingest.files"),
        ("console: {host: 0.0.0.0}", ("serve",), "console.host"),
    ],
)
def test_a_process_that_its_settings_do_not_ask_for_ends_with_2_and_says_what_to_set(
    tmp_path: Path, settings: str, command: tuple[str, ...], advice: str
) -> None:
    nowhere = f"kafka: {{bootstrap: '127.0.0.1:{free_port()}'}}"
    (tmp_path / "vorlaut.yaml").write_text(f"mode: distributed\n{nowhere}\n{settings}\n", "utf-8")
    ended = vorlaut(tmp_path, *command)
    assert (ended.returncode, advice in ended.stderr) == (2, True), ended.stderr


def test_the_embedded_service_answers_for_itself_too(tmp_path: Path) -> None:
    port = free_port()
    (tmp_path / "vorlaut.yaml").write_text(f"metrics: {{port: {port}}}", "utf-8")
    with running(tmp_path) as service:
        service.wait_until_ready()
        assert fetched(port, "/live") == (200, "ok\n")
        until = time.monotonic() + 30
        while fetched(port, "/ready") != (200, "ok\n"):
            assert time.monotonic() < until
            time.sleep(0.01)
        assert "vorlaut_ready 1.0" in fetched(port, "/metrics")[1]
        assert service.end() == 0


def test_a_kafka_that_is_away_ends_the_run_before_anything_is_started(tmp_path: Path) -> None:
    (tmp_path / "vorlaut.yaml").write_text(f"kafka: {{bootstrap: '127.0.0.1:{free_port()}'}}", "utf-8")
    ended = vorlaut(tmp_path, "run", "--mode", "distributed")
    assert ended.returncode == 4
    assert "127.0.0.1" in ended.stderr
