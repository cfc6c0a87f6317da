"""The writing side of a Faust worker: one idempotent producer for outputs and changelog."""

import asyncio
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from aiokafka import AIOKafkaProducer
from aiokafka.errors import KafkaConnectionError, KafkaTimeoutError, UnknownTopicOrPartitionError
from mode import Service

from streams.faust_state import Changes, entries
from streams.faust_worker import Readiness
from streams.log.kafka_place import KafkaPlace, trusted
from streams.log.kafka_records import Message, messages
from streams.log.kafka_topics import changelog_topic
from streams.log.packing import Pair
from streams.pipeline import Stage
from streams.stage import CannotRun
from streams.topics import Topic

Delivery = asyncio.Future[object]  # done when the message is durable

_PART: Final = "outputs"
_BATCH: Final = 256 * 1024
_REQUEST: Final = 32 * 1024 * 1024  # before compression, which only this client's check looks at
_PAUSE: Final = 1.0  # seconds between two attempts to reach Kafka, and between two beats
_STOP: Final = 1.0  # seconds for the producer's end


class Outbox(Service):
    """Sends in the order it is asked to; raises `CannotRun` where a topic is missing or not as it should be.

    `beat` is called each second while it waits for Kafka at its start: nothing else of a worker is started before.
    """

    def __init__(
        self, place: KafkaPlace, stage: Stage, ready: Readiness, beat: Callable[[], None] = lambda: None
    ) -> None:
        super().__init__()
        self._place = place
        self._stage = stage
        self._ready = ready
        self._beat = beat
        self._changelog = changelog_topic(place, stage.name)
        self._producer: AIOKafkaProducer | None = None

    async def on_start(self) -> None:
        """Connect, however long it takes, and look at the topics."""
        beating = asyncio.ensure_future(self._beat_on())
        try:
            await self._connect()
        finally:
            beating.cancel()

    async def _beat_on(self) -> None:
        while True:
            self._beat()
            await asyncio.sleep(_PAUSE)

    async def _connect(self) -> None:
        while not self.should_stop:
            producer = self._made()
            try:
                await producer.start()
            except KafkaConnectionError:
                await producer.stop()
                brokers = ", ".join(self._place.bootstrap)
                self._ready.hold(_PART, f"Kafka at {brokers} does not answer, or refuses the login")
                await self.sleep(_PAUSE)
            else:
                self._producer = producer
                await self._check_topics(producer)
                self._ready.clear(_PART)
                return

    async def on_stop(self) -> None:
        """Disconnect."""
        if self._producer is not None:
            await asyncio.wait([asyncio.ensure_future(self._producer.stop())], timeout=_STOP)

    async def send(self, pairs: Mapping[Topic, Sequence[Pair]], milliseconds: int) -> list[Delivery]:
        """Send these events; waits while too much is underway."""
        return [await self._put(message, milliseconds) for message in messages(self._place, pairs)]

    async def note(self, partition: int, batches: Iterable[Changes], milliseconds: int) -> list[Delivery]:
        """Send what was written to the state of a partition to the changelog."""
        return [
            await self._put(Message(self._changelog, partition, key.encode(), value), milliseconds)
            for changes in batches
            for key, value in entries(changes)
        ]

    async def delivered(self, deliveries: Sequence[Delivery], patience: float) -> None:
        """Wait until these are durable; raises what Kafka's client raises. Not ready beyond `patience` seconds."""
        if not deliveries:
            return
        _, late = await asyncio.wait(deliveries, timeout=patience)
        if late:
            self._ready.hold(_PART, "outputs cannot be delivered to Kafka: look at the brokers")
        for delivery in deliveries:
            await delivery
        self._ready.clear(_PART)

    async def _put(self, message: Message, milliseconds: int) -> Delivery:
        while True:
            try:
                delivery: Delivery = await self._ensured().send(
                    message.topic, message.value, message.key, message.partition, timestamp_ms=milliseconds
                )
            except KafkaTimeoutError:  # it was not taken: nothing is out of order yet
                self._ready.hold(_PART, "outputs cannot be delivered to Kafka: look at the brokers")
            else:
                return delivery

    async def _check_topics(self, producer: AIOKafkaProducer) -> None:
        place = self._place
        wanted = {place.topic(name): place.partitions_of(name) for name in (*self._stage.reads, *self._stage.writes)}
        wanted[self._changelog] = place.partitions_of(self._stage.reads[0])
        for name, count in wanted.items():
            try:
                found = len(await producer.partitions_for(name))
            except UnknownTopicOrPartitionError:
                found = 0
            if found != count:
                raise CannotRun(
                    f"the topic {name} has {found} partitions, should have {count}: run `vorlaut topics apply`"
                )

    def _ensured(self) -> AIOKafkaProducer:
        if self._producer is None:
            raise CannotRun("the worker was stopped before it could reach Kafka")
        return self._producer

    def _made(self) -> AIOKafkaProducer:
        place = self._place
        return AIOKafkaProducer(
            bootstrap_servers=list(place.bootstrap),
            client_id=place.group(self._stage.name),
            acks="all",
            enable_idempotence=True,
            compression_type="zstd",
            linger_ms=5,
            max_batch_size=_BATCH,
            max_request_size=_REQUEST,
            security_protocol=place.protocol,
            sasl_mechanism=place.mechanism,
            sasl_plain_username=place.username,
            sasl_plain_password=place.password,
            ssl_context=trusted(place),
        )
