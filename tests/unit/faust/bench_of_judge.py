"""A judge among hand-made neighbours: what it asks of them is kept in order, and when outputs are durable is said."""

import asyncio
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, cast

from faust.types import TP
from mode import Service

from streams.codec import decode, encode
from streams.events import Event
from streams.faust_judge import Judge
from streams.faust_outbox import Delivery, Outbox
from streams.faust_state import Changes, StateTable
from streams.faust_worker import Handled, Readiness, Told, Worker
from streams.log.kafka_place import KafkaPlace
from streams.log.packing import Pair, pack
from streams.losses import DeadLetter, Gap
from streams.pipeline import Stage
from streams.situation.model import Situation
from streams.topics import Emit, State, Topic
from tests.unit.faust.consumer_group import message
from tests.unit.faust.loops import turns

if TYPE_CHECKING:
    from streams.safe_faust import SafeApp
    from streams.stage import CannotRun

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
PLACE = KafkaPlace(bootstrap=("127.0.0.1:1",), prefix="t", partitions=2)


class App(Service):
    """Whose turn it is, and what was settled."""

    def __init__(self, happened: list[str]) -> None:
        super().__init__()
        self.generation: int | None = 1
        self.settled: list[int] = []
        self._happened = happened

    def serves(self, generation: int | None) -> bool:
        return self.generation is not None and generation == self.generation

    def settle(self, _tp: TP, offset: int) -> None:
        self.settled.append(offset)
        self._happened.append(f"settled {offset}")


class Box:
    """Outputs and notes that are durable when the test says so."""

    def __init__(self, happened: list[str]) -> None:
        self.sent: list[Mapping[Topic, Sequence[Pair]]] = []
        self.noted: list[tuple[int, Sequence[Changes]]] = []
        self.underway: list[Delivery] = []
        self._happened = happened

    async def send(self, pairs: Mapping[Topic, Sequence[Pair]], _milliseconds: int) -> list[Delivery]:
        self.sent.append(pairs)
        return [self._begin(f"sent {topic}") for topic in pairs]

    async def note(self, partition: int, batches: Iterable[Changes], _milliseconds: int) -> list[Delivery]:
        self.noted.append((partition, list(batches)))
        return [self._begin("noted") for _ in self.noted[-1][1]]

    async def delivered(self, deliveries: Sequence[Delivery], _patience: float) -> None:
        for delivery in deliveries:
            await delivery

    async def let_through(self, *places: int) -> None:
        """These are durable, or all of them."""
        for place in places or range(len(self.underway)):
            if not self.underway[place].done():
                self.underway[place].set_result(None)
        await turns()

    async def refuse(self, place: int, error: Exception) -> None:
        """This cannot be delivered."""
        self.underway[place].set_exception(error)
        await turns()

    def letters(self) -> list[DeadLetter]:
        """The dead letters that were sent."""
        events = [decode(value) for pairs in self.sent for _, value in pairs.get("dead-letters", ())]
        return [event for event in events if isinstance(event, DeadLetter)]

    def _begin(self, what: str) -> Delivery:
        self._happened.append(what)
        self.underway.append(asyncio.get_running_loop().create_future())
        return self.underway[-1]


class Table:
    """The state of each partition."""

    def __init__(self) -> None:
        self.partitions: dict[int, dict[str, bytes]] = {}
        self.half: dict[int, Changes] = {}

    def partition(self, number: int) -> dict[str, bytes]:
        return self.partitions.setdefault(number, {})

    def half_told(self, number: int) -> list[Changes]:
        return [self.half.pop(number)] if number in self.half else []


class Bench:
    """The judge and its neighbours."""

    def __init__(self, **worker: Any) -> None:  # noqa: ANN401 - what a worker takes
        self.happened: list[str] = []
        self.app, self.box, self.table = App(self.happened), Box(self.happened), Table()
        self.situation: Situation | None = Situation()
        self.handled: list[Handled] = []
        self.reasons: list[str] = []
        self.broken: CannotRun | None = None
        self._now = NOON
        told = Told(handled=self.handled.append, beat=worker.pop("beat", lambda: None))
        self.worker = Worker(
            place=PLACE,
            stage=Stage("detect", ("posts",), ("gaps", "alerts", "dead-letters"), step),
            registers=self.registers,
            clock=lambda: self._now,
            told=told,
            **worker,
        )
        self.judge = Judge(
            cast("SafeApp", self.app),
            self.worker,
            cast("Outbox", self.box),
            cast("StateTable", self.table),
            Readiness(self.reasons.append),
        )

    def registers(self) -> Situation | None:
        """What holds, as the test says."""
        if self.broken is not None:
            raise self.broken
        return self.situation

    def clock(self, hours: int) -> None:
        """So many hours later."""
        self._now += timedelta(hours=hours)

    async def take(self, offset: int, *words: str, partition: int = 0, generation: int = 1) -> None:
        """One packed record arrives, with an event for each of these."""
        value = pack([("k", encode(gap(word))) for word in words])
        await self.judge.take(message(offset, TP("t-posts", partition), generation, value, NOON.timestamp()))
        await turns()


@asynccontextmanager
async def bench(**worker: Any) -> AsyncIterator[Bench]:  # noqa: ANN401 - what a worker takes
    """A bench whose judge runs while the block does."""
    made = Bench(**worker)
    async with made.judge:
        yield made


def gap(words: str) -> Gap:
    """An event that says what the step shall do."""
    return Gap(source=words, since=NOON, until=NOON + timedelta(1), reason="")


def step(event: Event, _situation: Situation, state: State) -> Iterable[Emit]:
    """Do what the event says: nothing, say something, keep something, say what cannot be sent, or fail."""
    assert isinstance(event, Gap)
    for word in event.source.split():
        if word.startswith("keep-"):
            state[word.removeprefix("keep-")] = event.source.encode()
        elif word == "fail":
            raise ValueError(word)
        elif word == "say":
            yield Emit("gaps", "k", event)
        elif word == "unsayable":
            yield Emit("gaps", "\ud800", event)
        elif word == "huge":
            yield Emit("gaps", "k", gap("x" * 1_000_001))
