"""What people do at the console, in a real Chromium: without an error, a foreign request or a serious axe finding."""

import re
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from services.sources.gaps import gap
from services.sources.pulse import Pulse
from services.wiring import open_installation
from tests.browser.visitor import House, leak

pytestmark = [pytest.mark.slow, pytest.mark.browser]

PAGES = ("/", "/alerts", "/desk", "/audit", "/health")
HOSTILE = "<script>document.title='had'</script><img src=x onerror=alert(1)> Falke 2 \u202egnp.exe"


def every_page(page: Page, house: House) -> Iterator[str]:
    yield from PAGES
    page.goto(f"{house.base}/alerts")
    for fold in page.locator(".fold").all():
        yield fold.get_attribute("href") or ""
    for row in page.locator(".row-main").all():
        yield row.get_attribute("href") or ""


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
    house.said(leak(1, "Wasser in Halle 9, alle raus", "ben"))
    page, wall = house.window(), house.window("Kim", "reader")
    page.goto(f"{house.base}/desk")
    page.locator("summary", has_text="Declare a crisis").click()
    page.get_by_label("Title").fill("Rohrbruch")
    page.get_by_label("Places and names").fill("Halle 9")
    page.get_by_label("Words for what happened").fill("Wasser")
    page.locator("form[action='/desk/crises']").get_by_role("textbox", name="Why").fill("Anruf aus dem Werk")
    page.get_by_role("button", name="Declare a crisis").click()
    expect(page.locator("article h3", has_text="Rohrbruch")).to_be_visible()
    expect(wall.locator(".crisis h2", has_text="Rohrbruch")).to_be_visible()


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


def test_every_page_can_be_used_by_everybody_in_both_languages_light_and_dark_and_on_a_phone(house: House) -> None:
    house.said(leak(1), leak(2, HOSTILE, "ben"), leak(3, "Feuer in Halle 7", "shop"))
    reported(house, f"/var/spool/{'langer-name-' * 20}{HOSTILE}.ndjson")
    phone = {"width": 390, "height": 844}
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark", "viewport": phone, "locale": "de-DE"}):
        page = house.window(**options)
        page.goto(f"{house.base}/alerts")
        expect(page.locator(".row")).to_have_count(2)
        for path in list(every_page(page, house)):
            page.goto(f"{house.base}{path}")
            house.check_accessible(page)
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wide <= 0, (path, options)
            assert "had" not in page.title()
        assert page.locator("html").get_attribute("lang") == ("de" if "locale" in options else "en")


def test_the_keyboard_is_enough(house: House) -> None:
    house.said(leak(1), leak(2, "Lumarixo kommt", "ben"))
    page = house.window()
    page.goto(f"{house.base}/alerts")
    expect(page.locator(".row")).to_have_count(2)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("o")
    page.wait_for_url(re.compile("/alerts/al_"))
    page.locator("input[name=verdict]").first.focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.type("mit den Tasten")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("mit den Tasten")).to_be_visible()


def test_texts_are_searched_and_a_stale_page_says_so(house: House) -> None:
    house.said(leak(1, "Die Falke 2 hat Zitronengeschmack"), leak(2))
    page = house.window()
    page.get_by_role("searchbox").fill("Zitronen")
    page.keyboard.press("Enter")
    expect(page.locator(".row")).to_have_count(1)
    page.context.set_offline(offline=True)
    page.evaluate("heard = Date.now() - 60000")
    expect(page.locator("#fresh")).to_contain_text("Not up to date")
    house.wrong.clear()  # the browser reports that it is offline
