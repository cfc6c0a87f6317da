"""One node of a Kafka cluster, broker and controller in one: its settings, how it is formatted and run."""

import base64
import subprocess
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from tests.servers.java import RECIPES, built, find_jdk
from tests.servers.kafka_certificates import make_certificates

VERSION: Final = "4.4.0"
USERNAME: Final = "anna"
PASSWORD: Final = "a-password-for-tests"  # noqa: S105 - opens a broker that lives as long as a test
_LOGGING: Final = f"-Dlog4j2.configurationFile={(RECIPES / 'kafka' / 'log4j2.properties').as_uri()}"

# Small, quick to start, quick to notice a lost broker, quick to clean its logs.
_SETTINGS: Final = {
    "process.roles": "broker,controller",
    "controller.listener.names": "CONTROLLER",
    "inter.broker.listener.name": "PLAINTEXT",
    "auto.create.topics.enable": "false",
    "unclean.leader.election.enable": "false",
    "broker.session.timeout.ms": "2000",
    "broker.heartbeat.interval.ms": "500",
    "group.initial.rebalance.delay.ms": "0",
    "group.min.session.timeout.ms": "1000",
    "offsets.topic.num.partitions": "3",
    "transaction.state.log.num.partitions": "3",
    "share.coordinator.state.topic.num.partitions": "1",
    "message.max.bytes": "4194304",
    "replica.fetch.max.bytes": "4194304",
    "log.segment.bytes": "67108864",
    "log.initial.task.delay.ms": "1000",
    "log.retention.check.interval.ms": "1000",
    "log.cleaner.backoff.ms": "1000",
    "log.cleaner.threads": "1",
    "log.cleaner.dedupe.buffer.size": "4194304",
    "num.network.threads": "2",
    "num.io.threads": "2",
    "num.recovery.threads.per.data.dir": "1",
}


def new_id() -> str:
    """A random id as Kafka makes them: none begins with a dash, which would read as an option."""
    made = base64.urlsafe_b64encode(uuid.uuid4().bytes).decode("ascii").rstrip("=")
    return new_id() if made.startswith("-") else made


@dataclass(frozen=True, slots=True, kw_only=True)
class KafkaNode:
    """A node on loopback; it has a SASL_SSL listener if it has a `secure_port`."""

    number: int
    folder: Path
    port: int
    controller_port: int
    secure_port: int | None = None
    heap: str = "256m"
    identity: str = field(default_factory=new_id)

    @property
    def as_controller(self) -> str:
        """How a format names it among the first controllers."""
        return f"{self.number}@127.0.0.1:{self.controller_port}:{self.identity}"

    @property
    def command(self) -> list[str]:
        """What runs it."""
        memory = (f"-Xms{self.heap}", f"-Xmx{self.heap}", "-XX:+UseSerialGC", "-XX:+ExitOnOutOfMemoryError")
        return [*_java(*memory), "kafka.Kafka", str(self._properties)]

    @property
    def _properties(self) -> Path:
        return self.folder / "server.properties"

    def write_settings(self, controllers: str, replicas: int, settings: Mapping[str, str]) -> None:
        """Write server.properties; `controllers` are all nodes' host:port, `settings` replace ours."""
        self.folder.mkdir(parents=True, exist_ok=True)
        whole = {
            **_SETTINGS,
            **self._listeners(),
            **_replication(replicas),
            "node.id": str(self.number),
            "controller.quorum.bootstrap.servers": controllers,
            "log.dirs": str(self.folder / "data"),
            **settings,
        }
        self._properties.write_text("".join(f"{name}={value}\n" for name, value in whole.items()), "utf-8")

    def begin_format(self, cluster: str, controllers: str) -> "subprocess.Popen[str] | None":
        """Start to make its data folder, with the user if it has a secure listener; None if it has been made."""
        if (self.folder / "data" / "meta.properties").exists():
            return None
        user = f"SCRAM-SHA-512=[name={USERNAME},password={PASSWORD}]"
        return subprocess.Popen(
            [
                *_java("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"),
                *("kafka.tools.StorageTool", "format", "--cluster-id", cluster),
                *("--config", str(self._properties), "--initial-controllers", controllers),
                *(("--add-scram", user) if self.secure_port else ()),
            ],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    def _listeners(self) -> dict[str, str]:
        plain = f"PLAINTEXT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self.controller_port}"
        if self.secure_port is None:
            return {"listeners": plain, "advertised.listeners": plain}
        listeners = f"{plain},SASL_SSL://127.0.0.1:{self.secure_port}"
        _, key_and_certificate = make_certificates(self.folder / "tls")
        login = "org.apache.kafka.common.security.scram.ScramLoginModule required;"
        return {
            "listeners": listeners,
            "advertised.listeners": listeners,
            "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT,SASL_SSL:SASL_SSL",
            "sasl.enabled.mechanisms": "SCRAM-SHA-512",
            "listener.name.sasl_ssl.scram-sha-512.sasl.jaas.config": login,
            "ssl.keystore.type": "PEM",
            "ssl.keystore.location": str(key_and_certificate),
        }


def kafka_jars() -> Path:
    """The folder with a broker's jars, fetched by Maven the first time."""
    return built(f"kafka-{VERSION}", RECIPES / "kafka", jdk=find_jdk(17)) / "libs"


def _java(*options: str) -> list[str]:
    return [str(find_jdk(17) / "bin" / "java"), *options, _LOGGING, "-cp", f"{kafka_jars()}/*"]


def _replication(replicas: int) -> dict[str, str]:
    in_sync = str(min(replicas, 2))
    return {
        "default.replication.factor": str(replicas),
        "min.insync.replicas": in_sync,
        "offsets.topic.replication.factor": str(replicas),
        "transaction.state.log.replication.factor": str(replicas),
        "transaction.state.log.min.isr": in_sync,
        "share.coordinator.state.topic.replication.factor": str(replicas),
        "share.coordinator.state.topic.min.isr": in_sync,
    }
