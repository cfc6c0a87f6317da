"""Every route there is, for everybody there is, by every method: whatever is not declared is refused."""

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from itertools import count, product
from threading import Barrier

import pytest
from fastapi import Request
from fastapi.responses import PlainTextResponse, Response
from fastapi.routing import APIRoute
from fastapi.testclient import TestClient

from services.serve.declared import OPEN_TO_ALL
from services.serve.links import Invited, Role
from services.serve.live import News
from services.serve.sessions import IDLE, Sessions
from streams.stage import CannotRun
from tests.unit.serve.browser import BASE, HOST, Browser, Open, opened
from tests.veltrona_house import House

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
ROLES: tuple[Role, ...] = ("reader", "responder", "auditor")
NOT_FOR_READERS = ("/audit",)  # and whatever lies below
READERS_MAY_SEND = ("/desk/try",)  # changes nothing
AUDITORS_MAY_SEND = ("/desk/try", "/audit")
FOR_AUDITORS_ALONE = ("/audit/export", "/audit/questions")
ENDLESS = "/live"


def routes(console: Open) -> Iterator[tuple[str, str]]:
    """Every route by method and path, from the application itself: a new one is in by itself."""
    for route in console.app.routes:
        if isinstance(route, APIRoute):
            yield from ((method, route.path) for method in sorted(route.methods or ()))


def filled(path: str) -> str:
    """An address of this route, of things that are there."""
    there = {"alert_id": "al_x", "crisis_id": "werk-nord", "embargo_id": "falke-2"}
    for name, value in there.items():
        path = path.replace(f"{{{name}}}", value)
    return path.replace("{", "").replace("}", "")


def may(role: Role, method: str, path: str) -> bool:
    """What this role may by the table of roles in the guide; a form is for responders unless it is named above."""
    if path.startswith(FOR_AUDITORS_ALONE):
        return role == "auditor"
    if role == "responder":
        return True
    if role == "reader" and path.startswith(NOT_FOR_READERS):
        return False
    sends = READERS_MAY_SEND if role == "reader" else AUDITORS_MAY_SEND
    return method == "GET" or path.startswith(sends)


def guarded(console: Open) -> list[tuple[str, str]]:
    found = [(method, path) for method, path in routes(console) if path not in OPEN_TO_ALL]
    assert len(found) > 10
    return found


@pytest.mark.parametrize("role", ROLES)
def test_every_route_is_for_those_roles_alone_that_the_table_names(each: Open, role: Role) -> None:
    browser = each.browser(role)
    for method, path in guarded(each):
        if path == ENDLESS:
            continue
        status = browser.client.request(method, filled(path)).status_code
        assert (status not in {401, 403}) is may(role, method, path), (role, method, path, status)


def forged(browser: Browser, cookie: str) -> Browser:
    browser.client.cookies.set("vorlaut", cookie)
    return browser


def refused_everywhere(console: Open, browser: Browser) -> None:
    for method, path in guarded(console):
        answer = browser.client.request(method, filled(path))
        assert answer.status_code == 401, (method, path)
        assert "Falke" not in answer.text


def test_without_a_session_of_this_console_every_route_is_refused(each: Open, house: House) -> None:
    signed_out = each.browser()
    taken = signed_out.client.cookies["vorlaut"]
    signed_out.client.post("/sign-out")
    elsewhere = Sessions(lambda: house.now).begin("Mallory", "responder")
    refused_everywhere(each, each.outside())
    for cookie in (taken, elsewhere, "", "x" * 5000):
        refused_everywhere(each, forged(each.outside(), cookie))


def test_with_a_session_that_is_over_every_route_is_refused(console: Open, house: House) -> None:
    expired = console.browser()
    house.now += IDLE + timedelta(seconds=1)
    refused_everywhere(console, expired)


def test_no_other_method_shows_or_does_anything(each: Open) -> None:
    browser = each.browser()
    known = set(routes(each))
    paths = {path for _, path in known}
    before = each.installation.log.end("audit")
    for method, path in product(METHODS, sorted(paths)):
        if (method, path) in known:
            continue
        answer = browser.client.request(method, filled(path))
        assert answer.status_code in {404, 405}, (method, path, answer.status_code)
        assert "Falke" not in answer.text, (method, path)
    assert each.installation.log.end("audit") == before


def test_a_route_that_does_not_say_who_may_use_it_keeps_the_console_from_opening(console: Open) -> None:
    @console.app.get("/secrets")
    def secrets() -> Response:
        return PlainTextResponse("Falke 2")

    with pytest.raises(CannotRun, match="/secrets"), TestClient(console.app, base_url=BASE):
        pass


def test_such_a_route_shows_nothing_even_where_nobody_looked(console: Open) -> None:
    @console.app.get("/secrets")
    def secrets(request: Request) -> Response:
        return PlainTextResponse(f"Falke 2 {request.method}")

    for browser in (console.outside(), console.browser()):
        answer = browser.client.get("/secrets")
        assert answer.status_code in {401, 403}
        assert "Falke" not in answer.text


def test_nothing_with_content_is_kept_by_a_browser_or_a_proxy(each: Open) -> None:
    browser = each.browser()
    for method, path in routes(each):
        if path == ENDLESS:
            continue
        headers = browser.client.request(method, filled(path)).headers
        assert headers["cache-control"] == "no-store", path
        assert "frame-ancestors 'none'" in headers["content-security-policy"], path
        assert headers["x-content-type-options"] == "nosniff", path
        assert headers["referrer-policy"] in {"same-origin", "no-referrer"}, path


