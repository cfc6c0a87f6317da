"""(d) vorlaut's own process, as an operator starts it, and the installation around it."""

import json
import urllib.request
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

from kafka.admin import KafkaAdminClient
from prometheus_client.parser import text_string_to_metric_families

from services.declare.files import read_registers
from streams.log.kafka import KafkaLog
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import apply, changelog_topic
from streams.situation.entries import Signature, changed, emit_of
from streams.stage import Unavailable
from tests.bench.distributed.ground import Ground
from tests.bench.distributed.ways import Run
from tests.bench.distributed.workers import Command, wait_until
from tests.end_to_end.processes import VORLAUT, environment
from tests.servers.jvm import free_port

_HANDLED = "vorlaut_records_handled_total"


class OurWay:
    """`vorlaut detect`."""

    name = "(d) vorlaut detect"
    packed = True

    def backlog(self, ground: Ground, workers: int) -> Run:
        """The group and its state begin anew, so that every run does the same."""
        _forget(ground.place)
        commands = tuple(detect(ground, ground.place) for _ in range(workers))
        return Run(commands, ground.packed, ground.place.topic("alerts"))

    def live(self, ground: Ground) -> Run:
        """An installation of its own."""
        place = install(ground)
        return Run((detect(ground, place),), place.topic("posts"), place.topic("alerts"))


def install(ground: Ground, prefix: str = "") -> KafkaPlace:
    """The topics of an installation, and the registers of the scene on theirs."""
    place = replace(ground.place, prefix=prefix or ground.unused("live"))
    apply(place)
    signed = Signature(actor="bench", at=datetime(2025, 1, 1, tzinfo=UTC))
    with closing(KafkaLog(place, clock=lambda: datetime.now(UTC))) as log:
        log.append(emit_of(changed(entry, 1, signed)) for entry in read_registers(ground.scene.registers))
    return place


def detect(ground: Ground, place: KafkaPlace) -> Command:
    """One worker of `detect`."""
    return process(ground, place, "detect")


def process(ground: Ground, place: KafkaPlace, name: str) -> Command:
    """One process of an installation, with a port of its own for its metrics."""
    home = ground.home / ground.unused(name)
    home.mkdir()
    port = free_port()
    (home / "vorlaut.yaml").write_text(json.dumps(_settings(ground, place, port)), "utf-8")
    return Command(
        arguments=(str(VORLAUT), name),
        folder=home,
        log=home / "process.log",
        judged=lambda: _handled(port, name),
        environment=environment(),
    )


def _settings(ground: Ground, place: KafkaPlace, port: int) -> dict[str, object]:
    """JSON is YAML, too."""
    return {
        "mode": "distributed",
        "kafka": {
            "bootstrap": place.bootstrap,
            "prefix": place.prefix,
            "partitions": place.partitions,
            "replication": place.replication,
        },
        "elasticsearch": {"urls": [ground.elasticsearch], "prefix": place.prefix, "replicas": 0},
        "metrics": {"port": port},
    }


def _handled(port: int, stage: str) -> int:
    """What a process counts of its stage; 0 while it does not answer yet."""
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
            text = answer.read().decode()
    except OSError:
        return 0
    samples = (sample for family in text_string_to_metric_families(text) for sample in family.samples)
    return int(sum(each.value for each in samples if each.name == _HANDLED and each.labels["stage"] == stage))


def _forgotten(cluster: Cluster) -> bool:
    try:
        cluster.forget("detect")
    except Unavailable:
        return False
    return True


def _forget(place: KafkaPlace) -> None:
    """Position and state of detect. A broker that just started knows no group yet."""
    with closing(Cluster(place)) as cluster:
        wait_until(lambda: _forgotten(cluster), "the broker knows its groups", look=0.5)
    with closing(KafkaAdminClient(bootstrap_servers=list(place.bootstrap))) as admin:
        admin.delete_topics([changelog_topic(place, "detect")])
    apply(place)
