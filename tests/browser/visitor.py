"""People at the console of a running installation, in real browser windows that report whatever goes wrong in them."""

import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from re import search
from typing import Final

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, Page

from tests.end_to_end.processes import PATIENCE, VORLAUT, done, environment, free_port, wait_until_answered
from tests.veltrona import line, registers_text

SERIOUS: Final = frozenset({"serious", "critical"})
PHONE: Final = 500  # pixels; a window less wide than that is one


class House:
    """An installation that runs in a folder, and the windows of the people who watch it."""

    def __init__(self, folder: Path, port: int, chromium: Browser, running: "subprocess.Popen[bytes]") -> None:
        self.friends: tuple[
            str, ...
        ] = ()  # other addresses: windows may ask them, and whatever goes wrong there is not ours
        self.refuses = False  # whether being refused is no fault: Chromium reports it
        self.folder = folder
        self.base = f"http://127.0.0.1:{port}"
        self.wrong: list[str] = []
        self.gone = False
        self._chromium = chromium
        self._running = running

    def said(self, *lines: bytes) -> None:
        """Posts come in."""
        path = self.folder / f"posts-{time.monotonic_ns()}.ndjson"
        path.write_bytes(b"".join(lines))
        done(self.folder, "ingest", "ndjson", str(path))

    def declares(self, document: str) -> None:
        """Something more is declared."""
        path = self.folder / f"declared-{time.monotonic_ns()}.yaml"
        path.write_text(document, "utf-8")
        done(self.folder, "apply", "-f", str(path), "--as", "kim")

    def window(self, name: str = "Hanne", role: str = "responder", /, **options: object) -> Page:
        """A window in which somebody has signed in by a link."""
        page = self.outside(**options)
        page.goto(self.invited(name, role))
        page.locator("form[action='/sign-in'] button").click()
        page.wait_for_url(f"{self.base}/")
        return page

    def invited(self, name: str, role: str = "responder") -> str:
        """A link by which somebody can sign in."""
        told = done(self.folder, "console", "link", "--as", name, "--role", role)
        link = search(r"http\S+", told)
        assert link is not None
        return link.group()

    def outside(self, **options: object) -> Page:
        """A window in which nobody is signed in."""
        context = self._chromium.new_context(**options)  # type: ignore[arg-type]
        return self._watched(context)

    def end(self) -> None:
        """The server stops, while people look."""
        self.gone = True
        self._running.terminate()
        self._running.wait(PATIENCE)

    def check_accessible(self, page: Page) -> None:
        """What axe-core finds serious is wrong."""
        found = Axe().run(page).response["violations"]
        self.wrong += [f"{page.url}: {one['id']}: {one['help']}" for one in found if one["impact"] in SERIOUS]

    def _watched(self, context: BrowserContext) -> Page:
        page = context.new_page()
        page.on("console", lambda said: self._note(said.type, said.text, said.location["url"]))
        page.on("pageerror", lambda error: self.wrong.append(f"error: {error}"))
        page.on("dialog", lambda asked: self.wrong.append(f"dialog: {asked.message}"))
        page.on("request", lambda asked: self._note_foreign(asked.url))
        return page

    def _note(self, kind: str, text: str, url: str) -> None:
        if self.gone and "net::ERR_" in text:
            return
        is_ours = not (self.friends and url.startswith(self.friends))
        if (
            kind in {"error", "warning"}
            and is_ours
            and not (self.refuses and search(r"status of (401|403|404|422|503)", text))
        ):
            self.wrong.append(f"{kind}: {text}")

    def _note_foreign(self, url: str) -> None:
        if not url.startswith((self.base, *self.friends)):
            self.wrong.append(f"asked elsewhere: {url}")


@contextmanager
def housed(  # noqa: PLR0913 - each has its usual value
    folder: Path,
    chromium: Browser,
    posts: Sequence[bytes] = (),
    port: int | None = None,
    console: str = "",
    *,
    registers: str = "",
    declared: bool = True,
) -> Iterator[House]:
    """Veltrona in this folder, running; nothing may have gone wrong in any window when the block ends.

    `console` are more settings of it, in YAML; `registers` what is declared, where that is not the usual. Without
    `declared` nothing is.
    """
    port = port or free_port()
    (folder / "vorlaut.yaml").write_text(f"console: {{port: {port}{console}}}\n", "utf-8")
    if declared:
        (folder / "registers.yaml").write_text(registers or registers_text(), "utf-8")
        done(folder, "apply", "-f", "registers.yaml", "--as", "kim")
    with (folder / "run.log").open("wb") as lines:
        running = subprocess.Popen(
            [VORLAUT, "run"],
            cwd=folder,
            env=environment() | {"VORLAUT_CONSOLE__SERVE": "true"},
            stdout=lines,
            stderr=lines,
        )
        try:
            wait_until_answered(port, running)
            house = House(folder, port, chromium, running)
            if posts:
                house.said(*posts)
            yield house
            assert house.wrong == [], house.wrong
        finally:
            for context in chromium.contexts:
                context.close()
            if running.poll() is None:
                running.terminate()
            code = running.wait(PATIENCE)
        assert code == 0, (folder / "run.log").read_text("utf-8")


def leak(number: int, text: str = "Die Falke 2 kommt bald", by: str = "anna") -> bytes:
    """A post that leaks."""
    return line(text, by, minutes=number, id=f"leak-{number}")


def window_of(width: int, lang: str, scheme: str) -> dict[str, object]:
    """What a browser window is opened with: how wide, in which language, light or dark."""
    size = {"width": width, "height": 844 if width < PHONE else 900}
    return {"viewport": size, "locale": "de-DE" if lang == "de" else "en-GB", "color_scheme": scheme}
