"""Faust without its eight ways of losing or forgetting messages, one of ending for nothing, and three of never ending.

It touches private code: the pins are exact, and a test fails when the code it rests on changes.

Commits past open messages   Faust 0.15.3 commits past messages that are not done yet. Here the contiguous prefix of
                             what was delivered and settled is committed, and Faust's own acknowledgements count for
                             nothing: it gives them also to messages that it skipped or whose agent raised.
Drops after recovery         An app with a table resumes fetching, then awaits a seek, then clears every stream's
                             buffer. Here nothing is delivered until the buffers are cleared.
Positions without a commit   A seek to what was committed leaves partitions alone that have no commit yet: what was
                             fetched and thrown away would never come again. Here they begin anew.
Recovery that ends quietly   A time-out while recovering ends the recovery for good, and the worker stands still. Here
                             it goes on waiting.
Recovery with a gap          A fetch from before a rebalance goes on through it. With every partition paused Kafka's
                             client takes that for all of them: it gives records of a changelog that was just sought,
                             and Faust, which delivers nothing then, drops them. The state lacks them from then on.
                             Here the seek waits until nothing is fetched.
Recovery that was overtaken  It lets records flow while partitions are dealt, and passes for completed where it is
                             overtaken while it reads. Here it ends when its partitions are taken.
Commits that failed          A position that Kafka did not take counts as committed, and is not sent again. Here it is.
Stops that overtake          Partitions that are taken while the app stops go to others at once, with work on them still
                             going on. Here they go when what was begun is finished.
Looks that end the worker    It looks from time to time for partitions that stand still, only to log them. One whose
                             position is not known yet is an error then. Here it does not look.
"""

import asyncio
from collections import Counter, deque
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

import faust
from faust.tables.manager import TableManager
from faust.tables.recovery import RebalanceAgain, Recovery
from faust.transport.consumer import RecordMap
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage
from faust.types.transports import ConsumerCallback, ConsumerT, TPorTopicSet, TransportT
from faust.types.tuples import Message
from mode import Seconds
from mode.services import WaitArgT
from mode.threads import WorkerThread

_FETCH_SECONDS: Final = 0.2  # that one fetch may wait for records, and a recovery for it
_LEAVE_SECONDS: Final = 1.5  # for the consumer to leave its group, and as much for its thread to end


class Delivered:
    """What was delivered of one partition, in order, and which of it is settled."""

    __slots__ = ("_open", "_reached", "_settled")

    def __init__(self) -> None:
        self._open: deque[int] = deque()
        self._settled: set[int] = set()
        self._reached: int | None = None

    def deliver(self, offset: int) -> None:
        """A record goes to an agent now."""
        self._open.append(offset)

    def settle(self, offset: int) -> None:
        """A record is done: all that follows from it is durable."""
        self._settled.add(offset)

    def committable(self) -> int | None:
        """The offset behind the longest settled beginning; None where there is none."""
        while self._open and self._open[0] in self._settled:
            last = self._open.popleft()
            self._settled.discard(last)
            self._reached = last + 1
        return self._reached


class _Thread(WorkerThread):
    """Is not waited for by the end of the process."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through to mode
        super().__init__(*args, **kwargs)
        self.daemon = True

    def stop(self) -> None:
        """Wait shortly: whoever asks is the loop of the app."""
        self.is_stopped.wait(_LEAVE_SECONDS)


class SafeConsumerThread(driver.AIOKafkaConsumerThread):
    """Ends in time and says so, also where no broker answers any more."""

    Worker = _Thread

    async def on_thread_stop(self) -> None:
        """What comes out of the client's stop is not ours: its own cancellation would end this thread untold."""
        leaving = asyncio.gather(super().on_thread_stop(), return_exceptions=True)
        await asyncio.wait([leaving], timeout=_LEAVE_SECONDS)


