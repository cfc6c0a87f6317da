"""A real Apache Kafka on loopback: one node, one node with TLS and passwords too, or a cluster of three."""

from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import Final, Literal, Self

from tests.servers.jvm import Jvm, free_port
from tests.servers.kafka_certificates import make_certificates
from tests.servers.kafka_node import PASSWORD, USERNAME, KafkaNode, new_id

Kind = Literal["single", "secure", "cluster"]

_READY: Final = "Kafka Server started"


class KafkaServer:
    """A cluster with its data in `folder`: a context manager, and restartable with the data it has.

    `settings` are broker properties that replace ours; `heap` is of each node; nodes are numbered from 1. With
    `outlives` it goes on when Python ends.
    """

    username: Final = USERNAME
    password: Final = PASSWORD

    def __init__(
        self,
        folder: Path,
        kind: Kind = "single",
        *,
        settings: Mapping[str, str] | None = None,
        heap: str = "256m",
        port: int | None = None,
        outlives: bool = False,
    ) -> None:
        self._folder = folder
        self._settings = settings or {}
        self._nodes = {
            number: KafkaNode(
                number=number,
                folder=folder / f"node-{number}",
                port=port or free_port(),
                controller_port=port + 1 if port else free_port(),
                secure_port=free_port() if kind == "secure" else None,
                heap=heap,
            )
            for number in range(1, 4 if kind == "cluster" else 2)
        }
        self._outlives = outlives
        self._processes: dict[int, Jvm] = {}

    @property
    def bootstrap(self) -> tuple[str, ...]:
        """Each node's `host:port`, without TLS and without password."""
        return tuple(f"127.0.0.1:{node.port}" for node in self._nodes.values())

    @property
    def secure_bootstrap(self) -> tuple[str, ...]:
        """Each node's `host:port` for SASL_SSL with SCRAM-SHA-512, `username` and `password`; only of kind "secure"."""
        return tuple(f"127.0.0.1:{node.secure_port}" for node in self._nodes.values() if node.secure_port)

    @property
    def ca_file(self) -> Path:
        """The certificate of the authority that signed the broker's; only of kind "secure"."""
        authority, _ = make_certificates(self._nodes[1].folder / "tls")
        return authority

    @property
    def pids(self) -> dict[int, int]:
        """The process id of each running node, by its number."""
        return {number: process.pid for number, process in self._processes.items() if process.running}

    def start(self) -> None:
        """Start all nodes and wait until each is ready; the first time, make their data folders.

        If one does not become ready, all are stopped.
        """
        self._prepare()
        try:
            for number, node in self._nodes.items():
                self._processes[number] = Jvm(node.command, node.folder / "broker.log", outlives=self._outlives)
                self._processes[number].start()
            for number in self._nodes:
                self._wait(number)
        except BaseException:
            self.stop()
            raise

    def stop(self) -> None:
        """Stop all nodes, as an operator does."""
        for process in self._processes.values():
            process.terminate()
        for process in self._processes.values():
            process.stop()

    def kill(self, node: int = 1) -> None:
        """SIGKILL one node."""
        self._processes[node].kill()

    def restart(self, node: int = 1) -> None:
        """Stop one node if it runs, start it again, and wait until it is ready."""
        self._processes[node].stop()
        self._processes[node].start()
        self._wait(node)

    def __enter__(self) -> Self:
        """Start it."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self.stop()

    def _prepare(self) -> None:
        controllers = ",".join(f"127.0.0.1:{node.controller_port}" for node in self._nodes.values())
        for node in self._nodes.values():
            node.write_settings(controllers, len(self._nodes), self._settings)
        cluster = new_id()
        first = ",".join(node.as_controller for node in self._nodes.values())
        formats = [node.begin_format(cluster, first) for node in self._nodes.values()]
        for each in formats:
            if each is not None:
                said, _ = each.communicate()
                if each.returncode:
                    raise RuntimeError(f"a Kafka node could not be formatted:\n{said[-4000:]}")

    def _wait(self, number: int) -> None:
        process = self._processes[number]
        process.wait_until(lambda: _READY in process.printed())
