"""What every store promises about a view that is built anew, and Elasticsearch while others go on."""

from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from threading import Event as Signal
from threading import Thread

import pytest

from services.adapters.elastic_client import connect
from services.adapters.elastic_store import open_store
from services.index.handle import READS, index_handler
from services.index.rebuild import rebuild
from services.ports.store import Query, Store
from streams.consume import Pace, consume
from streams.log.memory import MemoryLog
from streams.topics import Emit
from tests.contract.store_examples import AT, alert, content, decision, delivery, group, placed
from tests.contract.store_homes import STORES, elastic_settings, elastic_store, opened
from tests.servers.elasticsearch import ElasticsearchServer

HASTE = Pace(limit=50, wait=timedelta(0), pause=timedelta(milliseconds=20), longest=timedelta(milliseconds=100))


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with opened(request.param, tmp_path, request) as made:
        yield made


def _ids(store: Store, query: Query) -> list[str]:
    return [found.id for found in store.search(query)]


def test_a_view_built_anew_keeps_what_is_barred_and_nothing_else_of_the_old_one(store: Store) -> None:
    store.put([alert("old"), alert("a"), alert("b")], [content("old"), content("a"), content("b")], [placed("old")])
    store.record([decision("old")])
    store.erase(["al_a", "al_unknown"])
    with store.renewal() as renewal:
        renewal.store.put([alert("a"), alert("b"), alert("unknown")], [content("a"), content("b"), content("unknown")])
        renewal.store.record([decision()], [delivery()])
        renewal.swap()
        store.put([], groups=[placed("g")])
    assert _ids(store, Query()) == ["al_a", "al_b", "al_unknown"]
    assert _ids(store, Query(text="falke")) == ["al_b"]
    assert store.groups() == (group("g"),)
    assert store.decisions("al_a") == (decision(),)


def _break_off_building(store: Store) -> None:
    with store.renewal() as renewal:
        renewal.store.put([alert("a")], [content("a")])
        raise KeyError


def test_a_view_that_was_not_built_to_its_end_leaves_the_old_one(store: Store) -> None:
    store.put([alert("old")], [content("old")])
    with pytest.raises(KeyError):
        _break_off_building(store)
    assert _ids(store, Query(text="falke")) == ["al_old"]


def test_what_is_erased_while_a_view_is_built_is_not_in_it(store: Store) -> None:
    store.put([alert("a"), alert("b")], [content("a"), content("b")])
    with store.renewal() as renewal:
        renewal.store.put([alert("a"), alert("b")], [content("a"), content("b")])
        store.erase(["al_a"])
        renewal.swap()
        store.settle()
    assert store.content("al_a") is None
    assert _ids(store, Query(text="falke")) == ["al_b"]


def test_a_process_that_was_killed_while_building_leaves_nothing_behind_for_long(
    elasticsearch: ElasticsearchServer,
) -> None:
    settings = elastic_settings(elasticsearch.url)
    client = connect(settings)
    with elastic_store(settings) as store, ExitStack() as killed:
        store.put([alert("a")], [content("a")])
        broken_off = killed.enter_context(open_store(settings).renewal())
        broken_off.store.record([decision()])
        with store.renewal() as renewal:
            renewal.store.put([alert("a")], [content("a")])
            renewal.swap()
        names = {name.removeprefix(f"{settings.prefix}-") for name in client.indices.get(index=f"{settings.prefix}-*")}
        assert names == {"alerts-g2", "contents-g2", "groups-g2", "figures-g2", "standings-g2"}
        store.record([decision()])
        assert (_ids(store, Query(text="falke")), store.decisions("al_a")) == (["al_a"], (decision(),))
    client.close()


def test_while_others_read_and_write_nothing_is_lost_and_what_is_compared_is_the_same(
    elasticsearch: ElasticsearchServer,
) -> None:
    log, stop = MemoryLog(lambda: AT), Signal()
    settings = elastic_settings(elasticsearch.url)

    def append() -> None:
        for number in range(400):
            name = f"{number:03d}"
            log.append([Emit("alerts", "key", alert(name)), Emit("contents", "key", content(name))])
            log.append([Emit("groups", "key", group("g", alerts=number)), Emit("decisions", "key", decision(name))])
            stop.wait(0.01)

    def index() -> None:
        worker = open_store(settings)
        consume(log, "index", READS, index_handler(worker), stop, lambda _: None, pace=HASTE)
        worker.close()

    with elastic_store(settings) as store:
        store.settle()
        threads = [Thread(target=append), Thread(target=index)]
        for thread in threads:
            thread.start()
        found = [rebuild(log, store) for _ in range(2)]
        threads[0].join()
        found.append(rebuild(log, store))
        stop.set()
        threads[1].join()
        assert all(one.same for comparisons in found for one in comparisons)
        assert len(_ids(store, Query(text="falke", limit=1000))) == 400
        assert store.groups() == (group("g", alerts=399),)
        assert log.end("dead-letters") == {}
