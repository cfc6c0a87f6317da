"""A stage of the pipeline as a Faust app, and the worker that runs it.

Faust deals partitions, recovers the state and hands over packed records; it decides nothing. What it hands over is
judged in `streams.faust_judge`, sent by `streams.faust_outbox`, and committed when that is durable.
"""

import asyncio
import logging
from collections.abc import Iterable
from threading import Event as Signal
from typing import Final

import faust
import uvloop
from aiokafka.errors import (
    GroupAuthorizationFailedError,
    InvalidTimestampError,
    KafkaError,
    TopicAuthorizationFailedError,
    UnsupportedVersionError,
)
from faust.types import TP, AgentT, StreamT
from faust.types.auth import CredentialsT
from mode.types import ServiceT

from streams.faust_judge import SESSION, Judge
from streams.faust_outbox import Outbox
from streams.faust_state import StateTable
from streams.faust_worker import Readiness, Worker
from streams.log.kafka_errors import CLOCK
from streams.log.kafka_place import KafkaPlace, trusted
from streams.safe_faust import SafeApp
from streams.stage import CannotRun, Unavailable

_PART: Final = "partitions"
_DEALING: Final = "partitions are dealt or their state is recovered"
_FETCH: Final = 4 * 1024 * 1024
_NEVER: Final = (GroupAuthorizationFailedError, TopicAuthorizationFailedError, UnsupportedVersionError)
_COMMIT_SECONDS: Final = 0.5  # for Kafka to take, after draining, how far it came
_STOP_SECONDS: Final = 3.5  # for Faust to stop after draining, the commit among it
_LOOK: Final = 0.05  # seconds between two looks at whether to end


class _Topics(faust.Topic):
    """Several topics that `faust agents` can name: Faust itself has a name only for one."""

    def get_topic_name(self) -> str:
        """What they are called."""
        return ", ".join(self.topics)


class StageApp(SafeApp):
    """One stage. `faust -A module:app worker` runs it as well as `run` does."""

    def __init__(self, worker: Worker) -> None:
        super().__init__(worker.place.group(worker.stage.name), **_settings(worker))
        self._worker = worker
        self._ready = Readiness(worker.told.ready)
        self._ready.hold(_PART, _DEALING)
        self._outbox = Outbox(worker.place, worker.stage, self._ready, worker.told.beat)
        state = StateTable(self, "state")
        self._judge = Judge(self, worker, self._outbox, state, self._ready)
        self.on_partitions_revoked.connect(self._give_back, weak=False)
        self._add_agent()

    def on_init_dependencies(self) -> Iterable[ServiceT]:
        """What sends is there before anything is read, and until nothing is read any more."""
        return [self._outbox, self._judge, *super().on_init_dependencies()]

    async def on_stop(self) -> None:
        """Finish what was begun, commit, stop; a consumer that is stopped meanwhile would never answer the commit."""
        within = self._worker.drain.total_seconds() + _COMMIT_SECONDS
        giving_up = asyncio.get_running_loop().call_later(within, self.giving_up.set)
        async with self.letting_go:
            if self.serving and not self.crashed:
                await self._let_go()
        giving_up.cancel()
        await super().on_stop()

    def on_recovered(self, generation: int) -> None:
        """The state is complete: judging begins."""
        super().on_recovered(generation)
        if self.serving:
            self._worker.told.rebalanced(len(self._mine()))
            self._ready.clear(_PART)

    async def _give_back(self, *_: object, **__: object) -> None:
        """The partitions go to others, when nothing of them is open any more."""
        self._ready.hold(_PART, _DEALING)
        async with self.letting_go:
            await self._let_go()

    async def _let_go(self) -> None:
        """Begin nothing more, finish what was begun and commit it."""
        self.revoke()
        if not await self._judge.drain(self._worker.drain.total_seconds()) and not self.should_stop:
            await self.crash(Unavailable("what was begun could not be finished in time: it comes again to others"))
        await self.commit_settled()

    def _mine(self) -> set[TP]:
        reads = {self._worker.place.topic(topic) for topic in self._worker.stage.reads}
        return {tp for tp in self.consumer.assignment() if tp.topic in reads}

    def _add_agent(self) -> None:
        names = [self._worker.place.topic(topic) for topic in self._worker.stage.reads]
        topic = self.topic(*names, key_serializer="raw", value_serializer="raw")

        async def judge(stream: StreamT[bytes]) -> None:
            async for event in stream.events():
                await self._judge.take(event.message)

        self.agent(topic, name=self._worker.stage.name)(judge)

    async def _on_agent_error(self, agent: AgentT[bytes], error: BaseException) -> None:  # noqa: ARG002 - Faust's signature
        """An error that reaches Faust would be taken for done: the worker ends instead, its position kept."""
        await self.crash(error)


