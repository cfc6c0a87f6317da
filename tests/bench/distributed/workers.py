"""Measured processes: started, watched from outside, ended by their ids."""

import os
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

START_SECONDS = 60.0
_END_SECONDS = 20.0
_TICKS = os.sysconf("SC_CLK_TCK")
_USER, _SYSTEM = 11, 12  # fields of /proc/PID/stat behind the name


@dataclass(frozen=True, slots=True)
class Command:
    """How a worker is started, in which folder, and how it is asked for the number of posts it has judged."""

    arguments: Sequence[str]
    folder: Path
    log: Path
    judged: Callable[[], int]
    environment: dict[str, str] | None = None


class Worker:
    """A running one."""

    def __init__(self, command: Command, process: "subprocess.Popen[bytes]") -> None:
        self.command = command
        self.process = process
        self._asked = False

    def judged(self) -> int:
        """How many posts it has judged. Raises where it has ended."""
        if self.process.poll() is not None:
            raise RuntimeError(f"{self.command.arguments[:4]} ended: {self.command.log.read_text()[-2000:]}")
        return self.command.judged()

    def processor_seconds(self) -> float:
        """What all its threads have used until now."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text("ascii").rpartition(")")[2].split()
        return (int(fields[_USER]) + int(fields[_SYSTEM])) / _TICKS

    def ask_to_end(self) -> None:
        """SIGTERM, once: a second one means "now" to some."""
        if not self._asked:
            self.process.terminate()
            self._asked = True

    def end(self) -> None:
        """SIGTERM, and SIGKILL for who does not listen."""
        self.ask_to_end()
        try:
            self.process.wait(_END_SECONDS)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """SIGKILL: no time to tidy up."""
        self.process.kill()
        self.process.wait()


def start(command: Command) -> Worker:
    """A worker of this command; its output goes to its log."""
    with command.log.open("ab") as log:
        process = subprocess.Popen(
            command.arguments, cwd=command.folder, env=command.environment, stdout=log, stderr=subprocess.STDOUT
        )
    return Worker(command, process)


@contextmanager
def working(commands: Sequence[Command]) -> Iterator[Sequence[Worker]]:
    """One worker for each command, all told to end at the end."""
    with ExitStack() as ends:
        workers = []
        for command in commands:
            worker = start(command)
            ends.callback(worker.end)
            workers.append(worker)
        try:
            yield workers
        finally:
            for worker in workers:
                worker.ask_to_end()


def wait_until(done: Callable[[], bool], what: str, seconds: float = START_SECONDS, look: float = 0.02) -> None:
    """Look until it is so; raises when it takes too long."""
    until = time.monotonic() + seconds
    while not done():
        if time.monotonic() > until:
            raise TimeoutError(f"{what}: not within {seconds:.0f} s")
        time.sleep(look)
