"""Somebody follows the link of a message to an alert: signed in or not, that is where they come."""

import pytest

from tests.unit.serve.browser import Open
from tests.unit.serve.test_serve_pages import alert_ids

A_PAGE = {"accept": "text/html,application/xhtml+xml"}
FROM_MAIL = A_PAGE | {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}


def test_whoever_signs_in_by_a_link_comes_to_the_page_they_wanted_once(console: Open) -> None:
    alert = f"/alerts/{alert_ids(console.browser())[0]}?saved=yes"
    browser = console.outside()
    assert browser.client.get(alert, headers=A_PAGE).status_code == 401
    first, second = (
        browser.client.post("/sign-in", data={"token": console.links.issue("Hanne", "responder")}) for _ in range(2)
    )
    assert first.headers["location"] == alert
    assert second.headers["location"] == "/"


def test_what_a_page_asks_for_by_itself_is_not_where_one_comes_later(console: Open) -> None:
    browser = console.outside()
    browser.client.get("/live", headers={"accept": "text/event-stream"})
    answer = browser.client.post("/sign-in", data={"token": console.links.issue("Hanne", "responder")})
    assert answer.headers["location"] == "/"


@pytest.mark.parametrize("path", ["//evil.example/x", "/%5Cevil.example", "/\\evil.example"])
def test_nobody_is_led_to_another_site(console: Open, path: str) -> None:
    browser = console.outside()
    sent = browser.client.get(f"http://127.0.0.1:8765{path}", headers=FROM_MAIL)
    assert "evil.example" not in sent.text or "url=/" in sent.text
    assert "url=//" not in sent.text
    browser.client.get(f"http://127.0.0.1:8765{path}", headers=A_PAGE)
    answer = browser.client.post("/sign-in", data={"token": console.links.issue("Hanne", "responder")})
    assert not answer.headers["location"].startswith(("//", "/\\", "http"))


def test_who_follows_a_link_in_a_mail_is_asked_again_by_our_own_page_so_that_the_browser_sends_its_cookie(
    console: Open,
) -> None:
    alert = f"/alerts/{alert_ids(console.browser())[0]}"
    answer = console.outside().client.get(alert, headers=FROM_MAIL)
    assert answer.status_code == 401
    assert f'content="0; url={alert}"' in answer.text
    again = console.outside().client.get(alert, headers=A_PAGE | {"sec-fetch-site": "same-origin"})
    assert "http-equiv" not in again.text
