"""`vorlaut demo --console`: somebody signs in, the week is told, and what they decide is kept up with."""

import json
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from copy import copy
from html import unescape
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import httpx2 as httpx
import pytest

from tests.end_to_end.processes import PATIENCE, VORLAUT, environment


class Visitor:
    """A person at the console of a demo that is kept in a folder."""

    def __init__(self, demo: "subprocess.Popen[str]") -> None:
        assert demo.stdout is not None
        self._lines = demo.stdout
        self.link = self.told(r"http://\S+")
        self.client = httpx.Client(base_url=self.link.partition("/sign-in")[0], trust_env=False)

    def told(self, pattern: str) -> str:
        """The next of what the demo prints that is like that."""
        for line in self._lines:
            if found := re.search(pattern, line):
                return found.group()
        raise AssertionError(f"never told: {pattern}")

    def sign_in(self) -> None:
        token = self.link.partition("token=")[2]
        assert self.client.post("/sign-in", data={"token": token}).status_code == 303

    def other(self, link: str) -> "Visitor":
        """Somebody else, at another browser."""
        found = copy(self)
        found.link, found.client = link, httpx.Client(base_url=link.partition("/sign-in")[0], trust_env=False)
        found.sign_in()
        return found

    def sees_a_quote_beside_its_draft(self) -> None:
        rows = self.seen("/alerts?register=Embargo/falke-2&state=all")
        groups = [unescape(one) for one in re.findall(r'class="fold" href="([^"]+)"', rows)]
        ids = {one for path in groups for one in re.findall(r"/alerts/(al_\w+)", rows + self.seen(path))}
        assert any("passage of “drafts/falke-2-launch.md”" in self.seen(f"/alerts/{one}") for one in sorted(ids))

    def exports(self) -> None:
        token = re.search(r'name="form_token" value="([^"]+)"', self.seen("/audit"))
        assert token is not None
        answer = self.client.post("/audit/export", data={"form_token": token.group(1)})
        with ZipFile(BytesIO(answer.content)) as archive:
            assert b'"read draft"' in archive.read("trail.ndjson")

    def seen(self, path: str) -> str:
        answer = self.client.get(path)
        assert answer.status_code == 200
        return answer.text

    def send(self, path: str, page: str, **fields: str) -> None:
        token = re.search(r'name="form_token" value="([^"]+)"', page)
        assert token is not None
        assert self.client.post(path, data={"form_token": token.group(1), **fields}).status_code == 303


@pytest.fixture
def demo(tmp_path: Path) -> Iterator["subprocess.Popen[str]"]:
    command = [str(VORLAUT), "demo", "--console", "--keep", str(tmp_path / "kept")]
    # A shell has what it starts in the background ignore Ctrl-C, and that is inherited: a terminal does not.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, text=True) as running:
        try:
            yield running
        finally:
            running.kill()


def until_seen(visitor: Visitor, path: str, text: str) -> None:
    until = time.monotonic() + PATIENCE
    while text not in visitor.seen(path):
        assert time.monotonic() < until, text
        time.sleep(0.05)


@pytest.mark.slow
def test_whoever_signs_in_sees_the_week_and_acts_and_ctrl_c_ends_it_kindly(demo: "subprocess.Popen[str]") -> None:
    visitor = Visitor(demo)
    visitor.sign_in()
    visitor.told("CRISIS DECLARED")
    visitor.told("console stays open")
    wall = visitor.seen("/")
    assert "Fire at Werk Nord" in wall
    assert "2 days ago" in wall
    alert = re.search(r"/alerts/al_\w+", visitor.seen("/alerts"))
    assert alert is not None
    page = visitor.seen(alert.group())
    visitor.send(f"{alert.group()}/decisions", page, verdict="escalated", reason="called the plant")
    until_seen(visitor, alert.group(), "called the plant")
    visitor.sees_a_quote_beside_its_draft()
    visitor.told("auditor")
    auditor = visitor.other(visitor.told(r"http://\S+"))
    auditor.exports()
    desk = visitor.seen("/desk")
    fields = {"title": "Rohrbruch", "sites": "Werk Nord", "terms": "Milch", "statement": "", "reason": "Anruf"}
    visitor.send("/desk/crises", desk, **fields)
    until_seen(visitor, "/", "Rohrbruch")
    demo.send_signal(signal.SIGINT)
    assert demo.wait(PATIENCE) == 0


def test_without_a_terminal_the_demo_opens_no_console(tmp_path: Path) -> None:
    ended = subprocess.run(
        [VORLAUT, "demo", "--headless", "--json"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True, timeout=PATIENCE, check=True,
    )  # fmt: skip
    assert json.loads(ended.stdout)["differences"] == []
