"""The store in Elasticsearch while the server is killed, busy, away, full, or does not take a document."""

import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from threading import Event as Signal
from threading import Thread

import pytest
from elasticsearch import Elasticsearch

from services.adapters.elastic_bulk import PAUSES, Answer, Bulk, Write
from services.adapters.elastic_client import Refused, connect
from services.adapters.elastic_store import ElasticStore, open_store
from services.index.handle import READS, index_handler
from services.ports.store import Query
from streams.consume import Observation, Pace, consume, consume_once
from streams.events import Alert, Event
from streams.log.memory import MemoryLog
from streams.stage import Unavailable
from streams.topics import Emit, Topic
from tests.contract.store_examples import AT, alert, content, decision, placed
from tests.contract.store_homes import elastic_settings, elastic_store
from tests.faults.faulty_proxy import Fault, FaultyProxy
from tests.servers.elasticsearch import ElasticsearchServer

PATIENCE = 50.0
HASTE = Pace(limit=200, wait=timedelta(0), pause=timedelta(milliseconds=50), longest=timedelta(milliseconds=200))


def _emit(topic: Topic, event: Event) -> Emit:
    return Emit(topic, "key", event)


def _log(alerts: int) -> MemoryLog:
    """A log of so many alerts, every third of them closed later, each decided upon."""
    log = MemoryLog(lambda: AT)
    for number in range(alerts):
        name = f"{number:04d}"
        log.append([_emit("alerts", alert(name)), _emit("contents", content(name)), _emit("decisions", decision(name))])
        log.append([_emit("groups", placed("g", alerts=number).group)])
        if number % 3 == 0:
            log.append([_emit("alerts", alert(name, status="public"))])
    return log


def _index(log: MemoryLog, store: ElasticStore, meanwhile: Callable[[], None]) -> list[str]:
    """Put everything in the log into the store while something happens, and return why it failed at times."""
    failures, stop = list[str](), Signal()

    def observe(turn: Observation) -> None:
        failures.append(turn.failed or "")

    def work() -> None:
        consume(log, "index", READS, index_handler(store), stop, observe, pace=HASTE)

    working = Thread(target=work)
    working.start()
    try:
        meanwhile()
        until = time.monotonic() + PATIENCE
        while any(log.lag("index", topic).records for topic in READS) and time.monotonic() < until:
            time.sleep(0.05)
    finally:
        stop.set()
        working.join()
    return [why for why in failures if why]


