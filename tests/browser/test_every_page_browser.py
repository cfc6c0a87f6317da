"""Every page there is, from the route table: narrow and wide, light and dark, in both languages, for everybody."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.routing import APIRoute
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import House, housed, leak, window_of
from tests.hostile import HOSTILE, LARGEST, SURROGATES
from tests.unit.serve.browser import opened
from tests.unit.serve.test_serve_routes import ENDLESS, filled
from tests.veltrona import BEN, COMPANY, FALKE_2, NEWSROOM, WERK_NORD, registers_text
from tests.veltrona_house import House as Installation

pytestmark = [pytest.mark.slow, pytest.mark.browser]

WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
WINDOWS = [(390, "en", "light"), (390, "de", "dark"), (1440, "en", "dark"), (1440, "de", "light")]


def addresses(folder: Path) -> list[str]:
    """Every address of the console, from its own table: a new page is in by itself."""
    installation = Installation(folder)
    installation.apply()
    with opened(installation) as console:
        routes = [route for route in console.app.routes if isinstance(route, APIRoute)]
    return sorted({route.path for route in routes if "GET" in (route.methods or ())} - {ENDLESS})


def pages(page: Page, house: House, every: list[str]) -> Iterator[str]:
    """Of each an address that leads to something, and what is shown where there is nothing."""
    yield from (filled(path) for path in every)
    yield from (
        "/nowhere",
        "/alerts?q=nothing+is+like+that",
        "/alerts?state=closed",
        "/audit?actor=nobody",
        "/desk?done=declared",
    )
    page.goto(f"{house.base}/alerts?state=all")
    for found in page.locator(".fold, .row-main").all():
        yield found.get_attribute("href") or ""


def check(page: Page, house: House, path: str) -> None:
    """One page: all of it that can be opened is open."""
    answer = page.context.request.get(f"{house.base}{path}", max_redirects=0)
    if not answer.headers.get("content-type", "").startswith("text/html"):
        return
    page.goto(f"{house.base}{path}")
    for hidden in page.locator("details:not([open]) > summary").all():
        if hidden.is_visible():
            hidden.click()
    house.check_accessible(page)
    assert page.evaluate(WIDE) <= 0, path


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[House]:
    """Veltrona with one alert of each kind."""
    with housed(tmp_path_factory.mktemp("town"), chromium) as house:
        house.refuses = True  # a page that is none is answered with 404
        house.said(leak(1), leak(2), leak(3, "Feuer in Halle 7", "shop"), leak(4, "Lumarixo " * 40, "ben"))
        yield house


@pytest.fixture(scope="module")
def every(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The addresses of all pages."""
    return addresses(tmp_path_factory.mktemp("table"))


@pytest.mark.parametrize(("width", "lang", "scheme"), WINDOWS)
def test_every_page_can_be_used_by_everybody(town: House, every: list[str], width: int, lang: str, scheme: str) -> None:
    page = town.window(**window_of(width, lang, scheme))
    page.goto(f"{town.base}/alerts")
    expect(page.locator(".row")).to_have_count(3)
    for path in list(pages(page, town, every)):
        check(page, town, path)
        assert page.locator("html").get_attribute("lang") == lang, path
    assert town.wrong == []


def test_a_title_of_one_long_word_or_a_long_name_makes_no_page_wider(tmp_path: Path, chromium: Browser) -> None:
    long = "Donaudampfschifffahrtsgesellschaft" * 8
    crisis = WERK_NORD.replace("title: Fire", f"title: {long}").replace("We are aware", long)
    registers = registers_text(COMPANY, BEN, NEWSROOM, FALKE_2.replace("title: Launch", f"title: {long}"), crisis)
    with housed(tmp_path, chromium, [leak(1, by="ben")], registers=registers) as house:
        for width, lang in ((390, "de"), (970, "de"), (1000, "de"), (1000, "en")):
            page = house.window("hanne.von-und-zu@veltrona.example", **window_of(width, lang, "light"))
            expect(page.locator(".crisis h2")).to_contain_text(long)
            page.goto(f"{house.base}/alerts")
            alert = page.locator(".row-main").get_attribute("href") or ""
            for path in ("/", "/alerts", alert, "/desk", "/health", "/audit"):
                page.goto(f"{house.base}{path}")
                assert page.evaluate(WIDE) <= 0, (path, width, lang)


def test_an_empty_installation_says_what_to_do_on_every_page(
    tmp_path: Path, chromium: Browser, every: list[str]
) -> None:
    with housed(tmp_path, chromium, declared=False) as house:
        house.refuses = True
        page = house.window(**window_of(390, "en", "light"))
        expect(page.get_by_text("vorlaut apply -f registers/")).to_be_visible()
        for path in every:
            check(page, house, filled(path))


def test_hostile_posts_do_nothing_in_a_real_browser(tmp_path: Path, chromium: Browser) -> None:
    lines = [leak(n, f"{value[:LARGEST]} Falke 2 {value[:100]}", "ben") for n, value in enumerate(HOSTILE.values())]
    lines += [leak(n, "Falke 2 MARK").replace(b"MARK", raw) for n, raw in enumerate(SURROGATES, start=50)]
    with housed(tmp_path, chromium, lines) as house:
        page = house.window(**window_of(390, "en", "light"))
        page.goto(f"{house.base}/alerts?state=all")
        expect(page.locator(".row")).not_to_have_count(0)
        for fold in [one.get_attribute("href") for one in page.locator(".fold").all()] or ["/alerts?state=all"]:
            page.goto(f"{house.base}{fold}")
            for address in [one.get_attribute("href") for one in page.locator(".row-main").all()]:
                page.goto(f"{house.base}{address}")
                assert page.evaluate(WIDE) <= 0, address
                assert page.title().startswith("Launch of the Veltrona Falke 2")
                assert page.locator("h1").count() == 1
                assert page.locator(".post script, .post img, .post iframe, .post a").count() == 0
