"""The same turns told to an installation of either mode."""

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Event as Signal
from typing import Final

from services.erase.forget import GROUP as ERASE
from services.erase.forget import Forget
from services.handling import units
from services.run.supervise import supervise
from services.settings import Settings
from services.wiring import Installation, distributed, embedded, utc_now
from services.workers import idle
from streams.consume import Observation, consume_once
from tests.contract.kafka_homes import fresh_place
from tests.faults.crew import crew
from tests.parity.answers import Answers, answers
from tests.parity.story import Turn
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.kafka import KafkaServer

PATIENCE: Final = 120.0  # seconds for what follows from one turn
_NAMES: Final = ("detect", "detect", "correlate", "index", "rescan")
_WORKER: Final = {"registers_every_seconds": 0.2, "registers_max_age_seconds": 1.0}


@dataclass(slots=True)
class Distributed:
    """An installation on real servers, its processes running; what erases is driven from here."""

    installation: Installation

    def tell(self, turn: Turn) -> None:
        """Append it, and wait for everything that follows from it."""
        self.installation.log.append(turn)
        until = time.monotonic() + PATIENCE
        while not self._idle():
            assert time.monotonic() < until, "not idle in time"
        time.sleep(2 * _WORKER["registers_every_seconds"])

    def answers(self) -> Answers:
        """What its store says."""
        return answers(self.installation.store)

    def _idle(self) -> bool:
        """Seen twice: a step that ends writes what another one reads."""
        log, store = self.installation.log, self.installation.store
        forget = Forget(log, store, self.installation.declared.registers, self.installation.clock)
        while consume_once(log, ERASE, ("posts", "registers"), forget.note):
            pass
        forget.work()
        return idle(self.installation) and idle(self.installation)


@contextmanager
def on_servers(kafka: KafkaServer, elasticsearch: ElasticsearchServer, folder: Path) -> Iterator[Distributed]:
    """A fresh installation on these servers: two workers that judge, and one of each of the others."""
    place = fresh_place(kafka.bootstrap, partitions=4)
    search = {"urls": [elasticsearch.url], "prefix": place.prefix, "replicas": 0}
    parts = {"bootstrap": place.bootstrap, "prefix": place.prefix, "replication": 1, "partitions": 4}
    settings = Settings.model_validate(
        {"mode": "distributed", "kafka": parts, "elasticsearch": search, "worker": _WORKER}
    )
    variables = {
        "VORLAUT_ELASTICSEARCH__URLS": elasticsearch.url,
        "VORLAUT_ELASTICSEARCH__PREFIX": place.prefix,
        "VORLAUT_ELASTICSEARCH__REPLICAS": "0",
        **{f"VORLAUT_WORKER__{name.upper()}": str(value) for name, value in _WORKER.items()},
    }
    with ExitStack() as stack:
        hands = stack.enter_context(crew(place, folder, variables))
        for hand in [hands.start(name) for name in _NAMES]:
            hand.wait_until_ready()
        yield Distributed(distributed(settings, utc_now, stack))


def in_one_process(folder: Path, turns: tuple[Turn, ...], now: datetime) -> Answers:
    """What an embedded installation answers to these turns; its clock stands still."""
    with ExitStack() as stack:
        installation = embedded(Settings(data=folder), lambda: now, stack)
        working = units(installation, erase_every=0)
        for turn in turns:
            installation.log.append(turn)
            supervise(working, Signal(), _no_failure, until_idle=True)
        return answers(installation.store)


def _no_failure(turn: Observation) -> None:
    assert turn.failed is None, turn
