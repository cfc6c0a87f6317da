"""A console over an installation in a folder, and browsers without a screen that are signed in to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from re import findall
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from services.console import console_of, ports_of
from services.oidc_settings import OidcSettings, RoleSettings
from services.serve.application import make_app
from services.serve.links import Links, Role
from services.serve.sessions import Sessions
from services.serve.visits import Console
from services.settings import ConsoleSettings
from services.wiring import Installation
from tests.unit.serve.openid import CLIENT, SECRET, SmallProvider, small_provider
from tests.veltrona_house import House

HOST = "127.0.0.1:8765"
BASE = f"http://{HOST}"


class Browser:
    """One person at the console."""

    def __init__(self, app: FastAPI, base: str = BASE) -> None:
        self.client = TestClient(app, base_url=base, follow_redirects=False)

    def get(self, path: str) -> str:
        """A page that must be there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    def send(self, path: str, **fields: str | list[str]) -> Response:
        """A form as the page at the desk holds it, with its token."""
        token = findall(r'name="form_token" value="([^"]+)"', self.get("/desk"))[0]
        return self.client.post(path, data={"form_token": token} | fields)


class Open:
    """A console that is open."""

    def __init__(self, installation: Installation, folder: Path) -> None:
        self.installation = installation
        self.links = Links(folder / "links", installation.clock)
        self.ports = ports_of(installation)
        self.console = Console(
            ports=self.ports,
            links=self.links,
            sessions=Sessions(installation.clock),
            hosts=frozenset({HOST}),
            zone=ZoneInfo("Europe/Berlin"),
        )
        self.app = make_app(self.console)

    def outside(self) -> Browser:
        """A browser in which nobody is signed in."""
        return Browser(self.app)

    def browser(self, role: Role = "responder", name: str = "Hanne") -> Browser:
        """A browser in which somebody is signed in."""
        found = self.outside()
        token = self.links.issue(name, role)
        assert found.client.post("/sign-in", data={"token": token}).status_code == 303
        return found


class OpenByProvider(Open):
    """A console that is open to whoever a provider vouches for."""

    def __init__(self, installation: Installation, folder: Path, provider: SmallProvider, public: str = BASE) -> None:
        super().__init__(installation, folder)
        self.provider = provider
        self.base = public
        (folder / "client-secret").write_text(f"{SECRET}\n", "utf-8")
        oidc = OidcSettings(
            issuer=provider.issuer,
            client_id=CLIENT,
            client_secret_file=folder / "client-secret",
            public_url=public,
            groups=RoleSettings(responder=("responder", "chiefs"), auditor=("auditor",), reader=("reader",)),
        )
        console = ConsoleSettings(oidc=oidc)
        settings = installation.settings.model_copy(update={"console": console})
        self.console = console_of(replace(installation, settings=settings))
        self.app = make_app(self.console)

    def outside(self) -> Browser:
        """A browser in which nobody is signed in."""
        return Browser(self.app, self.base)

    def browser(self, role: Role = "responder", name: str = "Hanne") -> Browser:
        """A browser in which somebody is signed in."""
        found = self.outside()
        self.provider.claims |= {"preferred_username": name, "sub": f"u-{name}", "groups": ["everybody", role]}
        assert self.come_back(found).status_code == 200
        return found

    def come_back(self, browser: Browser, to: str = "/") -> Response:
        """What the browser is answered when it has been at the provider."""
        code, state = self.provider.code_for(self.set_out(browser, to))
        return browser.client.get("/sign-in/back", params={"code": code, "state": state})

    def set_out(self, browser: Browser, to: str = "/") -> str:
        """Where the browser is sent to."""
        answer = browser.client.get("/sign-in/begin", params={"to": to})
        assert answer.status_code == 303
        return answer.headers["location"]


@contextmanager
def opened(house: House) -> Iterator[Open]:
    """The console of this installation."""
    with house.opened() as installation:
        yield Open(installation, house.folder)


@contextmanager
def opened_by_provider(house: House, public: str = BASE) -> Iterator[OpenByProvider]:
    """The console of this installation, with a provider beside it."""
    with house.opened() as installation, small_provider(installation.clock) as provider:
        yield OpenByProvider(installation, house.folder, provider, public)
