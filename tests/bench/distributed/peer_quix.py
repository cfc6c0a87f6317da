"""(b) Quix Streams as its documentation shows it: a streaming dataframe over records of one post each.

Run by the interpreter of `.venv-peers`. Settings are Quix's own: commits every 5 seconds, at least once.
"""

import sys
from pathlib import Path
from typing import TypeAlias

from quixstreams import Application

from tests.bench.distributed.counter import Counter
from tests.bench.distributed.judging import judge_of, post_of
from tests.bench.distributed.order import Order, heard

Fields: TypeAlias = dict[str, str]


def run(order: Order) -> None:
    """Judge until the process is ended."""
    counter, judge = Counter(Path(order.counter)), judge_of(order.search, Path(order.registers))
    app = Application(
        broker_address=order.bootstrap, consumer_group=order.group, auto_offset_reset="earliest", loglevel="WARNING"
    )
    posts = app.topic(order.source, value_deserializer="json")
    alerts = app.topic(order.alerts, value_serializer="bytes")

    def judged(fields: Fields) -> list[bytes]:
        found = [each.value for each in judge(post_of(fields))]
        counter.add(1)
        return found

    app.dataframe(posts).apply(judged, expand=True).to_topic(alerts)
    app.run()


if __name__ == "__main__":
    run(heard(sys.argv[1]))