def forms(console: Open, role: Role = "responder") -> list[str]:
    """Every form that this role may send."""
    return [path for method, path in guarded(console) if method == "POST" and may(role, method, path)]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", f"http://{HOST}.evil.example", "http://localhost"])
def test_no_form_of_another_site_is_taken(each: Open, origin: str) -> None:
    browser = each.browser()
    for path in [*forms(each), "/sign-in", "/sign-out", "/language"]:
        answer = browser.client.post(filled(path), data={"lang": "de"}, headers={"origin": origin})
        assert answer.status_code == 403, path
    assert browser.client.get("/").status_code == 200


@pytest.mark.parametrize("role", ["responder", "auditor"])
def test_no_form_does_anything_without_the_token_of_its_own_session(each: Open, role: Role) -> None:
    ours, theirs = each.browser(role), each.browser(role, name="Mallory")
    other = theirs.get("/desk").split('name="form_token" value="')[1].split('"')[0]
    sent = {"reason": "x", "verdict": "leak", "title": "x", "sites": "x", "terms": "x", "text": "x", "account": "anna"}
    for path, token in product(forms(each, role), ("", "guessed", other, "ü")):
        answer = ours.client.post(filled(path), data=sent | {"form_token": token})
        assert answer.status_code == 409, (path, token)


EVIL = [
    *("https://evil.example", "//evil.example", "///evil.example", "////evil.example", "\\\\evil.example"),
    *("/\\evil.example", "\\/evil.example", "https:evil.example", "https:/evil.example", "http:///evil.example"),
    *("/\t/evil.example", "/\n/evil.example", " //evil.example", "\x00//evil.example", "//evil.example:80@x"),
    *("/%2f%2fevil.example", "/%5cevil.example", "/.//evil.example", "/..//evil.example", "javascript:alert(1)"),
    *("data:text/html,x", "//[::1", "/\u2028/evil.example", "\uff0f\uff0fevil.example", "/a\r\nSet-Cookie: vorlaut=x"),
]


@pytest.mark.parametrize("to", EVIL)
def test_no_address_leads_out_of_the_console_or_into_a_header(console: Open, to: str) -> None:
    browser = console.browser()
    answer = browser.client.post("/language", params={"from": to}, data={"lang": "de"})
    location = answer.headers["location"]
    assert location.startswith("/")
    assert not location.startswith(("//", "/\\", "/\t", "/\n"))
    assert "\r" not in location
    assert all("vorlaut=x" not in one for one in answer.headers.get_list("set-cookie"))


def test_who_signs_in_gets_a_session_nobody_knew_before(console: Open) -> None:
    browser = console.browser(name="Mallory")
    planted = browser.client.cookies["vorlaut"]
    token = console.links.issue("Hanne", "responder")
    answer = browser.client.post("/sign-in", data={"token": token})
    assert planted not in answer.headers["set-cookie"]
    assert forged(console.outside(), planted).client.get("/").status_code == 401


def test_of_two_who_take_a_link_at_once_one_gets_it(console: Open) -> None:
    for _ in range(20):
        token, start = console.links.issue("Hanne", "responder"), Barrier(8)

        def take(start: Barrier = start, token: str = token) -> Invited | None:
            start.wait()
            with console.links.taking(token) as taken:
                return taken

        with ThreadPoolExecutor(8) as many:
            found = [one.result() for one in [many.submit(take) for _ in range(8)]]
        assert sum(one is not None for one in found) == 1


def test_what_tells_a_page_of_news_ends_with_the_session(house: House) -> None:
    sessions, looks = Sessions(lambda: house.now), count()
    secret = sessions.begin("Hanne", "reader")
    news = News(lambda: next(looks), every=0.01)

    async def over() -> bool:
        return not sessions.holds(secret)

    async def heard() -> int:
        words = 0
        async for _ in news.stream(lambda: asyncio.ensure_future(over())):
            words += 1
            if words == 3:
                house.now += IDLE + timedelta(seconds=1)
        return words

    news.start()
    assert asyncio.run(heard()) == 3
    news.stop()


def test_listening_for_news_is_no_use_of_a_session(house: House) -> None:
    sessions = Sessions(lambda: house.now)
    secret = sessions.begin("Hanne", "reader")
    for _ in range(5):
        house.now += IDLE / 4
        listening = sessions.holds(secret)
    assert not listening
    assert not sessions.holds(None)


def test_a_form_of_another_shape_is_refused_kindly_and_repeats_nothing(each: Open) -> None:
    browser = each.browser()
    for path in [*forms(each), "/language"]:
        odd = {"reason": ("x.txt", "<script>"), "verdict": ("y", "z"), "text": ("t", "t"), "lang": ("l", "l")}
        answer = browser.client.post(filled(path), files=odd)
        assert answer.status_code in {409, 422}, path
        assert answer.headers["content-type"].startswith("text/html"), path
        assert "<script>" not in answer.text


def test_the_console_opens_with_every_route_declared(house: House) -> None:
    with opened(house) as console, TestClient(console.app, base_url=BASE) as client:
        assert client.get("/healthz").status_code == 200
