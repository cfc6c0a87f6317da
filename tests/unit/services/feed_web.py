"""A real web server whose answers can be set, and a brand whose feed it has."""

import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from prometheus_client import CollectorRegistry

from services.adapters.web_fetch import WebFetch
from services.ingest.feeds import EVERY, PLATFORM, Feeds
from services.ingest.intake import Desk
from services.metrics import declare_metrics
from services.sources.standing import Standing, standings
from streams.codec import decode
from streams.dead_letters import DeadLetterLimit
from streams.events import OfficialPublished, PostEvent
from streams.log.memory import MemoryLog
from streams.losses import Gap
from streams.registers import Account, Company, Consent, Embargo
from streams.situation.model import Registers
from tests.unit.services.ingest_desk import AT_ONCE, NOON

Answer = tuple[int, dict[str, str], bytes]


def rss(*items: tuple[str, str]) -> bytes:
    """A feed of these, each with an id and a title, dated a minute apart from 10:00."""
    entries = "".join(
        f"<item><guid>{name}</guid><title>{title}</title><pubDate>Fri, 20 Nov 2026 10:{n:02}:00 GMT</pubDate></item>"
        for n, (name, title) in enumerate(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{entries}</channel></rss>'.encode()


class Web:
    """A web server; what it answers can be set by path. `conditional` is whether it looks at what was seen before."""

    def __init__(self) -> None:
        self.answers: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        self.conditional = True
        self.slowness = 0.0  # seconds until it answers
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append((self.path, headers))
                status, told, body = outer.answers.get(self.path, (404, {}, b""))
                if outer.conditional and outer.is_known(told, headers):
                    status, body = 304, b""
                time.sleep(outer.slowness)
                if self.path == "/drip-head":
                    outer.drip(self, b"x")
                    return
                self.send_response(status)
                for name, value in told.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.path == "/drip":
                    outer.drip(self, b" ")
                with suppress(ConnectionError):  # whoever asked has had enough
                    self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    @staticmethod
    def is_known(told: Mapping[str, str], asked: Mapping[str, str]) -> bool:
        """Whether whoever asks has seen this already."""
        pairs = (("etag", "if-none-match"), ("last-modified", "if-modified-since"))
        return any(name in told and asked.get(by) == told[name] for name, by in pairs)

    @staticmethod
    def drip(to: BaseHTTPRequestHandler, byte: bytes) -> None:
        """A byte at a time, for longer than anybody waits here."""
        try:
            for _ in range(100):
                to.wfile.write(byte)
                to.wfile.flush()
                time.sleep(0.05)
        except OSError:
            return


@contextmanager
def web_server() -> Iterator[Web]:
    """It answers while the block runs."""
    found = Web()
    thread = threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield found
    finally:
        found.server.shutdown()
        thread.join()
        found.server.server_close()


class House:
    """One feed of a brand account, which is also the company's newsroom."""

    def __init__(self, web: Web) -> None:
        self.now = NOON
        self.log: MemoryLog = MemoryLog(lambda: self.now)
        self.address = f"{web.base}/feed"
        account = Account(
            id="blog",
            company="veltrona",
            platform=PLATFORM,
            account=self.address,
            account_class="brand",
            purposes=("embargo",),
        )
        embargo = Embargo(id="falke-2", company="veltrona", title="", opens=NOON, lifts=NOON + timedelta(days=9))
        self.registers = Registers(
            accounts={(PLATFORM, self.address): account},
            companies={"veltrona": Company(id="veltrona", names=("Veltrona",), newsroom=(self.address,))},
            embargoes=(embargo,),
        )
        self.stop = threading.Event()
        self.feeds = self.started()

    def started(self, tries: int | None = 8, clock: Callable[[], datetime] | None = None) -> Feeds:
        """Another process that reads the same feed."""
        desk = Desk(
            log=self.log,
            registers=lambda: self.registers,
            clock=clock or (lambda: self.now),
            limit=DeadLetterLimit(),
            metrics=declare_metrics(CollectorRegistry()),
            stop=self.stop,
            pace=AT_ONCE,
            tries=tries,
        )
        return Feeds(
            desk, WebFetch(own=["127.0.0.1", "localhost"], seconds=2, look_up=lambda _host, _port: ["127.0.0.1"])
        )

    def look(self, later: timedelta = EVERY) -> int | None:
        """Ask for the feed, so much later than last time."""
        self.now += later
        return self.feeds.look(self.address)

    def declare(self, consent: Consent | None) -> None:
        """The feed is that of an employee who has agreed so, and no newsroom."""
        account = Account(
            id="annas-blog",
            company="veltrona",
            platform=PLATFORM,
            account=self.address,
            account_class="employee",
            role="engineer",
            purposes=("embargo",),
            consent=consent,
        )
        company = Company(id="veltrona", names=("Veltrona",))
        accounts = {(PLATFORM, self.address): account}
        self.registers = replace(self.registers, accounts=accounts, companies={"veltrona": company})

    def posts(self) -> list[PostEvent]:
        """What came of it."""
        found = [decode(record.value) for record in self.log.tail("posts", {}, 1000)]
        return [event for event in found if isinstance(event, PostEvent)]

    def official(self) -> list[OfficialPublished]:
        """What is public by it."""
        found = [decode(record.value) for record in self.log.tail("registers", {}, 1000)]
        return [event for event in found if isinstance(event, OfficialPublished)]

    def gaps(self) -> list[Gap]:
        """What is known to be lost."""
        found = [decode(record.value) for record in self.log.tail("gaps", {}, 1000)]
        return [event for event in found if isinstance(event, Gap)]

    def standing(self) -> Standing:
        """How the feed stands."""
        return next(standings(self.log))
