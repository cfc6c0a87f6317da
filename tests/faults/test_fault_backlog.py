"""Restarts on a backlog: the case in which stock Faust with a table loses posts for good."""

import time
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.faults.corpus import corpus
from tests.faults.crew import crew
from tests.faults.figures import Figures, larger, told
from tests.faults.generator import append_all
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.kafka import KafkaServer

BACKLOG: Final = 3_000
ROUNDS: Final = 5


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("signal", ["SIGTERM", "SIGKILL"])
def test_a_restart_on_a_backlog_loses_nothing_in_any_round(signal: str, kafka: KafkaServer, tmp_path: Path) -> None:
    rng, rounds = Random(signal), ROUNDS * larger()
    given = corpus(BACKLOG * rounds)
    place = installed(kafka.bootstrap, given.registers, partitions=2)
    left: list[int] = []
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        hands.start("correlate")
        for number in range(rounds):
            append_all(place, given.posts[number * BACKLOG : (number + 1) * BACKLOG])
            worker = hands.start("detect")
            worker.wait_until_working()
            time.sleep(rng.uniform(0, 0.5))
            if signal == "SIGKILL":
                worker.kill()
            else:
                assert worker.stop() == 0
            left.append(progress.waiting("detect", "posts"))
        hands.start("detect")
        progress.wait_until_done()
    told(
        Figures(
            fault=f"restart on a backlog, {signal}",
            verdict=judged(place, given.registers, given.posts),
            posts=len(given.posts),
            kills=rounds,
            seconds=took[0],
            note=f"{rounds} rounds; packed records left at the {signal}: {', '.join(map(str, left))}",
        )
    )
