"""A worker whose clock jumps, forward and back."""

import time
from pathlib import Path
from typing import Final

import pytest

from tests.faults.corpus import corpus, declared_later
from tests.faults.crew import PATIENCE, Hand, crew
from tests.faults.figures import Figures, larger, told
from tests.faults.generator import Generator, append_all
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.kafka import KafkaServer

RATE: Final = 500  # posts a second
JUMPS: Final = {"45 minutes forward": 2700, "2 hours back": -7200}
KNOWS: Final = 15.0  # seconds; registers are read each second, and gauges set every five
JUMPS_AFTER: Final = 6.0  # seconds after the worker's start


@pytest.mark.slow
@pytest.mark.parametrize("jump", JUMPS)
def test_a_clock_that_jumps_loses_and_changes_nothing(jump: str, kafka: KafkaServer, tmp_path: Path) -> None:
    given = corpus(RATE * 10 * larger())
    place = installed(kafka.bootstrap, given.registers)
    odd = {"ODD_CLOCK_AFTER": str(JUMPS_AFTER), "ODD_CLOCK_JUMP": str(JUMPS[jump])}
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        workers = [hands.start_odd(name, odd) for name in ("correlate", "detect")]
        with Generator(place, given.posts, RATE):
            for worker in workers:
                worker.wait_until_ready()
        register, leak = declared_later()
        append_all(place, [register])
        knows(workers[1], len(given.registers) + 1)
        append_all(place, [leak])
        progress.wait_until_done()
        assert not {worker.why_not_ready() for worker in workers} - {""}
    told(
        Figures(
            fault=f"clock jumps {jump}",
            verdict=judged(place, (*given.registers, register), (*given.posts, leak)),
            posts=len(given.posts),
            seconds=took[0],
            note=f"{RATE} posts/s; a register declared afterwards holds",
        )
    )


@pytest.mark.slow
def test_a_worker_whose_clock_is_hours_ahead_ends_and_says_so_and_loses_nothing(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    given = corpus(RATE * 2)
    place = installed(kafka.bootstrap, given.registers)
    append_all(place, given.posts)
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path) as hands:
        hands.start("correlate")
        ahead = hands.start_odd("detect", {"ODD_CLOCK_JUMP": str(3 * 3600)})
        ahead.may_end = True
        assert ahead.process.wait(PATIENCE)
        assert "set this machine's clock" in ahead.printed()
        hands.start("detect")
        progress.wait_until_done()
    told(
        Figures(
            fault="clock three hours ahead",
            verdict=judged(place, given.registers, given.posts),
            posts=len(given.posts),
            seconds=took[0],
            note="Kafka takes nothing of so late a time: the worker ends, and the next one judges all of it",
        )
    )


def knows(worker: Hand, registers: int) -> None:
    """Wait until it judges by so many register events."""
    until = time.monotonic() + KNOWS
    while worker.metric("vorlaut_registers_version") < registers:
        assert time.monotonic() < until, "a register that was declared is not heard of"
        time.sleep(0.1)
