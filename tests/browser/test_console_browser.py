"""What people do at the console, in a real Chromium: without an error, a foreign request or a serious axe finding."""

import re
import time
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from services.sources.gaps import gap
from services.sources.pulse import Pulse
from services.wiring import open_installation
from tests.browser.visitor import House, leak, window_of
from tests.veltrona import line

pytestmark = [pytest.mark.slow, pytest.mark.browser]


def test_an_alert_appears_without_reloading_and_is_decided(house: House) -> None:
    page = house.window()
    page.goto(f"{house.base}/alerts")
    expect(page.get_by_text("No alert is like that.")).to_be_visible()
    house.said(leak(1))
    expect(page.locator(".row")).to_have_count(1)
    page.locator(".row-main").click()
    expect(page.locator("mark")).to_contain_text("Falke 2")
    other = house.window("Kim", "reader")
    other.goto(page.url)
    page.get_by_label("It is a leak").check()
    page.get_by_role("textbox", name="Why").fill("mit Anna gesprochen")
    began = time.monotonic()
    page.get_by_role("button", name="Save").click()
    expect(other.get_by_text("mit Anna gesprochen")).to_be_visible()
    print(f"a decision was visible to others after {time.monotonic() - began:.2f} s")  # noqa: T201 - a figure
    expect(page.get_by_text("mit Anna gesprochen")).to_be_visible()
    assert other.get_by_role("button", name="Save").count() == 0


def test_a_crisis_is_declared_and_what_was_said_before_is_found(house: House) -> None:
    before = (datetime.now(UTC) - timedelta(minutes=10)).isoformat()
    house.said(line("Wasser in Halle 9, alle raus", "ben", id="w1", published=before))
    page, wall = house.window(), house.window("Kim", "reader")
    page.goto(f"{house.base}/desk")
    page.locator("summary", has_text="Declare a crisis").click()
    form = page.locator("form[action='/desk/crises']")
    form.get_by_label("Title").fill("Rohrbruch")
    form.get_by_label("Places and names").fill("Halle 9")
    form.get_by_label("Words for what happened").fill("Wasser")
    form.get_by_role("textbox", name="Why").fill("Anruf aus dem Werk")
    page.get_by_role("button", name="Declare a crisis").click()
    expect(page.locator("article h3", has_text="Rohrbruch")).to_be_visible()
    expect(page.get_by_text("The crisis is declared, with your name.")).to_be_visible()
    expect(wall.locator(".crisis h2", has_text="Rohrbruch")).to_be_visible()
    burst = wall.locator(".crisis", has_text="Rohrbruch")
    expect(burst.locator(".big strong")).to_have_text("1")
    burst.locator(".big").click()
    expect(wall.locator(".row-why")).to_contain_text("found later")


def reported(house: House, source: str) -> None:
    """Whoever follows this file says that it is live, and that something of it was lost."""
    with open_installation(None, house.folder / "vorlaut-data") as installation:
        now = installation.clock()
        Pulse(installation.log, installation.clock, "file", source).well()
        installation.log.append([gap(source, now - timedelta(hours=1), now, "cut_off")])


def test_sources_and_gaps_are_seen_without_reloading_and_a_gap_is_closed(house: House) -> None:
    page, wall = house.window(), house.window("Kim", "reader")
    page.goto(f"{house.base}/health")
    expect(page.locator(".verdict-head")).to_contain_text("No source is set up")
    reported(house, "posts.ndjson")
    expect(page.locator(".source .stands")).to_contain_text("live")
    expect(wall.locator(".coverage")).to_contain_text("1 known gap")
    page.locator("summary", has_text="I have looked after it").click()
    page.get_by_label("What you did").fill("von Hand gelesen")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing is known to be missing.")).to_be_visible()
    expect(wall.locator(".coverage.well")).to_contain_text("The only source is live.")


