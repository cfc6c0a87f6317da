"""A console over an installation in a folder, and browsers without a screen that are signed in to it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from re import findall
from zoneinfo import ZoneInfo

from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from services.console import ports_of
from services.serve.application import make_app
from services.serve.links import Links, Role
from services.serve.sessions import Sessions
from services.serve.visits import Console
from services.wiring import Installation
from tests.veltrona_house import House

HOST = "127.0.0.1:8765"
BASE = f"http://{HOST}"


class Browser:
    """One person at the console."""

    def __init__(self, app: FastAPI) -> None:
        self.client = TestClient(app, base_url=BASE, follow_redirects=False)

    def get(self, path: str) -> str:
        """A page that must be there."""
        answer = self.client.get(path)
        assert answer.status_code == 200, (path, answer.status_code, answer.text)
        return answer.text

    def send(self, path: str, **fields: str) -> Response:
        """A form as the page at the desk holds it, with its token."""
        token = findall(r'name="form_token" value="([^"]+)"', self.get("/desk"))[0]
        return self.client.post(path, data={"form_token": token} | fields)


class Open:
    """A console that is open."""

    def __init__(self, installation: Installation, folder: Path) -> None:
        self.installation = installation
        self.links = Links(folder / "links", installation.clock)
        self.app = make_app(
            Console(
                ports=ports_of(installation),
                links=self.links,
                sessions=Sessions(installation.clock),
                hosts=frozenset({HOST}),
                zone=ZoneInfo("Europe/Berlin"),
            )
        )

    def outside(self) -> Browser:
        """A browser in which nobody is signed in."""
        return Browser(self.app)

    def browser(self, role: Role = "responder", name: str = "Hanne") -> Browser:
        """A browser in which somebody is signed in."""
        found = self.outside()
        token = self.links.issue(name, role)
        assert found.client.post("/sign-in", data={"token": token}).status_code == 303
        return found


@contextmanager
def opened(house: House) -> Iterator[Open]:
    """The console of this installation."""
    with house.opened() as installation:
        yield Open(installation, house.folder)
