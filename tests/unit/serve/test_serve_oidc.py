"""Signing in by a provider: who gets in as what, and what hostile or broken ones, browsers and strangers cannot do."""

import hmac
import json
import time
from base64 import urlsafe_b64encode
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from hashlib import sha256

import pytest
import structlog

from services.audit.trail import Question, trail
from services.serve.links import Role
from services.serve.ways import HOLDS
from tests.unit.serve.browser import Open, OpenByProvider, opened_by_provider
from tests.unit.serve.openid import KEY, SECRET, STRANGER, Sign, signed
from tests.veltrona_house import House


def part(said: object) -> str:
    return urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()


def unsigned(claims: dict[str, object]) -> str:
    return f"{part({'alg': 'none', 'kid': 'one'})}.{part(claims)}."


def signed_with_the_public_key(claims: dict[str, object]) -> str:
    body = f"{part({'alg': 'HS256', 'kid': 'one'})}.{part(claims)}"
    digest = hmac.digest(KEY.as_pem(private=False), body.encode(), sha256)
    return f"{body}.{urlsafe_b64encode(digest).rstrip(b'=').decode()}"


def signed_by_a_key_it_brings(claims: dict[str, object]) -> str:
    header = {"alg": "RS256", "jwk": STRANGER.as_dict(private=False)}
    own = signed(claims, STRANGER)
    return f"{part(header)}.{own.partition('.')[2]}"


@pytest.mark.parametrize("role", ["reader", "responder", "auditor"])
def test_the_groups_say_which_role_somebody_has(by_provider: OpenByProvider, role: Role) -> None:
    words = {"reader": "reads", "responder": "responds", "auditor": "audits"}
    assert f"Hanne, {words[role]}" in by_provider.browser(role).get("/")


def test_who_is_in_several_groups_may_what_any_of_them_may(by_provider: OpenByProvider) -> None:
    by_provider.provider.claims["groups"] = ["reader", "chiefs", "auditor"]
    browser = by_provider.outside()
    by_provider.come_back(browser)
    assert "hanne, responds" in browser.get("/")


@pytest.mark.parametrize("groups", [None, [], ["everybody"], "", {"responder": True}, [["responder"]], 7, "Responder"])
def test_without_a_group_nobody_enters_and_is_told_kindly(by_provider: OpenByProvider, groups: object) -> None:
    browser = by_provider.outside()
    by_provider.provider.claims["groups"] = groups
    answer = by_provider.come_back(browser)
    assert answer.status_code == 403
    assert "in no group that may enter here" in answer.text
    assert browser.client.get("/").status_code == 401


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "of-another-attempt"},
        {"nonce": None},
        {"aud": "another-client"},
        {"aud": ["another-client"], "azp": "console"},
        {"aud": ["console", "another-client"]},
        {"aud": ["console", "another-client"], "azp": "another-client"},
        {"aud": None},
        {"iss": "https://login.evil.example"},
        {"iss": None},
        {"exp": 1},
        {"exp": None},
        {"exp": "tomorrow"},
        {"iat": 9_999_999_999},
        {"iat": None},
        {"nbf": 9_999_999_999},
        {"sub": None},
        {"sub": ""},
        {"sub": 7},
        {"at_hash": "of-another-token"},
    ],
)
def test_a_token_whose_claims_are_not_ours_lets_nobody_in(
    by_provider: OpenByProvider, claims: dict[str, object]
) -> None:
    refused(by_provider, {"groups": ["responder"]} | claims)


def refused(console: OpenByProvider, claims: dict[str, object]) -> None:
    browser = console.outside()
    console.provider.claims |= claims
    answer = console.come_back(browser)
    assert answer.status_code == 403
    assert "nobody is signed in" in answer.text
    assert browser.client.get("/").status_code == 401
    assert not trail(console.installation.log, Question(kinds=("access",)))


@pytest.mark.parametrize(
    "sign",
    [
        lambda claims: signed(claims, STRANGER),
        unsigned,
        signed_with_the_public_key,
        signed_by_a_key_it_brings,
        lambda claims: signed(claims)[:-5] + "AAAAA",
        lambda claims: (
            f"{signed(claims | {'groups': ['reader']}).rpartition('.')[0]}.{signed(claims).rpartition('.')[2]}"
        ),
        lambda _claims: "",
        lambda _claims: "a.b.c",
        lambda _claims: "x" * 500_000,
    ],
    ids=["stranger", "none", "HS256 with the public key", "own jwk", "cut", "mixed", "empty", "nonsense", "long"],
)
def test_a_token_that_the_provider_did_not_sign_lets_nobody_in(by_provider: OpenByProvider, sign: Sign) -> None:
    by_provider.provider.sign = sign
    refused(by_provider, {"groups": ["responder"]})


