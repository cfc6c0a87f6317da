"""The posts of a run, put on both topics before anything is measured."""

from collections import defaultdict
from collections.abc import Iterable, Iterator

from aiokafka import AIOKafkaProducer

from streams.codec import encode
from streams.events import PostEvent
from streams.identity import account_key
from streams.log.packing import Pair, pack
from streams.parse.ndjson import parse
from tests.bench.distributed.ground import Ground, partition_of_handle
from tests.end_to_end.posts_made_up import post_lines

PACKED_BY = 100

Sent = tuple[bytes | None, bytes, int]  # key, value, partition


async def fill(ground: Ground) -> None:
    """Plain records are not compressed, packed ones with zstd, as their producers would."""
    volume = ground.volume
    await _send(ground, ground.plain, _plain(ground, volume.plain), None)
    await _send(ground, ground.packed, _packed(ground, volume.packed), "zstd")


async def _send(ground: Ground, topic: str, records: Iterable[Sent], compression: str | None) -> None:
    producer = AIOKafkaProducer(
        bootstrap_servers=ground.bootstrap, compression_type=compression, linger_ms=20, max_batch_size=256 * 1024
    )
    async with producer:
        for key, value, partition in records:
            await producer.send(topic, value, key=key, partition=partition)


def _plain(ground: Ground, number: int) -> Iterator[Sent]:
    for line, post, partition in _posts(ground, number):
        yield account_key(post.platform, post.account).encode(), line, partition


def _packed(ground: Ground, number: int) -> Iterator[Sent]:
    waiting: defaultdict[int, list[Pair]] = defaultdict(list)
    for _, post, partition in _posts(ground, number):
        pairs = waiting[partition]
        pairs.append((account_key(post.platform, post.account), encode(post)))
        if len(pairs) == PACKED_BY:
            yield None, pack(pairs), partition
            pairs.clear()
    yield from ((None, pack(pairs), partition) for partition, pairs in waiting.items() if pairs)


def _posts(ground: Ground, number: int) -> Iterator[tuple[bytes, PostEvent, int]]:
    partitions = partition_of_handle(ground.scene.world.handles)
    for line in post_lines(ground.scene.world, ground.scene.quiet, number):
        raw = line.rstrip(b"\n")
        if isinstance(post := parse(raw, None), PostEvent):
            yield raw, post, partitions[post.account]
