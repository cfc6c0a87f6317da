"""What somebody writes who means harm, wherever something can be written: shown on every page, and never at work."""

import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import unescape
from pathlib import Path
from urllib.parse import quote

import pytest
from bs4 import BeautifulSoup, Tag
from fastapi.routing import APIRoute

from services.audit.trail import Question, trail
from streams.stage import CannotRun
from tests.hostile import EVIL, HOSTILE, LARGEST, SURROGATES, UNSEEN
from tests.unit.serve.browser import Browser, Open, opened
from tests.unit.serve.test_serve_pages import alert_ids
from tests.unit.serve.test_serve_routes import filled
from tests.veltrona import EVERYTHING, line
from tests.veltrona_house import House

OURS = re.compile(r"(/|#|https?://social\.example/)")
MOST = 400_000  # characters of a page, whatever was written


def posts() -> Iterator[bytes]:
    """Each of them as text, id, address, description of a picture, title of a link: beside what makes an alert."""
    for number, value in enumerate(HOSTILE.values()):
        yield line(f"{value[:50]} {secret(number)} {value[:LARGEST]}", "ben", number, id=f"text-{number}")
        yield line("Falke 2", "anna", number, id=f"{value[:900]}{number}", url=value[:1900])
        parts = {
            "attachments": [{"type": "image", "alt": f"Falke 2 {value}"}],
            "links": [{"url": value, "title": value}],
        }
        yield line(value, "ben", number, id=f"part-{number}", summary=f"Falke 2 {value}", **parts)
    for number, raw in enumerate(SURROGATES):
        yield line("Falke 2 MARK", "ben", 90 + number, id=f"lone-{number}").replace(b"MARK", raw)


def secret(number: int) -> str:
    """The one term of an embargo: far from all others."""
    return f"{chr(ord('a') + number) * 4}quaxil"


def declared(number: int, value: str) -> str:
    """An embargo and a crisis in which nearly everything is this."""
    said = json.dumps(value[:200])
    return f"""
kind: Embargo
id: hostile-{number}
title: {said}
opens: 2025-10-15T00:00:00Z
lifts: 2026-02-01T09:00:00Z
terms: [{secret(number)}]
allowed: [newsroom]
---
kind: Crisis
id: crisis-{number}
title: {said}
opens: 2025-11-20T04:10:00Z
sites: [Werk Nord]
terms: [Feuer]
spokespeople: [newsroom]
statement: {said}
"""


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Veltrona, with all of that declared and posted. What the registers refuse is refused in words."""
    house = House(tmp_path_factory.mktemp("attacked"))
    house.apply()
    for number, value in enumerate(HOSTILE.values()):
        with suppress(CannotRun):
            house.apply(*EVERYTHING, declared(number, value))
    house.ingest(posts())
    house.run()
    assert not house.failures
    return house.folder


@pytest.fixture
def site(attacked: Path) -> Iterator[Open]:
    """Its console."""
    with opened(House(attacked)) as console:
        yield console


def harmless(page: str) -> None:
    """Nothing runs, nothing is asked of others, nothing hides, and the page has an end."""
    assert not UNSEEN.search(unescape(page)), UNSEEN.search(unescape(page))
    assert len(page) < MOST
    soup = BeautifulSoup(page, "html.parser")
    assert [one.get("src") for one in soup("script")] == ["/static/console.js"]
    assert not soup(["iframe", "object", "embed", "base", "style"])
    for tag in soup.find_all():
        assert isinstance(tag, Tag)
        assert not [name for name in tag.attrs if name.startswith("on") or name in {"style", "srcdoc"}], tag.name
        for name in ("href", "src", "action", "formaction"):
            value = tag.get(name)
            assert value is None or OURS.match(str(value)) or is_shown_as_post(tag), (tag.name, str(value)[:80])


def is_shown_as_post(tag: Tag) -> bool:
    """The link to the post itself, which leads where its author put it: to a web page, without telling it of us."""
    return tag.get("rel") == ["noopener", "noreferrer"] and str(tag.get("href")).startswith(("http://", "https://"))


def pages(console: Open) -> list[str]:
    """Every address of a page, from the route table."""
    return [
        route.path
        for route in console.app.routes
        if isinstance(route, APIRoute) and "GET" in (route.methods or ()) and route.path != "/live"
    ]


@pytest.mark.parametrize("lang", ["de", "en"])
def test_on_every_page_whatever_was_posted_and_declared_does_no_harm(site: Open, lang: str) -> None:
    browser = site.browser("auditor")
    browser.client.post("/language", data={"lang": lang})
    for path in pages(site):
        answer = browser.client.get(filled(path))
        if answer.headers["content-type"].startswith("text/html"):
            harmless(answer.text)
    found = alert_ids(browser)
    assert len(found) > len(HOSTILE)
    for alert_id in found:
        harmless(browser.get(f"/alerts/{alert_id}"))


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_is_put_into_an_address_does_no_harm(console: Open, value: str) -> None:
    browser, asked = console.browser(), quote(value[:5000])
    names = ("q", "severity", "register", "status", "account", "state", "group", "before", "actor", "object", "kind")
    paths = [f"{path}?{name}={asked}" for path in ("/alerts", "/audit") for name in names]
    for path in [*paths, f"/alerts/{asked}", f"/{asked}", f"/sign-in?token={asked}", f"/desk?done={asked}"]:
        answer = browser.client.get(path)
        assert answer.status_code in {200, 404, 422}, path
        harmless(answer.text)
        assert EVIL not in "".join(f"{name}{text}" for name, text in answer.headers.items())


def write_everywhere(browser: Browser, alert_id: str, value: str) -> None:
    """Into every field a person can fill in."""
    browser.send(f"/alerts/{alert_id}/decisions", verdict="acknowledged", reason=value)
    browser.send("/desk/crises", title=value, sites=value, terms=value, statement=value, reason=value)
    browser.send("/desk/crises", title=value, sites="Halle 9", terms="Wasser", statement=value, reason=value)
    answers = [
        browser.send("/desk/crises", title=value, sites=value, terms=value, refer=[value]),
        browser.send("/desk/crises", began=value, statement=value, reason=value),
        browser.send("/desk/crises/werk-nord/add", sites=value, terms=value, reason=value),
    ]
    for answer in answers:
        if answer.status_code == 422:
            harmless(answer.text)
    browser.send("/desk/embargoes/falke-2/lift", reason=value)
    for account in ("anna", value):
        harmless(browser.send("/desk/try", text=value, account=account).text)


@pytest.mark.parametrize("value", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_people_write_themselves_does_no_harm_to_others(console: Open, house: House, value: str) -> None:
    name = value[:100]
    mallory = console.browser(name=name)
    alert_id = alert_ids(mallory)[0]
    write_everywhere(mallory, alert_id, value)
    house.run()
    hanne = console.browser("auditor")
    for browser in (hanne, mallory):
        for path in ("/", "/alerts", "/desk", "/audit", "/health", f"/alerts/{alert_id}"):
            harmless(browser.get(path))
    assert [line.actor for line in trail(console.installation.log, Question(kinds=("decision",)))] == [name]


def test_what_is_marked_in_the_worst_of_texts_is_still_what_was_found(site: Open) -> None:
    browser = site.browser()
    for alert_id in alert_ids(browser):
        soup = BeautifulSoup(browser.get(f"/alerts/{alert_id}"), "html.parser")
        assert soup("mark")
        assert all(re.search("Falke 2|quaxil", one.get_text()) for one in soup("mark"))
