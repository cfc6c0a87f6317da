"""Workers that are killed while others join, and two deploys that overlap."""

import time
from collections import deque
from pathlib import Path
from random import Random
from typing import Final

import pytest

from tests.faults.corpus import corpus
from tests.faults.crew import Hand, crew
from tests.faults.figures import Figures, larger, told
from tests.faults.found import Progress, longest_silence
from tests.faults.generator import Generator
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.kafka import KafkaServer

RATE: Final = 500  # posts a second
ROUNDS: Final = 5  # of two kills each
JUDGES_AGAIN: Final = 30.0  # seconds; the group waits 10 for a member that was killed


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_workers_killed_at_random_while_others_join_lose_and_double_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    rng, rounds = Random(11), ROUNDS * larger()
    given = corpus(RATE * 20 * rounds)
    place = installed(kafka.bootstrap, given.registers)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        correlate, workers = hands.start("correlate"), deque([hands.start("detect"), hands.start("detect")])
        with Generator(place, given.posts, RATE) as generator:
            for _ in range(rounds):
                for _ in range(2):
                    workers.append(hands.start("detect"))
                    time.sleep(rng.uniform(0, 3))
                    workers.rotate(rng.randrange(3))
                    workers.popleft().kill()
                judges_again(progress, "detect")
                time.sleep(rng.uniform(0, 0.5))
            correlate.kill()
            hands.start("correlate")
            generator.enough()
        progress.wait_until_done()
    posts = given.posts[: generator.acknowledged]
    told(
        Figures(
            fault="workers killed at random, others join",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            kills=2 * rounds + 1,
            stall=longest_silence(place),
            seconds=took[0],
            note=f"{RATE} posts/s",
        )
    )


@pytest.mark.slow
def test_two_deploys_that_overlap_lose_and_double_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    given = corpus(RATE * 100)  # far more than a slow machine needs
    place = installed(kafka.bootstrap, given.registers)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        old = [hands.start(name) for name in ("correlate", "detect", "detect")]
        all_ready(old)
        with Generator(place, given.posts, RATE) as generator:
            time.sleep(2)
            new = [hands.start(name) for name in ("correlate", "detect", "detect")]
            all_ready(new)
            time.sleep(3)
            codes = {hand.stop() for hand in old}
            time.sleep(3)
            generator.enough()
        progress.wait_until_done()
        assert {hand.stop() for hand in new} == codes == {0}
    posts = given.posts[: generator.acknowledged]
    told(
        Figures(
            fault="two deploys overlapping",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            stall=longest_silence(place),
            seconds=took[0],
            note=f"{RATE} posts/s, two workers and then four",
        )
    )


def judges_again(progress: Progress, group: str) -> None:
    """Wait until the group commits more than it had."""
    had, until = progress.committed(group, "posts"), time.monotonic() + JUDGES_AGAIN
    while progress.committed(group, "posts") <= had:
        assert time.monotonic() < until, f"{group} judges nothing for {JUDGES_AGAIN} s"
        time.sleep(0.05)


def all_ready(hands: list[Hand]) -> None:
    for hand in hands:
        hand.wait_until_ready()
