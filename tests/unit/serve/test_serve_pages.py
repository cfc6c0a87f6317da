"""What the pages say, in both languages, of what there is."""

import re
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from html import unescape

import pytest

from services.audit.trail import Question, trail
from services.serve.words_de import DE
from services.serve.words_en import EN
from tests.unit.serve.browser import Browser, Open
from tests.veltrona import line
from tests.veltrona_house import House

PAGES = (
    "/",
    "/alerts",
    "/desk",
    "/health",
    "/audit",
    "/audit?kind=register&actor=kim",
    "/audit?object=Embargo/falke-2&since=2025-11-20T12:00&until=2025-11-21",
    "/audit/held",
    "/audit/held?at=2025-11-20T13:30",
    "/alerts?q=Falke",
    "/alerts?severity=high",
    "/alerts?status=taken_down",
    "/alerts?state=closed",
    "/alerts?state=all&group=gr_nothing",
)


def row_ids(browser: Browser, path: str) -> list[str]:
    return re.findall(r'<li class="row[^"]*" id="([^"]+)"', browser.get(path))


def folds(browser: Browser, path: str) -> list[str]:
    return [unescape(address) for address in re.findall(r'class="fold" href="([^"]+)"', browser.get(path))]


def alert_ids(browser: Browser) -> list[str]:
    opened = [alert_id for address in folds(browser, "/alerts?state=all") for alert_id in row_ids(browser, address)]
    return list(dict.fromkeys([*row_ids(browser, "/alerts?state=all"), *opened]))


def every_page(browser: Browser) -> Iterator[str]:
    yield from map(browser.get, PAGES)
    yield from (browser.get(f"/alerts/{alert_id}") for alert_id in alert_ids(browser))


def test_both_languages_say_the_same_things() -> None:
    for name in ("said", "severities", "states", "verdicts", "statuses", "roles"):
        assert getattr(DE, name).keys() == getattr(EN, name).keys()
    for key, sentence in EN.said.items():
        assert set(re.findall(r"{\w+}", sentence)) == set(re.findall(r"{\w+}", DE.said[key])), key


@pytest.mark.parametrize("lang", ["de", "en"])
def test_every_page_can_be_read_in_every_language(console: Open, lang: str) -> None:
    browser = console.browser()
    browser.client.post("/language", data={"lang": lang})
    for page in every_page(browser):
        assert f'<html lang="{lang}">' in page
        assert "{" not in re.sub(r"<[^>]*>", "", page)


def test_the_language_of_the_browser_is_taken_where_none_was_chosen(console: Open) -> None:
    page = console.browser().client.get("/", headers={"accept-language": "fr, de-AT;q=0.8"}).text
    assert '<html lang="de">' in page


def test_the_wall_says_what_is_on(console: Open) -> None:
    page = console.browser().get("/")
    assert "Fire at Werk Nord" in page
    assert "newsroom" in page
    assert "Launch of the Veltrona Falke 2" in page
    assert "Everything that came in is judged." in page


def test_the_stream_can_be_narrowed_by_its_address(console: Open) -> None:
    browser = console.browser()
    assert len(alert_ids(browser)) == 4
    assert len(row_ids(browser, "/alerts?register=Crisis/werk-nord")) == 1
    assert "No alert is like that." in browser.get("/alerts?account=nobody")


@pytest.mark.parametrize(
    "asked", ["severity=loud", "status=x", "state=done", "group=%00", "before=yesterday~al", "q=%00", "q=" + "x" * 3000]
)
def test_an_address_that_makes_no_sense_shows_a_page_all_the_same(console: Open, asked: str) -> None:
    console.browser().get(f"/alerts?{asked}")


def test_a_hostile_post_is_shown_and_does_nothing(console: Open) -> None:
    browser = console.browser()
    for page in every_page(browser):
        assert "<script>alert" not in page
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x1b]", page)


def test_a_post_of_a_hundred_thousand_characters_is_shown_around_its_evidence(console: Open) -> None:
    browser = console.browser()
    assert all(len(page) < 60_000 for page in every_page(browser))


def test_an_alert_that_is_none_is_told_kindly(console: Open) -> None:
    answer = console.browser().client.get("/alerts/al_nothing")
    assert answer.status_code == 404
    assert "There is no such alert." in answer.text


def test_a_page_that_is_none_is_told_kindly(console: Open) -> None:
    answer = console.browser().client.get("/nowhere")
    assert answer.status_code == 404
    assert "There is no such page." in answer.text


