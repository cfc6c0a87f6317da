"""The program itself, started as a user does: every process that is started here is ended here."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final

VORLAUT: Final = Path(sys.executable).with_name("vorlaut")
PATIENCE: Final = 60  # seconds; far more than anything here takes


class Service:
    """A `vorlaut run` that writes its log lines to a file."""

    def __init__(self, process: "subprocess.Popen[bytes]", lines: Path) -> None:
        self.process = process
        self._lines = lines

    def events(self) -> list[str]:
        """What it has logged until now."""
        whole = self._lines.read_text("utf-8").rpartition("\n")[0].splitlines()
        return [str(json.loads(line)["event"]) for line in whole if line.startswith("{")]

    def wait_until_ready(self) -> None:
        """Wait for its line "ready"; it must not end before."""
        until = time.monotonic() + PATIENCE
        while "ready" not in self.events():
            if self.process.poll() is not None or time.monotonic() > until:
                raise AssertionError(f"vorlaut run is not ready: {self._lines.read_text('utf-8')}")
            time.sleep(0.005)

    def kill(self) -> None:
        """SIGKILL: no time to tidy up."""
        self.process.kill()
        self.process.wait(PATIENCE)

    def end(self, within: float = PATIENCE) -> int:
        """SIGTERM, and its exit code."""
        self.process.terminate()
        return self.process.wait(within)


@contextmanager
def running(home: Path, *arguments: str, variables: Mapping[str, str] | None = None) -> Iterator[Service]:
    """`vorlaut run` in this folder, with these variables besides, killed at the end where it still runs."""
    lines = home / "run.log"
    with lines.open("wb") as errors, _started(home, errors, variables or {}, "run", *arguments) as process:
        try:
            yield Service(process, lines)
        finally:
            process.kill()


def vorlaut(home: Path, *arguments: str) -> "subprocess.CompletedProcess[str]":
    """One command from beginning to end, in this folder."""
    return subprocess.run(
        [VORLAUT, *arguments],
        cwd=home,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
    )


def done(home: Path, *arguments: str) -> str:
    """What a command that must succeed says on standard output."""
    ended = vorlaut(home, *arguments)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


def environment() -> dict[str, str]:
    """The environment without settings of ours, and without a console on a port that tests would share."""
    own = {name: value for name, value in os.environ.items() if not name.startswith("VORLAUT_")}
    return own | {"VORLAUT_CONSOLE__SERVE": "false"}


def _started(home: Path, errors: IO[bytes], variables: Mapping[str, str], *arguments: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        [VORLAUT, *arguments], cwd=home, env=environment() | dict(variables), stdout=subprocess.DEVNULL, stderr=errors
    )


def free_port() -> int:
    """A port that nobody listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def wait_until_answered(port: int, running: "subprocess.Popen[bytes]") -> None:
    """Wait until somebody listens on this port; the process must not end before."""
    until = time.monotonic() + PATIENCE
    while running.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("the console does not answer")
