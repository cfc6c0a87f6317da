"""Who gets in, who may do what, and what another site cannot make a browser do."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import product
from typing import TYPE_CHECKING, cast

import pytest
from fastapi import Request
from fastapi.routing import APIRoute
from starlette.routing import Mount

from services.audit.trail import Question, trail
from services.serve.application import make_app
from services.serve.links import HOLDS, Links, Role
from services.serve.sessions import IDLE, LONGEST
from services.serve.visits import RENEWS
from streams.log.port import Log
from streams.stage import Unavailable
from streams.topics import Emit
from tests.unit.serve.browser import BASE, Browser, Open
from tests.veltrona_house import House

if TYPE_CHECKING:
    from services.serve.ports import Record

OPEN_TO_ALL = {
    *("/sign-in", "/sign-out", "/language", "/healthz", "/readyz"),
    *("/sign-in/begin", "/sign-in/back", "/sign-in/ended"),
}
ROLES: tuple[Role, ...] = ("reader", "responder", "auditor")
ACTS = {
    "/alerts/{alert_id}/decisions",
    "/desk/crises",
    "/desk/crises/{crisis_id}/add",
    "/desk/crises/{crisis_id}/close",
    "/desk/embargoes/{embargo_id}/lift",
    "/health/gaps/{gap_id}/close",
}
EXPORTS = {"/audit/export", "/audit/questions", "/audit/questions/drop"}
AUDITS = {"/audit", "/audit/held"}


@dataclass
class FullLog:
    """A log that can be read and not written."""

    log: Log

    def append(self, _emits: Iterable[Emit]) -> None:
        raise Unavailable("log.db: the disk is full")

    def __getattr__(self, name: str) -> object:
        return getattr(self.log, name)


def may_not(role: Role, path: str) -> bool:
    return (
        (path in ACTS and role != "responder")
        or (path in EXPORTS and role != "auditor")
        or (path in AUDITS and role == "reader")
    )


def routes(console: Open) -> list[tuple[str, str]]:
    """Every route that there is, by method and path."""
    found = [
        (method, route.path)
        for route in console.app.routes
        if isinstance(route, APIRoute)
        for method in sorted(route.methods or ())
    ]
    assert len(found) > 10
    return found


def filled(path: str) -> str:
    return path.replace("{alert_id}", "al_x").replace("{crisis_id}", "werk-nord").replace("{embargo_id}", "falke-2")


def test_a_link_signs_in_once(console: Open) -> None:
    token = console.links.issue("Hanne", "responder")
    first, second = console.outside(), console.outside()
    assert first.client.post("/sign-in", data={"token": token}).headers["location"] == "/"
    assert second.client.post("/sign-in", data={"token": token}).status_code == 403
    assert "Hanne" in first.get("/")


def test_looking_at_a_link_does_not_use_it_up(console: Open) -> None:
    token = console.links.issue("Hanne", "responder")
    browser = console.outside()
    assert token in browser.get(f"/sign-in?token={token}")
    assert browser.client.post("/sign-in", data={"token": token}).status_code == 303


def test_a_link_is_too_old_after_a_quarter_of_an_hour(console: Open, house: House) -> None:
    token = console.links.issue("Hanne", "responder")
    house.now += HOLDS
    with console.links.taking(token) as taken:
        assert taken is None


def test_a_link_can_be_made_by_another_process_and_is_kept_as_a_digest(console: Open, house: House) -> None:
    token = Links(house.folder / "links", lambda: house.now).issue("Hanne", "reader")
    kept = list((house.folder / "links").iterdir())
    assert not any(token in path.name or token.encode() in path.read_bytes() for path in kept)
    assert all(path.stat().st_mode & 0o077 == 0 for path in kept)
    with console.links.taking(token) as taken:
        pass
    assert taken is not None
    assert (taken.name, taken.role) == ("Hanne", "reader")


@pytest.mark.parametrize("token", ["", "x", "../../etc/passwd", "a" * 5000, "\x00"])
def test_what_is_no_link_signs_nobody_in(console: Open, token: str) -> None:
    assert console.outside().client.post("/sign-in", data={"token": token}).status_code == 403


@pytest.mark.parametrize("pause", [IDLE, LONGEST])
def test_a_session_ends(console: Open, house: House, pause: timedelta) -> None:
    browser = console.browser()
    house.now += pause + timedelta(seconds=1)
    assert browser.client.get("/").status_code == 401


def test_a_page_that_nobody_looks_at_does_not_keep_itself_signed_in(console: Open, house: House) -> None:
    browser = console.browser()
    answers = []
    for _ in range(13):
        house.now += timedelta(minutes=10)
        answers.append(browser.client.get("/", headers={RENEWS: "yes"}).status_code)
    assert answers == [200] * 12 + [401]


def test_listening_for_news_does_not_keep_anybody_signed_in(console: Open, house: House) -> None:
    browser = console.browser()
    name = console.console.cookie()
    cookie = f"{name}={browser.client.cookies[name]}"
    request = Request(
        {
            "type": "http",
            "headers": [
                (b"accept", b"text/event-stream"),
                (b"cookie", cookie.encode()),
            ],
        }
    )
    house.now += timedelta(minutes=90)
    assert console.console.who(request) is not None
    house.now += timedelta(minutes=90)
    assert browser.client.get("/").status_code == 401


def test_a_link_can_be_used_again_where_the_sign_in_could_not_be_noted(console: Open, house: House) -> None:
    token = console.links.issue("Otto", "reader")
    full = cast("Record", FullLog(console.installation.log))
    with_full = replace(console.console, ports=replace(console.ports, log=full))
    outside = Browser(make_app(with_full))
    assert outside.client.post("/sign-in", data={"token": token}).status_code == 503
    assert console.outside().client.post("/sign-in", data={"token": token}).status_code == 303
    assert console.outside().client.post("/sign-in", data={"token": token}).status_code == 403
    assert not list((house.folder / "links").iterdir())


def test_links_that_nobody_used_in_time_are_deleted(console: Open, house: House) -> None:
    for _ in range(5):
        console.links.issue("x", "reader")
    house.now += HOLDS
    console.links.issue("y", "reader")
    assert len(list((house.folder / "links").iterdir())) == 1


def test_an_id_that_is_none_leaves_no_line(console: Open) -> None:
    browser = console.browser("reader", "Rita")
    assert {browser.client.get(f"/alerts/{'x' * n}").status_code for n in (1, 10, 60_000)} == {404}
    assert [line.what for line in trail(console.installation.log, Question(actor="Rita"))] == ["signed in"]


def test_a_way_of_asking_that_a_page_does_not_know_is_told_as_such(console: Open) -> None:
    answer = console.outside().client.put("/sign-in")
    assert (answer.status_code, "cannot be asked for in that way" in answer.text) == (405, True)
    assert answer.headers["allow"]


def test_signing_out_ends_the_session_not_only_the_cookie(console: Open) -> None:
    browser, thief = console.browser(), console.outside()
    thief.client.cookies = browser.client.cookies.__class__(browser.client.cookies)
    assert thief.client.get("/").status_code == 200
    assert browser.client.post("/sign-out").status_code == 303
    assert thief.client.get("/").status_code == 401


def test_nobody_sees_or_does_anything_without_signing_in(each: Open) -> None:
    browser = each.outside()
    for method, path in routes(each):
        if path not in OPEN_TO_ALL:
            assert browser.client.request(method, filled(path)).status_code == 401, (method, path)


def test_every_route_answers_each_role_as_it_should(each: Open) -> None:
    for role, (method, path) in product(ROLES, routes(each)):
        if path in OPEN_TO_ALL or path == "/live":
            continue
        status = each.browser(role).client.request(method, filled(path)).status_code
        if may_not(role, path):
            assert status == 403, (role, method, path)
        else:
            assert status not in {401, 403}, (role, method, path)


def test_there_is_nothing_beside_the_routes_but_files_to_draw_with(each: Open) -> None:
    others = [route for route in each.app.routes if not isinstance(route, APIRoute)]
    assert [route.path for route in others if isinstance(route, Mount)] == ["/static"]
    assert len(others) == 1


@pytest.mark.parametrize("token", ["", "guessed"])
def test_a_form_without_the_token_of_its_session_does_nothing(each: Open, token: str) -> None:
    sent = {"form_token": token, "reason": "x", "verdict": "leak", "name": "x"}
    for path in (*ACTS, *EXPORTS):
        browser = each.browser("auditor" if path in EXPORTS else "responder")
        assert browser.client.post(filled(path), data=sent).status_code == 409, path


def test_the_token_of_another_session_is_none(console: Open) -> None:
    ours, theirs = console.browser(), console.browser(name="Mallory")
    page = theirs.get("/desk")
    token = page.split('name="form_token" value="')[1].split('"')[0]
    answer = ours.client.post("/desk/embargoes/falke-2/lift", data={"form_token": token, "reason": "x"})
    assert answer.status_code == 409


def test_a_form_from_another_site_is_refused(console: Open) -> None:
    browser = console.browser()
    answer = browser.client.post("/language", data={"lang": "de"}, headers={"origin": "https://evil.example"})
    assert answer.status_code == 403


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1:1", "localhost", "127.0.0.1:8765.evil.example", ""])
def test_a_name_that_only_points_here_is_not_answered(console: Open, host: str) -> None:
    assert console.browser().client.get("/", headers={"host": host}).status_code == 421


def test_a_form_that_is_too_large_is_refused_however_long_it_says_it_is(console: Open) -> None:
    browser = console.browser()
    assert browser.client.post("/desk/try", data={"text": "x" * 300_000}).status_code == 413


@pytest.mark.parametrize(
    "back",
    [
        "https://evil.example",
        "//evil.example",
        "/\\evil.example",
        "javascript:alert(1)",
        "/alerts\r\nX-A: b",
        "/alerts",
    ],
)
def test_choosing_a_language_leads_back_to_our_own_pages_only(console: Open, back: str) -> None:
    answer = console.browser().client.post("/language", params={"from": back}, data={"lang": "de"})
    assert answer.headers["location"].startswith("/")
    assert not answer.headers["location"].startswith(("//", "/\\"))
    assert "x-a" not in answer.headers


def test_every_answer_forbids_scripts_of_others_and_being_framed(each: Open) -> None:
    for path in ("/", "/sign-in", "/static/console.css", "/nowhere"):
        headers = each.browser().client.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"


def test_the_cookie_is_for_this_site_alone_and_out_of_reach_of_scripts(console: Open) -> None:
    token = console.links.issue("Hanne", "responder")
    cookie = console.outside().client.post("/sign-in", data={"token": token}).headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie


def test_forms_are_sent_to_where_the_page_came_from(console: Open) -> None:
    assert console.browser().client.post("/language", data={"lang": "de"}, headers={"origin": BASE}).status_code == 303


def test_signing_in_and_out_reading_and_searching_are_events_with_their_actor(console: Open) -> None:
    browser = console.browser(name="Hanne")
    alert_id = browser.get("/alerts").split('href="/alerts/al_')[1].split('"')[0]
    for _ in range(3):
        browser.get(f"/alerts/al_{alert_id}")
    browser.get("/alerts?q=Falke")
    browser.client.post("/sign-out")
    lines = trail(console.installation.log, Question(actor="Hanne", kinds=("access",)))
    assert [(line.what, line.object) for line in lines] == [
        ("read", f"al_{alert_id}"),
        ("searched", "alerts"),
        ("signed in", "console"),
        ("signed out", "console"),
    ]


def test_probes_are_answered_to_anybody_and_say_nothing_else(console: Open) -> None:
    browser = console.outside()
    for path in ("/healthz", "/readyz"):
        answer = browser.client.get(path)
        assert (answer.status_code, answer.text) == (200, "ok\n")
        head = browser.client.head(path)
        assert (head.status_code, head.text) == (200, "")
