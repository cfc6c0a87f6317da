"""An embargo whose leak people have confirmed is not called armed again."""

import re
from dataclasses import replace
from datetime import timedelta

from services.adapters.memory_store import MemoryStore
from services.serve.leaks import KEPT, LOOKED_AT, Leaks
from services.serve.wall import embargo_state
from streams.registers import Embargo
from streams.triage import Verdict
from tests.contract.store_examples import AT, alert, decision
from tests.unit.serve.browser import Browser, Open
from tests.unit.serve.test_serve_pages import alert_ids

FALKE = Embargo(id="falke-2", company="veltrona", title="Falke 2", opens=AT, lifts=AT + timedelta(days=30))
NOW = AT + timedelta(days=1)


def _closed(store: MemoryStore, name: str, verdict: Verdict, detected: int = 0) -> None:
    store.put([alert(name, detected=detected)])
    store.record([decision(name, f"al_{name}", verdict=verdict)])


def _state(store: MemoryStore, embargo: Embargo = FALKE) -> str:
    return embargo_state(embargo, 0, NOW, Leaks().found(store, store, [embargo], NOW).get(embargo.id, "none"))


def test_one_alert_closed_as_a_leak_among_others_confirms_it() -> None:
    store = MemoryStore()
    _closed(store, "a", "leak")
    _closed(store, "b", "not_a_leak", detected=9)
    assert _state(store) == "leaked"


def test_what_people_closed_as_no_leak_or_take_up_again_confirms_nothing() -> None:
    store = MemoryStore()
    _closed(store, "a", "not_a_leak")
    _closed(store, "b", "leak")
    store.record([decision("again", "al_b", hours=1, verdict="acknowledged")])
    assert _state(store) == "armed"


def test_a_leak_before_the_embargo_opened_or_after_it_lifted_says_nothing_of_it() -> None:
    store = MemoryStore()
    _closed(store, "a", "leak", detected=-60)
    assert _state(store) == "armed"
    _closed(store, "b", "leak")
    assert _state(store, replace(FALKE, lifts=AT + timedelta(hours=1))) == "lifted"


def test_where_more_were_closed_than_are_looked_at_it_is_not_called_armed() -> None:
    store = MemoryStore()
    for number in range(LOOKED_AT):
        _closed(store, f"n{number}", "not_a_leak", detected=number + 1)
    assert _state(store) == "armed"
    _closed(store, "first", "leak")
    assert _state(store) == "many_closed"
    _closed(store, "last", "leak", detected=LOOKED_AT + 1)
    assert _state(store) == "leaked"


def test_the_wall_and_the_desk_go_on_to_say_it_when_every_alert_is_decided(console: Open) -> None:
    browser = console.browser()
    for alert_id in alert_ids(browser):
        browser.send(f"/alerts/{alert_id}/decisions", verdict="leak", reason="noch online")
    wall = browser.get("/")
    assert "A crisis is on, an embargo has leaked</h1>" in wall
    assert _called(browser, "/") == ["leak confirmed"]
    assert _called(browser, "/desk") == ["leak confirmed"]
    assert "Decide: bring forward or hold “Launch of the Veltrona Falke 2”" in wall


def _called(browser: Browser, path: str) -> list[str]:
    page = browser.get(path)
    return re.findall(r'stand-leaked">\s*(?:<div>\s*)?<p class="stand">([^<]+)</p>', page)


def test_what_was_confirmed_is_looked_up_again_when_somebody_closes_more_and_after_some_seconds() -> None:
    store, seconds = MemoryStore(), [0.0]
    found = Leaks(lambda: seconds[0])

    def leaked() -> str:
        return found.found(store, store, [FALKE], NOW).get(FALKE.id, "none")

    _closed(store, "a", "not_a_leak")
    assert leaked() == "none"
    _closed(store, "b", "leak")
    assert leaked() == "confirmed"
    store.record([decision("again", "al_b", hours=1, verdict="not_a_leak")])
    seconds[0] = KEPT + 0.1
    assert leaked() == "none"
