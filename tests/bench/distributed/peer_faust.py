"""(a) The app one writes first with Faust's documentation open: an agent over records of one post each.

Settings are Faust's own but for three: no web server (two workers would want one port), no rebalance listener of ours,
and log lines from warnings on. The table is in memory, the fastest store it has. Alerts are buffered up to 100 or one
second for `async_bulk`, which makes it faster and forgets them when the process dies.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import faust
from elasticsearch import AsyncElasticsearch
from elasticsearch.helpers import async_bulk
from faust.types import StreamT

from tests.bench.distributed.counter import Counter
from tests.bench.distributed.judging import Found, judge_of, post_of
from tests.bench.distributed.order import Order, heard

BULK = 100


class Post(faust.Record, serializer="json"):
    """One post as JSON."""

    platform: str
    account: str
    id: str
    published: str
    text: str


def app_of(order: Order) -> faust.App:
    """The app: one agent, and a table where it was ordered."""
    counter, judge = Counter(Path(order.counter)), judge_of(order.search, Path(order.registers))
    app = faust.App(
        order.group,
        broker=f"kafka://{order.bootstrap}",
        topic_partitions=order.partitions,
        topic_replication_factor=1,
        store="memory://",
        datadir=f"{order.counter}-faust",
        web_enabled=False,
    )
    posts = app.topic(order.source, value_type=Post)
    said = app.topic(order.alerts, value_serializer="raw") if order.alerts else None
    seen = app.Table("seen", default=int) if order.table else None
    sink = Sink(order)

    @app.agent(posts)
    async def detect(stream: StreamT[Post]) -> None:
        async for post in stream:
            if seen is not None:
                seen[post.account] += 1
            for found in judge(post_of(post.asdict())):
                if said is None:
                    await sink.put(found)
                else:
                    await said.send(value=found.value)
            counter.add(1)

    if said is None:
        app.timer(1.0)(sink.flush)
    return app


class Sink:
    """Alerts on their way into an index."""

    def __init__(self, order: Order) -> None:
        self._client = AsyncElasticsearch(order.elasticsearch) if order.elasticsearch else None
        self._index = order.index
        self._waiting: list[Found] = []

    async def put(self, found: Found) -> None:
        """One more; a hundred are sent."""
        self._waiting.append(found)
        if len(self._waiting) >= BULK:
            await self.flush()

    async def flush(self) -> None:
        """Send what waits."""
        waiting, self._waiting = self._waiting, []
        if self._client and waiting:
            await async_bulk(self._client, self._actions(waiting))

    def _actions(self, waiting: Sequence[Found]) -> list[dict[str, str]]:
        return [{"_index": self._index, "_id": found.id, "alert": found.value.decode()} for found in waiting]


if __name__ == "__main__":
    faust.Worker(app_of(heard(sys.argv[1])), loglevel="WARN").execute_from_commandline()
