"""The broker is killed and started again while posts come in and are judged."""

import time
from pathlib import Path
from typing import Final

import pytest

from tests.faults.corpus import corpus
from tests.faults.crew import crew
from tests.faults.figures import Figures, larger, told
from tests.faults.found import longest_silence
from tests.faults.generator import Generator
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.kafka import KafkaServer

RATE: Final = 500  # posts a second
KILLS: Final = 2


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_broker_killed_under_load_loses_and_doubles_nothing(own_kafka: KafkaServer, tmp_path: Path) -> None:
    kills = KILLS * larger()
    given = corpus(RATE * 25 * kills)
    place = installed(own_kafka.bootstrap, given.registers)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        workers = [hands.start(name) for name in ("correlate", "detect", "detect")]
        for worker in workers:
            worker.wait_until_ready()
        with Generator(place, given.posts, RATE) as generator:
            for _ in range(kills):
                time.sleep(3)
                own_kafka.kill()
                own_kafka.restart()
                time.sleep(4)
            generator.enough()
        progress.wait_until_done()
    posts = given.posts[: generator.acknowledged]
    told(
        Figures(
            fault="broker killed and restarted under load",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            kills=kills,
            stall=longest_silence(place),
            seconds=took[0],
            note=f"no post was taken for {generator.longest_stall:.1f} s at most; all workers stayed",
        )
    )
