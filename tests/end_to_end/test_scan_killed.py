"""A scan that is killed takes its workers with it."""

import subprocess
from pathlib import Path

from tests.end_to_end.processes import PATIENCE, VORLAUT

REGISTERS = Path(__file__).parents[2] / "docs" / "examples" / "registers.yaml"

LINE = b'{"platform": "mastodon", "account": "@bo", "id": "1", "published": "2026-11-20T10:00:00Z", "text": ""}\n'
BEYOND_WHAT_IS_DEALT_AHEAD = 30_000


def test_no_worker_outlives_a_killed_scan() -> None:
    arguments = [str(VORLAUT), "scan", "--workers", "2", "--registers", str(REGISTERS), "-"]
    with subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as scan:
        assert scan.stdin is not None
        scan.stdin.write(LINE * BEYOND_WHAT_IS_DEALT_AHEAD)
        scan.kill()
        scan.communicate(timeout=PATIENCE)  # ends when the last process that could write has ended
