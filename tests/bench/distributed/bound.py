"""(e) The bound: `getmany` over packed records and our detection in a bare loop.

For throughput it sends nothing. For latency, where alerts must arrive somewhere, those of a record are awaited.
"""

import sys
from collections.abc import Iterator
from contextlib import AsyncExitStack
from pathlib import Path

import uvloop
from aiokafka import AIOKafkaConsumer, AIOKafkaProducer

from streams.codec import decode
from streams.events import PostEvent
from streams.log.packing import pack, unpack
from tests.bench.distributed.counter import Counter
from tests.bench.distributed.judging import judge_of
from tests.bench.distributed.order import Order, heard

_FETCH = 4 * 1024 * 1024


async def run(order: Order) -> None:
    """Judge until the process is ended."""
    counter, judge = Counter(Path(order.counter)), judge_of(order.search, Path(order.registers))
    consumer = AIOKafkaConsumer(
        order.source,
        bootstrap_servers=order.bootstrap,
        group_id=order.group,
        auto_offset_reset="earliest",
        max_partition_fetch_bytes=_FETCH,
    )
    producer = AIOKafkaProducer(bootstrap_servers=order.bootstrap, enable_idempotence=True)
    async with AsyncExitStack() as open_ones:
        await open_ones.enter_async_context(consumer)
        await open_ones.enter_async_context(producer)
        while True:
            for batch in (await consumer.getmany(timeout_ms=500)).values():
                for record in batch:
                    posts = list(_posts(record.value))
                    found = [alert for post in posts for alert in judge(post)]
                    if order.alerts and found:
                        await producer.send_and_wait(order.alerts, pack([(each.id, each.value) for each in found]))
                    counter.add(len(posts))


def _posts(value: bytes) -> Iterator[PostEvent]:
    for _, event in unpack("", value):
        post = decode(event)
        if isinstance(post, PostEvent):
            yield post


if __name__ == "__main__":
    uvloop.run(run(heard(sys.argv[1])))
