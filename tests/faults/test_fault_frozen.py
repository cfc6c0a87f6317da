"""A worker that stands still for longer than its group waits for it, and then goes on as if nothing had been."""

import time
from pathlib import Path
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
FROZEN: Final = 15.0  # seconds; the group waits 10
TAKEN_OVER: Final = 30.0  # seconds
DECIDES: Final = 20.0  # seconds


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_a_worker_that_was_frozen_and_thawed_under_load_corrupts_nothing(kafka: KafkaServer, tmp_path: Path) -> None:
    given = corpus(RATE * 60 * larger())
    place = installed(kafka.bootstrap, given.registers)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        one, *others = [hands.start(name) for name in ("detect", "detect", "correlate")]
        for hand in (one, *others):
            hand.wait_until_ready()
        became = []
        with Generator(place, given.posts, RATE) as generator:
            for _ in range(larger()):
                time.sleep(2)
                one.freeze()
                one.may_end = True
                after = taken_over(progress)
                time.sleep(max(0.0, FROZEN - after))
                one.thaw()
                became.append(f"after {after:.1f} s others judged in its place; thawed it {decided(one)}")
                if not one.running:
                    one = hands.start("detect")
                    one.wait_until_ready()
            generator.enough()
        progress.wait_until_done()
    posts = given.posts[: generator.acknowledged]
    told(
        Figures(
            fault="worker frozen for 15 s and thawed",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            kills=larger(),
            stall=longest_silence(place),
            seconds=took[0],
            note=f"{RATE} posts/s; {'; '.join(became)}",
        )
    )


def taken_over(progress: Progress) -> float:
    """Wait until every partition goes on, and return how many seconds that took."""
    began, had = time.monotonic(), progress.positions("detect", "posts")
    while any(now <= before for now, before in zip(progress.positions("detect", "posts"), had, strict=True)):
        assert time.monotonic() < began + TAKEN_OVER, "nobody judges what the frozen worker had"
        time.sleep(0.1)
    return time.monotonic() - began


def decided(worker: Hand) -> str:
    """Wait until a thawed worker has ended or judges again, and say which."""
    until = time.monotonic() + DECIDES
    while time.monotonic() < until:
        if not worker.running:
            return f"ended with {worker.process.returncode}"
        time.sleep(0.1)
    assert not (why := worker.why_not_ready()), f"it neither ends nor judges again: {why}"
    return "stayed, and judges again"
