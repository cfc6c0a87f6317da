"""What the wall says first: what is going on, and what to do."""

import re

from services.serve.lead import lead
from services.serve.words_de import DE
from services.serve.words_en import EN
from tests.unit.serve.browser import Open
from tests.unit.serve.test_serve_pages import alert_ids

WAITING: dict[tuple[str, ...], int] = {
    ("new", "low"): 2,
    ("new", "high"): 1,
    ("escalated", "medium"): 1,
    ("acknowledged", "critical"): 4,
}


def test_one_sentence_says_what_is_going_on_and_the_tasks_say_how_bad_it_is() -> None:
    found = lead(1, ["Launch"], WAITING, EN)
    assert found.head == "A crisis is on, an embargo may have leaked, 8 alerts are open"
    assert [(task.address, task.worst) for task in found.tasks] == [
        ("/alerts?status=open&state=new", "high"),
        ("/alerts?status=open&state=escalated", "medium"),
        ("/desk#embargoes", None),
    ]
    assert "3 alerts" in found.tasks[0].text
    assert "Launch" in found.tasks[-1].text
    assert not found.calm


def test_where_nothing_is_going_on_that_is_said_and_nothing_is_asked_of_anybody() -> None:
    found = lead(0, [], {}, DE)
    assert (found.head, list(found.tasks), found.calm) == (DE["all_calm"], [], True)


def test_a_number_on_the_wall_is_that_of_the_list_behind_it(console: Open) -> None:
    browser = console.browser()
    first = alert_ids(browser)[0]
    browser.send(f"/alerts/{first}/decisions", verdict="escalated", reason="gesehen")
    tasks = re.findall(r'<li><a href="(/alerts[^"]+)"><span>\D*(\d+)', browser.get("/"))
    assert len(tasks) == 2
    for address, number in tasks:
        assert f"{number} alert" in browser.get(address.replace("&amp;", "&"))


def test_a_leak_that_was_confirmed_is_said_as_such_and_comes_first() -> None:
    found = lead(0, ["Rumour"], {}, EN, confirmed=["Launch"])
    assert found.head == "An embargo has leaked, another may have leaked"
    assert [task.text for task in found.tasks] == ["Decide: bring forward or hold “Launch”"]
    assert lead(0, [], {}, DE, confirmed=["a", "b"]).head == "2 Sperrfristen sind gebrochen"


def test_where_a_leak_may_be_among_what_was_closed_it_is_not_said_that_there_is_none() -> None:
    found = lead(0, [], {}, EN, unsure=True)
    assert (found.head, found.calm) == ("No crisis and no open alert, and many alerts were closed", True)
    assert lead(1, [], {}, EN, unsure=True).head == "A crisis is on"
    assert lead(0, ["a", "b"], {}, DE, confirmed=["c"]).head.endswith("2 weitere sind vielleicht gebrochen")


def test_who_may_not_decide_is_told_what_is_open_and_not_what_to_do(console: Open) -> None:
    assert 'id="to-do">To do now</h2>' in console.browser().get("/")
    assert 'id="to-do">Open now</h2>' in console.browser("reader").get("/")


def test_a_crisis_is_said_to_have_begun_when_it_began(console: Open) -> None:
    assert "began Thu 20 Nov 2025, 05:10 CET" in console.browser().get("/")
