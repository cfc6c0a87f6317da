"""Feeds of a real web server that changes, moves, hangs, lies and goes."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count

import pytest
from prometheus_client import CollectorRegistry

from services.adapters.web_fetch import WebFetch
from services.ingest.feeds import EVERY, PLATFORM, Feeds
from services.ingest.intake import Desk
from services.metrics import declare_metrics
from services.ports.fetch import Forbidden
from streams.codec import Malformed, decode
from streams.dead_letters import DeadLetterLimit
from streams.events import OfficialPublished, PostEvent
from streams.log.memory import MemoryLog
from streams.registers import Account, Company, Embargo
from streams.situation.model import Registers
from streams.stage import Unavailable
from tests.unit.services.ingest_desk import AT_ONCE, NOON, FailingLog


def rss(*items: tuple[str, str]) -> bytes:
    entries = "".join(
        f"<item><guid>{name}</guid><title>{title}</title><pubDate>Fri, 20 Nov 2026 10:0{n}:00 GMT</pubDate></item>"
        for n, (name, title) in enumerate(items)
    )
    return f'<?xml version="1.0"?><rss version="2.0"><channel>{entries}</channel></rss>'.encode()


class Web:
    """A web server; what it answers can be set by path."""

    def __init__(self) -> None:
        self.answers: dict[str, tuple[int, dict[str, str], bytes]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                headers = {name.lower(): value for name, value in self.headers.items()}
                outer.asked.append((self.path, headers))
                status, told, body = outer.answers.get(self.path, (404, {}, b""))
                if "etag" in told and headers.get("if-none-match") == told["etag"]:
                    status, body = 304, b""
                self.send_response(status)
                for name, value in told.items():
                    self.send_header(name, value)
                self.end_headers()
                if self.path == "/drip":
                    outer.drip(self)
                self.wfile.write(body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name it has in the library
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.base = f"http://127.0.0.1:{self.server.server_port}"

    @staticmethod
    def drip(to: BaseHTTPRequestHandler) -> None:
        for _ in range(100):
            to.wfile.write(b" ")
            to.wfile.flush()
            time.sleep(0.05)


@pytest.fixture
def web() -> Iterator[Web]:
    found = Web()
    thread = threading.Thread(target=found.server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield found
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
        self.feeds = self.started()

    def started(self, tries: int | None = 8, clock: Callable[[], datetime] | None = None) -> Feeds:
        desk = Desk(
            log=self.log,
            registers=lambda: self.registers,
            clock=clock or (lambda: self.now),
            limit=DeadLetterLimit(),
            metrics=declare_metrics(CollectorRegistry()),
            stop=threading.Event(),
            pace=AT_ONCE,
            tries=tries,
        )
        return Feeds(desk, WebFetch(own=["127.0.0.1"], seconds=2))

    def look(self, later: timedelta = EVERY) -> int | None:
        self.now += later
        return self.feeds.look(self.address)

    def posts(self) -> list[PostEvent]:
        found = [decode(record.value) for record in self.log.tail("posts", {}, 1000)]
        return [event for event in found if isinstance(event, PostEvent)]

    def official(self) -> list[OfficialPublished]:
        found = [decode(record.value) for record in self.log.tail("registers", {}, 1000)]
        return [event for event in found if isinstance(event, OfficialPublished)]


@pytest.fixture
def house(web: Web) -> House:
    return House(web)


def test_items_become_posts_and_what_the_newsroom_says_is_public(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "Falke 2 ist da"), ("n2", "Mehr dazu"))
    assert house.look() == 2
    assert [(post.id, post.text, post.kind) for post in house.posts()] == [
        ("n1", "Falke 2 ist da\n\n", "created"),
        ("n2", "Mehr dazu\n\n", "created"),
    ]
    assert [one.registers for one in house.official()] == [("Embargo/falke-2",)] * 2


def test_a_new_feed_is_asked_at_once_by_a_clock_that_goes_on(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "Falke 2"))
    ticks = count()
    feeds = house.started(clock=lambda: NOON + timedelta(microseconds=next(ticks)))
    assert feeds.look(house.address) == 1


def test_what_was_seen_is_not_taken_in_again_after_a_restart(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {"etag": '"1"'}, rss(("n1", "Falke 2"))
    house.look()
    house.feeds = house.started()
    assert house.look() == 0
    assert len(house.posts()) == 1
    assert web.asked[-1][1]["if-none-match"] == '"1"'


def test_while_the_log_is_away_feeds_wait_for_it_and_nothing_is_lost(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {"etag": '"1"'}, rss(("n1", "Falke 2"))
    posts, newsroom, state = (True, False), True, True  # when it is away
    house.log = FailingLog([*posts, newsroom, False, False, state])
    assert next(house.started(tries=None).watch()) == 1
    assert {post.id for post in house.posts()} == {"n1"}
    assert len({one.id for one in house.official()}) == 1
    assert house.started().known(house.address).etag == '"1"'


def test_an_edited_item_is_a_new_version_and_one_that_is_missing_no_deletion(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "Falke 2"), ("n2", "Rest"))
    house.look()
    web.answers["/feed"] = 200, {}, rss(("n1", "Falke 3"))
    assert house.look() == 1
    assert [(post.id, post.kind) for post in house.posts()] == [("n1", "created"), ("n2", "created"), ("n1", "edited")]


def test_a_feed_that_moved_for_good_is_asked_at_its_new_address(web: Web, house: House) -> None:
    web.answers["/feed"] = 301, {"location": "/new"}, b""
    web.answers["/new"] = 200, {}, rss(("n1", "x"))
    house.look()
    assert house.feeds.known(house.address).url == f"{web.base}/new"
    assert house.posts()[0].account == house.address


def test_a_feed_that_is_gone_is_not_asked_again(web: Web, house: House) -> None:
    web.answers["/feed"] = 410, {}, b""
    house.look()
    assert house.look(timedelta(days=30)) is None
    assert len(web.asked) == 1


def test_a_server_that_asks_for_patience_gets_it(web: Web, house: House) -> None:
    web.answers["/feed"] = 503, {"retry-after": "3600"}, b""
    house.look()
    assert house.look(timedelta(minutes=59)) is None
    assert house.look(timedelta(minutes=2)) == 0


@pytest.mark.parametrize("body", [b"<html>down for maintenance</html>", b""])
def test_what_is_no_feed_for_a_while_loses_nothing(web: Web, house: House, body: bytes) -> None:
    web.answers["/feed"] = 200, {}, body
    assert house.look() == 0
    web.answers["/feed"] = 200, {}, rss(("n1", "x"))
    assert house.look(timedelta(hours=7)) == 1


def test_silence_is_known_from_success(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss()
    house.look()
    seen = house.feeds.known(house.address).seen_at
    web.answers["/feed"] = 500, {}, b""
    house.look()
    assert house.feeds.known(house.address).seen_at == seen == house.now - EVERY


def test_a_feed_that_drips_a_byte_at_a_time_is_left(web: Web) -> None:
    web.answers["/drip"] = 200, {}, b""
    began = time.monotonic()
    with pytest.raises(Unavailable):
        WebFetch(own=["127.0.0.1"], seconds=0.5)(f"{web.base}/drip", {})
    assert time.monotonic() - began < 4


def test_a_bomb_of_gzip_is_left_when_it_begins_to_grow(web: Web) -> None:
    web.answers["/bomb"] = 200, {"content-encoding": "gzip"}, gzip.compress(b"\0" * 200_000_000, 1)
    with pytest.raises(Malformed, match="more than 5 MB"):
        WebFetch(own=["127.0.0.1"])(f"{web.base}/bomb", {})


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://169.254.169.254/x",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "ftp://news.example/",
        "https://user:pw@news.example/",
        "http://",
    ],
)
def test_our_own_network_is_not_asked(url: str) -> None:
    with pytest.raises(Forbidden):
        WebFetch()(url, {})


def test_a_redirect_into_our_own_network_is_not_followed(web: Web) -> None:
    web.answers["/feed"] = 302, {"location": "http://169.254.169.254/latest"}, b""
    with pytest.raises(Forbidden):
        WebFetch(own=["127.0.0.1"])(f"{web.base}/feed", {})


def test_redirects_without_end_are_left(web: Web) -> None:
    web.answers["/feed"] = 302, {"location": "/feed"}, b""
    with pytest.raises(Unavailable, match="one address to the next"):
        WebFetch(own=["127.0.0.1"])(f"{web.base}/feed", {})
