"""Real servers as pytest fixtures: skipped without Java, but a failure where CI is "true".

`kafka`, `kafka_secure` and `elasticsearch` are shared by a session: a test takes names of its own there
(`KafkaPlace.prefix`). Whoever stops or kills a server takes `own_kafka`, `kafka_cluster` or `own_elasticsearch`, or
starts some with `servers` (or `module_servers`). A test that uses one of them, or has its name as a parameter, gets
the marker "servers".
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Final

import pytest

from tests.servers.elasticsearch import Elasticsearch7Server, ElasticsearchServer
from tests.servers.java import MissingToolError
from tests.servers.kafka import KafkaServer, Kind


class Servers:
    """Starts servers below a folder, and stops all of them when the context is left."""

    def __init__(self, folder: Path, running: ExitStack) -> None:
        self._folder = folder
        self._running = running
        self._count = 0

    def kafka(
        self, kind: Kind = "single", *, settings: Mapping[str, str] | None = None, heap: str = "256m"
    ) -> KafkaServer:
        """One more Kafka, started."""
        with _missing_tools_skip():
            return self._running.enter_context(KafkaServer(self._next(), kind, settings=settings, heap=heap))

    def elasticsearch(
        self, *, password: str | None = None, settings: Mapping[str, str] | None = None, heap: str = "512m"
    ) -> ElasticsearchServer:
        """One more Elasticsearch, started."""
        server = ElasticsearchServer(self._next(), password=password, settings=settings, heap=heap)
        with _missing_tools_skip():
            return self._running.enter_context(server)

    def elasticsearch7(self, *, heap: str = "512m") -> Elasticsearch7Server:
        """One more Elasticsearch 7.17, started."""
        with _missing_tools_skip():
            return self._running.enter_context(Elasticsearch7Server(self._next(), heap=heap))

    def _next(self) -> Path:
        self._count += 1
        return self._folder / str(self._count)


_FIXTURES: Final = frozenset(
    {
        *("servers", "module_servers", "session_servers"),
        *("kafka", "kafka_secure", "own_kafka", "kafka_cluster"),
        *("elasticsearch", "own_elasticsearch"),
    }
)


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests that use a server, before pytest deselects by marker."""
    for item in items:
        if isinstance(item, pytest.Function) and not _FIXTURES.isdisjoint(_asked_for(item)):
            item.add_marker(pytest.mark.servers)


@pytest.fixture(scope="session")
def session_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Starts servers that end with the session."""
    with ExitStack() as running:
        yield Servers(tmp_path_factory.mktemp("servers"), running)


@pytest.fixture(scope="module")
def module_servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Servers]:
    """Starts servers that end with the module."""
    with ExitStack() as running:
        yield Servers(tmp_path_factory.mktemp("servers"), running)


@pytest.fixture
def servers(tmp_path: Path) -> Iterator[Servers]:
    """Starts servers that end with the test."""
    with ExitStack() as running:
        yield Servers(tmp_path / "servers", running)


@pytest.fixture(scope="session")
def kafka(session_servers: Servers) -> KafkaServer:
    """One broker for all tests."""
    return session_servers.kafka()


@pytest.fixture(scope="session")
def kafka_secure(session_servers: Servers) -> KafkaServer:
    """One broker for all tests, with SASL_SSL beside the plain listener."""
    return session_servers.kafka("secure")


@pytest.fixture(scope="session")
def elasticsearch(session_servers: Servers) -> ElasticsearchServer:
    """One node for all tests."""
    return session_servers.elasticsearch()


@pytest.fixture
def own_kafka(servers: Servers) -> KafkaServer:
    """A broker that the test may kill."""
    return servers.kafka()


@pytest.fixture
def kafka_cluster(servers: Servers) -> KafkaServer:
    """Three brokers that the test may kill."""
    return servers.kafka("cluster")


@pytest.fixture
def own_elasticsearch(servers: Servers) -> ElasticsearchServer:
    """A node that the test may kill."""
    return servers.elasticsearch()


@contextmanager
def _missing_tools_skip() -> Iterator[None]:
    try:
        yield
    except MissingToolError as missing:
        if os.environ.get("CI") == "true":
            pytest.fail(f"a real server {missing}", pytrace=False)
        pytest.skip(f"a real server {missing}")


def _asked_for(item: pytest.Function) -> set[str]:
    chosen: Mapping[str, object] = item.callspec.params if hasattr(item, "callspec") else {}
    return {*item.fixturenames, *(value for value in chosen.values() if isinstance(value, str))}
