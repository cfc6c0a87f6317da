"""The desk: what is declared there, what is refused and how kindly, and posts that are tried."""

import re
from datetime import timedelta
from html import unescape

import pytest
from bs4 import BeautifulSoup, Tag
from httpx2 import Response

from streams.registers import Crisis
from tests.unit.serve.browser import Browser, Open
from tests.veltrona import COMPANY, line
from tests.veltrona_house import House

GAS: dict[str, str | list[str]] = {
    "title": "Gasleck",
    "sites": "Werk Süd",
    "terms": "Gasleck",
    "reason": "Anruf vom Werk",
    "refer": ["newsroom"],
}
OF_COMMANDS = re.compile(r"`|--as|0001-01-01|is not a time|needs a site|is declared")


def told(answer: Response) -> list[str]:
    """What is wrong, sentence by sentence, as it stands in a form of the page."""
    assert answer.status_code == 422
    found = BeautifulSoup(answer.text, "html.parser").select("form .problem li")
    assert found, answer.text
    return [one.get_text(" ", strip=True) for one in found]


def refused(browser: Browser, **changes: str | list[str]) -> list[str]:
    """What is said of a crisis that is declared with these changes; nothing may be in the log of it."""
    return told(browser.send("/desk/crises", **GAS | changes))


def crises(console: Open) -> list[Crisis]:
    """The latest that began stands last."""
    found = console.installation.declared.history().situation().registers.crises
    return sorted(found, key=lambda one: one.opens)


def later(house: House) -> None:
    house.now += timedelta(minutes=1)


def declared(console: Open, house: House, browser: Browser, **changes: str | list[str]) -> Crisis:
    """The crisis, a minute ago."""
    assert browser.send("/desk/crises", **GAS | changes).headers["location"] == "/desk?done=declared"
    later(house)
    return crises(console)[-1]


def form(page: str, action: str) -> Tag:
    found = BeautifulSoup(page, "html.parser").select_one(f'form[action="{action}"]')
    assert found, action
    return found


def german(browser: Browser) -> Browser:
    browser.client.post("/language", data={"lang": "de"})
    return browser


@pytest.mark.parametrize(("refer", "fires"), [(["newsroom"], 0), ([], 1)])
def test_who_may_speak_of_a_crisis_is_named_when_it_is_declared_and_stays_silent(
    console: Open, house: House, refer: list[str], fires: int
) -> None:
    browser = console.browser()
    crisis = declared(console, house, browser, refer=refer)
    assert crisis.spokespeople == tuple(refer)
    assert browser.get("/desk").count("Refer everybody to: newsroom</p>") == 2 - fires  # another crisis names it, too
    before = len(house.alerts())
    house.ingest([line("Gasleck im Werk Süd", "newsroom", id="g1", minutes=61)])
    house.run()
    assert len(house.alerts()) == before + fires


def test_the_newsroom_is_chosen_to_speak_unless_somebody_chooses_others(console: Open) -> None:
    boxes = form(console.browser().get("/desk"), "/desk/crises").select('input[name="refer"]')
    assert [(box["value"], box.has_attr("checked")) for box in boxes] == [
        ("newsroom", True),
        ("shop", False),
        ("anna", False),
        ("ben", False),
    ]


def test_only_accounts_that_are_offered_can_be_named(console: Open, house: House) -> None:
    house.withdraw("ben")
    browser = console.browser()
    assert refused(browser, refer=["ben"]) == ["“ben” is no account that can be named: choose from the list."]
    assert 'value="ben"' not in browser.get("/desk")