def test_a_decision_is_an_event_with_its_actor_and_is_shown(console: Open, house: House) -> None:
    browser = console.browser(name="Hanne")
    alert_id = alert_ids(browser)[0]
    answer = browser.send(f"/alerts/{alert_id}/decisions", verdict="not_a_leak", reason="Das ist der alte Falke")
    assert answer.status_code == 303
    house.run()
    page = browser.get(f"/alerts/{alert_id}")
    assert "Das ist der alte Falke" in page
    assert "It is no leak" in page
    kept = console.installation.store.decisions(alert_id)
    assert [(one.actor, one.verdict) for one in kept] == [("Hanne", "not_a_leak")]


def test_who_decides_sees_it_on_the_next_page_and_the_log_adds_nothing(console: Open, house: House) -> None:
    browser = console.browser(name="Hanne")
    alert_id = alert_ids(browser)[0]
    browser.send(f"/alerts/{alert_id}/decisions", verdict="not_a_leak", reason="Das ist der alte Falke")
    assert browser.get(f"/alerts/{alert_id}").count("Das ist der alte Falke") == 1
    house.run()
    assert len(console.installation.store.decisions(alert_id)) == 1


def test_the_same_click_twice_is_one_decision(console: Open, house: House) -> None:
    browser = console.browser()
    alert_id = alert_ids(browser)[0]
    for _ in range(2):
        browser.send(f"/alerts/{alert_id}/decisions", verdict="leak", reason="gesehen")
    house.run()
    kept = console.installation.store.decisions(alert_id)
    assert len(kept) == 1


def seen_in(page: str) -> str:
    found: list[str] = re.findall(r'name="seen" value="([^"]*)"', page)
    return found[0]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_page_from_before_a_decision_reopens_nothing_unknowingly(console: Open, house: House, lang: str) -> None:
    anna, bert = console.browser(name="Anna"), console.browser(name="Bert")
    bert.client.post("/language", data={"lang": lang})
    alert_id = alert_ids(anna)[0]
    before = seen_in(bert.get(f"/alerts/{alert_id}"))
    anna.send(f"/alerts/{alert_id}/decisions", verdict="leak", reason="Preis und <b>Datum</b>", seen=before)
    house.now += timedelta(minutes=5)
    typed = {"verdict": "acknowledged", "reason": "Ich rufe <i>gleich</i> an"}
    answer = bert.send(f"/alerts/{alert_id}/decisions", seen=before, **typed)
    assert answer.status_code == 409
    words = {"de": DE, "en": EN}[lang]
    assert words["overtaken"].format(who="Anna", what=words.verdicts["leak"]) in answer.text
    assert "Preis und &lt;b&gt;Datum&lt;/b&gt;</blockquote>" in answer.text
    assert 'value="acknowledged" required checked' in answer.text
    assert "Ich rufe &lt;i&gt;gleich&lt;/i&gt; an</textarea>" in answer.text
    assert f'data-page="/alerts/{alert_id}"' in answer.text
    assert console.installation.store.states([alert_id]) == {alert_id: "closed"}
    assert bert.send(f"/alerts/{alert_id}/decisions", seen=seen_in(answer.text), **typed).status_code == 303
    assert console.installation.store.states([alert_id]) == {alert_id: "acknowledged"}


@pytest.mark.parametrize(
    ("verdict", "reason", "lacks"),
    [("leak", "  ", "Why"), ("", "Preis <b>", "Decide"), ("fired", "Preis <b>", "Decide")],
)
def test_a_decision_that_lacks_something_keeps_what_was_chosen_and_written(
    console: Open, verdict: str, reason: str, lacks: str
) -> None:
    browser = console.browser()
    alert_id = alert_ids(browser)[0]
    answer = browser.send(f"/alerts/{alert_id}/decisions", verdict=verdict, reason=reason)
    assert answer.status_code == 422
    assert f"That is not complete: {lacks}. Nothing was saved." in answer.text
    assert ('value="leak" required checked' in answer.text) == (lacks == "Why")
    assert ("Preis &lt;b&gt;</textarea>" in answer.text) == (lacks == "Decide")
    assert console.installation.store.states([alert_id]) == {alert_id: "new"}


def test_a_decision_says_at_the_top_that_it_is_saved_and_where_to_go_on(console: Open) -> None:
    browser = console.browser()
    alert_id = alert_ids(browser)[0]
    answer = browser.send(f"/alerts/{alert_id}/decisions", verdict="leak", reason="gesehen")
    assert answer.headers["location"] == f"/alerts/{alert_id}?saved=yes#saved"
    page = browser.get(answer.headers["location"])
    assert 'id="saved"' in page
    assert 'href="/alerts?state=new"' in page
    assert 'id="saved"' not in browser.get(f"/alerts/{alert_id}?saved=perhaps")


