"""A company with a blog and a newsroom on a real web server, whose people's posts are pushed; and its console."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from re import findall

import httpx2
from standardwebhooks import Webhook

from tests.end_to_end.office import REGISTERS
from tests.end_to_end.processes import Service, done, free_port, running, vorlaut, wait_until_answered
from tests.end_to_end.rush import secret_in
from tests.unit.services.test_ingest_push import SECRET

PATIENCE = 120.0  # seconds; a feed is asked once a minute


class Press:
    """The installation in a folder. `more` are settings besides."""

    def __init__(self, folder: Path, web: int, more: Mapping[str, object]) -> None:
        self.folder = folder
        self.settles = 15.0 if more else 0.5  # seconds until whoever judges knows what is declared
        self.site = folder / "site"
        self.push_port, self.console_port = free_port(), free_port()
        self.blog, self.newsroom = (f"http://127.0.0.1:{web}/{name}.xml" for name in ("blog", "newsroom"))
        secret = secret_in(folder)
        settings = {
            "feeds": {"every_minutes": 1, "own_hosts": ["127.0.0.1"]},
            "push": {"port": self.push_port, "sources": {"cms": {"secret_file": str(secret)}}},
            "console": {"port": self.console_port},
        }
        (folder / "vorlaut.yaml").write_text(json.dumps({**settings, **more}), "utf-8")
        (folder / "registers.yaml").write_text(self._registers(), "utf-8")
        self.browser = httpx2.Client(base_url=f"http://127.0.0.1:{self.console_port}", timeout=30)

    def declare(self) -> None:
        """Everything is declared."""
        done(self.folder, "apply", "-f", "registers.yaml", "--as", "kim")

    @contextmanager
    def open(self) -> Iterator[Service]:
        """It runs, with its console, while the block does."""
        with running(self.folder, variables={"VORLAUT_CONSOLE__SERVE": "true"}) as service:
            wait_until_answered(self.console_port, service.process)
            wait_until_answered(self.push_port, service.process)
            yield service

    def publish(self, name: str, *items: tuple[str, str]) -> None:
        """What a feed holds from now on: an id and a text each."""
        entries = "".join(f"<item><guid>{number}</guid><title>{text}</title></item>" for number, text in items)
        file = self.site / f"{name}.xml"
        new = file.with_suffix(".new")
        new.write_text(f'<?xml version="1.0"?><rss version="2.0"><channel>{entries}</channel></rss>', "utf-8")
        os.utime(new, (when := time.time(), when))
        new.replace(file)

    def push(self, number: int, text: str, by: str = "ben") -> httpx2.Response:
        """A push as the independent library signs it."""
        now = datetime.now(UTC)
        fields = {"platform": "mastodon", "account": f"@{by}@social.example", "id": f"p{number}", "text": text}
        body = json.dumps(fields | {"published": now.isoformat()})
        headers = {
            "webhook-id": f"m{number}",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(SECRET).sign(f"m{number}", now, body),
        }
        return httpx2.post(f"http://127.0.0.1:{self.push_port}/push/cms", content=body, headers=headers, timeout=60)

    def sign_in(self) -> None:
        """By a link, as a person does."""
        token = done(self.folder, "console", "link", "--as", "hanne").strip().rpartition("token=")[2]
        assert self.browser.post("/sign-in", data={"token": token}).status_code == 303

    def page(self, path: str) -> str:
        """A page that must be there."""
        answer = self.browser.get(path)
        assert answer.status_code == 200, (path, answer.status_code)
        return answer.text

    def alerts_of(self, account: str) -> int:
        """How many alerts of an account the console lists."""
        return len(findall(r'<li class="row', self.page(f"/alerts?state=all&account={account}")))

    def sources(self) -> dict[str, str]:
        """How each source stands, as the command tells it."""
        return {str(one["source"]): str(one["state"]) for one in self._told()}

    def taken_at(self, source: str) -> str:
        """When something new last came of a source."""
        return next(str(one["taken_at"]) for one in self._told() if one["source"] == source)

    def _told(self) -> list[dict[str, object]]:
        told: list[dict[str, object]] = json.loads(vorlaut(self.folder, "sources", "--json").stdout)["sources"]
        return told

    def _registers(self) -> str:
        blog = f'kind: Account\nid: blog\nplatform: feed\naccount: "{self.blog}"\nclass: brand\n'
        newsroom = f"names: [Veltrona]\nnewsroom: [{json.dumps(self.newsroom)}]"
        return f"{REGISTERS.replace('names: [Veltrona]', newsroom)}---\n{blog}"


@contextmanager
def web_server(site: Path) -> Iterator[int]:
    """A web server of its own process over a folder; its port."""
    site.mkdir()
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(site)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        wait_until_answered(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(PATIENCE)


def wait_until(holds: Callable[[], bool]) -> None:
    """Wait for it, for as long as a feed may take and more."""
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.2)