class SafeConsumer(driver.Consumer):
    """Commits what is settled and nothing else."""

    def __init__(self, transport: TransportT, callback: ConsumerCallback, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - handed through to Faust
        self._delivered: dict[TP, Delivered] = {}

        async def deliver(message: ConsumerMessage) -> None:
            if self.app.topics.acks_enabled_for(message.topic):
                self._delivered.setdefault(message.tp, Delivered()).deliver(message.offset)
            await callback(message)

        super().__init__(transport, deliver, *args, **kwargs)

    def _new_consumer_thread(self) -> SafeConsumerThread:
        return SafeConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def settle(self, tp: TP, offset: int) -> None:
        """All that follows from this record is durable: it may be committed with those before it."""
        if tp in self._delivered:
            self._delivered[tp].settle(offset)

    def ack(self, message: Message) -> bool:  # noqa: ARG002 - Faust's signature
        """Faust's acknowledgement counts for nothing."""
        return False

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """What others go on with is not ours to commit, even where it comes back to us before it is sought."""
        await super().on_partitions_revoked(revoked)
        for tp in revoked:
            self._delivered.pop(tp, None)

    async def perform_seek(self) -> None:
        """Go back to what is committed: whatever was delivered since comes again."""
        await super().perform_seek()
        fresh = [tp for tp in self.assignment() if not self._is_changelog_tp(tp) and not self._committed_offset[tp]]
        if fresh:
            await self._thread.seek_to_beginning(*map(driver.ensure_aiokafka_TP, fresh))
        self._delivered.clear()

    async def _getmany(self, active_partitions: set[TP] | None, timeout: float) -> RecordMap:  # noqa: ASYNC109 - Faust's signature
        """Faust means to clear this before a fetch, and sets it: `wait_for_stopped_flow` would wait for nothing."""
        self.not_waiting_next_records.clear()  # Faust sets it behind the fetch
        return await super()._getmany(active_partitions, min(timeout, _FETCH_SECONDS))

    def on_buffer_full(self, tp: TP) -> None:
        """Go on fetching: delivery waits for room anyway, and with nothing to fetch Faust would sleep a second."""

    async def verify_all_partitions_active(self) -> None:
        """Look for nothing: where a partition has no position yet, Faust's look ends the worker."""

    def _filter_tps_with_pending_acks(self, topics: TPorTopicSet | None = None) -> Iterator[TP]:
        return (tp for tp in self._delivered if topics is None or tp in topics or tp.topic in topics)

    def _new_offset(self, tp: TP) -> int | None:
        self._acked.pop(tp, None)  # the compiled stream acknowledges past `ack`, and nothing else here takes it out
        self._acked_index.pop(tp, None)
        return self._delivered[tp].committable()

    async def _commit_offsets(self, offsets: Mapping[TP, int], start_new_transaction: bool = True) -> bool:  # noqa: FBT001, FBT002 - Faust's signature
        """Faust takes for committed what Kafka did not take, and would not try it again."""
        before = {tp: self._committed_offset[tp] for tp in offsets}
        done = await super()._commit_offsets(offsets, start_new_transaction)
        if not done:
            self._committed_offset.update(before)
        return done

    async def _add_gap(self, tp: TP, offset_from: int, offset_to: int) -> None:
        """Offsets that were never delivered hold up nothing."""


class SafeTransport(driver.Transport):
    """Makes safe consumers."""

    Consumer = SafeConsumer


class SafeRecovery(Recovery):
    """Seeks while nothing is fetched or delivered, never gives up waiting, and ends where others take over."""

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Resume; what was delivered before is dropped and comes again."""
        await self._wait(self._stand_still())  # Faust resumes after the buffers are cleared
        cast("SafeApp", self.app).on_recovered(generation_id)
        await super().on_recovery_completed(generation_id)

    async def _seek_offsets(self, consumer: ConsumerT, tps: set[TP], offsets: Counter[TP], title: str) -> None:
        """What a fetch takes that was begun before is thrown away: it must not be taken from the new places."""
        await self._stand_still()
        await super()._seek_offsets(consumer, tps, offsets, title)

    async def _stand_still(self) -> None:
        consumer = cast("SafeConsumer", self.app.consumer)
        consumer.stop_flow()
        await consumer.wait_for_stopped_flow()

    async def _wait(self, coro: WaitArgT, timeout: Seconds | None = None) -> None:  # noqa: ARG002, ASYNC109 - Faust's signature
        await super()._wait(coro)
        if not cast("SafeApp", self.app).holds(self._generation_id):
            raise RebalanceAgain


class SafeTables(TableManager):
    """Recovers safely."""

    @property
    def recovery(self) -> Recovery:
        """The one recovery of the app."""
        if self._recovery is None:
            self._recovery = SafeRecovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery


class SafeApp(faust.App):
    """An app whose records are settled by hand, and which knows whose turn it is.

    A record may be worked on only while `serves` says so: its partitions are ours and their state is recovered.
    """

    def __init__(self, name: str, **settings: Any) -> None:  # noqa: ANN401 - Faust's settings; a test knows their names
        super().__init__(name, TableManager=SafeTables, **settings)
        self.letting_go = asyncio.Lock()  # held while what was begun is finished and committed
        self.giving_up = asyncio.Event()  # set when a stop waits for no answer any more
        self._serving: int | None = None
        self._revoked = 0

    def serves(self, generation: int | None) -> bool:
        """Whether records of this generation of the group may be worked on."""
        return self._serving is not None and generation == self._serving

    @property
    def serving(self) -> bool:
        """Whether any records may be worked on."""
        return self._serving is not None

    def settle(self, tp: TP, offset: int) -> None:
        """All that follows from this record is durable."""
        cast("SafeConsumer", self.consumer).settle(tp, offset)

    async def commit_settled(self) -> None:
        """Commit. Given up where the app crashes, as the thread of its consumer ends then and answers nobody, or must.

        What was not committed comes again.
        """
        commit, *ends = map(
            asyncio.ensure_future, (self.consumer.commit(), self._crashed.wait(), self.giving_up.wait())
        )
        await asyncio.wait((commit, *ends), return_when=asyncio.FIRST_COMPLETED)
        for end in ends:
            end.cancel()
        if not commit.cancel():
            commit.result()

    def revoke(self) -> None:
        """The partitions are about to go to others: nothing more is begun until recovered in a later generation."""
        self._serving, self._revoked = None, self.consumer_generation_id

    def holds(self, generation: int) -> bool:
        """Whether the partitions of this generation are still ours."""
        return self._revoked != generation == self.consumer_generation_id

    def on_recovered(self, generation: int) -> None:
        """The state of this generation's partitions is complete. A recovery overtaken by a rebalance does not count."""
        if generation != self._revoked:
            self._serving = generation

    async def _on_partitions_revoked(self, revoked: set[TP]) -> None:
        """While the app stops, Faust would let them go at once, to others, with work on them still going on."""
        self._revoked = self.consumer_generation_id
        if self.should_stop:
            async with self.letting_go:
                pass
        await super()._on_partitions_revoked(revoked)

    async def on_first_start(self) -> None:
        """Faust would make a folder for files; the state lies in memory and in Kafka."""

    def _new_transport(self) -> TransportT:
        return SafeTransport(self.conf.broker_consumer, self)


def unknown_settings(settings: Iterable[str]) -> set[str]:
    """The names among these that Faust does not know: it would ignore them silently."""
    known: Mapping[str, object] = faust.Settings.SETTINGS
    return set(settings) - set(known)
