"""People at a console: each signed in over HTTP, reading pages, and told of news as a browser is."""

import re
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event as Signal
from threading import Thread
from typing import Self

from httpx2 import Client, HTTPError

from tests.end_to_end.processes import done

_LINK = re.compile(r"(http://[^/\s]+)/sign-in\?token=(\S+)")
_FORM_TOKEN = re.compile(r'name="form_token" value="([^"]+)"')
_PATIENCE = 60.0  # seconds


class Person:
    """One person, signed in."""

    def __init__(self, client: Client) -> None:
        self.client = client

    @classmethod
    def signed_in(cls, home: Path, name: str, stack: ExitStack) -> Self:
        """Somebody who opened a link."""
        link = _LINK.search(done(home, "console", "link", "--as", name))
        if link is None:
            raise RuntimeError("the console gave no link")
        client = stack.enter_context(Client(base_url=link[1], timeout=_PATIENCE))
        client.post("/sign-in", data={"token": link[2]})
        return cls(client)

    def elsewhere(self, stack: ExitStack) -> "Person":
        """The same person in one more browser: signing in is not what is measured."""
        client = self.client
        return Person(stack.enter_context(Client(base_url=client.base_url, cookies=client.cookies, timeout=_PATIENCE)))

    def read(self, path: str) -> str:
        """A page."""
        return self.client.get(path).raise_for_status().text

    def timed(self, path: str, rounds: int, pause: float = 0.0) -> list[float]:
        """How many seconds a page takes, so many times, with a pause before each."""
        taken = []
        for _ in range(rounds):
            time.sleep(pause)
            began = time.monotonic()
            self.read(path)
            taken.append(time.monotonic() - began)
        return taken

    def decide(self, alert_id: str, verdict: str, reason: str, token: str) -> None:
        """Say what is to be said about an alert, by a form with this token."""
        fields = {"form_token": token, "verdict": verdict, "reason": reason}
        self.client.post(f"/alerts/{alert_id}/decisions", data=fields)

    def form_token(self, alert_id: str) -> str:
        """What a form on the page of an alert holds."""
        return str(_FORM_TOKEN.findall(self.read(f"/alerts/{alert_id}"))[0])


@dataclass
class Watcher:
    """Somebody who leaves a page open: it is read again at every news, as the page's own script does."""

    person: Person
    path: str
    wanted: "re.Pattern[str]"
    seen: dict[str, float] = field(default_factory=dict)
    reads: int = 0

    def look(self) -> None:
        """Read the page, and keep when what is wanted was first seen on it."""
        page, now = self.person.read(self.path), time.time()
        self.reads += 1
        for found in self.wanted.findall(page):
            self.seen.setdefault(found, now)

    def turn_to(self, path: str, wanted: "re.Pattern[str]") -> None:
        """Open another page, and look for something else."""
        self.path, self.wanted = path, wanted
        self.look()

    def wait_for(self, what: str) -> float:
        """When this was first seen."""
        until = time.monotonic() + _PATIENCE
        while what not in self.seen:
            if time.monotonic() > until:
                raise TimeoutError("what was awaited is on no page")
            time.sleep(0.002)
        return self.seen[what]

    def watch(self, news: Signal, stop: Signal) -> None:
        """Look whenever there is news, until told to stop."""
        while not stop.is_set():
            if news.wait(0.1):
                news.clear()
                self.look()

    def listen(self, news: Signal, stop: Signal) -> None:
        """Hear of news; it ends at the next sign of life after `stop`."""
        number = ""
        try:
            with self.person.client.stream("GET", "/live") as answer:
                for line in answer.iter_lines():
                    if stop.is_set():
                        return
                    if line.startswith("data:") and line != number:
                        number = line
                        news.set()
        except HTTPError:
            return


@contextmanager
def watching(watchers: Sequence[Watcher]) -> Iterator[None]:
    """All of them have their page open while the block runs."""
    stop, threads = Signal(), list[Thread]()
    for watcher in watchers:
        news = Signal()
        threads += [
            Thread(target=watcher.listen, args=(news, stop), daemon=True),
            Thread(target=watcher.watch, args=(news, stop), daemon=True),
        ]
    for thread in threads:
        thread.start()
    try:
        yield
    finally:
        stop.set()
        for thread in threads:
            thread.join(_PATIENCE)
