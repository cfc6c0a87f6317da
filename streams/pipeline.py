"""The pure steps in order: what each reads, what each writes. Whoever drives them reads this table."""

from dataclasses import dataclass

from streams.correlate.correlate import correlate
from streams.detect.detect import detect
from streams.stage import Step
from streams.topics import Topic


@dataclass(frozen=True, slots=True)
class Stage:
    """A pure step between topics; its name is also its consumer group, state table and metric label."""

    name: str
    reads: tuple[Topic, ...]
    writes: tuple[Topic, ...]
    step: Step


DETECT = Stage("detect", ("posts", "recalls"), ("alerts", "contents", "registers", "dead-letters"), detect)
CORRELATE = Stage("correlate", ("alerts",), ("groups", "dead-letters"), correlate)
PIPELINE = (DETECT, CORRELATE)
