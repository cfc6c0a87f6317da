"""Whether a process looks dead while it waits for a server that is only slow, and which of its parts is not ready."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event as Signal
from threading import Thread
from typing import Final

import pytest
from msgspec import json
from prometheus_client import CollectorRegistry

from services.adapters.elastic_bulk import DOCUMENTS, Bulk, Write
from services.adapters.elastic_client import connect
from services.health import Health
from services.metrics import declare_metrics
from services.run.observe import observer
from services.run.supervise import Unit, supervise
from services.server_settings import ElasticsearchSettings
from services.settings import load_settings
from streams.stage import CannotRun, Unavailable

LIVE: Final = 60.0  # seconds
TAKES: Final = 50.0  # seconds of each answer


class Clock:
    """Goes on only where it is told to."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_bulk_of_many_slow_answers_does_not_make_a_process_look_dead() -> None:
    clock, seen = Clock(), list[str]()
    health = Health(LIVE, clock=clock)

    def answered() -> None:
        clock.now += TAKES
        seen.append(health.not_live())

    with search(answered) as url:
        settings = ElasticsearchSettings(urls=(url,))
        with closing(connect(settings, health.answered)) as client:
            Bulk(client, settings, lambda _: None).write(Write(b'{"index":{}}', b"{}") for _ in range(4 * DOCUMENTS))
    assert seen == [""] * 4
    assert not health.not_live()


def test_a_main_loop_that_stands_still_looks_dead_though_other_threads_are_answered() -> None:
    clock = Clock()
    health = Health(LIVE, clock=clock)
    health.beat()
    clock.now += LIVE + 1
    asking = Thread(target=health.answered)
    asking.start()
    asking.join()
    assert health.not_live()
    health.answered()
    assert not health.not_live()


def test_a_server_may_not_answer_later_than_a_process_is_taken_for_dead() -> None:
    distributed = {"mode": "distributed", "elasticsearch.timeout_seconds": 60}
    for live in ({}, {"worker.live_seconds": 60}):
        with pytest.raises(CannotRun, match=r"live_seconds must be more than elasticsearch\.timeout_seconds"):
            load_settings(None, distributed | live)
    for enough in ({"worker.live_seconds": 61}, {"mode": "embedded"}):
        assert load_settings(None, distributed | enough).elasticsearch.timeout_seconds == 60


def test_a_part_of_a_stage_that_works_does_not_hide_one_that_does_not() -> None:
    stop, health = Signal(), Health(LIVE)

    def reads() -> int:
        if health.not_ready():
            stop.set()
        return 1

    def erases() -> int:
        raise Unavailable("Elasticsearch cannot be reached")

    units = [Unit("erase", erases, part="texts"), Unit("erase", reads)]
    supervise(units, stop, observer(declare_metrics(CollectorRegistry()), lambda: datetime.now(UTC), health))
    assert health.not_ready() == "erase texts: Elasticsearch cannot be reached"


@contextmanager
def search(answering: Callable[[], None]) -> Iterator[str]:
    """Something on loopback that takes every document of a bulk; `answering` is called before each answer."""

    class Takes(BaseHTTPRequestHandler):
        def do_PUT(self) -> None:
            lines = self.rfile.read(int(self.headers["Content-Length"])).count(b"\n")
            said = json.encode({"items": [{"index": {"status": 201, "_version": 1}}] * (lines // 2)})
            answering()
            self.send_response(200)
            self.send_header("x-elastic-product", "Elasticsearch")
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Takes)
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