def test_more_is_added_to_the_same_crisis(console: Open, house: House) -> None:
    browser = console.browser()
    crisis = declared(console, house, browser)
    more: dict[str, str | list[str]] = {
        "sites": "Tor 3, Werk Süd",
        "terms": "Explosion",
        "refer": ["anna"],
        "statement": "Alle sind wohlauf.",
    }
    answer = browser.send(f"/desk/crises/{crisis.id}/add", **more, reason="zweiter Anruf")
    assert answer.headers["location"] == "/desk?done=added"
    now = crises(console)[-1]
    assert (now.id, now.sites, now.terms) == (crisis.id, ("Werk Süd", "Tor 3"), ("Gasleck", "Explosion"))
    assert (now.spokespeople, now.statement) == (("newsroom", "anna"), "Alle sind wohlauf.")
    change = console.installation.declared.history().versions("Crisis", crisis.id)[-1]
    assert (change.version, change.actor, change.reason) == (2, "Hanne", "zweiter Anruf")


def test_who_is_named_already_is_not_offered_to_be_added(console: Open, house: House) -> None:
    browser = console.browser()
    crisis = declared(console, house, browser)
    boxes = form(browser.get("/desk"), f"/desk/crises/{crisis.id}/add").select('input[name="refer"]')
    assert [box["value"] for box in boxes] == ["shop", "anna", "ben"]


@pytest.mark.parametrize("more", [{}, {"sites": "Werk Süd", "terms": "Gasleck"}])
def test_nothing_new_is_not_added(console: Open, house: House, more: dict[str, str]) -> None:
    browser = console.browser()
    crisis = declared(console, house, browser)
    assert told(browser.send(f"/desk/crises/{crisis.id}/add", **more, reason="x")) == [
        "Nothing of that is new: add a place, a word, somebody to refer to, or another statement."
    ]


def test_to_a_crisis_that_is_over_nothing_is_added_and_what_was_typed_is_still_there(
    console: Open, house: House
) -> None:
    browser = console.browser()
    crisis = declared(console, house, browser)
    assert browser.send(f"/desk/crises/{crisis.id}/close", reason="dicht").headers["location"] == "/desk?done=closed"
    later(house)
    answer = browser.send(f"/desk/crises/{crisis.id}/add", terms="Explosion", reason="x")
    assert answer.status_code == 422
    assert "This crisis is over already." in answer.text


def test_a_second_crisis_of_the_same_title_is_refused_while_one_is_on(console: Open, house: House) -> None:
    browser = console.browser()
    declared(console, house, browser)
    assert refused(browser, title=" gasleck ") == [
        "A crisis “gasleck” is on already: choose “Add to it” at that one, or give this one another title."
    ]


def test_what_was_typed_is_still_there_when_something_is_wrong(console: Open) -> None:
    sent: dict[str, str | list[str]] = {
        **GAS,
        "began": "2025-11-20T12:34",
        "statement": "Wir <b>prüfen</b>",
        "refer": ["anna"],
    }
    answer = console.browser().send("/desk/crises", **sent | {"terms": "in, Gasleck"})
    assert len(told(answer)) == 1
    found = form(answer.text, "/desk/crises")
    held = {one["name"]: one.get("value") or one.get_text() for one in found.select("input, textarea")}
    assert held | {"terms": "in, Gasleck"} == held
    assert (held["title"], held["sites"], held["reason"]) == ("Gasleck", "Werk Süd", "Anruf vom Werk")
    assert (held["began"], held["statement"]) == ("2025-11-20T12:34", "Wir <b>prüfen</b>")
    assert [box["value"] for box in found.select("input[checked]")] == ["anna"]
    fold = found.find_parent("details")
    assert fold is not None
    assert fold.has_attr("open")
    assert found.select_one(".problem[autofocus][tabindex]")


@pytest.mark.parametrize("path", ["/desk/embargoes/falke-2/lift", "/desk/crises/werk-nord/close"])
def test_an_end_without_a_reason_is_told_in_its_own_form_alone(console: Open, path: str) -> None:
    answer = console.browser().send(path, reason=" ")
    assert told(answer) == ["“Why” is missing."]
    soup = BeautifulSoup(answer.text, "html.parser")
    assert [one["action"] for one in soup.select("details[open] form")] == [path]


