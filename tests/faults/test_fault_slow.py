"""A worker that judges more slowly than posts come in: what it cannot do yet waits in Kafka, and not in its memory."""

from contextlib import closing
from pathlib import Path
from typing import Final

import pytest
from kafka import KafkaProducer

from streams.log.kafka_place import KafkaPlace
from tests.faults.corpus import corpus
from tests.faults.crew import crew
from tests.faults.figures import Figures, larger, told
from tests.faults.found import dead_letters
from tests.faults.generator import Generator, append_all
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.kafka import KafkaServer

RATE: Final = 500  # posts a second
SLOW: Final = "ODD_STEP_SECONDS"
PACKED: Final = 200  # posts in a packed record
SESSION: Final = 10.0  # seconds for which a group waits for a member
JUNK: Final = 800  # records
JUNK_SIZE: Final = 250_000  # bytes of each
MOST_GROWTH: Final = 120.0  # MB


@pytest.mark.slow
def test_a_slow_worker_falls_behind_and_catches_up_and_loses_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    given = corpus(RATE * 6 * larger())
    place = installed(kafka.bootstrap, given.registers)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        hands.start("correlate")
        worker = hands.start_odd("detect", {SLOW: "0.004"})
        worker.wait_until_ready()
        with Generator(place, given.posts, RATE):
            worker.wait_until_working()
            before = worker.memory()
        behind = progress.waiting("detect", "posts")
        progress.wait_until_done(patience=40.0 * larger() + 60)
        rebalances, grown = worker.metric("vorlaut_rebalances_total"), worker.memory() - before
    assert behind
    assert rebalances == 1
    told(
        Figures(
            fault="detect slower than posts come in",
            verdict=judged(place, given.registers, given.posts),
            posts=len(given.posts),
            seconds=took[0],
            note=f"{RATE} posts/s for {1 / 0.004:.0f} a second; {behind} records behind, memory {grown:+.0f} MB",
        )
    )


@pytest.mark.slow
def test_a_packed_record_that_takes_longer_than_the_session_costs_neither_membership_nor_memory(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    given = corpus(PACKED)
    place = installed(kafka.bootstrap, given.registers, partitions=1)
    append_all(place, given.posts)
    send_junk(place)
    variables = {SLOW: str(1.1 * SESSION / PACKED), "VORLAUT_INGEST__DEAD_LETTER_SHARE": "1"}
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        hands.start("correlate")
        worker = hands.start_odd("detect", variables)
        worker.wait_until_ready()
        before = worker.memory()
        worker.wait_until_working()
        grown = worker.memory() - before
        progress.wait_until_done()
        rebalances = worker.metric("vorlaut_rebalances_total")
    assert len(dead_letters(place)) == JUNK
    assert grown < MOST_GROWTH
    assert rebalances == 1
    told(
        Figures(
            fault="a record takes longer than the session",
            verdict=judged(place, given.registers, given.posts),
            posts=len(given.posts),
            seconds=took[0],
            note=f"memory {grown:+.0f} MB with {JUNK * JUNK_SIZE // 1_000_000} MB waiting behind it",
        )
    )


def send_junk(place: KafkaPlace) -> None:
    """Send many large records that are no events, and cost nothing but memory."""
    with closing(KafkaProducer(bootstrap_servers=list(place.bootstrap), linger_ms=0)) as producer:
        for number in range(JUNK):
            producer.send(place.topic("posts"), f"{number:09}".encode() * (JUNK_SIZE // 9), partition=0).get(30)
