"""The processes of an installation, started as an operator does: found, stopped and killed by their ids."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Final

from streams.log.kafka_place import KafkaPlace
from tests.end_to_end.processes import VORLAUT, environment
from tests.servers.jvm import free_port

PATIENCE: Final = 60.0  # seconds; a start takes some 3, and 10 more behind a member that was killed


class Hand:
    """One process, with what it prints in a file."""

    def __init__(self, name: str, command: Sequence[str | Path], variables: dict[str, str], prints: Path) -> None:
        self._port = free_port()
        self._prints = prints
        self.name = name
        self.may_end = False  # of itself, or because it was told to
        with prints.open("ab") as file:
            self.process = subprocess.Popen(
                command,
                env=environment() | variables | {"VORLAUT_METRICS__PORT": str(self._port)},
                cwd=prints.parent,
                stdin=subprocess.DEVNULL,
                stdout=file,
                stderr=file,
            )

    @property
    def running(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def why_not_ready(self) -> str:
        """What it says when asked whether it is ready; nothing where it is."""
        code, said = self._asked("/ready")
        return "" if code == 200 else said or "does not answer"

    def metric(self, name: str) -> float:
        """The sum over all labels of one of its metrics."""
        _, text = self._asked("/metrics")
        lines = [line.rpartition(" ") for line in text.splitlines() if line.startswith((f"{name}{{", f"{name} "))]
        return sum(float(value) for _, _, value in lines)

    def wait_until_ready(self) -> float:
        """Wait for it, and return how many seconds that took; it must not end before."""
        began = time.monotonic()
        while why := self.why_not_ready():
            assert self.running, f"{self.name} has ended with {self.process.returncode}: {self.printed()}"
            assert time.monotonic() < began + PATIENCE, f"{self.name} is not ready: {why}; {self.printed()}"
            time.sleep(0.02)
        return time.monotonic() - began

    def wait_until_working(self) -> None:
        """Wait until it has handled something; it must not end before."""
        until = time.monotonic() + PATIENCE
        while not self.metric("vorlaut_records_handled_total"):
            assert self.running, f"{self.name} has ended with {self.process.returncode}: {self.printed()}"
            assert time.monotonic() < until, f"{self.name} does nothing: {self.why_not_ready()}; {self.printed()}"
            time.sleep(0.01)

    def kill(self) -> None:
        """SIGKILL: no time to tidy up."""
        self.may_end = True
        self.process.kill()
        self.process.wait(PATIENCE)

    def stop(self) -> int:
        """SIGTERM, and its exit code."""
        self.tell_to_end()
        return self.process.wait(PATIENCE)

    def tell_to_end(self) -> None:
        """SIGTERM."""
        self.may_end = True
        self.process.terminate()

    def freeze(self) -> None:
        """Stand still, as a machine does that is suspended."""
        self.process.send_signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Go on."""
        self.process.send_signal(signal.SIGCONT)

    def memory(self) -> float:
        """The most memory it had, in MB."""
        status = Path(f"/proc/{self.process.pid}/status").read_text("ascii")
        return next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")) / 1024

    def printed(self) -> str:
        """The end of what it has printed."""
        return self._prints.read_text("utf-8", "replace")[-3000:]

    def _asked(self, path: str) -> tuple[int, str]:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=5)
        try:
            connection.request("GET", path)
            answer = connection.getresponse()
            return answer.status, answer.read().decode()
        except (OSError, HTTPException):
            return 0, ""
        finally:
            connection.close()


class Crew:
    """Starts processes that all work for one installation, with the settings in `variables` besides."""

    def __init__(self, place: KafkaPlace, folder: Path, variables: dict[str, str]) -> None:
        self.place = place
        self._folder = folder
        self._variables = settings_of(place) | variables
        self._hands: list[Hand] = []

    def start(self, name: str, *, variables: dict[str, str] | None = None) -> Hand:
        """`vorlaut detect`, `vorlaut ingest push` and the like."""
        return self._begin(name, [VORLAUT, *name.split()], variables or {})

    def named(self, name: str) -> Hand:
        """The one that was started last under this name."""
        return [hand for hand in self._hands if hand.name == name][-1]

    def start_odd(self, name: str, variables: dict[str, str]) -> Hand:
        """A worker of `tests.faults.odd_worker`: its clock or its step can be made odd."""
        return self._begin(name, [sys.executable, "-m", "tests.faults.odd_worker", name], _ODD | variables)

    def show(self) -> None:
        """Print what each has printed last, for whoever reads why a test failed."""
        for number, hand in enumerate(self._hands):
            print(f"{number} {hand.name}, ended with {hand.process.poll()}:\n{hand.printed()}")  # noqa: T201 - what it is for

    def check(self) -> None:
        """None has ended that should not."""
        ended = [
            f"{hand.name} with {hand.process.poll()}" for hand in self._hands if not (hand.running or hand.may_end)
        ]
        assert not ended, f"ended though nothing told it to: {', '.join(ended)}"

    def end(self) -> None:
        """Kill whatever still runs."""
        for hand in self._hands:
            hand.process.kill()
            hand.process.wait(PATIENCE)

    def _begin(self, name: str, command: Sequence[str | Path], variables: dict[str, str]) -> Hand:
        prints = self._folder / f"{name}-{len(self._hands)}.log"
        hand = Hand(name, command, self._variables | variables, prints)
        self._hands.append(hand)
        return hand


@contextmanager
def crew(place: KafkaPlace, folder: Path, variables: dict[str, str] | None = None) -> Iterator[Crew]:
    """A crew; all of it is killed at the end, and must run until then, where it may not end before."""
    hands = Crew(place, folder, variables or {})
    try:
        yield hands
        hands.check()
    except BaseException:
        hands.show()
        raise
    finally:
        hands.end()


def settings_of(place: KafkaPlace) -> dict[str, str]:
    """The variables that name this place."""
    named = {
        "VORLAUT_MODE": "distributed",
        "VORLAUT_KAFKA__BOOTSTRAP": ",".join(place.bootstrap),
        "VORLAUT_KAFKA__PREFIX": place.prefix,
        "VORLAUT_KAFKA__REPLICATION": str(place.replication or ""),
        "VORLAUT_KAFKA__PARTITIONS": str(place.partitions or ""),
    }
    return {name: value for name, value in named.items() if value}


_ODD: Final = {"PYTHONPATH": os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])}
