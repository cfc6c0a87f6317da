"""What a process of the distributed mode logs of whether it is ready."""

import json
from collections.abc import Iterator
from io import StringIO

import pytest
import structlog

from services.cli.process import STARTS_WITHIN, Readiness
from services.logs import configure
from services.settings import LogSettings


class Seconds:
    """A clock that is set."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def lines() -> Iterator[StringIO]:
    stream = StringIO()
    configure(LogSettings(), stream)
    yield stream
    structlog.reset_defaults()


def said(lines: StringIO) -> list[tuple[str, str | None]]:
    return [(line["event"], line.get("error")) for line in map(json.loads, lines.getvalue().splitlines())]


def test_that_a_process_starts_is_nothing_to_warn_of(lines: StringIO) -> None:
    tell = Readiness("detect", supervised=False, clock=Seconds())
    for why in ("detect: partitions are dealt", "", "detect: partitions are dealt"):
        tell(why)
    assert said(lines) == [("ready", None), ("not ready", "detect: partitions are dealt")]


def test_a_process_that_still_cannot_begin_says_what_it_waits_for(lines: StringIO) -> None:
    clock = Seconds()
    tell = Readiness("detect", supervised=False, clock=clock)
    tell("detect: Kafka does not answer")
    clock.now += STARTS_WITHIN + 1
    tell("detect: Kafka does not answer; registers: Kafka cannot be reached")
    assert said(lines) == [("not ready", "detect: Kafka does not answer; registers: Kafka cannot be reached")]
