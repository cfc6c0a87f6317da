"""The servers that tests start are real: they answer, and can be killed and started again."""

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest
from elasticsearch import AuthenticationException, Elasticsearch
from kafka import KafkaConsumer, KafkaProducer, TopicPartition
from kafka.admin import KafkaAdminClient, NewTopic

from tests.servers.development import command_line
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.fixtures import Servers
from tests.servers.jvm import PATIENCE, free_port
from tests.servers.kafka import KafkaServer

ROOT = Path(__file__).parents[2]
PARTITION = TopicPartition("posts", 0)
PASSWORD = "a-password-for-tests"  # noqa: S105 - opens a node that lives as long as the test


def test_a_broker_keeps_what_it_acknowledged_when_it_is_killed(own_kafka: KafkaServer) -> None:
    plain: dict[str, object] = {"bootstrap_servers": own_kafka.bootstrap}
    make_topic(plain)
    write(plain, b"before")
    own_kafka.kill()
    assert own_kafka.pids == {}
    own_kafka.restart()
    write(plain, b"after")
    assert read(plain, 2) == [b"before", b"after"]


def test_a_broker_answers_behind_tls_and_a_password(kafka_secure: KafkaServer) -> None:
    secure: dict[str, object] = {
        "bootstrap_servers": kafka_secure.secure_bootstrap,
        "security_protocol": "SASL_SSL",
        "ssl_cafile": str(kafka_secure.ca_file),
        "sasl_mechanism": "SCRAM-SHA-512",
        "sasl_plain_username": kafka_secure.username,
        "sasl_plain_password": kafka_secure.password,
    }
    make_topic(secure)
    write(secure, b"secret")
    assert read(secure, 1) == [b"secret"]


def test_a_cluster_goes_on_without_one_of_three_brokers(kafka_cluster: KafkaServer) -> None:
    plain: dict[str, object] = {"bootstrap_servers": kafka_cluster.bootstrap}
    make_topic(plain, replicas=3)
    kafka_cluster.kill(2)
    assert sorted(kafka_cluster.pids) == [1, 3]
    write(plain, b"meanwhile")
    kafka_cluster.restart(2)
    assert sorted(kafka_cluster.pids) == [1, 2, 3]
    assert read(plain, 1) == [b"meanwhile"]


def test_a_node_keeps_what_it_acknowledged_when_it_is_killed(own_elasticsearch: ElasticsearchServer) -> None:
    with Elasticsearch(own_elasticsearch.url) as client:
        client.index(index="alerts", id="1", document={"text": "Die Häuser am Werk Nord"})
        own_elasticsearch.kill()
        own_elasticsearch.restart()
        assert client.get(index="alerts", id="1")["found"]


def test_a_node_knows_german(elasticsearch: ElasticsearchServer) -> None:
    with Elasticsearch(elasticsearch.url) as client:
        tokens = client.indices.analyze(analyzer="german", text="Die Häuser der Städte")["tokens"]
        assert [token["token"] for token in tokens] == ["haus", "stadt"]


def test_a_node_with_a_password_lets_nobody_in_without(servers: Servers) -> None:
    server = servers.elasticsearch(password=PASSWORD)
    with Elasticsearch(server.url) as client, pytest.raises(AuthenticationException):
        client.info()
    with Elasticsearch(server.url, basic_auth=(server.username, PASSWORD)) as client:
        key = client.security.create_api_key(name="worker")["encoded"]
    with Elasticsearch(server.url, api_key=key) as client:
        assert client.info()["version"]["number"] == server.version


def test_the_old_node_has_the_percolator(servers: Servers) -> None:
    with Elasticsearch(servers.elasticsearch7().url) as client:
        client.indices.create(
            index="terms", mappings={"properties": {"query": {"type": "percolator"}, "text": {"type": "text"}}}
        )
        client.index(index="terms", id="1", document={"query": {"match_phrase": {"text": "falke 2"}}}, refresh=True)
        asked = {"percolate": {"field": "query", "document": {"text": "Der Falke 2 fliegt."}}}
        assert client.search(index="terms", query=asked)["hits"]["total"]["value"] == 1


@pytest.mark.usefixtures("kafka")
@pytest.mark.skipif(shutil.which("setpriv") is None, reason="only Linux with setpriv ends a child with its parent")
def test_no_server_outlives_a_killed_test_session(tmp_path: Path) -> None:
    session = "import sys, pathlib, tests.servers.kafka as k; s = k.KafkaServer(pathlib.Path(sys.argv[1])); s.start(); "
    stays = "print(s.pids[1], flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", session + stays, str(tmp_path)]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as started:
        assert started.stdout
        pid = int(started.stdout.readline())
        assert command_line(pid)
        started.kill()
    until = time.monotonic() + 10
    while command_line(pid) and time.monotonic() < until:
        time.sleep(0.02)
    assert not command_line(pid)


@pytest.mark.usefixtures("kafka", "elasticsearch")
def test_servers_to_develop_with_are_started_once_and_ended_once(tmp_path: Path) -> None:
    try:
        first = develop(tmp_path, "up", "--kafka-port", str(free_port()), "--elasticsearch-port", str(free_port()))
        assert first.count("started in") == 2
        assert "vorlaut run --mode distributed" in first
        assert develop(tmp_path, "up").count("runs already") == 2
        assert develop(tmp_path, "status").count("as process") == 2
    finally:
        ended = develop(tmp_path, "down")
    assert ended.count("ended") == 2
    assert develop(tmp_path, "down").count("does not run") == 2
    assert develop(tmp_path, "status").count("does not run") == 2


def test_a_process_that_is_not_the_server_is_never_ended(tmp_path: Path) -> None:
    note = {"name": "kafka", "pid": os.getpid(), "address": "127.0.0.1:9092"}
    (tmp_path / "kafka.json").write_text(json.dumps(note), "utf-8")
    assert develop(tmp_path, "down").count("does not run") == 2


def make_topic(place: Mapping[str, object], replicas: int = 1) -> None:
    with KafkaAdminClient(**place) as admin:
        admin.create_topics([NewTopic(PARTITION.topic, 1, replicas)])


def write(place: Mapping[str, object], value: bytes) -> None:
    with KafkaProducer(**place, acks="all") as producer:
        producer.send(PARTITION.topic, value, partition=PARTITION.partition).get(30)


def read(place: Mapping[str, object], count: int) -> list[bytes]:
    values: list[bytes] = []
    with KafkaConsumer(**place, auto_offset_reset="earliest", consumer_timeout_ms=30_000) as consumer:
        consumer.assign([PARTITION])
        while len(values) < count:
            values.append(next(consumer).value)
    return values


def develop(folder: Path, *arguments: str) -> str:
    """What `python -m tests.servers` prints."""
    command = [sys.executable, "-m", "tests.servers", "--folder", str(folder), *arguments]
    ended = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert ended.returncode == 0, ended.stderr
    return ended.stdout
