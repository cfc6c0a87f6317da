"""A growing file is followed by a process that is killed again and again."""

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from streams.log.sqlite import SqliteLog
from tests.unit.services.ingest_desk import NOON, ids, letters, posts

ROOT = Path(__file__).parents[2]
POSTS = 20_000
KILLS = 6


@pytest.mark.parametrize("seed", [1, 2])
def test_killing_ingest_at_random_loses_no_line_and_doubles_none(tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    database, growing = tmp_path / "log.db", tmp_path / "posts.ndjson"
    whole = posts(range(POSTS))
    cuts = sorted(chance.sample(range(len(whole)), KILLS))
    growing.touch()
    for start, end in zip([0, *cuts], [*cuts, len(whole)], strict=True):
        with follower(database, growing) as process:
            write(growing, whole[start:end])
            if end < len(whole):
                time.sleep(chance.uniform(0.1, 0.8))
            else:
                wait_for_all(database)
            process.kill()
    log = SqliteLog(database, clock=lambda: NOON)
    assert ids(log) == [str(number) for number in range(POSTS)]
    assert letters(log) == []
    log.close()


def follower(database: Path, growing: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.end_to_end.ingest_follower", str(database), str(growing)]
    return subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL)


def write(growing: Path, raw: bytes) -> None:
    with growing.open("ab", buffering=0) as file:
        for start in range(0, len(raw), 50_000):
            file.write(raw[start : start + 50_000])
            time.sleep(0.002)


def wait_for_all(database: Path) -> None:
    log = SqliteLog(database, clock=lambda: NOON)
    deadline = time.monotonic() + 30
    while log.end("posts").get(0, 0) < POSTS:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    log.close()
