"""`python -m tests.contract.state_worker`: a worker whose step does with its state what events say.

STATE_BOOTSTRAP, STATE_PREFIX and STATE_PARTITIONS name the place. STATE_BLIND: it never gets any registers.
"""

import json
import os
from collections.abc import Iterable
from datetime import UTC, datetime
from threading import Event as Signal

from prometheus_client import CollectorRegistry

from services.health import Health, serve
from services.run.ending import stopped_by_signals
from services.settings import MetricsSettings
from streams.events import Event
from streams.faust_app import run
from streams.faust_worker import Told, Worker
from streams.log.kafka_place import KafkaPlace
from streams.losses import Gap
from streams.pipeline import Stage
from streams.situation.model import Situation
from streams.topics import Emit, State

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)


def step(event: Event, _situation: Situation, state: State) -> Iterable[Emit]:
    """Set keys, remove them, fail, or tell what the state holds."""
    assert isinstance(event, Gap)
    for word in event.source.split():
        what, _, rest = word.partition(":")
        key, _, value = rest.partition("=")
        if what == "set":
            state[key] = value.encode()
        elif what == "remove":
            del state[key]
        elif what == "tell":
            held = {name: state[name].decode() for name in sorted(state)}
            yield Emit("gaps", "told", said(json.dumps(held)))


def said(words: str) -> Gap:
    """An event that holds these words."""
    return Gap(source=words, since=NOON, until=NOON, reason="")


STAGE = Stage("detect", ("posts",), ("gaps", "dead-letters"), step)


def main() -> None:
    """Work until SIGTERM."""
    place = KafkaPlace(
        bootstrap=tuple(os.environ["STATE_BOOTSTRAP"].split(",")),
        prefix=os.environ["STATE_PREFIX"],
        replication=1,
        partitions=int(os.environ["STATE_PARTITIONS"]),
    )
    situation = None if os.environ.get("STATE_BLIND") else Situation()
    health = Health(60)
    told = Told(beat=health.beat, ready=lambda why: health.ready("worker", not why, why))
    settings = MetricsSettings(port=int(os.environ["VORLAUT_METRICS__PORT"]))
    stop = Signal()
    with stopped_by_signals(stop), serve(settings, CollectorRegistry(), health):
        run(Worker(place=place, stage=STAGE, registers=lambda: situation, told=told), stop)


if __name__ == "__main__":
    main()
