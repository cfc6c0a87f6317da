"""The stream by how far people are with an alert, and with alerts of one group as one line."""

import re
from html import unescape

import pytest

from services.audit.trail import Question, trail
from tests.contract.store_examples import alert, decision
from tests.unit.serve.browser import Browser, Open
from tests.unit.serve.test_serve_pages import alert_ids, folds, row_ids
from tests.veltrona_house import House


def tabs(browser: Browser, path: str = "/alerts") -> dict[str, int]:
    """The tabs of a page with their counts."""
    found = re.search(r'<nav class="tabs".*?</nav>', browser.get(path), re.DOTALL)
    assert found is not None
    told = re.findall(r"<span>([^<]+)</span> <span class=\"count\">(\d+)</span>", unescape(found.group()))
    return {name: int(count) for name, count in told}


@pytest.fixture
def browser(console: Open) -> Browser:
    return console.browser()


def decided(browser: Browser, house: House, alert_id: str, verdict: str) -> None:
    browser.send(f"/alerts/{alert_id}/decisions", verdict=verdict, reason="gesehen")
    house.run()


def test_tabs_count_alerts_by_how_far_people_are(browser: Browser, house: House) -> None:
    first, second, *_ = alert_ids(browser)
    decided(browser, house, first, "leak")
    decided(browser, house, second, "escalated")
    assert tabs(browser) == {
        "open": 3,
        "new": 2,
        "being looked at": 0,
        "escalated": 1,
        "with the author": 0,
        "closed": 1,
        "all": 4,
    }
    assert row_ids(browser, "/alerts?state=closed") == [first]
    assert row_ids(browser, "/alerts?state=escalated") == [second]
    assert tabs(browser, "/alerts?register=Crisis/werk-nord&state=closed")["all"] == 1


def test_what_is_closed_is_not_in_the_way(browser: Browser, house: House) -> None:
    for alert_id in alert_ids(browser):
        decided(browser, house, alert_id, "not_a_leak")
    assert row_ids(browser, "/alerts") == []
    assert "No alert is like that." in browser.get("/alerts")
    assert "No alert is open, but not everything is seen." in browser.get("/")  # no source is set up
    assert sum(len(row_ids(browser, path)) for path in folds(browser, "/alerts?state=all")) == 3


def test_alerts_of_a_group_are_one_line_that_can_be_opened(browser: Browser) -> None:
    page = browser.get("/alerts")
    assert "3 in a group" in page
    assert "4 alerts in 2 lines" in page
    assert len(row_ids(browser, "/alerts")) == 2
    (address,) = folds(browser, "/alerts")
    opened = browser.get(address)
    assert len(row_ids(browser, address)) == 3
    assert "3 alerts shown" in opened
    assert "in a group" not in opened
    assert "Back to all groups" in opened


def test_a_state_is_kept_while_other_filters_change(browser: Browser) -> None:
    links = [
        unescape(link) for link in re.findall(r'href="(/alerts\?[^"]+)"', browser.get("/alerts?state=new&q=Falke"))
    ]
    chosen = [link for link in links if "severity=" in link]
    assert chosen
    assert all("state=new" in link and "q=Falke" in link for link in chosen)


def test_people_are_asked_for_by_name_and_nowhere_counted_or_ranked(browser: Browser) -> None:
    page = browser.get("/alerts")
    assert re.findall(r'<option value="([^"]+)"></option>', page) == ["anna", "ben", "newsroom", "shop"]
    assert not re.search(r'href="[^"]*account=', page)
    of_anna = browser.get("/alerts?account=+anna")
    assert 'name="account" value="anna"' in of_anna
    assert 'class="count"' in page
    assert 'class="count"' not in of_anna
    assert "alert shown" not in of_anna
    assert "alerts shown" not in of_anna
    assert 0 < len(row_ids(browser, "/alerts?account=anna")) < len(row_ids(browser, "/alerts"))
    assert row_ids(browser, "/alerts?account=nobody") == []


def test_whoever_looks_somebody_up_is_in_the_trail(console: Open, browser: Browser) -> None:
    browser.get("/alerts?account=anna")
    browser.get("/alerts?account=geheimes-wort")
    lines = trail(console.installation.log, Question(kinds=("access",)))
    assert [line.object for line in lines if line.what == "searched"] == ["Account/anna"]


@pytest.mark.parametrize(("verdict", "said"), [("leak", "closed: confirmed"), ("authorised", "closed: was allowed")])
def test_what_is_closed_is_quiet_and_says_as_what(browser: Browser, verdict: str, said: str) -> None:
    first = alert_ids(browser)[0]
    browser.send(f"/alerts/{first}/decisions", verdict=verdict, reason="gesehen")
    page = browser.get("/alerts?state=closed")
    assert re.search(rf'<li class="row edge-\w+ settled" id="{first}"', page)
    assert f'<span class="row-state state-closed">{said}</span>' in page


def test_the_list_says_why_it_holds_more_than_the_wall_calls_open(browser: Browser, console: Open) -> None:
    store = console.installation.store
    assert "post" not in total(browser, "/alerts")
    store.put([alert("gone", status="taken_down"), alert("said", status="public"), alert("done", status="public")])
    store.record([decision("x", "al_done")])
    assert (
        total(browser, "/alerts") == "6 alerts in 3 lines, 2 of them about posts that are gone, edited or public by now"
    )
    assert total(browser, "/alerts?status=open") == "4 alerts in 2 lines"
    wall = browser.get("/")
    assert "4 open alerts</h2>" in wall
    assert "Besides, 2 alerts are not closed, though their posts are gone, edited or public by now." in wall


def test_a_line_of_a_group_is_as_severe_as_the_worst_in_it(browser: Browser, console: Open) -> None:
    store = console.installation.store
    store.put([alert("bad", severity="critical"), alert("newer", severity="low", detected=9)])
    page = browser.get("/alerts")
    assert re.search(r'<li class="row edge-critical" id="al_newer">', page)


def test_a_line_is_not_quiet_while_another_of_its_group_waits(browser: Browser) -> None:
    newest = row_ids(browser, folds(browser, "/alerts")[0])[0]
    browser.send(f"/alerts/{newest}/decisions", verdict="leak", reason="gesehen")
    assert re.search(rf'<li class="row edge-\w+" id="{newest}"', browser.get("/alerts?state=all"))
    assert re.search(rf'<li class="row edge-\w+ settled" id="{newest}"', browser.get("/alerts?state=closed"))


def total(browser: Browser, path: str) -> str:
    """What the list says of how many alerts it holds."""
    found: list[str] = re.findall(r'<p class="dim total">([^<·]+?) *[<·]', browser.get(path))
    return found[0]
