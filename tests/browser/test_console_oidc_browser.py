"""Signing in with real providers in a real Chromium, to which the provider is another site."""

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol, Self
from urllib.parse import urlsplit

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from services.serve.discovery import HOLDS
from tests.browser.conftest import PATIENCE
from tests.browser.visitor import House, housed, leak
from tests.end_to_end.processes import vorlaut
from tests.servers.java import MissingToolError
from tests.servers.jvm import Jvm, free_port
from tests.servers.kafka_certificates import make_certificates
from tests.servers.keycloak import PASSWORD, KeycloakServer
from tests.servers.oidc import CLIENT, SECRET, OidcServer

PEOPLE = {"hanne": ["comms-crisis"], "kim": ["comms"], "mallory": ["sales"]}
GROUPS = {"responder": ["comms-crisis"], "reader": ["comms"]}


class Provider(Protocol):
    """A real server by which people sign in."""

    issuer: str

    def __enter__(self) -> Self:
        """Start it."""
        ...

    def stop(self) -> None:
        """End it; it may be gone already."""
        ...


@contextmanager
def office(
    folder: Path,
    chromium: Browser,
    public: str,
    port: int,
    kind: Callable[[Path, str, Mapping[str, Sequence[str]]], Provider] = OidcServer,
) -> Iterator[tuple[House, Provider]]:
    """A console and its provider. Skipped where that cannot be had; in CI too, which cannot install Node.js or Java."""
    (folder / "secret").write_text(SECRET, "utf-8")
    try:
        provider = kind(folder / "provider", public, PEOPLE).__enter__()
    except MissingToolError as missing:
        pytest.skip(f"a real OpenID provider {missing}")
    settings = {
        "issuer": provider.issuer,
        "client_id": CLIENT,
        "client_secret_file": str(folder / "secret"),
        "public_url": public,
        "groups": GROUPS,
    }
    try:
        with housed(folder, chromium, port=port, console=f", oidc: {json.dumps(settings)}") as house:
            house.friends = (
                f"{urlsplit(provider.issuer)._replace(path='').geturl()}/",
                "https://fonts.googleapis.com/",
            )  # its form wants a font, in vain
            house.refuses = True
            yield house, provider
    finally:
        provider.stop()


@pytest.fixture(autouse=True)
def patient() -> Iterator[None]:
    """A provider beside console and browser is much for a busy machine."""
    expect.set_options(timeout=30_000)
    yield
    expect.set_options(timeout=PATIENCE * 1000)


@pytest.fixture
def town(tmp_path: Path, chromium: Browser) -> Iterator[tuple[House, Provider]]:
    port = free_port()
    with office(tmp_path, chromium, f"http://127.0.0.1:{port}", port) as both:
        yield both


def sign_in(page: Page, name: str) -> None:
    """From our door through the provider and back."""
    page.get_by_role("link", name="Sign in").click()
    page.locator("input[name=login]").fill(name)
    page.locator("input[name=password]").fill("anything")
    page.locator("button[type=submit]").click()
    page.get_by_role("button", name="Continue").click()


@pytest.mark.servers
@pytest.mark.slow
def test_one_signs_in_lands_where_one_wanted_acts_and_signs_out(town: tuple[House, Provider]) -> None:
    house, provider = town
    house.said(leak(1))
    page = house.outside()
    page.goto(f"{house.base}/alerts?severity=critical")
    house.check_accessible(page)
    sign_in(page, "hanne")
    page.wait_for_url(f"{house.base}/alerts?severity=critical")
    expect(page.get_by_text("hanne, responds")).to_be_visible()
    page.goto(f"{house.base}/alerts")
    page.locator(".row-main").click()
    page.get_by_label("It is a leak").check()
    page.get_by_role("textbox", name="Why").fill("mit Anna gesprochen")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("mit Anna gesprochen")).to_be_visible()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url(re.compile(re.escape(provider.issuer)))
    page.get_by_role("button", name="Yes, sign me out").click()
    page.wait_for_url(re.compile(re.escape(f"{house.base}/sign-in")))
    page.goto(f"{house.base}/alerts")
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()


@pytest.mark.servers
@pytest.mark.slow
def test_groups_decide_who_may_what_and_who_may_nothing(town: tuple[House, Provider]) -> None:
    house, _ = town
    house.said(leak(1))
    page = house.outside()
    page.goto(house.base)
    sign_in(page, "kim")
    expect(page.get_by_text("kim, reads")).to_be_visible()
    page.goto(f"{house.base}/alerts")
    page.locator(".row-main").click()
    assert page.get_by_role("button", name="Save").count() == 0
    stranger = house.outside(locale="de-DE")
    stranger.goto(house.base)
    stranger.get_by_role("link", name="Anmelden").click()
    stranger.locator("input[name=login]").fill("mallory")
    stranger.locator("input[name=password]").fill("anything")
    stranger.locator("button[type=submit]").click()
    stranger.get_by_role("button", name="Continue").click()
    expect(stranger.get_by_text("in keiner Gruppe")).to_be_visible()
    house.check_accessible(stranger)
    stranger.goto(house.base)
    expect(stranger.get_by_role("link", name="Anmelden")).to_be_visible()


