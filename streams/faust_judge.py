"""What a Faust worker does with a packed record: judged at once, then out of the way until its outputs are durable.

Packed records are judged one after another. What follows from them is sent without waiting for it, for at most
`MOST_OPEN` of them at a time, and settled in order: outputs durable, then the state's changelog, then the position.
"""

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic, perf_counter
from typing import Final

from faust.types import TP
from faust.types.tuples import Message
from mode import Service

from streams.codec import Malformed
from streams.events import Event
from streams.faust_outbox import Delivery, Outbox
from streams.faust_pulse import Pulse
from streams.faust_state import Changes, Singly, StateTable, Written
from streams.faust_worker import Handled, Readiness, Worker
from streams.log.kafka_records import encoded, records, stamp
from streams.safe_faust import SafeApp
from streams.situation.model import Registers, Situation
from streams.stage import Outcome, Step, attempts
from streams.topics import Emit, Record, State, Topic

MOST_OPEN: Final = 64  # packed records
SESSION: Final = 10.0  # seconds after which a group takes a member that it does not hear for gone
_PART: Final = "registers"
_PATIENCE: Final = 5.0  # seconds of outputs underway, from which on the worker is not ready
_LOOK: Final = 0.05  # seconds between two looks at what is waited for
_TIDY_EVERY: Final = timedelta(days=1)
_NEVER: Final = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A packed record that is judged and whose outputs are underway."""

    tp: TP
    offset: int
    deliveries: Sequence[Delivery]
    batches: Sequence[Changes]
    milliseconds: int


@dataclass(slots=True)
class _Arrived:
    """A message of Faust as Kafka's client gives it."""

    topic: str
    partition: int
    offset: int
    timestamp: int
    key: bytes | None
    value: bytes | None


class Judge(Service):
    """Judges for one worker and settles what was judged. An error of it ends the app."""

    def __init__(self, app: SafeApp, worker: Worker, outbox: Outbox, state: StateTable, ready: Readiness) -> None:
        super().__init__(beacon=app.beacon)
        self._app = app
        self._worker = worker
        self._step = _sendable(worker.stage.step)
        self._outbox = outbox
        self._state = state
        self._ready = ready
        self._topics: dict[str, Topic] = {worker.place.topic(topic): topic for topic in worker.stage.reads}
        self._begun: asyncio.Queue[_Begun] = asyncio.Queue()
        self._places = asyncio.Semaphore(MOST_OPEN)
        self._open = 0
        self._tidied: dict[int, datetime] = {}
        self._left: dict[int, Registers] = {}
        self._pulse = Pulse(SESSION - 2)

    async def on_start(self) -> None:
        """Begin to notice when the process stands still."""
        self._worker.told.beat()
        self._pulse.start()

    async def on_stop(self) -> None:
        """End."""
        self._pulse.stop()

    async def take(self, message: Message) -> None:
        """Judge a packed record; waits for registers, and while too many are open.

        Left out where it is not this worker's turn any more: it comes again to whoever's it is.
        """
        await self._places.acquire()
        self._open += 1
        if (situation := await self._situation(message.generation_id)) is None:
            self._close()
            return
        began = perf_counter()
        found = records(self._topics[message.topic], _arrived(message))
        tidied = self._tidied_batches(message, situation.registers)
        written = Written(self._state.partition(message.partition))
        outcomes = list(self._outcomes(found, situation, written))
        emits, dead = [emit for one in outcomes for emit in one.emits], sum(one.dead for one in outcomes)
        if self._worker.limit:
            self._worker.limit.add(len(found), dead)
        batches = [*tidied, *written.batches()]
        if batches:
            batches = [*self._state.half_told(message.partition), *batches]
        await self._begin(message, emits, batches)
        self._worker.told.handled(Handled(len(found), perf_counter() - began, dead, emits))

    async def drain(self, within: float) -> bool:
        """Wait until nothing is open, and say whether that was so in time."""
        until = monotonic() + within
        while self._open and monotonic() < until and not self.should_stop:  # noqa: ASYNC110 - rare, and of three ends
            await asyncio.sleep(_LOOK)
        return not self._open

    async def _situation(self, generation: int | None) -> Situation | None:
        """The registers, as soon as they are fresh; None where this is not, or no longer, the worker's turn."""
        while self._app.serves(generation) and not self.should_stop:
            if situation := self._worker.registers():
                self._ready.clear(_PART)
                return situation
            self._ready.hold(_PART, "registers are missing or too old to judge by: look at Kafka")
            await asyncio.sleep(_LOOK)
        return None

    def _outcomes(self, found: Sequence[Record], situation: Situation, written: Written) -> Iterator[Outcome]:
        for outcome in attempts(self._worker.stage.name, self._step, found, situation, written):
            written.seal()
            yield outcome

    def _tidied_batches(self, message: Message, registers: Registers) -> Sequence[Changes]:
        """As of this record: one who catches up with old ones needs what was needed then."""
        now, tidy, partition = self._worker.clock(), self._worker.tidy, message.partition
        state = Singly(self._state.partition(partition))
        if now - self._tidied.get(partition, _NEVER) >= _TIDY_EVERY:
            self._tidied[partition] = now
            self._left.pop(partition, None)
            if tidy is not None:
                tidy(state, min(now, datetime.fromtimestamp(message.timestamp, UTC)))
        if self._worker.leave is not None and self._left.get(partition) is not registers:
            self._left[partition] = registers
            self._worker.leave(state, registers)
        return state.batches()

    async def _begin(self, message: Message, emits: Sequence[Emit], batches: Sequence[Changes]) -> None:
        if not emits and not batches:
            self._settle(message.tp, message.offset)
            return
        milliseconds = stamp(self._worker.clock())
        deliveries = await self._outbox.send(encoded(emits), milliseconds)
        self._begun.put_nowait(_Begun(message.tp, message.offset, deliveries, batches, milliseconds))

    @Service.task
    async def _beat(self) -> None:
        while not self.should_stop:
            self._worker.told.beat()
            await self.sleep(1.0)

    @Service.task
    async def _finish(self) -> None:
        while not self.should_stop:
            begun = [await self._begun.get()]
            while not self._begun.empty():
                begun.append(self._begun.get_nowait())
            await self._outbox.delivered([each for one in begun for each in one.deliveries], _PATIENCE)
            self._pulse.check()
            notes: list[Delivery] = []
            for one in begun:
                notes += await self._outbox.note(one.tp.partition, one.batches, one.milliseconds)
            await self._outbox.delivered(notes, _PATIENCE)
            for one in begun:
                self._settle(one.tp, one.offset)

    def _settle(self, tp: TP, offset: int) -> None:
        self._app.settle(tp, offset)
        self._close()

    def _close(self) -> None:
        self._open -= 1
        self._places.release()


def _sendable(step: Step) -> Step:
    """The step, which fails where it gives what Kafka never takes, and then has kept nothing either."""

    def checked(event: Event, situation: Situation, state: State) -> Sequence[Emit]:
        emits = tuple(step(event, situation, state))
        try:
            encoded(emits)
        except (Malformed, UnicodeEncodeError) as error:
            raise Malformed(f"what it gives cannot be sent: {type(error).__name__}") from None
        return emits

    return checked


def _arrived(message: Message) -> _Arrived:
    """Faust counts in seconds."""
    return _Arrived(
        message.topic,
        message.partition,
        message.offset,
        round(message.timestamp * 1000),
        message.key,
        message.value,
    )