def test_a_code_is_good_once(by_provider: OpenByProvider) -> None:
    browser = by_provider.browser()
    code, state = by_provider.provider.code_for(by_provider.set_out(browser))
    way = browser.client.cookies.get("vorlaut-way")
    assert browser.client.get("/sign-in/back", params={"code": code, "state": state}).status_code == 200
    again = browser.client.get("/sign-in/back", params={"code": code, "state": state})
    assert again.status_code == 403
    assert way
    browser.client.cookies.set("vorlaut-way", way)
    assert browser.client.get("/sign-in/back", params={"code": code, "state": state}).status_code == 403


def test_what_comes_back_in_another_browser_signs_nobody_in(by_provider: OpenByProvider) -> None:
    ours, theirs = by_provider.outside(), by_provider.outside()
    by_provider.provider.claims["groups"] = ["responder"]
    code, state = by_provider.provider.code_for(by_provider.set_out(ours))
    by_provider.set_out(theirs)
    assert theirs.client.get("/sign-in/back", params={"code": code, "state": state}).status_code == 403
    assert by_provider.outside().client.get("/sign-in/back", params={"code": code, "state": state}).status_code == 403
    assert code in by_provider.provider.codes  # nobody showed it to the provider


def test_the_code_of_another_attempt_is_refused_by_its_verifier(by_provider: OpenByProvider) -> None:
    ours, theirs = by_provider.outside(), by_provider.outside()
    by_provider.provider.claims["groups"] = ["responder"]
    stolen, _ = by_provider.provider.code_for(by_provider.set_out(ours))
    _, state = by_provider.provider.code_for(by_provider.set_out(theirs))
    assert theirs.client.get("/sign-in/back", params={"code": stolen, "state": state}).status_code == 403


def test_an_attempt_takes_ten_minutes_at_most(by_provider: OpenByProvider, house: House) -> None:
    browser = by_provider.outside()
    by_provider.provider.claims["groups"] = ["responder"]
    code, state = by_provider.provider.code_for(by_provider.set_out(browser))
    house.now += HOLDS + timedelta(seconds=1)
    assert browser.client.get("/sign-in/back", params={"code": code, "state": state}).status_code == 403


@pytest.mark.parametrize("cookie", ["", "x", "1.2.3", "9.aa.%%%", "a" * 5000])
def test_a_cookie_that_is_not_ours_leads_nowhere(by_provider: OpenByProvider, cookie: str) -> None:
    browser = by_provider.outside()
    browser.client.cookies.set("vorlaut-way", cookie)
    assert browser.client.get("/sign-in/back", params={"code": "c", "state": "s"}).status_code == 403
    assert browser.client.get("/sign-in/back", params={"error": "access_denied", "state": "ß"}).status_code == 403