def build_app(worker: Worker) -> StageApp:
    """The app of this worker. Connects to nobody before it is started."""
    return StageApp(worker)


def run(worker: Worker, stop: Signal) -> None:
    """Judge until `stop` is set; what was begun is finished then.

    Raises `CannotRun`, and `Unavailable` where the worker has to begin anew; positions are kept.
    """
    for name in ("faust", "mode", "aiokafka"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters is told through the worker
    with asyncio.Runner(loop_factory=uvloop.new_event_loop) as runner:
        runner.run(_serve(worker, stop))


async def _serve(worker: Worker, stop: Signal) -> None:
    app = build_app(worker)
    starting = asyncio.ensure_future(_start(app))
    asked = asyncio.ensure_future(_set(stop))
    crashed = asyncio.ensure_future(app.wait_until_stopped())
    await asyncio.wait({asked, crashed}, return_when=asyncio.FIRST_COMPLETED)
    stopping = asyncio.ensure_future(app.stop())  # which takes no notice of being cancelled
    await asyncio.wait({stopping}, timeout=worker.drain.total_seconds() + _STOP_SECONDS)
    tasks = {starting, asked, crashed, stopping}
    for task in tasks:
        task.cancel()
    await asyncio.wait(tasks, timeout=_LOOK)
    if app.crash_reason is not None:
        raise _meant(app.crash_reason, worker.place)


async def _set(stop: Signal) -> None:
    while not stop.is_set():  # noqa: ASYNC110 - of another thread
        await asyncio.sleep(_LOOK)


async def _start(app: StageApp) -> None:
    try:
        await app.start()
    except (CannotRun, Unavailable, KafkaError) as error:
        await app.crash(error)


def _meant(reason: BaseException, place: KafkaPlace) -> BaseException:
    """What ended the worker, as a person is told."""
    name = type(reason).__name__
    if isinstance(reason, _NEVER):
        return CannotRun(f"Kafka does not allow {place.username or 'this client'} what is needed ({name}): grant it")
    if isinstance(reason, InvalidTimestampError):
        return Unavailable(CLOCK)
    if isinstance(reason, KafkaError):
        return Unavailable(f"Kafka at {', '.join(place.bootstrap)} did not do it ({name}): look at the brokers")
    return reason


def _settings(worker: Worker) -> dict[str, object]:
    """Faust's settings; each that is not its default was measured or is needed for losing nothing."""
    place = worker.place
    return {
        "broker": [f"kafka://{address}" for address in place.bootstrap],
        "broker_credentials": _credentials(place),
        "broker_commit_interval": 1.0,
        "broker_max_poll_records": 500,
        "broker_session_timeout": SESSION,
        "broker_heartbeat_interval": 3.0,
        "broker_request_timeout": 40.0,
        "broker_rebalance_timeout": 60.0,
        "consumer_auto_offset_reset": "earliest",
        "consumer_max_fetch_size": _FETCH,
        "processing_guarantee": "at_least_once",
        "key_serializer": "raw",
        "value_serializer": "raw",
        "store": "memory://",
        "stream_buffer_maxsize": 256,
        "stream_recovery_delay": 0.0,
        "stream_wait_empty": False,  # we drain ourselves: Faust would wait for a record that waits for registers
        "table_standby_replicas": 0,
        "Topic": _Topics,
        "topic_allow_declare": False,
        "topic_disable_leader": True,
        "topic_partitions": place.partitions_of(worker.stage.reads[0]),
        "web_enabled": False,
    }


def _credentials(place: KafkaPlace) -> CredentialsT | None:
    context = trusted(place)
    if place.protocol.startswith("SASL"):
        return faust.SASLCredentials(
            username=place.username, password=place.password, mechanism=place.mechanism, ssl_context=context
        )
    return None if context is None else faust.SSLCredentials(context)