@pytest.mark.parametrize(
    ("began", "said"),
    [
        ("2031-01-01T00:00", "The beginning lies ahead: a crisis is declared when it has begun."),
        ("9999-12-31T23:59", "The beginning lies ahead: a crisis is declared when it has begun."),
        ("2024-11-19T12:00", "The beginning is more than a year ago: is the year right?"),
        ("0001-01-01T00:00", "The beginning is more than a year ago: is the year right?"),
        ("tomorrow", "“tomorrow” is no time: write it like 2025-11-20T14:00."),
    ],
)
def test_a_beginning_that_makes_no_sense_is_refused(console: Open, began: str, said: str) -> None:
    assert refused(console.browser(), began=began) == [said]
    assert len(crises(console)) == 1


def test_a_clock_that_is_a_minute_ahead_is_no_mistake(console: Open, house: House) -> None:
    assert declared(console, house, console.browser(), began="2025-11-20T14:01").opens <= house.now


@pytest.mark.parametrize("word", ["in", "und", "der", "e", "Öl", "in der", "heute", "a 1"])
@pytest.mark.parametrize("field", ["sites", "terms"])
def test_words_that_stand_in_every_post_are_refused(console: Open, field: str, word: str) -> None:
    (said,) = refused(console.browser(), **{field: f"Halle 9, {word}"})
    assert f"“{word}”" in said


@pytest.mark.parametrize("word", ["Feuer", "Wasser", "Halle 7", "Ulm", "gas", "tot", "Brand in der Halle", "Tor 3"])
def test_words_that_tell_something_are_taken(console: Open, house: House, word: str) -> None:
    declared(console, house, console.browser(), sites=word, terms=word)


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": " "}, "“Title” is missing."),
        ({"title": "\u200b"}, "“Title” is missing."),
        ({"reason": " "}, "“Why” is missing."),
        ({"sites": ", ,"}, "A place or a name is missing: what the crisis is recognised by."),
        ({"terms": ""}, "A word for what happened is missing."),
        ({"terms": "!!"}, "“!!” holds no letter and no digit: nothing could be found by it."),
        ({"terms": "Streik"}, "Of “Streik” everybody may speak freely: vorlaut does not look for it."),
        ({"title": "x" * 201}, "“Title” may have 200 characters at most; these are 201."),
        ({"sites": "x" * 501}, "“Places and names” may have 500 characters at most; these are 501."),
        ({"terms": "x" * 501}, "“Words for it” may have 500 characters at most; these are 501."),
        ({"statement": "x" * 5001}, "“What is said officially” may have 5000 characters at most; these are 5001."),
        ({"reason": "x" * 501}, "“Why” may have 500 characters at most; these are 501."),
    ],
)
def test_what_is_missing_or_too_long_is_said_and_nothing_is_declared(
    console: Open, changes: dict[str, str], said: str
) -> None:
    (found,) = refused(console.browser(), **changes)
    assert found.startswith(said)
    assert len(crises(console)) == 1


def test_a_line_break_is_one_character_as_browsers_count(console: Open, house: House) -> None:
    declared(console, house, console.browser(), statement="x\r\n" * 2500)


def test_several_faults_are_told_one_a_line_and_in_the_language_of_the_console(console: Open) -> None:
    found = refused(german(console.browser()), title="", sites="", terms="Streik", began="0001-01-01T00:00")
    assert len(found) == 4
    assert not OF_COMMANDS.search(" ".join(found))
    assert any("frei sprechen" in one for one in found)


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/desk/crises/nobody/close", "This crisis is not declared."),
        ("/desk/crises/nobody/add", "This crisis is not declared."),
        ("/desk/embargoes/nobody/lift", "This embargo is not declared."),
    ],
)
def test_what_is_not_there_is_told_without_a_form(console: Open, path: str, said: str) -> None:
    answer = console.browser().send(path, reason="x", terms="Explosion")
    assert answer.status_code == 422
    assert said in answer.text


