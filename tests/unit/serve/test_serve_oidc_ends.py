"""How a session by the company's provider ends, and who is who in the trail."""

from pathlib import Path

import pytest
from fastapi.routing import APIRoute

from services.audit.trail import Question, trail
from services.ports.store import Query
from services.serve.names import Names
from tests.unit.serve.browser import Browser, Open, OpenByProvider
from tests.unit.serve.openid import LOGOUT, SECRET, signed
from tests.unit.serve.test_serve_oidc import unsigned
from tests.veltrona_house import House


def test_signing_in_and_out_are_events_with_their_actor(by_provider: OpenByProvider) -> None:
    browser = by_provider.browser(name="Hanne")
    browser.client.post("/sign-out")
    lines = trail(by_provider.installation.log, Question(actor="Hanne", kinds=("access",)))
    assert [(line.what, line.why) for line in lines] == [
        ("signed in", "responder, u-Hanne at the provider"),
        ("signed out", ""),
    ]


@pytest.mark.parametrize(
    ("claim", "name"), [(None, "u-1"), ("  ", "u-1"), (["x"], "u-1"), ("Han\u202ene\x1b", "Hanne"), ("vorlaut", "u-1")]
)
def test_acts_are_signed_with_a_name_that_can_be_read(by_provider: OpenByProvider, claim: object, name: str) -> None:
    by_provider.provider.claims |= {"preferred_username": claim, "groups": ["reader"]}
    browser = by_provider.outside()
    by_provider.come_back(browser)
    assert f"{name}, reads" in browser.get("/")


def test_two_people_whom_the_provider_calls_alike_are_two_in_the_trail(by_provider: OpenByProvider) -> None:
    def person(subject: str) -> Browser:
        browser = by_provider.outside()
        by_provider.provider.claims |= {"preferred_username": "Max Example", "sub": subject, "groups": ["reader"]}
        assert by_provider.come_back(browser).status_code == 200
        return browser

    alert_id = by_provider.installation.store.search(Query(limit=1))[0].id
    for subject in ("u-1", "u-2", "u-1"):
        person(subject).get(f"/alerts/{alert_id}")
    lines = trail(by_provider.installation.log, Question(kinds=("access",)))
    names = {line.why.split()[1]: line.actor for line in lines if line.what == "signed in"}
    assert names["u-1"] == "Max Example"
    assert names["u-2"].startswith("Max Example (")
    assert {line.actor for line in lines if line.what == "read"} == set(names.values())


def test_a_name_stays_whose_it_was_after_a_restart_and_is_not_taken_by_a_look_alike(tmp_path: Path) -> None:
    names = Names(tmp_path)
    assert names.of("Max", "u-1") == "Max"
    other = Names(tmp_path).of("MAX", "u-2")
    assert other.startswith("MAX (")
    assert Names(tmp_path).of("Max", "u-1") == "Max"
    assert Names(tmp_path).of(other, "u-3") != other


def test_where_no_name_can_be_kept_all_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    names = Names(tmp_path / "file")
    assert names.of("Max", "u-1").startswith("Max (")
    assert names.of("Max", "u-1") != names.of("Max", "u-2")


def test_signing_out_ends_the_session_and_leads_to_the_provider(by_provider: OpenByProvider) -> None:
    browser, thief = by_provider.browser(), by_provider.outside()
    thief.client.cookies = browser.client.cookies.__class__(browser.client.cookies)
    answer = browser.client.post("/sign-out")
    assert f"url={by_provider.provider.issuer}/session/end?id_token_hint=eyJ" in answer.text
    assert "post_logout_redirect_uri=http%3A%2F%2F127.0.0.1%3A8765%2Fsign-in" in answer.text
    assert thief.client.get("/").status_code == 401


def ended(console: OpenByProvider, **claims: object) -> int:
    token = console.provider.honest(events={LOGOUT: {}}, jti="j") | claims
    said = signed({name: value for name, value in token.items() if value is not None})
    return console.outside().client.post("/sign-in/ended", data={"logout_token": said}).status_code


@pytest.mark.parametrize("about", [{"sub": "u-Hanne"}, {"sid": "s-Hanne"}, {"sub": "u-Hanne", "sid": "s-Hanne"}])
def test_the_provider_ends_a_session_from_behind(by_provider: OpenByProvider, about: dict[str, object]) -> None:
    by_provider.provider.claims["sid"] = "s-Hanne"
    hanne = by_provider.browser(name="Hanne")
    by_provider.provider.claims["sid"] = "s-Kim"
    kim = by_provider.browser(name="Kim")
    assert ended(by_provider, **about) == 200
    assert hanne.client.get("/").status_code == 401
    assert kim.client.get("/").status_code == 200
    lines = trail(by_provider.installation.log, Question(actor="Hanne", kinds=("access",)))
    assert (lines[-1].what, lines[-1].why) == ("signed out", "by the provider")


def test_where_the_provider_names_no_session_all_of_the_person_end(by_provider: OpenByProvider) -> None:
    by_provider.provider.claims["sid"] = None
    hanne, kim = by_provider.browser(name="Hanne"), by_provider.browser(name="Kim")
    assert ended(by_provider, sub="u-Hanne", sid="s-1") == 200
    assert hanne.client.get("/").status_code == 401
    assert kim.client.get("/").status_code == 200


@pytest.mark.parametrize(
    "claims",
    [
        {"iss": "https://login.evil.example"},
        {"aud": "another-client"},
        {"events": None},
        {"events": {"another": {}}},
        {"events": [LOGOUT]},
        {"nonce": "n"},
        {"iat": 1, "exp": None},
        {"iat": None},
        {"sub": None},
        {"sub": 7},
        {"exp": 1},
    ],
)
def test_a_message_that_is_not_about_an_ended_session_ends_none(
    by_provider: OpenByProvider, claims: dict[str, object]
) -> None:
    browser = by_provider.browser()
    assert ended(by_provider, **({"sub": "u-Hanne"} | claims)) == 400
    assert browser.client.get("/").status_code == 200


@pytest.mark.parametrize("token", ["", "x", "a.b.c", unsigned({"sub": "u-Hanne", "events": {LOGOUT: {}}})])
def test_a_message_that_the_provider_did_not_sign_ends_nothing(by_provider: OpenByProvider, token: str) -> None:
    browser = by_provider.browser()
    answer = by_provider.outside().client.post("/sign-in/ended", data={"logout_token": token})
    assert answer.status_code == 400
    assert browser.client.get("/").status_code == 200


def test_without_a_provider_there_is_no_route_to_one(console: Open) -> None:
    paths = {route.path for route in console.app.routes if isinstance(route, APIRoute)}
    assert not any(path.startswith("/sign-in/") for path in paths)
    assert "vorlaut console link" in console.outside().client.get("/").text


def test_the_secret_is_read_from_its_file_and_shown_nowhere(by_provider: OpenByProvider, house: House) -> None:
    assert SECRET not in repr(by_provider.console)
    assert Path(house.folder / "client-secret").read_text("utf-8").strip() == SECRET
