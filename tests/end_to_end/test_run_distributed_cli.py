"""`vorlaut run --mode distributed` as a user starts it, on real servers: one terminal, same answers, a clean end."""

import json
import os
import signal
import time
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest

from tests.end_to_end.posts_made_up import background, post_line
from tests.end_to_end.processes import done, running, vorlaut
from tests.end_to_end.registers_made_up import quiet_world
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.jvm import free_port
from tests.servers.kafka import KafkaServer

Shown = Mapping[str, object]
QUIET = 2000  # real posts, or made-up ones where there are none


@pytest.fixture
def home(kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path) -> Path:
    prefix, port = f"t{uuid4().hex[:12]}", free_port()
    settings = {
        "kafka": {"bootstrap": kafka.bootstrap, "prefix": prefix, "replication": 1, "partitions": 4},
        "elasticsearch": {"urls": [elasticsearch.url], "prefix": prefix, "replicas": 0},
        "metrics": {"port": port} if port < 65_500 else {},
    }
    (tmp_path / "distributed").mkdir()
    (tmp_path / "embedded").mkdir()
    whole = {"mode": "distributed", **settings}
    (tmp_path / "distributed" / "vorlaut.yaml").write_text(json.dumps(whole), "utf-8")
    return tmp_path


@pytest.mark.slow
def test_the_demo_and_a_file_of_posts_give_the_same_alerts_from_elasticsearch(home: Path) -> None:
    done(home, "demo", "--write", "week")
    (home / "quiet.ndjson").write_bytes(b"".join(quiet_lines()))
    (home / "quiet.yaml").write_text(quiet_world().write(home).read_text("utf-8"), "utf-8")
    done(home / "distributed", "topics", "apply")
    distributed, embedded = (answered(home / mode) for mode in ("distributed", "embedded"))
    assert len(embedded) > 30
    assert {name for name, alert in distributed.items() if alert["status"] != "public"} == embedded.keys()
    for name, alert in embedded.items():
        assert without_clock(alert) == without_clock(distributed[name])


@pytest.mark.slow
def test_a_process_that_dies_is_started_again_and_all_end_cleanly(home: Path) -> None:
    place = home / "distributed"
    with running(place, "--mode", "distributed") as service:
        service.wait_until_ready()
        until = time.monotonic() + 60
        while "ready" not in {str(event) for event in modes_ready(place)}:
            assert time.monotonic() < until
            time.sleep(0.1)
        victim = children_of(service.process.pid)[-1]
        os.kill(victim, signal.SIGKILL)
        while "ended unexpectedly and starts again" not in service.events():
            assert time.monotonic() < until
            time.sleep(0.05)
        assert service.end() == 0
    assert service.events()[-1] == "stopped"
    assert "did not end in time and was killed" not in service.events()


def answered(place: Path) -> dict[str, Shown]:
    """What an installation in this folder answers to the demo and the quiet posts."""
    for registers in ("week/registers", "quiet.yaml"):
        done(place, "apply", "-f", f"../{registers}", "--as", "Kim Example")
    for posts in ("week/posts.ndjson", "quiet.ndjson"):
        done(place, "ingest", "ndjson", f"../{posts}")
    ended = vorlaut(place, "run", "--until-idle")
    assert ended.returncode == 0, ended.stderr
    return {alert["id"]: alert for alert in map(json.loads, done(place, "alerts", "--json").splitlines())}


def quiet_lines() -> list[bytes]:
    """Posts of people who give nothing away."""
    posts, handles = background().posts[:QUIET], quiet_world().handles
    return [
        post_line(handles[place % len(handles)], f"quiet{place}", text, timedelta(minutes=place), langs=[lang])
        for place, (lang, text) in enumerate(posts)
    ]


def without_clock(alert: Shown) -> Shown:
    """Apart from when it was found."""
    return {name: value for name, value in alert.items() if name not in {"detected_at", "changed_at"}}


def modes_ready(place: Path) -> list[object]:
    """What `vorlaut run` itself has said, not its processes."""
    lines = (place / "run.log").read_text("utf-8").rpartition("\n")[0].splitlines()
    said = [json.loads(line) for line in lines if line.startswith("{")]
    return [one["event"] for one in said if one.get("mode") == "distributed"]


def children_of(pid: int) -> list[int]:
    """The processes that this one has started."""
    return [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text("ascii").split()]
