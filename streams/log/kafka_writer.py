"""The writing side of the Kafka log: what `write` returned from is on every copy that Kafka promises."""

from collections.abc import Iterable
from contextlib import suppress
from threading import Condition, Lock
from typing import Final

from kafka import KafkaProducer
from kafka.errors import KafkaTimeoutError, UnknownError
from kafka.future import Future

from streams.log.kafka_client import connect
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_errors import reaching
from streams.log.kafka_records import Message
from streams.stage import Unavailable

_DELIVERY_SECONDS: Final = 30  # then the writer gives up and its caller comes again
_PATIENCE_SECONDS: Final = 10  # beyond that, for the client to say so
_MOST_UNDERWAY: Final = 64 * 1024 * 1024  # bytes sent and not acknowledged; Kafka's client has no bound of its own
_BATCH: Final = 512 * 1024
_REQUEST: Final = 1024 * 1024 + 512


class Writer:
    """One idempotent producer, made at first use. Threads may share it."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._lock = Lock()
        self._producer: KafkaProducer | None = None
        self._underway = _Underway()

    def write(self, messages: Iterable[Message], milliseconds: int) -> None:
        """Send these, stamped with a time, and wait until they are durable.

        Raises `Unavailable` after 30 s: some may be durable, or become it. Those of one partition keep their order.
        """
        producer = self._connected()
        try:
            with reaching(self._cluster.place):
                sent = [self._send(producer, message, milliseconds) for message in messages]
                with suppress(KafkaTimeoutError, UnknownError):  # the futures say what became of each
                    producer.flush(_DELIVERY_SECONDS)
                for future in sent:
                    future.get(_PATIENCE_SECONDS)
        except Unavailable:
            self._give_up(producer)
            raise

    def close(self) -> None:
        """Give up the connection."""
        with self._lock:
            if self._producer is not None:
                self._producer.close(timeout=5)
                self._producer = None

    def _connected(self) -> KafkaProducer:
        with self._lock:
            if self._producer is None:
                self._producer = connect(
                    KafkaProducer,
                    self._cluster.place,
                    acks="all",
                    enable_idempotence=True,
                    compression_type="zstd",
                    linger_ms=20,
                    batch_size=_BATCH,
                    max_request_size=_REQUEST,
                    max_block_ms=10_000,
                    delivery_timeout_ms=_DELIVERY_SECONDS * 1000,
                    allow_auto_create_topics=False,
                )
            return self._producer

    def _send(self, producer: KafkaProducer, message: Message, milliseconds: int) -> Future:
        size = message.size
        self._underway.enter(size)
        try:
            future = producer.send(
                message.topic, message.value, message.key, partition=message.partition, timestamp_ms=milliseconds
            )
        except BaseException:
            self._underway.leave(size)
            raise
        return future.add_both(lambda _: self._underway.leave(size))

    def _give_up(self, producer: KafkaProducer) -> None:
        """What this producer still holds must not arrive behind what is sent later."""
        with self._lock:
            if self._producer is producer:
                self._producer = None
        with suppress(KafkaTimeoutError):  # another thread's messages are underway: that thread gives it up then
            producer.close(timeout=0)


class _Underway:
    """Bytes sent and not acknowledged; who would exceed the bound waits."""

    def __init__(self) -> None:
        self._changed = Condition()
        self._bytes = 0

    def enter(self, size: int) -> None:
        with self._changed:
            self._changed.wait_for(lambda: self._bytes + size <= _MOST_UNDERWAY)
            self._bytes += size

    def leave(self, size: int) -> None:
        with self._changed:
            self._bytes -= size
            self._changed.notify_all()
