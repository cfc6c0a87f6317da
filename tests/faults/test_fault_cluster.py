"""Faults of a cluster of three brokers."""

import time
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from uuid import uuid4

import pytest
from kafka import TopicPartition
from kafka.admin import KafkaAdminClient

from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import apply
from tests.faults.corpus import corpus
from tests.faults.crew import Hand, crew
from tests.faults.figures import Figures, larger, told
from tests.faults.found import longest_silence
from tests.faults.generator import Generator, append_all
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.fixtures import Servers
from tests.servers.kafka import KafkaServer

RATE: Final = 500  # posts a second
LONE: Final = 3  # the broker that alone holds the registers
MAX_AGE: Final = 4.0  # seconds
SOON: Final = 5.0  # seconds; registers of 10 seconds ago are too old to judge by
_PREFERRED: Final = 0  # of the kinds of elections


@pytest.fixture(scope="module")
def brokers(module_servers: Servers) -> KafkaServer:
    return module_servers.kafka("cluster")


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_three_brokers_restarted_one_after_another_lose_and_double_nothing(
    brokers: KafkaServer, tmp_path: Path
) -> None:
    given = corpus(RATE * 100 * larger())
    place = installed(brokers.bootstrap, given.registers, replication=3)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        workers = [hands.start(name) for name in ("correlate", "detect")]
        for worker in workers:
            worker.wait_until_ready()
        with Generator(place, given.posts, RATE) as generator:
            for _ in range(larger()):
                for node in (1, 2, 3):
                    time.sleep(2)
                    brokers.restart(node)
            time.sleep(3)
            generator.enough()
        progress.wait_until_done()
    posts = given.posts[: generator.acknowledged]
    told(
        Figures(
            fault="three brokers restarted one after another",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            kills=3 * larger(),
            stall=longest_silence(place),
            seconds=took[0],
            note=f"no post was taken for {generator.longest_stall:.1f} s at most; all workers stayed",
        )
    )


@pytest.mark.slow
def test_nothing_is_judged_while_the_registers_are_stale_and_all_of_it_afterwards(
    brokers: KafkaServer, tmp_path: Path
) -> None:
    given = corpus(6_000 * larger())
    place = with_lone_registers(brokers.bootstrap)
    append_all(place, given.registers)
    early, late = given.posts[: len(given.posts) // 2], given.posts[len(given.posts) // 2 :]
    settings = {"VORLAUT_WORKER__REGISTERS_MAX_AGE_SECONDS": str(MAX_AGE)}
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path, settings) as hands:
        hands.start("correlate")
        worker = hands.start("detect")
        append_all(place, early)
        progress.wait_until_done()
        brokers.kill(LONE)
        says_why(worker)
        before = progress.committed("detect", "posts")
        append_all(place, late)
        time.sleep(MAX_AGE)
        assert progress.committed("detect", "posts") == before
        age = age_of_registers(worker)
        brokers.restart(LONE)
        again = worker.wait_until_ready()
        progress.wait_until_done()
    told(
        Figures(
            fault="registers topic stale",
            verdict=judged(place, given.registers, given.posts),
            posts=len(given.posts),
            kills=1,
            stall=longest_silence(place),
            seconds=took[0],
            note=f"nothing judged at an age of {age:.0f} s; ready {again:.1f} s after the registers were there again",
        )
    )


def test_the_registers_are_found_soon_after_another_broker_leads_them(brokers: KafkaServer) -> None:
    given = corpus(1).registers
    place = installed(brokers.bootstrap, given, replication=3)
    with closing(KafkaLog(place, clock=lambda: datetime.now(UTC))) as log:
        assert log.end("registers") == {0: len(given) - 1}
        let_another_lead(place.topic("registers"), place.bootstrap)
        began = time.monotonic()
        assert log.end("registers") == {0: len(given) - 1}
        assert time.monotonic() - began < SOON


def let_another_lead(topic: str, bootstrap: tuple[str, ...]) -> None:
    """Let another broker lead the one partition of a topic; the one that led it goes on to follow."""
    with closing(KafkaAdminClient(bootstrap_servers=list(bootstrap))) as admin:
        before = leader_of(admin, topic)
        others = [broker for broker in (1, 2, 3) if broker != before]
        admin.alter_partition_reassignments({TopicPartition(topic, 0): [*others, before]})
        while admin.list_partition_reassignments():
            time.sleep(0.05)
        admin.elect_leaders(_PREFERRED, {topic: [0]})
        while leader_of(admin, topic) == before:
            time.sleep(0.05)


def leader_of(admin: KafkaAdminClient, topic: str) -> int:
    (found,) = admin.describe_topics([topic])
    leader: int = found["partitions"][0]["leader_id"]
    return leader


def says_why(worker: Hand) -> None:
    """Wait until the registers of a worker are too old, and it says that they are what it waits for."""
    until = time.monotonic() + 4 * MAX_AGE
    while "registers" not in (why := worker.why_not_ready()) or age_of_registers(worker) <= MAX_AGE:
        assert time.monotonic() < until, f"the worker says only: {why}"
        time.sleep(0.1)


def age_of_registers(worker: Hand) -> float:
    return worker.metric("vorlaut_registers_age_seconds")


def with_lone_registers(bootstrap: tuple[str, ...]) -> KafkaPlace:
    """An installation whose registers lie on one broker alone, and everything else on all three."""
    place = KafkaPlace(bootstrap=bootstrap, prefix=f"t{uuid4().hex[:12]}", replication=None, partitions=2)
    registers = {"assignments": {0: [LONE]}, "configs": {"min.insync.replicas": "1"}}
    with closing(KafkaAdminClient(bootstrap_servers=list(bootstrap))) as admin:
        admin.create_topics({place.topic("registers"): registers})
    apply(place)
    return place
