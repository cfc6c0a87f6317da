"""Twenty people who leave a page open cost the view about as much as one does."""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from services.adapters.memory_store import MemoryStore
from services.ports.store import Facet, Query
from streams.events import Alert
from streams.triage import State
from tests.contract.store_examples import alert, decision
from tests.unit.serve.browser import Browser, Open
from tests.veltrona_house import House

WATCHERS = 20
PATIENCE = 60.0


class Asked(MemoryStore):
    """Counts how often it is asked for something that a list shows."""

    times = 0

    def search(self, query: Query) -> Sequence[Alert]:
        self.times += 1
        return super().search(query)

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        self.times += 1
        return super().counts(query, facets)

    def states(self, alert_ids: Sequence[str]) -> Mapping[str, State]:
        self.times += 1
        return super().states(alert_ids)


@pytest.fixture
def store() -> Asked:
    made = Asked()
    made.put([alert(f"{number}", detected=number) for number in range(30)])
    return made


@pytest.fixture
def people(house: House, store: Asked) -> Iterator[Sequence[Browser]]:
    """They are signed in, and the console looks for news."""
    with house.opened() as installation:
        console = Open(replace(installation, store=store), house.folder)
        found = [console.browser(name=f"p{number}") for number in range(WATCHERS)]
        with found[0].client:
            yield found


@pytest.mark.parametrize("path", ["/", "/alerts", "/alerts?severity=high", "/alerts?q=falke"])
def test_twenty_who_watch_a_page_do_not_multiply_what_the_view_is_asked(
    people: Sequence[Browser], store: Asked, path: str
) -> None:
    people[0].get(path)
    alone = _during(store, lambda: _all(people[:1], path))
    for number in range(2):
        store.put([alert(f"new{number}", detected=100 + number)])
        together = _during(store, lambda: _all(people, path))
        assert together <= max(alone, 3) * WATCHERS // 2


def test_all_of_them_see_what_is_new(people: Sequence[Browser], store: Asked) -> None:
    assert not any("al_new" in page for page in _all(people, "/alerts?state=all"))
    store.put([alert("new", detected=100)])
    _until(lambda: all("al_new" in page for page in _all(people, "/alerts?state=all")))


def test_who_decides_sees_it_on_the_next_page_though_others_watch(people: Sequence[Browser]) -> None:
    _all(people, "/alerts?state=all")
    for number in range(5):
        people[1].send(f"/alerts/al_{number}/decisions", verdict="escalated", reason="seen")
        assert f'<span class="count">{number + 1}</span>' in _tab(people[1].get("/alerts?state=all"), "escalated")


def test_a_decision_of_another_process_is_seen(people: Sequence[Browser], store: Asked) -> None:
    _all(people, "/alerts")
    store.record([decision("a", "al_3", verdict="escalated")])
    _until(lambda: '<span class="count">1</span>' in _tab(people[0].get("/alerts"), "escalated"))


def _tab(page: str, tab: str) -> str:
    return page.partition(f"state={tab}")[2].partition("</a>")[0]


def _all(people: Sequence[Browser], path: str) -> list[str]:
    with ThreadPoolExecutor(WATCHERS) as pool:
        return list(pool.map(lambda one: one.get(path), people))


def _during(store: Asked, act: Callable[[], object]) -> int:
    before = store.times
    act()
    return store.times - before


def _until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < until
        time.sleep(0.02)