def test_what_is_over_or_has_begun_just_now_is_told_kindly(console: Open, house: House) -> None:
    browser = console.browser()
    assert browser.send("/desk/crises", **GAS).status_code == 303
    path = f"/desk/crises/{crises(console)[-1].id}/close"
    assert told(browser.send(path, reason="x")) == ["This crisis has begun only just now: wait a minute."]
    later(house)
    assert browser.send(path, reason="x").status_code == 303
    assert "This crisis is over already." in browser.send(path, reason="x").text
    assert browser.send("/desk/embargoes/falke-2/lift", reason="x").headers["location"] == "/desk?done=lifted"
    assert "This embargo is over already." in browser.send("/desk/embargoes/falke-2/lift", reason="x").text


@pytest.mark.parametrize(
    ("done", "said"),
    [
        ("declared", "The crisis is declared, with your name."),
        ("added", "Added, with your name."),
        ("closed", "The crisis is closed, with your name."),
        ("lifted", "The embargo has ended, with your name."),
    ],
)
def test_each_act_has_a_sentence_of_its_own(console: Open, done: str, said: str) -> None:
    page = console.browser().get(f"/desk?done={done}")
    assert said in page
    assert ("being looked through" in page) is (done in {"declared", "added"})


@pytest.mark.parametrize("done", ["yes", "", "title", "x" * 100])
def test_of_what_nobody_did_nothing_is_said(console: Open, done: str) -> None:
    assert 'class="done"' not in console.browser().get(f"/desk?done={done}")


def test_of_more_posts_than_are_tried_at_once_the_rest_is_not_hidden(console: Open) -> None:
    page = console.browser().send("/desk/try", text="Guten Morgen\n" * 30, account="anna").text
    assert page.count("stays silent") == 20
    assert "The first 20 of 30 posts were tried; try the others after these." in page
    assert "were tried;" not in console.browser().send("/desk/try", text="Morgen\n" * 20, account="anna").text


def test_spaces_are_no_post(console: Open) -> None:
    answer = console.browser().send("/desk/try", text=" \n  \n", account="anna")
    assert told(answer) == ["There are only spaces: write a post to be tried."]


def test_posts_are_tried_only_as_accounts_that_may_be_looked_at_now(console: Open, house: House) -> None:
    house.withdraw("ben")
    browser = console.browser()
    offered = form(browser.get("/desk"), "/desk/try#try").select("option")
    assert [one["value"] for one in offered] == ["anna", "newsroom", "shop"]
    for account in ("ben", "nobody", ""):
        answer = browser.send("/desk/try", text="Falke 2", account=account)
        assert told(answer) == ["This account is not looked at now: choose one from the list."]
        assert not OF_COMMANDS.search(unescape(answer.text))
        assert "Falke 2</textarea>" in answer.text


def test_a_post_that_stays_silent_because_its_account_may_speak_says_so(console: Open) -> None:
    page = console.browser().send("/desk/try", text="Falke 2 kommt\nGuten Morgen", account="newsroom").text
    found = [one.get_text(" ", strip=True) for one in BeautifulSoup(page, "html.parser").select(".tried li p.dim")]
    assert found == [
        "stays silent: newsroom may speak about it (Launch of the Veltrona Falke 2)",
        "stays silent",
    ]


def test_of_several_companies_one_is_chosen(console: Open, house: House) -> None:
    house.apply(COMPANY, COMPANY.replace("veltrona", "orchard").replace("Veltrona", "Orchard"))
    browser = console.browser()
    offered = form(browser.get("/desk"), "/desk/crises").select('select[name="company"] option')
    assert [one["value"] for one in offered] == ["orchard", "veltrona"]
    assert refused(browser) == ["Choose whose crisis it is."]
    assert refused(browser, company="nobody") == ["Choose whose crisis it is."]
    assert declared(console, house, browser, company="veltrona").company == "veltrona"


def test_of_one_company_nothing_is_asked(console: Open) -> None:
    assert 'name="company"' not in console.browser().get("/desk")
