"""The whole way of ours at a steady rate: from a post that is handed over to its alert found by a search.

`vorlaut detect` and `vorlaut index` between them, Elasticsearch's own refresh included. What can be found is asked for
every 50 ms, so a figure may be so much too high.
"""

import asyncio
import time
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager

import uvloop
from elasticsearch import AsyncElasticsearch, NotFoundError

from tests.bench.distributed.ground import Ground
from tests.bench.distributed.listening import Ear, Heard, beside, talk
from tests.bench.distributed.live_posts import LivePosts
from tests.bench.distributed.ours import install, process
from tests.bench.distributed.workers import working

_ASK_EVERY = 0.05  # seconds
_MOST = 10_000  # ids of one answer


def searchable(ground: Ground, posts: LivePosts, rate: float) -> Heard:
    """Milliseconds until a search finds the alert."""
    place = install(ground)
    with working([process(ground, place, "detect"), process(ground, place, "index")]):
        seeking = _seeking(ground.elasticsearch, f"{place.prefix}-alerts")
        return uvloop.run(talk(ground, place.topic("posts"), seeking, posts, rate, packs=True))


@asynccontextmanager
async def _seeking(url: str, index: str) -> AsyncIterator[Ear]:
    """An ear that hears what can be searched."""
    ear = Ear()
    async with AsyncElasticsearch(url) as client, beside(_seek(client, index, ear)):
        yield ear


async def _seek(client: AsyncElasticsearch, index: str, ear: Ear) -> None:
    """Ask for what is new until cancelled."""
    while True:
        found = await _found(client, index, ear.seen)
        now = time.perf_counter()
        for alert in found:
            ear.seen.setdefault(alert, now)
        await asyncio.sleep(_ASK_EVERY)


async def _found(client: AsyncElasticsearch, index: str, known: Iterable[str]) -> list[str]:
    query = {"bool": {"must_not": [{"ids": {"values": list(known)}}]}}
    try:
        said = await client.search(index=index, query=query, source=False, size=_MOST)
    except NotFoundError:
        return []
    return [hit["_id"] for hit in said["hits"]["hits"]]