DECISIONS = {
    "I am looking at it": "being looked at",
    "Talking with the author": "with the author",
    "Escalate": "escalated",
    "It is a leak": "closed: confirmed",
    "It is no leak": "closed: not confirmed",
    "It is public already": "closed: public already",
    "It was allowed": "closed: was allowed",
}


def test_each_decision_is_taken_with_a_reason_and_says_where_the_alert_stands(house: House) -> None:
    house.said(leak(1))
    page = house.window()
    page.goto(f"{house.base}/alerts")
    page.locator(".row-main").click()
    for number, (decision, state) in enumerate(DECISIONS.items()):
        page.get_by_label(decision, exact=True).check()
        page.get_by_role("button", name="Save").click()
        assert page.get_by_role("textbox", name="Why").evaluate("one => one.validity.valueMissing")
        page.get_by_role("textbox", name="Why").fill(f"reason number {number}")
        page.get_by_role("button", name="Save").click()
        expect(page.locator(".timeline")).to_contain_text(f"reason number {number}")
        expect(page.locator(".alert-head .row-state")).to_have_text(state)
    expect(page.locator(".timeline li", has_text="reason number")).to_have_count(len(DECISIONS))


def sealed_until_next_week() -> str:
    """An embargo that holds today, whatever day that is: those of Veltrona are long over."""
    today = datetime.now(UTC)
    opens, lifts = (at.isoformat() for at in (today - timedelta(days=1), today + timedelta(days=7)))
    return f"{{kind: Embargo, id: sturm, title: Launch of the Sturm, opens: {opens}, lifts: {lifts}, terms: [Sturm 7]}}"


def test_an_embargo_is_lifted_and_a_crisis_closed_while_others_watch(house: House) -> None:
    house.declares(sealed_until_next_week())
    page, wall = house.window(), house.window("Kim", "auditor")
    expect(wall.locator(".crisis")).to_have_count(1)
    page.goto(f"{house.base}/desk")
    crisis = page.locator("article", has_text="Fire at Werk Nord")
    crisis.locator("summary", has_text="Close the crisis").click()
    crisis.locator("form[action$='/close']").get_by_label("Why").fill("all is out")
    crisis.get_by_role("button", name="Close the crisis").click()
    expect(wall.locator(".crisis")).to_have_count(0)
    embargo = page.locator("article", has_text="Launch of the Sturm")
    embargo.locator("summary").click()
    embargo.get_by_label("Why").fill("brought forward")
    embargo.get_by_role("button", name="Lift now").click()
    expect(embargo.locator(".stand")).to_have_text("lifted")
    wall.goto(f"{house.base}/audit")
    for why in ("all is out", "brought forward"):
        expect(wall.get_by_role("cell", name=why)).to_be_visible()


def test_a_mistake_at_the_desk_is_told_where_one_is_and_loses_nothing(house: House) -> None:
    house.refuses = True
    page = house.window()
    page.goto(f"{house.base}/desk")
    crisis = page.locator("article", has_text="Fire at Werk Nord")
    crisis.locator("summary", has_text="Add to it").click()
    form = crisis.locator("form[action$='/add']")
    form.get_by_label("Places and names").fill("Tor 3, in")
    form.get_by_label("anna").check()
    form.get_by_label("Why").fill("second call")
    form.get_by_role("button", name="Add to it").click()
    expect(form.locator(".problem")).to_be_focused()
    expect(form.locator(".problem")).to_contain_text("“in” is too short")
    house.check_accessible(page)
    expect(form.get_by_label("anna")).to_be_checked()
    form.get_by_label("Places and names").fill("Tor 3")
    form.get_by_role("button", name="Add to it").click()
    expect(page.locator(".done")).to_contain_text("Added, with your name.")
    expect(crisis).to_contain_text("Tor 3")
    expect(page).to_have_url(f"{house.base}/desk")
    page.reload()
    expect(crisis).to_contain_text("Tor 3")
    expect(page.locator(".done")).to_have_count(0)


