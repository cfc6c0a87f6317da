"""With the keyboard alone: from the door to a decision and the desk, always seeing where one is, and never caught."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import House, housed, leak

pytestmark = [pytest.mark.slow, pytest.mark.browser]

MOST = 120  # steps through a page
WHERE = """
() => {
  const one = document.activeElement;
  if (!one || one === document.body) return null;
  const style = getComputedStyle(one), box = one.getBoundingClientRect();
  const seen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0 && box.width > 0 && box.height > 0
    && box.bottom > 0 && box.top < innerHeight;
  one.dataset.step ??= String(document.querySelectorAll("[data-step]").length);
  return { step: one.dataset.step, seen, what: one.outerHTML.slice(0, 90) };
}
"""
REACHABLE = """
() => {
  const all = "a[href], button, input:not([type=hidden]), textarea, select, summary, [tabindex='0']";
  const first = document.querySelector("input[type=radio]"); // a group of them is one step
  return [...document.querySelectorAll(all)]
    .filter((one) => one.checkVisibility() && (one.type !== "radio" || one === first)).length;
}
"""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[House]:
    """Veltrona with two alerts."""
    with housed(tmp_path_factory.mktemp("office"), chromium) as house:
        house.said(leak(1), leak(2, "Lumarixo kommt", "ben"))
        yield house


def walk(page: Page) -> None:
    """Through the whole page by the tabulator: everything is reached, each step is seen, and round it goes."""
    steps: list[str] = []
    for _ in range(MOST):
        page.keyboard.press("Tab")
        at = page.evaluate(WHERE)
        if at is None or at["step"] in steps[-1:]:  # the browser's own bar, and fields of several parts
            continue
        if at["step"] in steps:
            break
        assert at["seen"], (page.url, at["what"])
        steps.append(at["step"])
    assert len(steps) == page.evaluate(REACHABLE), page.url


def tab_to(page: Page, name: str) -> None:
    """On with the tabulator until the thing of this name is reached."""
    for _ in range(MOST):
        page.keyboard.press("Tab")
        said = page.evaluate("document.activeElement.innerText || document.activeElement.labels?.[0]?.innerText || ''")
        if said.strip().startswith(name):
            return
    raise AssertionError(f"{name} cannot be reached on {page.url}")


def test_from_the_door_to_a_decision_and_the_desk_without_a_mouse(office: House) -> None:
    page = office.outside()
    page.goto(office.invited("Hanne"))
    tab_to(page, "Sign in")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{office.base}/")
    tab_to(page, "Alerts")
    page.keyboard.press("Enter")
    expect(page.locator(".row")).to_have_count(2)
    for key in "jjo":
        page.keyboard.press(key)
    page.wait_for_url(re.compile("/alerts/al_"))
    tab_to(page, "I am looking at it")
    page.keyboard.press("ArrowDown")
    tab_to(page, "Why")
    page.keyboard.type("with the keys")
    tab_to(page, "Save")
    page.keyboard.press("Enter")
    expect(page.locator(".timeline")).to_contain_text("with the keys")
    expect(page.locator(".alert-head .row-state")).to_have_text("with the author")
    tab_to(page, "Embargoes and crises")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/desk"))
    tab_to(page, "Declare a crisis")
    page.keyboard.press("Enter")
    tab_to(page, "Title")
    page.keyboard.type("Rohrbruch")
    expect(page.get_by_label("Title")).to_have_value("Rohrbruch")


def test_the_first_step_leads_past_the_bar(office: House) -> None:
    page = office.window()
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_on_every_page_each_step_is_seen_and_none_is_a_trap(office: House) -> None:
    page = office.window()
    page.goto(f"{office.base}/alerts")
    expect(page.locator(".row")).to_have_count(2)
    alert = page.locator(".row-main").first.get_attribute("href")
    for path in ("/", "/alerts", str(alert), "/desk", "/audit", "/health", "/sign-in"):
        page.goto(f"{office.base}{path}")
        for hidden in page.locator("details:not([open]) > summary").all():
            if hidden.is_visible():
                hidden.click()
        walk(page)
