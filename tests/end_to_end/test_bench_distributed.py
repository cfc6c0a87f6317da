import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from streams.log.kafka_place import KafkaPlace
from tests.bench.distributed.filling import fill
from tests.bench.distributed.ground import PARTITIONS, QUICK, Ground
from tests.bench.distributed.listening import latency
from tests.bench.distributed.live_posts import LivePosts
from tests.bench.distributed.throughput import rate
from tests.bench.distributed.ways import BoundWay
from tests.bench.scene import scene
from tests.servers.kafka import KafkaServer

SMALL = replace(QUICK, packed=150_000, plain=1, window=1, listening=1)


@pytest.mark.slow
def test_the_bare_loop_is_measured_on_a_real_kafka(kafka: KafkaServer, tmp_path: Path) -> None:
    place = KafkaPlace(bootstrap=kafka.bootstrap, prefix="bench-smoke", replication=1, partitions=PARTITIONS)
    ground = Ground(place, scene(tmp_path, 2_000), tmp_path, peers=Path(), elasticsearch="", volume=SMALL)
    ground.make_topics([ground.packed, ground.plain])
    asyncio.run(fill(ground))
    measured = rate(ground, BoundWay(), workers=1)
    assert measured.posts > 1_000
    assert measured.microseconds > 1
    heard = latency(ground, BoundWay(), LivePosts(ground.scene), 200)
    assert heard.missing == 0
    assert 0 < heard.half <= heard.most