def test_posts_are_tried_as_somebody_and_nothing_is_kept(house: House) -> None:
    house.declares(sealed_until_next_week())
    page = house.window(**window_of(390, "de", "dark"))
    page.goto(f"{house.base}/desk")
    page.locator("#try-text").fill("Der Sturm 7 kommt\nGuten Morgen")
    page.get_by_label("Konto").select_option("ben")
    page.get_by_role("button", name="Versuchen").click()
    expect(page.locator(".tried li")).to_have_count(2)
    expect(page.locator(".tried li").nth(0)).to_contain_text("Launch of the Sturm")
    expect(page.locator(".tried li").nth(1)).to_contain_text("bleibt still")
    page.goto(f"{house.base}/alerts?state=all")
    expect(page.locator(".row")).to_have_count(0)


def test_on_a_phone_somebody_woken_at_night_decides_in_german(house: House) -> None:
    house.said(leak(1))
    page = house.window(**window_of(390, "en", "light"))
    page.get_by_role("button", name="Deutsch").click()
    page.get_by_role("link", name="Meldungen", exact=True).click()
    expect(page.locator(".facets")).to_be_hidden()
    page.locator(".narrowing > summary").click()
    expect(page.locator(".facets")).to_be_visible()
    page.locator(".row-main").click()
    page.get_by_role("link", name="Entscheiden").click()
    page.get_by_label("Ich sehe es mir an").check()
    page.get_by_role("textbox", name="Warum").fill("bin dran")
    page.get_by_role("button", name="Speichern").click()
    expect(page.locator(".alert-head .row-state")).to_have_text("in Arbeit")


def test_what_somebody_writes_is_not_lost_to_news_which_are_shown_when_they_are_done(house: House) -> None:
    house.declares(sealed_until_next_week())
    page = house.window()
    page.goto(f"{house.base}/desk")
    embargo = page.locator("article", has_text="Launch of the Sturm")
    embargo.locator("summary").click()
    embargo.get_by_label("Why").fill("half a sen")
    house.declares(sealed_until_next_week().replace("id: sturm", "id: drang").replace("the Sturm", "the Drang"))
    expect(page.locator("#fresh")).to_contain_text("There is something new here")
    expect(embargo.get_by_label("Why")).to_have_value("half a sen")
    expect(page.locator("article", has_text="Launch of the Drang")).to_have_count(0)
    embargo.locator("summary").click()
    expect(page.locator("article", has_text="Launch of the Drang")).to_be_visible()
    expect(page.locator("#fresh")).to_have_text("Up to date")


def test_who_stands_on_a_line_with_the_keyboard_still_sees_what_is_new(house: House) -> None:
    house.said(leak(1))
    page = house.window()
    page.goto(f"{house.base}/alerts")
    page.locator(".row-main").focus()
    house.said(leak(2, "Lumarixo kommt", "ben"))
    expect(page.locator(".row")).to_have_count(2)
    expect(page.locator(".row-main", has_text="Falke")).to_be_focused()


def test_texts_are_searched_and_without_a_server_the_page_says_how_old_it_is(house: House) -> None:
    house.said(leak(1, "Die Falke 2 hat Zitronengeschmack"), leak(2))
    page = house.window()
    page.get_by_role("searchbox").fill("Zitronen")
    page.keyboard.press("Enter")
    expect(page.locator(".row")).to_have_count(1)
    expect(page.locator("#away")).to_be_hidden()
    house.end()
    expect(page.locator("#away")).to_contain_text("no word from the server since", timeout=20_000)
    expect(page.locator("#fresh")).to_have_text("Not up to date")
    house.check_accessible(page)


def test_who_is_signed_out_elsewhere_is_led_to_the_door(house: House) -> None:
    house.refuses = True
    page = house.window()
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{house.base}/desk")
    elsewhere.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile("/sign-in"), timeout=20_000)
    expect(page.get_by_text("You are not signed in.")).to_be_visible()