@pytest.mark.servers
@pytest.mark.slow
def test_who_signs_out_at_the_provider_is_out_here_and_without_it_nobody_gets_in(
    town: tuple[House, Provider],
) -> None:
    house, provider = town
    page = house.outside()
    page.goto(house.base)
    sign_in(page, "hanne")
    expect(page.get_by_text("hanne, responds")).to_be_visible()
    elsewhere = page.context.new_page()
    elsewhere.goto(f"{provider.issuer}/session/end")
    elsewhere.get_by_role("button", name="Yes, sign me out").click()
    elsewhere.wait_for_url(re.compile("/session/end/success"))
    page.goto(house.base)
    expect(page.get_by_role("link", name="Sign in")).to_be_visible()
    signed_in = house.window("Kim", "reader")
    provider.stop()
    page.wait_for_timeout(HOLDS.total_seconds() * 1000)
    page.get_by_role("link", name="Sign in").click()
    expect(page.get_by_text("Nobody can sign in until it is back")).to_be_visible()
    house.check_accessible(page)
    signed_in.goto(f"{house.base}/desk")
    expect(signed_in.get_by_text("Kim, reads")).to_be_visible()


def sign_in_at_keycloak(page: Page, name: str) -> None:
    """From our door through Keycloak and back."""
    page.get_by_role("link", name=re.compile("Sign in|Anmelden")).click()
    page.locator("#username").fill(name)
    page.locator("#password").fill(PASSWORD)
    page.locator("#kc-login").click()


@pytest.mark.servers
@pytest.mark.slow
@pytest.mark.timeout(400)
def test_keycloak_lets_people_in_by_their_groups_and_who_signs_out_there_is_out_here(
    tmp_path: Path, chromium: Browser
) -> None:
    port = free_port()
    with office(tmp_path, chromium, f"http://127.0.0.1:{port}", port, KeycloakServer) as (house, provider):
        page = house.outside()
        page.goto(f"{house.base}/desk")
        sign_in_at_keycloak(page, "hanne")
        page.wait_for_url(f"{house.base}/desk")
        expect(page.get_by_text("hanne, responds")).to_be_visible()
        stranger = house.outside(locale="de-DE")
        stranger.goto(house.base)
        sign_in_at_keycloak(stranger, "mallory")
        expect(stranger.get_by_text("in keiner Gruppe")).to_be_visible()
        elsewhere = page.context.new_page()
        elsewhere.goto(f"{provider.issuer}/protocol/openid-connect/logout")
        elsewhere.locator("#kc-logout").click()
        expect(elsewhere.get_by_role("heading", name="You are logged out")).to_be_visible()
        page.goto(house.base)
        sign_in_at_keycloak(page, "kim")
        expect(page.get_by_text("kim, reads")).to_be_visible()
        page.get_by_role("button", name="Sign out").click()
        page.wait_for_url(re.compile(re.escape(f"{house.base}/sign-in")))
        page.get_by_role("link", name="Sign in").click()
        expect(page.locator("#username")).to_be_visible()


@contextmanager
def tls_before(port: int, folder: Path) -> Iterator[str]:
    """A proxy beside the console; the address that browsers find it by, which to them is not on loopback."""
    own = free_port()
    try:
        _, pem = make_certificates(folder)
    except MissingToolError as missing:
        pytest.skip(f"a proxy {missing}")
    proxy = Jvm([sys.executable, "-m", "tests.servers.tls_proxy", str(own), str(port), str(pem)], folder / "proxy.log")
    proxy.start()
    try:
        proxy.wait_until(lambda: "ready" in proxy.printed())
        yield f"https://vorlaut.localhost:{own}"
    finally:
        proxy.stop()


@pytest.mark.servers
@pytest.mark.slow
def test_through_a_proxy_with_tls_people_sign_in_by_the_provider_alone(tmp_path: Path, chromium: Browser) -> None:
    port = free_port()
    with tls_before(port, tmp_path / "tls") as public, office(tmp_path, chromium, public, port) as (house, _):
        direct = house.base
        house.base = public
        page = house.outside(ignore_https_errors=True)
        page.goto(f"{public}/alerts")
        sign_in(page, "hanne")
        expect(page.get_by_text("hanne, responds")).to_be_visible()
        kept = [one for one in page.context.cookies(public) if one["name"].startswith("__Host-")]
        assert [(one["name"], one["secure"], one["httpOnly"], one["sameSite"]) for one in kept] == [
            ("__Host-vorlaut", True, True, "Strict")
        ]
        house.said(leak(1))
        expect(page.locator(".row")).to_have_count(1)
        assert "by a link nobody signs in here" in vorlaut(house.folder, "console", "link", "--as", "kim").stderr
        assert requests.get(f"{direct}/sign-in", timeout=5).status_code == 421
