"""A place in Kafka whose workers keep a state, and what they say of it."""

import json
import sys
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from kafka import KafkaProducer

from streams.codec import decode
from streams.faust_state import REDO
from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_topics import changelog_topic
from streams.log.packing import partition_of
from streams.losses import Gap
from streams.topics import Emit
from tests.contract.kafka_homes import fresh_place
from tests.contract.state_worker import said
from tests.faults.crew import Hand
from tests.faults.found import Progress, lying

ROOT: Final = Path(__file__).parents[2]


class Workers:
    """Workers that are told what to do with their state, one packed record for each call."""

    def __init__(self, place: KafkaPlace, folder: Path, log: KafkaLog, progress: Progress) -> None:
        self.place = place
        self.hands: list[Hand] = []
        self._folder = folder
        self._log = log
        self._progress = progress

    def start(self, *, blind: bool = False) -> Hand:
        """One more worker; where it is blind it never gets any registers."""
        variables = {
            "PYTHONPATH": str(ROOT),
            "STATE_BOOTSTRAP": ",".join(self.place.bootstrap),
            "STATE_PREFIX": self.place.prefix,
            "STATE_PARTITIONS": str(self.place.partitions),
            **({"STATE_BLIND": "1"} if blind else {}),
        }
        command = [sys.executable, "-m", "tests.contract.state_worker"]
        hand = Hand("state", command, variables, self._folder / f"state-{len(self.hands)}.log")
        self.hands.append(hand)
        return hand

    def ready(self) -> Hand:
        """One more worker, that works."""
        hand = self.start()
        hand.wait_until_ready()
        return hand

    def tell(self, *events: str, partition: int = 0) -> None:
        """Have a worker do this; it may take a while."""
        key = self._key(partition)
        self._log.append([Emit("posts", key, said(event)) for event in events])

    def done(self, *events: str, partition: int = 0) -> None:
        """Have a worker do this, and wait until it is done and committed."""
        self.tell(*events, partition=partition)
        self.wait()

    def wait(self) -> None:
        """Wait until everything is done and committed."""
        self._progress.wait_until_done(("detect", "posts"))

    def held(self, partition: int = 0) -> Mapping[str, str]:
        """What the state of this partition holds."""
        self.done("tell", partition=partition)
        return self.answers()[-1]

    def answers(self) -> list[dict[str, str]]:
        """All that the workers have told, in order."""
        events = [decode(event.value) for event in lying(self.place, "gaps")]
        return [json.loads(event.source) for event in events if isinstance(event, Gap)]

    def spoil_changelog(self) -> None:
        """Somebody else writes to the changelog what is no state."""
        with closing(KafkaProducer(bootstrap_servers=list(self.place.bootstrap))) as producer:
            producer.send(changelog_topic(self.place, "detect"), b"no state", REDO.encode(), partition=0)
            producer.flush()

    def _key(self, partition: int) -> str:
        count = self.place.partitions_of("posts")
        return next(key for key in map(str, range(1000)) if partition_of(key, count) == partition)


@contextmanager
def workers(bootstrap: tuple[str, ...], folder: Path, partitions: int = 1) -> Iterator[Workers]:
    """Workers in a place of their own; all are killed at the end, where they still run."""
    place = fresh_place(bootstrap, partitions)
    log = KafkaLog(place, clock=lambda: datetime.now(UTC))
    with closing(log), closing(Progress(place)) as progress:
        made = Workers(place, folder, log, progress)
        try:
            yield made
        finally:
            for hand in made.hands:
                hand.kill()
