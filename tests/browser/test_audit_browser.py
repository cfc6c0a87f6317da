"""An auditor and a quote, in a real Chromium: an export that checks out, and a draft that only some people see."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from zipfile import ZipFile

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visitor import House, housed, leak
from tests.end_to_end.processes import done, vorlaut
from tests.veltrona import EVERYTHING, FALKE_2, registers_text

pytestmark = [pytest.mark.slow, pytest.mark.browser]

QUOTED = "Zwei Winter lang fuhren unsere Leute damit über Kopfsteinpflaster, Laub und Straßenbahnschienen"
UNSAID = "Quittenmarmelade"  # stands in the draft, and in no post
EMBARGO = FALKE_2.rstrip() + "\ndocuments: [drafts/launch.md]\n"
CLEARED = ', drafts: {folder: drafts, cleared: {"Embargo/*": {people: [Hanne]}}}'
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def quoting(tmp_path: Path, chromium: Browser) -> Iterator[House]:
    """Veltrona, where somebody quotes a draft that the console may read, and Hanne may see."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "launch.md").write_text(f"Der Roller, der den Regen mag. {QUOTED}. {UNSAID}!\n", "utf-8")
    declared = registers_text(*(EMBARGO if one == FALKE_2 else one for one in EVERYTHING))
    with housed(tmp_path, chromium, [leak(1, f"Im Drucker: „{QUOTED}“")], console=CLEARED, registers=declared) as house:
        yield house


def at_the_alert(house: House, page: Page) -> None:
    page.goto(f"{house.base}/alerts")
    expect(page.locator(".row")).to_have_count(1)
    page.locator(".row-main").click()
    expect(page.locator(".evidence")).to_be_visible()


def test_a_quote_stands_beside_its_draft_for_those_who_are_cleared(quoting: House) -> None:
    for options in ({"color_scheme": "light"}, {"color_scheme": "dark", "viewport": PHONE, "locale": "de-DE"}):
        page = quoting.window("Hanne", "reader", **options)
        at_the_alert(quoting, page)
        expect(page.locator(".beside .draft")).to_contain_text(UNSAID)
        expect(page.locator(".beside .draft mark")).to_contain_text("Kopfsteinpflaster")
        expect(page.locator(".beside figure").first).to_contain_text("Kopfsteinpflaster")
        quoting.check_accessible(page)
        assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    other = quoting.window("Kim", "responder")
    at_the_alert(quoting, other)
    expect(other.locator(".beside-why")).to_contain_text("you are not")
    assert UNSAID not in other.content()
    read = done(quoting.folder, "audit", "--object", "Embargo/falke-2", "--kind", "access")
    assert set(re.findall(r"\t(\w+)\tread draft\t", read)) == {"Hanne"}  # once in each of her windows


def test_an_auditor_narrows_keeps_and_exports_the_trail_and_any_tool_can_check_it(house: House) -> None:
    house.said(leak(1))
    page = house.window("Olga", "auditor")
    page.goto(f"{house.base}/audit")
    page.get_by_label("About what").fill("Embargo/*")
    page.get_by_label("declarations").check()
    page.get_by_role("button", name="Show", exact=True).click()
    page.wait_for_url(re.compile(r"object=Embargo"))
    expect(page.locator(".trail tbody tr")).to_have_count(2)
    page.get_by_text("Keep this question").click()
    page.get_by_label("Name").fill("What was embargoed")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".saved a[aria-current]")).to_have_text("What was embargoed")
    with page.expect_download() as coming:
        page.get_by_role("button", name="Export these lines").click()
    saved = house.folder / coming.value.suggested_filename
    coming.value.save_as(saved)
    check_everywhere(house.folder, saved)
    page.goto(f"{house.base}/audit?actor=Olga")
    expect(page.locator(".trail")).to_contain_text("exported")
    expect(page.locator(".trail")).to_contain_text("kept the question")
    responder = house.window()
    responder.goto(f"{house.base}/audit")
    responder.locator(".saved").get_by_role("link", name="What was embargoed").click()
    expect(responder.locator(".trail tbody tr")).to_have_count(2)
    assert responder.get_by_role("button", name="Export these lines").count() == 0


def check_everywhere(folder: Path, saved: Path) -> None:
    assert re.fullmatch(r"vorlaut-trail-\d{8}T\d{6}Z\.zip", saved.name)
    told = done(folder, "audit", "verify", str(saved), "--recorded")
    assert "Intact: 2 lines, exported by Olga" in told
    assert "In the trail since" in told
    with ZipFile(saved) as archive:
        archive.extractall(folder / "unpacked")
    assert shutil.which("sha256sum"), "sha256sum is part of every system that this runs on"
    subprocess.run(["sha256sum", "-c", "SHA256SUMS"], cwd=folder / "unpacked", check=True, capture_output=True)  # noqa: S607 - a tool of the system
    lines = folder / "unpacked" / "trail.ndjson"
    lines.write_bytes(lines.read_bytes().replace(b"kim", b"tim", 1))
    ended = vorlaut(folder, "audit", "verify", "unpacked")
    assert (ended.returncode, ended.stdout) == (
        1,
        "Not intact: line 1 of trail.ndjson is not the one that was exported.\n",
    )


def test_what_held_at_an_instant_is_found_with_the_keyboard_and_on_a_phone(house: House) -> None:
    page = house.window("Olga", "auditor", viewport=PHONE, locale="de-DE", color_scheme="dark")
    page.goto(f"{house.base}/audit/held")
    expect(page.locator(".held-in_force", has_text="Fire at Werk Nord")).to_be_visible()
    page.get_by_label("Zeitpunkt").fill("2020-01-01T00:00:00")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("at=2020"))
    expect(page.get_by_text("Fire at Werk Nord")).to_have_count(0)
    expect(page.get_by_text("Bis dahin war keine erklärt.").first).to_be_visible()
    house.check_accessible(page)
