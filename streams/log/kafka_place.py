"""Where the Kafka cluster of an installation is, how to log in, and what everything there is called."""

import ssl
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from streams.stage import CannotRun
from streams.topics import TOPICS, Topic

Protocol = Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"]
Mechanism = Literal["SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KafkaPlace:
    """`bootstrap` holds `host:port`; topics are called `vorlaut-posts`, consumer groups `vorlaut-detect`.

    `partitions` overrides how many partitions a topic has, for small installations and tests; without `replication` it
    has as many copies as the brokers are set to make.
    """

    bootstrap: tuple[str, ...]
    prefix: str = "vorlaut"
    protocol: Protocol = "PLAINTEXT"
    ca_file: Path | None = None
    mechanism: Mechanism = "SCRAM-SHA-512"
    username: str | None = None
    password: str | None = field(default=None, repr=False)
    replication: int | None = 3
    partitions: int | None = None

    def topic(self, name: Topic) -> str:
        """What a topic is called in this cluster."""
        return f"{self.prefix}-{name}"

    def group(self, name: str) -> str:
        """What a consumer group is called in this cluster."""
        return f"{self.prefix}-{name}"

    def partitions_of(self, name: Topic) -> int:
        """How many partitions a topic has. The registers have one, so that everybody reads them in one order."""
        return 1 if name == "registers" else self.partitions or TOPICS[name].partitions

    @property
    def state(self) -> str:
        """What the topic is called that holds the state tables."""
        return f"{self.prefix}-state"


def trusted(place: KafkaPlace) -> ssl.SSLContext | None:
    """Whose certificates count; None where there is no TLS. Raises `CannotRun`."""
    if not place.protocol.endswith("SSL"):
        return None
    try:
        return ssl.create_default_context(cafile=place.ca_file)
    except OSError as error:
        raise CannotRun(f"{place.ca_file}: cannot be read as CA certificates: correct kafka.ca_file") from error
