"""The program as a process: how long it takes, and how much memory at most."""

import os
import re
import subprocess
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile
from threading import Thread

from tests.end_to_end.processes import VORLAUT, environment

_PEAK = re.compile(r"VmHWM:\s+(\d+) kB")
_MIB = 1024
LOOK_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Ended:
    """What a process took; `peak` is its largest resident memory in MiB, None where the system does not tell."""

    seconds: float
    processor_seconds: float
    peak: float | None
    errors: str


def run_through(home: Path, *arguments: str, fed: Iterable[bytes] = ()) -> Ended:
    """A command from its start to its end, `fed` on standard input. Raises where it fails."""
    began = time.perf_counter()
    with TemporaryFile() as errors:
        process = subprocess.Popen(
            [VORLAUT, *arguments],
            cwd=home,
            env=environment(),
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=errors,
        )
        feeder = Thread(target=_feed, args=(process, fed), daemon=True)
        feeder.start()
        peak, used, code = _watched(process.pid)
        taken = time.perf_counter() - began
        process.returncode = code
        feeder.join()
        errors.seek(0)
        said = errors.read().decode()
    if code:
        raise RuntimeError(f"vorlaut {' '.join(arguments)} ended with {code}: {said}")
    return Ended(taken, used, peak, said)


def _feed(process: "subprocess.Popen[bytes]", fed: Iterable[bytes]) -> None:
    if process.stdin is None:
        return
    with process.stdin as pipe:
        for chunk in fed:
            pipe.write(chunk)


def _watched(pid: int) -> tuple[float | None, float, int]:
    """Look at a process until it ends: its peak, its processor seconds and its exit code."""
    peak: float | None = None
    while True:
        peak = _peak(pid) or peak
        ended, status, usage = os.wait4(pid, os.WNOHANG)
        if ended:
            return peak, usage.ru_utime + usage.ru_stime, os.waitstatus_to_exitcode(status)
        time.sleep(LOOK_SECONDS)


def _peak(pid: int) -> float | None:
    """The kernel's own high-water mark; that of `wait4` would count what the parent had."""
    try:
        found = _PEAK.search(Path(f"/proc/{pid}/status").read_text("ascii"))
    except OSError:
        return None
    return int(found[1]) / _MIB if found else None