def _assert_whole(log: MemoryLog, store: ElasticStore, client: Elasticsearch, prefix: str, alerts: int) -> None:
    """Nothing is lost and nothing doubled."""
    store.settle()
    assert log.end("dead-letters") == {}
    assert dict(store.count(Query(), "status")) == {"open": alerts - (alerts + 2) // 3, "public": (alerts + 2) // 3}
    assert len(store.search(Query(text="falke", limit=alerts))) == alerts - (alerts + 2) // 3
    assert [group.alerts for group in store.groups()] == [alerts - 1]
    client.indices.refresh(index=f"{prefix}-*")
    assert client.count(index=f"{prefix}-figures")["count"] == alerts
    assert client.count(index=f"{prefix}-decisions")["count"] == alerts


def test_a_server_that_is_killed_amid_puts_loses_nothing_and_doubles_nothing(
    own_elasticsearch: ElasticsearchServer,
) -> None:
    settings = elastic_settings(own_elasticsearch.url, timeout_seconds=5)
    log, client = _log(600), connect(settings)
    store = ElasticStore(client, settings)

    def killed() -> None:
        until = time.monotonic() + PATIENCE
        while log.lag("index", "alerts").records > 500 and time.monotonic() < until:
            time.sleep(0.01)
        own_elasticsearch.kill()
        own_elasticsearch.restart()

    failures = _index(log, store, killed)
    assert any("cannot be reached" in why for why in failures)
    _assert_whole(log, store, client, settings.prefix, 600)
    store.close()


@pytest.mark.parametrize("fault", ["busy items", "busy", "away", "elsewhere"])
def test_a_server_that_refuses_much_of_everything_gets_all_of_it(
    elasticsearch: ElasticsearchServer, fault: Fault
) -> None:
    log, again = _log(60), list[int]()
    settings = elastic_settings(elasticsearch.url)
    with FaultyProxy(elasticsearch.url, share=0.3) as proxy, elastic_store(settings) as straight:
        store = open_store(elastic_settings(proxy.url, prefix=settings.prefix), again.append)
        straight.settle()
        proxy.fault = fault
        failures = _index(log, store, lambda: None)
        proxy.fault = "none"
        assert proxy.refused
        assert bool(failures) == (fault != "busy items")
        assert bool(again) == (fault == "busy items")
        client = connect(settings)
        _assert_whole(log, straight, client, settings.prefix, 60)
        client.close()
        store.close()


def test_a_disk_that_is_too_full_is_waited_for(elasticsearch: ElasticsearchServer) -> None:
    log, settings, again = _log(30), elastic_settings(elasticsearch.url), list[int]()
    client = connect(settings)
    store = ElasticStore(client, settings, again.append, refresh=True)
    with elastic_store(settings):
        store.settle()
        block = f"{settings.prefix}-alerts,{settings.prefix}-contents"
        client.indices.put_settings(index=block, settings={"index.blocks.read_only_allow_delete": True})

        def freed() -> None:
            time.sleep(1)
            client.indices.put_settings(index=block, settings={"index.blocks.read_only_allow_delete": None})

        assert _index(log, store, freed) == []
        assert again
        _assert_whole(log, store, client, settings.prefix, 30)
    store.close()


class _Full:
    """Stands where the client stands and finds the disk too full for every second document."""

    def __init__(self) -> None:
        self.sent: list[int] = []

    def bulk(self, *, operations: Sequence[bytes], **_: object) -> dict[str, object]:
        full = {"index": {"status": 429, "error": {"type": "cluster_block_exception"}}}
        self.sent.append(len(operations) // 2)
        items = [full if b"full" in head else {"index": {"status": 201, "_version": 1}} for head in operations[::2]]
        return {"items": items}


def test_what_stays_too_full_is_left_to_the_loop_after_a_bounded_time_and_sent_again_alone() -> None:
    client, again, slept = _Full(), list[int](), list[float]()
    settings = elastic_settings("http://127.0.0.1:1")
    bulk = Bulk(client, settings, again.append, sleep=slept.append)  # type: ignore[arg-type]
    writes = [Write(b"full" if number % 2 else b"free", b"{}") for number in range(6)]
    with pytest.raises(Unavailable, match="too full for 3 documents"):
        bulk.write(writes)
    assert client.sent == [6, *[3] * len(PAUSES)]
    assert again == [3] * len(PAUSES)
    assert slept == list(PAUSES)
    assert sum(slept) < 15


def test_a_bulk_is_cut_by_documents_and_by_bytes_and_answers_in_order() -> None:
    client = _Full()
    bulk = Bulk(client, elastic_settings("http://127.0.0.1:1"), lambda _: None)  # type: ignore[arg-type]
    large = [Write(b"x", b"y" * 2_000_000)] * 5
    assert bulk.write([*large, *[Write(b"x", b"y")] * 1500]) == [Answer(201, 1)] * 1505
    assert client.sent == [2, 2, 1000, 501]


def _hostile() -> Alert:
    """An alert whose account is longer than an index takes, of a made-up account."""
    return alert("hostile", account="geheim" * 8000)


def test_a_document_that_is_never_taken_is_told_after_all_others_are_written(
    elasticsearch: ElasticsearchServer,
) -> None:
    with elastic_store(elastic_settings(elasticsearch.url)) as store:
        names = [f"{number:04d}" for number in range(50)]
        batch = [alert(name) for name in names]
        with pytest.raises(Refused, match="will not take this") as refused:
            store.put([*batch[:25], _hostile(), *batch[25:]], [content(name) for name in names])
        assert "geheim" not in str(refused.value)
        assert [found.id for found in store.search(Query(text="falke"))] == [one.id for one in batch]


def test_such_a_document_becomes_a_dead_letter_and_its_neighbours_go_on(elasticsearch: ElasticsearchServer) -> None:
    log = MemoryLog(lambda: AT)
    log.append([_emit("alerts", alert("a")), _emit("alerts", _hostile()), _emit("alerts", alert("b"))])
    with elastic_store(elastic_settings(elasticsearch.url)) as store:
        assert consume_once(log, "index", READS, index_handler(store)) == 3
        assert [found.id for found in store.search(Query())] == ["al_a", "al_b"]
    (letter,) = log.tail("dead-letters", {}, 10)
    assert b"fault in the handler: Refused" in letter.value
    assert b"geheim" not in letter.value
