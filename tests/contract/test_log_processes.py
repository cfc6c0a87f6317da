"""The SQLite log when several processes use it, and when one is killed or its disk fills up."""

import random
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from streams.log.process_lock import only_process
from streams.log.sqlite import SqliteLog
from streams.stage import CannotRun
from tests.contract.log_homes import SteppingClock, gaps, names, offsets

ROOT = Path(__file__).parents[2]


def appender(path: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.contract.number_appender", str(path), *arguments],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def numbers_kept(path: Path) -> list[int]:
    log = SqliteLog(path, clock=SteppingClock())
    records = log.tail("posts", {}, 1_000_000)
    log.close()
    assert offsets(records) == list(range(1, len(records) + 1))
    return [int(name) for name in names(records)]


@pytest.mark.parametrize("seed", range(5))
def test_what_was_acknowledged_survives_a_killed_process(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "log.db"
    process = appender(path, "k", "1000000")
    assert process.stdout is not None
    process.stdout.readline()
    time.sleep(random.Random(seed).uniform(0, 0.15))
    process.kill()
    acknowledged = (process.communicate()[0].split() or ["20"])[-1]
    kept = numbers_kept(path)
    assert kept == list(range(len(kept)))
    assert len(kept) >= int(acknowledged)


def test_what_was_acknowledged_survives_a_disk_that_fills_up(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    out, error = appender(path, "k", "1000000", "300000").communicate()
    assert "look at the free space" in error or "make room" in error
    assert numbers_kept(path) == list(range(int(out.split()[-1])))


def test_two_processes_may_append_while_a_third_reads(tmp_path: Path) -> None:
    path = tmp_path / "log.db"
    processes = [appender(path, key, "30") for key in "ab"]
    log = SqliteLog(path, clock=SteppingClock())
    log.append(gaps(*range(600), key="c"))
    records = list(log.read("g", ["posts"], 100))
    while len(records) < 1800 and (more := log.read("g", ["posts"], 100, timedelta(seconds=20))):
        records += more
    log.close()
    assert [process.communicate()[1] for process in processes] == ["", ""]
    for key in "abc":
        assert names(r for r in records if r.key == key) == [str(number) for number in range(600)]


def test_only_one_process_holds_a_lock_and_says_which(tmp_path: Path) -> None:
    lock = tmp_path / "run.lock"
    with only_process(lock), pytest.raises(CannotRun, match=r"another vorlaut .*\(process \d+\)"):
        only_process(lock).__enter__()
    with only_process(lock):
        pass


def test_only_its_owner_may_hold_the_lock(tmp_path: Path) -> None:
    with only_process(tmp_path / "run.lock"):
        assert (tmp_path / "run.lock").stat().st_mode & 0o777 == 0o600
