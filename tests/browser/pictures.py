"""Pictures of the console over the demo, for the guides: `python -m tests.browser.pictures docs/images [NAME ...]`.

The story is played until a little after the crisis is declared, with an embargo that lifts the next day, and stands
still there, so that each run shows the same.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from services.console import invite, ports_of
from services.demo.moments import DeclaredCrisis
from services.demo.open_console import free_port, opened, work
from services.demo.perform import Stage, stage
from services.demo.play import play
from services.ports.store import Query
from services.serve.decide import decide
from streams.events import Alert
from streams.registers import SEVERITIES
from tests.browser.conftest import ARGUMENTS, chromium_place
from tests.browser.palette import small

AFTERWARDS: Final = timedelta(minutes=50)  # from the declaration to the moment of the pictures
DESKTOP: Final = {"width": 1280, "height": 860}
TALL: Final = {"width": 1280, "height": 1270}
PHONE: Final = {"width": 390, "height": 844}
LAUNCH: Final = "Embargo/falke-2"
DECIDED: Final = (
    ("escalated", "called the head of product"),
    ("with_author", "wrote to the author, who will take it down"),
    ("acknowledged", "I am on it"),
    ("leak", "asked, was taken down"),
    ("not_a_leak", "a bird"),
)
AUDITED: Final = ("audit", "held")
TRIED: Final = (
    "Heute Probefahrt, und nächste Woche dürfen alle.\nDer F4lk3 2 fährt wie auf Schienen!\nEin Falke über dem Deich."
)


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture: its name, what is opened, and in what kind of window."""

    name: str
    page: str
    lang: str = "en"
    window: dict[str, int] = field(default_factory=lambda: DESKTOP)
    dark: bool = False


def pictures() -> Sequence[Picture]:
    """All that are taken."""
    pages = {"wall": DESKTOP, "stream": DESKTOP, "alert": DESKTOP, "desk": TALL}
    return [
        *(Picture(f"{page}-{lang}", page, lang, window) for lang in ("en", "de") for page, window in pages.items()),
        Picture("wall-dark-en", "wall", dark=True),
        Picture("alert-dark-de", "alert", "de", dark=True),
        Picture("wall-phone-de", "wall", "de", PHONE),
        Picture("alert-phone-en", "alert", "en", PHONE),
        Picture("audit-en", "audit"),
        Picture("audit-phone-de", "audit", "de", PHONE),
        Picture("held-en", "held"),
        Picture("passage-en", "passage"),
        Picture("passage-dark-de", "passage", "de", dark=True),
        Picture("health-en", "health"),
        Picture("health-de", "health", "de"),
    ]


def main(folder: Path, names: Sequence[str] = ()) -> None:
    """Take them all, or those with these names, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    place = chromium_place()
    if place is None:
        raise SystemExit("Chromium is not installed: apt-get install chromium")
    with TemporaryDirectory() as data, stage(1, Path(data) / "data", free_port()) as on, opened(on) as invited:
        _play(on)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=place, headless=True, args=ARGUMENTS)
            for picture in pictures():
                if not names or picture.name in names:
                    audits = picture.page in AUDITED
                    link = invite(on.installation, "Olga", "auditor", "Hanne") if audits else invited("Hanne")
                    _take(browser, picture, on, link, folder / f"{picture.name}.png")
            browser.close()


def _play(on: Stage) -> None:
    declared = None
    for happening in play(on.story, on.installation, on.clock, on.working):
        if isinstance(happening.moment, DeclaredCrisis):
            declared = happening.at
        if declared is not None and happening.at > declared + AFTERWARDS:
            break
    ports = ports_of(on.installation)
    for alert, (verdict, reason) in zip(_alerts(on, LAUNCH)[1:], DECIDED, strict=False):
        decide(ports, alert.id, "Hanne", verdict, reason)
    work(on, 1)


def _alerts(on: Stage, register: str) -> Sequence[Alert]:
    """The open ones, the worst first."""
    found = on.installation.store.search(Query(registers=(register,), statuses=("open",), newest_first=True, limit=200))
    return sorted(found, key=lambda alert: -SEVERITIES.index(alert.severity))


def _take(browser: Browser, picture: Picture, on: Stage, link: str, place: Path) -> None:
    context = browser.new_context(
        locale="de-DE" if picture.lang == "de" else "en-GB",
        color_scheme="dark" if picture.dark else "light",
        viewport=ViewportSize(width=picture.window["width"], height=picture.window["height"]),
    )
    page = context.new_page()
    page.goto(link)
    page.locator("form[action='/sign-in'] button").click()
    _go(page, picture.page, link.partition("/sign-in")[0], on)
    page.wait_for_load_state("load")
    taken = page.screenshot(animations="disabled")
    page.goto("about:blank")
    place.write_bytes(small(page, taken))
    context.close()


def _go(page: Page, where: str, base: str, on: Stage) -> None:
    paths = {
        "stream": "/alerts?status=open",
        "desk": "/desk",
        "audit": "/audit",
        "held": "/audit/held",
        "health": "/health",
    }
    if where == "alert":
        page.goto(f"{base}/alerts/{_alerts(on, LAUNCH)[0].id}")
    elif where == "passage":
        quoted = (one.id for one in _alerts(on, LAUNCH) if any(item.kind == "quote" for item in one.evidence))
        page.goto(f"{base}/alerts/{next(quoted)}")
    elif where != "wall":
        page.goto(f"{base}{paths[where]}")
    if where == "desk":
        page.locator("#try-text").fill(TRIED)
        page.locator("form[action^='/desk/try'] select").select_option("tarek")
        page.locator("form[action^='/desk/try'] button").click()
        page.locator(".tried").wait_for()
        page.evaluate("scrollTo(0, 0)")


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
