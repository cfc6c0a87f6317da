"""The stages run by the command `faust`, as somebody does who knows Faust."""

import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest

from streams.log.kafka_place import KafkaPlace
from tests.end_to_end.processes import PATIENCE, environment
from tests.faults.corpus import corpus
from tests.faults.crew import Hand, settings_of
from tests.faults.generator import append_all
from tests.faults.ground import installed, judged, progress_of
from tests.servers.kafka import KafkaServer

FAUST: Final = Path(sys.executable).with_name("faust")
DISTRIBUTED: Final = {"VORLAUT_MODE": "distributed", "VORLAUT_KAFKA__BOOTSTRAP": "127.0.0.1:1"}


def faust(folder: Path, app: str, *arguments: str, variables: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """One command from beginning to end, in this folder."""
    return subprocess.run(
        [FAUST, "-A", f"services.faust_apps:{app}", *arguments],
        cwd=folder,
        env=environment() | variables,
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def worker(folder: Path, app: str, variables: dict[str, str], *options: str) -> Hand:
    """A worker that `faust` runs."""
    command: list[str | Path] = [FAUST, *options, "-A", f"services.faust_apps:{app}"]
    command += ["worker", "-l", "warn", "--without-web"]
    return Hand(app, command, variables, folder / f"{app}.log")


@pytest.mark.parametrize(
    ("app", "names"), [("detect", "@detect|vorlaut-posts, vorlaut-recalls"), ("correlate", "@correlate|vorlaut-alerts")]
)
def test_the_agents_are_shown_while_kafka_is_away(tmp_path: Path, app: str, names: str) -> None:
    shown = faust(tmp_path, app, "agents", variables=DISTRIBUTED)
    assert shown.returncode == 0, shown.stderr
    assert all(name in shown.stdout for name in names.split("|"))
    assert list(tmp_path.iterdir()) == []


def test_help_is_given(tmp_path: Path) -> None:
    shown = faust(tmp_path, "detect", "--help", variables=DISTRIBUTED)
    assert shown.returncode == 0, shown.stderr
    assert "Commands:" in shown.stdout


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ({}, "the settings say mode: embedded"),
        (DISTRIBUTED | {"VORLAUT_KAFKA__PREFIX": "?"}, "VORLAUT_KAFKA__PREFIX"),
    ],
)
def test_settings_that_cannot_be_used_are_told_without_a_traceback(
    tmp_path: Path, variables: dict[str, str], said: str
) -> None:
    refused = faust(tmp_path, "detect", "worker", variables=variables)
    assert refused.returncode == 2
    assert said in refused.stderr
    assert "Traceback" not in refused.stderr


def test_the_settings_are_those_of_the_file_in_the_folder(tmp_path: Path) -> None:
    (tmp_path / "vorlaut.yaml").write_text("mode: distributed\nkafka: {prefix: from-the-file}\n", "utf-8")
    assert "from-the-file-posts" in faust(tmp_path, "detect", "agents", variables={}).stdout


def test_workers_of_the_command_judge_as_ours_do_and_stop_well(kafka: KafkaServer, tmp_path: Path) -> None:
    given = corpus(300)
    place = installed(kafka.bootstrap, given.registers, partitions=2)
    append_all(place, given.posts)
    variables = settings_of(place)
    hands = [worker(tmp_path, "detect", variables), worker(tmp_path, "correlate", variables, "-L", "uvloop")]
    try:
        for hand in hands:
            hand.wait_until_ready()
        with progress_of(place) as progress:
            progress.wait_until_done()
        assert hands[0].metric("vorlaut_records_handled_total") == len(given.posts)
        assert [hand.stop() for hand in hands] == [0, 0], hands[0].printed()
        assert [hand.printed().count("Traceback") for hand in hands] == [0, 0], hands[0].printed()
    finally:
        for hand in hands:
            hand.kill()
    verdict = judged(place, given.registers, given.posts)
    assert (verdict.missing, verdict.doubled, verdict.repeated, verdict.wrong_groups) == (0, 0, 0, 0)


@pytest.mark.slow  # Kafka's client looks for them for 40 seconds
def test_a_worker_of_the_command_that_finds_no_topics_ends_and_says_what_to_do(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    hand = worker(tmp_path, "detect", settings_of(KafkaPlace(bootstrap=kafka.bootstrap, prefix="nothing-here")))
    try:
        assert hand.process.wait(PATIENCE) != 0
        assert "vorlaut topics apply" in hand.printed()
    finally:
        hand.kill()
