"""`python -m tests.faults.odd_worker STAGE`: a worker as `vorlaut STAGE`, whose clock or step is made odd by variables.

ODD_STEP_SECONDS: each event takes so much longer. ODD_CLOCK_AFTER and ODD_CLOCK_JUMP: so many seconds after its start
the worker's clock jumps by so many, back where that is negative.
"""

import os
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Event as Signal

from prometheus_client import CollectorRegistry

from services.adapters.memory_store import MemoryStore
from services.health import Health, serve
from services.metrics import declare_metrics
from services.run.ending import stopped_by_signals
from services.settings import load_settings
from services.wiring import Installation, kafka_place, utc_now
from services.workers import beside
from streams.events import Event
from streams.faust_app import run
from streams.log.declared import Declared
from streams.log.kafka import KafkaLog
from streams.pipeline import PIPELINE, Stage
from streams.situation.model import Situation
from streams.topics import Emit, State


def odd_clock(after: float, jump: float) -> Callable[[], datetime]:
    """A clock that jumps once."""
    began = time.monotonic()

    def now() -> datetime:
        return utc_now() + timedelta(seconds=jump if time.monotonic() - began > after else 0.0)

    return now


def slower(stage: Stage, seconds: float) -> Stage:
    """The stage with a step that takes so much longer."""

    def step(event: Event, situation: Situation, state: State) -> Iterable[Emit]:
        time.sleep(seconds)
        return stage.step(event, situation, state)

    return replace(stage, step=step) if seconds else stage


def main(name: str) -> None:
    """Work until SIGTERM."""
    settings = load_settings(None, {})
    clock = odd_clock(_number("ODD_CLOCK_AFTER"), _number("ODD_CLOCK_JUMP"))
    stage = next(slower(stage, _number("ODD_STEP_SECONDS")) for stage in PIPELINE if stage.name == name)
    registry, health = CollectorRegistry(), Health(settings.worker.live_seconds)
    with ExitStack() as stack:
        log = KafkaLog(kafka_place(settings.kafka), clock=clock)
        stack.callback(log.close)
        declared = Declared(log, clock, timedelta(seconds=settings.worker.registers_every_seconds))
        installation = Installation(settings, log, MemoryStore(), declared, clock, declare_metrics(registry), registry)
        stack.enter_context(serve(settings.metrics, registry, health))
        stack.enter_context(stopped_by_signals(stop := Signal()))
        run(stack.enter_context(beside(installation, stage, health)), stop)


def _number(name: str) -> float:
    return float(os.environ.get(name, "0"))


if __name__ == "__main__":
    main(sys.argv[1])
