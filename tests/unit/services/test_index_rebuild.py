from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner

from services.adapters.memory_store import MemoryStore
from services.cli.index_rebuild import rebuild as rebuild_command
from services.cli.place import Place
from services.index.handle import index_handler
from services.index.rebuild import rebuild
from services.ports.store import PlacedGroup, Query, Renewal, Store
from services.wiring import only_here, open_installation
from streams.events import Alert, AlertContent, Event
from streams.log.memory import MemoryLog
from streams.log.port import Positions
from streams.log.sqlite import SqliteLog
from streams.stage import CannotRun
from streams.topics import Emit, Record, Topic
from tests.contract.store_examples import AT, alert, content, decision, delivery, group
from tests.contract.store_homes import STORES, opened

HELD = ("alerts", "contents", "groups", "decisions", "deliveries", "states")
TOPICS: dict[str, Topic] = {
    "Alert": "alerts",
    "AlertContent": "contents",
    "Group": "groups",
    "Decision": "decisions",
    "Delivery": "deliveries",
}
EVENTS: tuple[Event, ...] = (
    *(alert(name, detected=at) for at, name in enumerate("abcd")),
    *(content(name, f"Der Falke {name}") for name in "abcd"),
    alert("b", status="taken_down"),
    alert("c", minutes=5, revision="2"),
    content("c", "Der Falke, neu", minutes=5, revision="2"),
    group("g"),
    group("g", alerts=2),
    decision(),
    delivery(hours=-2000),
)


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with opened(request.param, tmp_path, request) as made:
        yield made


def _log(*events: Event) -> MemoryLog:
    log = MemoryLog(lambda: AT + timedelta(hours=1))
    log.append(_emit(event) for event in events)
    return log


def _emit(event: Event) -> Emit:
    return Emit(TOPICS[type(event).__name__], "key", event)


def _index(log: MemoryLog, store: Store) -> None:
    for topic in TOPICS.values():
        index_handler(store)(log.tail(topic, {}, 1000))


def test_a_view_that_was_wrong_is_right_afterwards_and_what_was_erased_stays_so(store: Store) -> None:
    log = _log(*EVENTS)
    _index(log, store)
    store.put([alert("of another log")], [content("of another log")], [PlacedGroup(group("x"), 99)])
    store.erase(["al_d"])
    found = rebuild(log, store)
    assert [(one.kind, one.told.count, one.same) for one in found] == [
        (kind, count, True) for kind, count in zip(HELD, (4, 2, 1, 1, 1, 1), strict=True)
    ]
    store.settle()
    assert [one.id for one in store.search(Query())] == ["al_a", "al_b", "al_c", "al_d"]
    assert [one.id for one in store.search(Query(text="falke"))] == ["al_a", "al_c"]
    assert store.groups() == (group("g", alerts=2),)
    assert store.decisions("al_a") == (decision(),)


class _Growing(MemoryLog):
    """A log to which something is added whenever alerts are read from it, three times."""

    left = 3

    def tail(self, topic: Topic, after: Positions, limit: int) -> Sequence[Record]:
        found = super().tail(topic, after, limit)
        if topic == "alerts" and self.left:
            self.left -= 1
            self.append([_emit(alert(f"later{self.left}")), _emit(content(f"later{self.left}"))])
        return found


def test_what_comes_in_meanwhile_is_there_too(store: Store) -> None:
    log = _Growing(lambda: AT)
    log.append([_emit(alert()), _emit(content())])
    assert all(one.same for one in rebuild(log, store))
    store.settle()
    assert len(store.search(Query(text="falke"))) == 4


class _Forgetful(MemoryStore):
    """Builds views that lack an alert."""

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        super().put([one for one in alerts if one.id != "al_c"], contents, groups)

    @contextmanager
    def renewal(self) -> Iterator[Renewal]:
        with super().renewal() as renewal:
            yield replace(renewal, store=self, swap=lambda: None)


def test_a_view_that_lacks_something_differs_in_that_kind_alone() -> None:
    found = rebuild(_log(*EVENTS[:1], *EVENTS[2:4], *EVENTS[-4:]), _Forgetful())
    assert [(one.kind, one.told.count, one.held.count) for one in found if not one.same] == [("alerts", 3, 2)]


def test_the_command_prints_what_it_found_and_keeps_to_its_folder(tmp_path: Path) -> None:
    log = SqliteLog(tmp_path / "log.db", clock=lambda: AT)
    log.append(_emit(event) for event in EVENTS)
    log.close()
    done = CliRunner().invoke(rebuild_command, obj=Place(data=tmp_path))
    assert done.exit_code == 0
    rows = [line.split("\t") for line in done.output.splitlines()]
    assert [(row[0], row[1], row[-1]) for row in rows[1:]] == [
        ("alerts", "4", "yes"),
        ("contents", "3", "yes"),
        ("groups", "1", "yes"),
        ("decisions", "1", "yes"),
        ("deliveries", "1", "yes"),
        ("states", "1", "yes"),
    ]
    with open_installation(None, tmp_path) as installation, only_here(installation.settings):
        refused = CliRunner().invoke(rebuild_command, obj=Place(data=tmp_path))
    assert isinstance(refused.exception, CannotRun)