def test_of_two_who_decide_at_once_one_is_asked_again(console: Open) -> None:
    people = [console.browser(name=name) for name in ("Anna", "Bert")]
    alert_id = alert_ids(people[0])[0]
    sent = {"reason": "gesehen", "seen": ""}
    with ThreadPoolExecutor(2) as pool:
        answers = list(
            pool.map(
                lambda one: one[0].send(f"/alerts/{alert_id}/decisions", verdict=one[1], **sent),
                zip(people, ("leak", "not_a_leak"), strict=True),
            )
        )
    assert sorted(answer.status_code for answer in answers) == [303, 409]
    assert len(console.installation.store.decisions(alert_id)) == 1


def test_what_was_typed_beside_a_decision_of_a_colleague_is_read_with_a_trace(console: Open) -> None:
    anna, bert = console.browser(name="Anna"), console.browser(name="Bert")
    alert_id = alert_ids(anna)[0]
    anna.send(f"/alerts/{alert_id}/decisions", verdict="leak", reason="gesehen")
    assert bert.send(f"/alerts/{alert_id}/decisions", verdict="escalated", reason="x").status_code == 409
    lines = trail(console.installation.log, Question(actor="Bert", kinds=("access",)))
    assert ("read", alert_id) in [(line.what, line.object) for line in lines]


def test_a_crisis_is_declared_found_late_and_closed(console: Open, house: House) -> None:
    browser = console.browser()
    sent = {"title": "Rohrbruch", "sites": "Halle 9, Werk Ost", "terms": "Wasser", "reason": "Anruf vom Werk"}
    assert browser.send("/desk/crises", **sent).headers["location"] == "/desk?done=declared"
    page = browser.get("/desk")
    assert "Rohrbruch" in page
    crisis_id = re.findall(r'action="/desk/crises/(rohrbruch[^/]*)/close"', page)[0]
    assert browser.send(f"/desk/crises/{crisis_id}/close", reason="dicht").status_code == 422  # opened this very moment
    house.now += (house.now - house.now.replace(second=0)) or house.now - house.now.replace(hour=house.now.hour - 1)
    assert browser.send(f"/desk/crises/{crisis_id}/close", reason="dicht").headers["location"] == "/desk?done=closed"
    change = console.installation.declared.history().versions("Crisis", crisis_id)[-1]
    assert (change.actor, change.reason, change.version) == ("Hanne", "dicht", 2)


@pytest.mark.parametrize(("began", "late"), [("2025-11-20T12:30", 1), ("", 0)])
def test_what_was_said_since_a_crisis_began_is_found_when_it_is_declared(
    console: Open, house: House, began: str, late: int
) -> None:
    house.ingest([line("Wasser in Halle 9, alle raus", "ben", id="w1")])  # at 13:00 in Berlin
    house.run()
    browser = console.browser()
    assert 'value="2025-11-20T13:00"' in browser.get("/desk")
    sent = {"title": "Rohrbruch", "sites": "Halle 9", "terms": "Wasser", "reason": "Anruf", "began": began}
    assert browser.send("/desk/crises", **sent).status_code == 303
    house.run()
    found = [alert for alert in house.alerts() if alert.register.startswith("Crisis/rohrbruch")]
    assert [alert.found_later for alert in found] == [True] * late
    assert console.installation.declared.history().situation().registers.crises[-1].opens <= house.now


def test_an_embargo_is_lifted_with_a_reason_only(console: Open) -> None:
    browser = console.browser()
    assert browser.send("/desk/embargoes/falke-2/lift", reason=" ").status_code == 422
    assert browser.send("/desk/embargoes/falke-2/lift", reason="vorgezogen").headers["location"] == "/desk?done=lifted"
    assert "lifted" in browser.get("/desk")


def test_posts_can_be_tried_and_nothing_of_them_is_kept(console: Open, house: House) -> None:
    text = "Falke 2 kommt\nGuten Morgen\n\n"
    page = console.browser("reader").send("/desk/try", text=text, account="anna").text
    assert page.count("stays silent") == 1
    house.run()
    assert len(house.alerts()) == 4


def test_on_a_brand_account_nobody_is_said_to_have_leaked(console: Open, house: House) -> None:
    house.ingest([line("Bin gleich da, Mama, kauf bitte noch Milch", "shop", id="s1")])
    house.run()
    browser = console.browser()
    alert_id = next(one for one in alert_ids(browser) if "Policy/" in browser.get(f"/alerts/{one}"))
    page = browser.get(f"/alerts/{alert_id}")
    assert "It does not belong there" in page
    assert "It is a leak" not in page[page.index('id="decide"') :]
    browser.send(f"/alerts/{alert_id}/decisions", verdict="leak", reason="falsches Konto")
    assert "closed: confirmed, decided by Hanne" in browser.get(f"/alerts/{alert_id}")