@pytest.mark.parametrize("to", ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_one_is_led_to_our_own_pages_only(by_provider: OpenByProvider, to: str) -> None:
    by_provider.provider.claims["groups"] = ["reader"]
    answer = by_provider.come_back(by_provider.outside(), to)
    assert 'content="0; url=/"' in answer.text
    assert "evil" not in answer.text


def test_one_is_led_to_the_page_one_wanted(by_provider: OpenByProvider) -> None:
    browser = by_provider.outside()
    page = browser.client.get('/alerts?q="><script>').text
    assert "/sign-in/begin?to=%2Falerts%3Fq%3D" in page
    by_provider.provider.claims["groups"] = ["reader"]
    page = by_provider.come_back(browser, '/alerts?q="><b>').text
    assert 'url=/alerts?q=&#34;&gt;&lt;b&gt;"' in page


def test_cookies_are_out_of_reach_and_only_the_way_comes_from_another_site(by_provider: OpenByProvider) -> None:
    browser = by_provider.outside()
    by_provider.provider.claims["groups"] = ["reader"]
    way = browser.client.get("/sign-in/begin").headers["set-cookie"]
    assert "HttpOnly" in way
    assert "SameSite=lax" in way
    session = by_provider.come_back(browser).headers.get_list("set-cookie")
    assert any(one.startswith("vorlaut=") and "SameSite=strict" in one and "HttpOnly" in one for one in session)


def test_by_tls_cookies_are_secure_and_bound_to_the_host_and_links_are_refused(house: House) -> None:
    with opened_by_provider(house, "https://vorlaut.example") as console:
        browser = console.outside()
        console.provider.claims["groups"] = ["responder"]
        way = browser.client.get("/sign-in/begin").headers["set-cookie"]
        kept = [way, *console.come_back(browser).headers.get_list("set-cookie")]
        assert all(one.startswith("__Host-vorlaut") and "Secure" in one and "Domain" not in one for one in kept)
        assert "Hanne" not in browser.get("/")
        assert "hanne, responds" in browser.get("/")
        assert browser.client.get("/", headers={"host": "127.0.0.1:8765"}).status_code == 421
        token = Open(console.installation, house.folder).links.issue("Mallory", "responder")
        answer = console.outside().client.post("/sign-in", data={"token": token})
        assert answer.status_code == 403
        assert "by no link" in answer.text
        assert token not in console.outside().client.get(f"/sign-in?token={token}").text


def test_on_loopback_links_go_on_working_beside_the_provider(by_provider: OpenByProvider) -> None:
    assert by_provider.console.links is not None
    token = by_provider.console.links.issue("Kim", "reader")
    browser = by_provider.outside()
    assert browser.client.post("/sign-in", data={"token": token}).status_code == 303
    assert "Kim, reads" in browser.get("/")


def test_a_key_that_is_new_is_asked_for(by_provider: OpenByProvider, house: House) -> None:
    by_provider.browser()
    new = type(KEY).generate_key(2048, {"kid": "two", "use": "sig", "alg": "RS256"})
    by_provider.provider.keys = (new,)
    by_provider.provider.sign = lambda claims: signed(claims, new)
    house.now += timedelta(seconds=10)
    assert "Kim" in by_provider.browser(name="Kim").get("/")


def test_a_provider_that_is_away_is_told_kindly_and_not_asked_by_everybody(
    by_provider: OpenByProvider, house: House
) -> None:
    signed_in = by_provider.browser()
    house.now += timedelta(seconds=6)
    by_provider.provider.broken = True
    asked = len(by_provider.provider.asked)
    for _ in range(5):
        answer = by_provider.outside().client.get("/sign-in/begin")
        assert answer.status_code == 503
        assert "cannot be reached" in answer.text
        assert by_provider.provider.issuer not in answer.text
    assert len(by_provider.provider.asked) == asked + 1
    assert "Hanne" in signed_in.get("/")
    assert signed_in.client.post("/sign-out").headers["location"] == "/sign-in"
    by_provider.provider.broken = False
    house.now += timedelta(seconds=6)
    assert by_provider.outside().client.get("/sign-in/begin").status_code == 303


def test_while_a_provider_that_was_away_is_asked_again_nobody_else_waits(
    by_provider: OpenByProvider, house: House
) -> None:
    provider = by_provider.provider
    provider.broken = True
    by_provider.outside().client.get("/sign-in/begin")
    house.now += timedelta(seconds=6)
    provider.broken = False
    provider.may_answer.clear()
    asked = len(provider.asked)
    with ThreadPoolExecutor(1) as other:
        first = other.submit(by_provider.outside().client.get, "/sign-in/begin")
        while len(provider.asked) == asked:
            time.sleep(0.01)
        assert by_provider.outside().client.get("/sign-in/begin").status_code == 503
        provider.may_answer.set()
        assert first.result().status_code == 303


@pytest.mark.parametrize("pause", [0, 6])
def test_a_provider_that_breaks_off_in_the_middle_lets_nobody_in(
    by_provider: OpenByProvider, house: House, pause: int
) -> None:
    browser = by_provider.outside()
    code, state = by_provider.provider.code_for(by_provider.set_out(browser))
    by_provider.provider.broken = True
    house.now += timedelta(seconds=pause)
    assert browser.client.get("/sign-in/back", params={"code": code, "state": state}).status_code == 503


def test_a_provider_that_names_another_issuer_is_none(by_provider: OpenByProvider) -> None:
    by_provider.provider.named = "https://login.evil.example"
    assert by_provider.outside().client.get("/sign-in/begin").status_code == 503


def test_no_log_line_page_or_event_holds_a_token_a_code_or_a_secret(by_provider: OpenByProvider) -> None:
    provider, pages = by_provider.provider, []
    with structlog.testing.capture_logs() as lines:
        for groups in (["responder"], ["nobody"]):
            provider.claims["groups"] = groups
            pages.append(by_provider.come_back(by_provider.outside()).text)
        provider.sign = unsigned
        pages.append(by_provider.come_back(by_provider.outside()).text)
        provider.sign, provider.claims["aud"] = signed, "another"
        pages.append(by_provider.come_back(by_provider.outside()).text)
        by_provider.outside().client.post("/sign-in/ended", data={"logout_token": signed(provider.honest())})
    assert len(lines) == 4
    said = f"{lines} {pages} {trail(by_provider.installation.log, Question())}"
    assert not any(secret in said for secret in (SECRET, "eyJ", "an-access-token", "code-"))
