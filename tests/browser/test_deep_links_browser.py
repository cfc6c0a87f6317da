"""The link of a message leads to its alert in a real Chromium, from a mail that is read in the browser, too."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visitor import House, leak

pytestmark = [pytest.mark.slow, pytest.mark.browser]
PHONE = {"viewport": {"width": 390, "height": 844}}


@contextmanager
def mailbox(link: str) -> Iterator[str]:
    """The page of another site in which a mail with this link is read."""

    class Mail(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.end_headers()
            self.wfile.write(f'<link rel="icon" href="data:,"><a href="{link}">Open</a>'.encode())

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Mail)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://localhost:{server.server_port}"  # to the browser another site than 127.0.0.1
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def alert_of(house: House) -> str:
    house.said(leak(1))
    page = house.window("Kim", "reader")
    page.goto(f"{house.base}/alerts")
    page.locator(".row-main").click()
    expect(page.locator("mark")).to_be_visible()
    return page.url


def follow(page: Page, site: str) -> None:
    page.goto(site)
    page.get_by_text("Open").click()


def test_a_link_in_a_mail_leads_whoever_is_signed_in_to_the_alert(house: House) -> None:
    house.refuses = True
    alert = alert_of(house)
    with mailbox(alert) as site:
        house.friends = (site,)
        page = house.window()
        follow(page, site)
        expect(page.locator("mark")).to_contain_text("Falke 2")
        assert page.url == alert


def test_a_link_in_a_mail_leads_whoever_signs_in_to_the_alert(house: House) -> None:
    house.refuses = True
    alert = alert_of(house)
    with mailbox(alert) as site:
        house.friends = (site,)
        page = house.outside(**PHONE)
        follow(page, site)
        expect(page.get_by_text("You are not signed in.")).to_be_visible()
        page.goto(house.invited("Hanne"))
        page.locator("form[action='/sign-in'] button").click()
        expect(page.locator("mark")).to_contain_text("Falke 2")
        assert page.url == alert


def test_what_a_decision_lacks_is_seen_where_one_decides_and_what_was_saved_at_the_top(house: House) -> None:
    house.refuses = True
    alert = alert_of(house)
    page = house.window(**PHONE)
    page.goto(alert)
    page.get_by_label("I am looking at it").check()
    reason = page.get_by_role("textbox", name="Why")
    reason.fill("   ")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("That is not complete: Why.")).to_be_in_viewport()
    expect(page.get_by_label("I am looking at it")).to_be_checked()
    page.get_by_role("textbox", name="Why").fill("Anna angerufen")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved, and everybody")).to_be_in_viewport()
    house.check_accessible(page)
    page.get_by_text("What nobody has taken yet").click()
    expect(page.get_by_text("No alert is like that.")).to_be_visible()
