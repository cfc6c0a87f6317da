"""A real Chromium, and an installation with its console. Skipped without Chromium, but a failure where CI is "true"."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.visitor import House, housed

PATIENCE = 20  # seconds; far more than a page takes, and not more than a busy machine may
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-proxy-server",
]


def chromium_place() -> str | None:
    """Where the browser is; None where it is not."""
    return shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    """The browser. For one module: while it is there an event loop runs, and `asyncio.run` of other tests fails."""
    place = chromium_place()
    if place is None:
        if os.environ.get("CI") == "true":
            pytest.fail("Chromium is not installed: .ci/run installs it")
        pytest.skip("Chromium is not installed: apt-get install chromium")
    expect.set_options(timeout=PATIENCE * 1000)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=place, headless=True, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def house(tmp_path: Path, chromium: Browser) -> Iterator[House]:
    """Veltrona, running, with its console open."""
    with housed(tmp_path, chromium) as house:
        yield house
