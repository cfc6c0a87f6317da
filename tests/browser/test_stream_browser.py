"""The tabs and groups of the stream, in a real Chromium."""

import pytest
from playwright.sync_api import expect

from tests.browser.visitor import House, leak


@pytest.mark.slow
def test_an_alert_moves_to_its_tab_while_others_watch(house: House) -> None:
    house.said(leak(1), leak(2, "Lumarixo kommt", "ben"))
    page, other = house.window(), house.window("Kim", "reader")
    for window in (page, other):
        window.goto(f"{house.base}/alerts")
        expect(window.locator(".row")).to_have_count(2)
        expect(window.locator(".tabs [aria-current]")).to_have_text("open 2")
    page.locator(".row-main", has_text="Falke").click()
    page.get_by_label("It is a leak").check()
    page.get_by_role("textbox", name="Why").fill("mit Anna gesprochen")
    page.get_by_role("button", name="Save").click()
    expect(other.locator(".row")).to_have_count(1)
    expect(other.locator(".tabs a", has_text="closed")).to_have_text("closed 1")
    other.locator(".tabs a", has_text="closed").click()
    expect(other.locator(".row-state")).to_have_text("closed: confirmed")
    expect(other.locator(".tabs [aria-current]")).to_have_text("closed 1")
    house.check_accessible(other)


@pytest.mark.slow
def test_a_group_is_one_line_that_grows_and_opens(house: House) -> None:
    house.said(leak(1))
    page = house.window()
    page.goto(f"{house.base}/alerts")
    expect(page.locator(".row")).to_have_count(1)
    house.said(leak(2), leak(3))
    expect(page.locator(".fold")).to_have_text("3 in a group")
    expect(page.locator(".row")).to_have_count(1)
    page.locator(".fold").click()
    expect(page.locator(".row")).to_have_count(3)
    house.check_accessible(page)
    page.get_by_text("Back to all groups").click()
    expect(page.locator(".row")).to_have_count(1)
