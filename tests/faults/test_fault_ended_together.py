"""Workers that are told to end while partitions are dealt, because others are told so, too."""

import time
from collections.abc import Sequence
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.faults.corpus import corpus
from tests.faults.crew import Hand, crew
from tests.faults.figures import Figures, larger, told
from tests.faults.found import longest_silence
from tests.faults.generator import Generator
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.kafka import KafkaServer

RATE: Final = 500  # posts a second
ROUNDS: Final = 3
TOGETHER: Final = 3  # workers
APART: Final = 0.3  # seconds at most between two signals
AT_ONCE: Final = 15.0  # seconds; draining alone may take 10


@pytest.mark.slow
def test_workers_that_are_told_to_end_together_end_soon_and_lose_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    rng, rounds = Random(13), ROUNDS * larger()
    given = corpus(RATE * 80 * rounds)  # far more than a slow machine needs
    place = installed(kafka.bootstrap, given.registers)
    seconds: list[float] = []
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        hands.start("correlate")
        stays = hands.start("detect")
        with Generator(place, given.posts, RATE) as generator:
            for _ in range(rounds):
                some = [hands.start("detect") for _ in range(TOGETHER)]
                for hand in (stays, *some):
                    hand.wait_until_ready()
                seconds.append(ended_within(some, rng))
            generator.enough()
        progress.wait_until_done()
    posts = given.posts[: generator.acknowledged]
    told(
        Figures(
            fault="workers told to end together",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            stall=longest_silence(place),
            seconds=took[0],
            note=f"{rounds} times {TOGETHER} of {TOGETHER + 1}; the longest took {max(seconds):.1f} s",
        )
    )
    assert max(seconds) < AT_ONCE


def ended_within(some: Sequence[Hand], rng: Random) -> float:
    """Tell these to end, shortly one after another, and return how long it took the last."""
    began = time.monotonic()
    for hand in some:
        hand.tell_to_end()
        time.sleep(rng.uniform(0, APART))
    assert {hand.process.wait(60) for hand in some} == {0}
    return time.monotonic() - began
