"""Liveness and readiness, asked as Kubernetes and Prometheus do."""

import socket

import pytest
from prometheus_client import CollectorRegistry

from services.health import Health, serve
from services.metrics import declare_metrics
from services.settings import MetricsSettings
from streams.stage import CannotRun
from tests.servers.jvm import free_port
from tests.unit.services.health_asked import fetched


class Watch:
    """A clock that is set."""

    def __init__(self) -> None:
        self.seconds = 100.0

    def __call__(self) -> float:
        return self.seconds


def test_a_process_is_ready_when_all_it_needs_is_well_and_not_before_it_said_so() -> None:
    health = Health(60)
    assert health.not_ready() == "starting"
    health.ready("kafka", ok=False, why="not reached yet")
    health.ready("registers", ok=False)
    assert health.not_ready() == "kafka: not reached yet; registers: not ready"
    health.ready("kafka", ok=True)
    health.ready("registers", ok=True)
    assert health.not_ready() == ""


def test_only_changes_of_readiness_are_told() -> None:
    told: list[str] = []
    health = Health(60, told.append)
    for fresh in (False, True, True, False):
        health.ready("registers", fresh, "older than 10 s")
    assert told == ["registers: older than 10 s", "", "registers: older than 10 s"]


def test_a_main_loop_that_stands_still_is_dead_until_it_turns_again() -> None:
    clock = Watch()
    health = Health(60, clock=clock)
    clock.seconds += 61
    assert health.not_live() == "the main loop stands still for 61 s"
    health.beat()
    assert health.not_live() == ""


def test_all_is_served_where_the_settings_say_and_no_longer_than_the_block() -> None:
    registry = CollectorRegistry()
    declare_metrics(registry).ingested(3)
    clock = Watch()
    health = Health(60, clock=clock)
    port = free_port()
    with serve(MetricsSettings(port=port), registry, health):
        assert "vorlaut_posts_ingested_total 3.0" in fetched(port, "/metrics")[1]
        assert fetched(port, "/live") == (200, "ok\n")
        assert fetched(port, "/ready") == (503, "starting\n")
        health.ready("kafka", ok=True)
        assert fetched(port, "/ready") == (200, "ok\n")
        assert fetched(port, "/healthz") == fetched(port, "/readyz") == (200, "ok\n")
        clock.seconds += 100
        assert fetched(port, "/live") == (503, "the main loop stands still for 100 s\n")
        assert fetched(port, "/")[0] == 404
        assert fetched(port, "/ready", "POST")[0] == 405
    with socket.socket() as again:
        again.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        again.bind(("127.0.0.1", port))


def test_it_is_served_on_ipv6_as_well() -> None:
    with socket.socket(socket.AF_INET6) as probe:
        try:
            probe.bind(("::1", 0))
        except OSError:
            pytest.skip("this machine has no IPv6")
        port = probe.getsockname()[1]
    settings = MetricsSettings.model_validate({"host": "::1", "port": port})
    with serve(settings, CollectorRegistry(), Health(60)), socket.create_connection(("::1", port), 10) as client:
        client.sendall(b"GET /live HTTP/1.0\r\n\r\n")
        assert client.recv(100).startswith(b"HTTP/1.0 200")


def test_a_taken_port_is_told_with_the_setting_to_change() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with (
            pytest.raises(CannotRun, match=rf"127\.0\.0\.1 port {port} .*metrics\.port"),
            serve(MetricsSettings(port=port), CollectorRegistry(), Health(60)),
        ):
            pass


def test_without_a_port_nothing_is_served() -> None:
    with serve(MetricsSettings(), CollectorRegistry(), Health(60)):
        pass
