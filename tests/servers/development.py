"""One Kafka and one Elasticsearch to develop with: they outlive the command that starts them, and keep their data."""

import json
import os
import signal
import subprocess
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.jvm import PATIENCE, is_free
from tests.servers.kafka import KafkaServer

_PROCESSES: Final = Path("/proc")


@dataclass(frozen=True, slots=True)
class Running:
    """A server that runs: its name, its process id, and where it answers."""

    name: str
    pid: int
    address: str


class Development:
    """The servers below a folder, each with its data and a file that says which process it is."""

    names: Final = ("kafka", "elasticsearch")

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()

    def running(self, name: str) -> Running | None:
        """The server of a name, if it runs; a process that was given the id of an ended one is not taken for it."""
        note = self._note(name)
        if not note.exists():
            return None
        known = Running(**json.loads(note.read_bytes()))
        return known if self._is_ours(known) else None

    def start(self, name: str, port: int) -> Running:
        """Start one and wait until it is ready; it must not run. RuntimeError if it cannot."""
        if not is_free(port):
            raise RuntimeError(f"port {port} is taken: end what listens there, or choose another port for {name}")
        (self._folder / name).mkdir(parents=True, exist_ok=True)
        started = self._start_kafka(port) if name == "kafka" else self._start_elasticsearch(port)
        self._note(name).write_text(json.dumps(asdict(started)), "utf-8")
        return started

    def stop(self, server: Running) -> None:
        """End one, by SIGKILL if SIGTERM does not help."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            if self._is_ours(server):
                os.kill(server.pid, number)
                self._wait_for_end(server)
        self._note(server.name).unlink(missing_ok=True)

    def _start_kafka(self, port: int) -> Running:
        server = KafkaServer(self._folder / "kafka", port=port, outlives=True)
        server.start()
        return Running("kafka", server.pids[1], server.bootstrap[0])

    def _start_elasticsearch(self, port: int) -> Running:
        server = ElasticsearchServer(self._folder / "elasticsearch", port=port, outlives=True)
        server.start()
        return Running("elasticsearch", server.pid, server.url)

    def _note(self, name: str) -> Path:
        return self._folder / f"{name}.json"

    def _is_ours(self, server: Running) -> bool:
        """Whether that process is that server: its command line names the server's folder."""
        return any(word.startswith(str(self._folder / server.name)) for word in command_line(server.pid))

    def _wait_for_end(self, server: Running) -> None:
        until = time.monotonic() + PATIENCE
        while self._is_ours(server) and time.monotonic() < until:
            time.sleep(0.05)


def command_line(pid: int) -> list[str]:
    """The words of a process's command; none if it has ended."""
    if not _PROCESSES.exists():
        listing = ["/bin/ps", "-ww", "-o", "args=", "-p", str(pid)]
        return subprocess.run(listing, capture_output=True, text=True, check=False).stdout.split()
    try:
        return (_PROCESSES / str(pid) / "cmdline").read_text("utf-8", "replace").split("\0")
    except (FileNotFoundError, ProcessLookupError):
        return []
