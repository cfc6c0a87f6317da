"""A server process: started, awaited, stopped or killed; it ends with who started it, unless told not to."""

import secrets
import shutil
import socket
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Final

PATIENCE: Final = 120.0  # seconds; a start takes 2 to 15 on a busy machine with two cores
_PORTS: Final = range(
    20000, 32000
)  # below those that systems give to outgoing connections: a killed server keeps its port
# Linux ends a child with the thread that started it, so all are started by one thread that lives as long as Python.
_starter: Final = ThreadPoolExecutor(max_workers=1, thread_name_prefix="server-starter")


class Jvm:
    """One Java process that appends what it prints to a log file."""

    def __init__(self, command: list[str], log: Path, *, outlives: bool = False) -> None:
        self.log = log
        self._outlives = outlives
        self._command = command if outlives else _tied(command)
        self._process: subprocess.Popen[bytes] | None = None
        self._log_begins = 0

    @property
    def pid(self) -> int:
        """Its process id; it must have been started."""
        if self._process is None:
            raise RuntimeError("not started")
        return self._process.pid

    @property
    def running(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def start(self) -> None:
        """Start it, in a session of its own: Ctrl-C reaches only who started it."""
        if self.running:
            raise RuntimeError(f"already running as process {self.pid}")
        with self.log.open("ab") as log:
            self._log_begins = log.tell()
            if self._outlives:
                self._process = _popen(self._command, log)
            else:
                self._process = _starter.submit(_popen, self._command, log).result()

    def wait_until(self, ready: Callable[[], bool], seconds: float = PATIENCE) -> None:
        """Wait until it is ready; RuntimeError with the end of its log if it ends before or takes too long."""
        until = time.monotonic() + seconds
        while not ready():
            if not self.running or time.monotonic() > until:
                raise RuntimeError(f"the server did not start; {self.log} ends with:\n{self.printed()[-4000:]}")
            time.sleep(0.05)

    def printed(self) -> str:
        """What it has printed since its last start."""
        with self.log.open("rb") as log:
            log.seek(self._log_begins)
            return log.read().decode("utf-8", "replace")

    def terminate(self) -> None:
        """SIGTERM, without waiting; nothing if it does not run."""
        if self._process is not None:
            self._process.terminate()

    def stop(self) -> None:
        """SIGTERM, and SIGKILL if that does not help; nothing if it does not run."""
        if self._process is None:
            return
        self.terminate()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """SIGKILL: no time to tidy up."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(PATIENCE)


def free_port() -> int:
    """A port on which nothing listens on loopback, from a range that no outgoing connection takes meanwhile."""
    while True:
        port = secrets.choice(_PORTS)  # not `random`, which two test sessions may have seeded alike
        if is_free(port):
            return port


def is_free(port: int) -> bool:
    """Whether nothing listens on a port of loopback."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _tied(command: list[str]) -> list[str]:
    """The command, killed by Linux when the starter ends; elsewhere only leaving the context ends it."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "KILL", *command] if setpriv else command


def _popen(command: list[str], log: IO[bytes]) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True
    )
