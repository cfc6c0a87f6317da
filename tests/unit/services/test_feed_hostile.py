"""Servers that mean harm, and servers that are only odd."""

import gzip
import socket
import threading
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from email.utils import format_datetime

import pytest

from services.adapters.web_fetch import WebFetch
from services.ingest.feeds import EVERY, LONGEST
from services.ports.fetch import Forbidden
from streams.codec import Malformed
from streams.stage import Unavailable
from tests.unit.services.feed_web import House, Web, rss

SECONDS = 0.5  # that a server is given
PATIENCE = 4.0  # seconds; far more than that, and far less than what a hostile server would take


def own(seconds: float = SECONDS) -> WebFetch:
    return WebFetch(own=["127.0.0.1"], seconds=seconds)


@contextmanager
def says(raw: bytes) -> Iterator[str]:
    """A server that answers every request with these bytes and hangs up; its address."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            while True:
                try:
                    client, _ = server.accept()
                except OSError:
                    return
                with client:
                    client.recv(65536)
                    client.sendall(raw)

        thread = threading.Thread(target=answer, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.getsockname()[1]}/feed"
        server.shutdown(socket.SHUT_RDWR)
        thread.join(PATIENCE)


@pytest.mark.parametrize("path", ["/drip", "/drip-head"])
def test_a_byte_at_a_time_in_the_body_or_before_it_is_left_at_the_same_time(web: Web, path: str) -> None:
    web.answers[path] = 200, {}, b""
    began = time.monotonic()
    with pytest.raises(Unavailable):
        own()(f"{web.base}{path}", {})
    assert time.monotonic() - began < PATIENCE


def test_redirects_share_one_time(web: Web) -> None:
    for number in range(4):
        web.answers[f"/{number}"] = 302, {"location": f"/{number + 1}"}, b""
    web.answers["/4"] = 302, {"location": "/drip-head"}, b""
    began = time.monotonic()
    with pytest.raises(Unavailable):
        own()(f"{web.base}/0", {})
    assert time.monotonic() - began < PATIENCE


def test_a_body_that_is_cut_off_is_not_taken_for_whole() -> None:
    body = rss(("n1", "eins"), ("n2", "zwei"))
    head = f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    with says(head + body[:-30]) as url, pytest.raises(Unavailable):
        own()(url, {})


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"\x00" * 1000,
        b"HTTP/1.1 999999 x\r\n\r\n",
        b"HTTP/1.1 200 OK\r\n" + b"X-A: 1\r\n" * 1000 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\n\r\nnot gzip at all",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ],
)
def test_what_is_no_answer_is_tried_again_later_and_ends_nothing(raw: bytes) -> None:
    with says(raw) as url, pytest.raises(Unavailable):
        own()(url, {})


@pytest.mark.parametrize(
    "location", ["http://[", "http://x:99999/", "http://[::1", "//[x]/", "http://\x7f/", "javascript:alert(1)"]
)
def test_a_redirect_to_what_is_no_address_ends_nothing(web: Web, location: str) -> None:
    web.answers["/feed"] = 301, {"location": location}, b""
    with pytest.raises((Forbidden, Unavailable)):
        own()(f"{web.base}/feed", {})


def test_a_redirect_with_spaces_and_umlauts_is_followed_as_browsers_do(web: Web) -> None:
    web.answers["/ein%20Feed"] = 200, {}, b"x"
    web.answers["/feed"] = 302, {"location": "/ein Feed"}, b""
    assert own()(f"{web.base}/feed", {}).body == b"x"


def test_a_header_that_cannot_be_sent_back_ends_nothing() -> None:
    with says(b'HTTP/1.1 200 OK\r\nETag: "a\r\n b"\r\n\r\nx') as url:
        told = own()(url, {}).headers["etag"]
        with pytest.raises(Unavailable) as failed:
            own()(url, {"If-None-Match": told + "\r\nX-Injected: 1"})
    assert "Injected" not in str(failed.value)


def test_gzip_within_gzip_is_left_when_it_begins_to_grow(web: Web) -> None:
    bomb = gzip.compress(gzip.compress(b"\0" * 100_000_000, 9), 9)
    web.answers["/bomb"] = 200, {"content-encoding": "gzip, gzip"}, bomb
    tracemalloc.start()
    with pytest.raises((Malformed, Unavailable)):
        own(20)(f"{web.base}/bomb", {})
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 200_000_000


def test_what_is_too_large_is_not_parsed(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "x" * 6_000_000))
    assert house.look() == 0
    assert house.standing().trouble == "unreadable"
    assert house.posts() == []


class Names:
    """Names as somebody who means harm answers for them: something else each time."""

    def __init__(self, *answers: Sequence[str]) -> None:
        self.answers = list(answers)

    def __call__(self, _host: str, _port: int) -> Sequence[str]:
        return self.answers.pop(0)


def test_a_name_is_looked_up_once_and_that_very_address_is_asked(web: Web) -> None:
    web.answers["/feed"] = 200, {}, b"x"
    port = web.server.server_port
    names = Names(["127.0.0.1"], ["203.0.113.9"])
    assert WebFetch(own=["news.example"], look_up=names)(f"http://news.example:{port}/feed", {}).body == b"x"
    assert names.answers == [["203.0.113.9"]]
    assert web.asked[0][1]["host"] == f"news.example:{port}"


@pytest.mark.parametrize("found", [["127.0.0.1"], ["93.184.216.34", "127.0.0.1"], ["93.184.216.34", "::ffff:10.0.0.1"]])
def test_a_name_that_stands_for_our_own_network_too_is_not_asked(web: Web, found: Sequence[str]) -> None:
    with pytest.raises(Forbidden, match=r"news\.example lies in our own network"):
        WebFetch(look_up=Names(found))(f"http://news.example:{web.server.server_port}/feed", {})
    assert web.asked == []


def test_a_redirect_is_looked_up_anew(web: Web) -> None:
    port = web.server.server_port
    web.answers["/feed"] = 302, {"location": f"http://evil.example:{port}/secret"}, b""
    names = Names(["127.0.0.1"], ["127.0.0.1"])
    with pytest.raises(Forbidden, match=r"evil\.example"):
        WebFetch(own=["news.example"], look_up=names)(f"http://news.example:{port}/feed", {})
    assert [path for path, _ in web.asked] == ["/feed"]


def test_only_what_moved_for_good_all_the_way_is_remembered(web: Web) -> None:
    web.answers["/feed"] = 301, {"location": "/a"}, b""
    web.answers["/a"] = 302, {"location": "/b"}, b""
    web.answers["/b"] = 308, {"location": "/c"}, b""
    web.answers["/c"] = 200, {}, b"x"
    assert own()(f"{web.base}/a", {}).moved is None
    moved = own()(f"{web.base}/feed", {}).moved
    assert moved == f"{web.base}/a"  # behind the detour nothing is for good


def test_a_feed_that_moved_is_one_account_and_not_asked_at_the_old_address_again(web: Web, house: House) -> None:
    web.answers["/feed"] = 301, {"location": "/new"}, b""
    web.answers["/new"] = 200, {}, rss(("n1", "eins"))
    house.look()
    house.look()
    assert [path for path, _ in web.asked] == ["/feed", "/new", "/new"]
    assert {post.account for post in house.posts()} == {house.address}


@pytest.mark.parametrize("status", [429, 503])
def test_patience_asked_for_by_a_date_is_given(web: Web, house: House, status: int) -> None:
    at = house.now + EVERY + timedelta(hours=2)
    web.answers["/feed"] = status, {"retry-after": format_datetime(at, usegmt=True)}, b""
    house.look()
    assert house.look(timedelta(hours=1, minutes=59)) is None
    assert house.look(timedelta(minutes=2)) == 0


@pytest.mark.parametrize("asked", ["99999999999999999999", "-5", "soon", "Fri, 31 Dec 9999 23:59:59 GMT", "١٢٣"])
def test_no_server_makes_us_wait_for_longer_than_a_few_hours(web: Web, house: House, asked: str) -> None:
    web.answers["/feed"] = 503, {"retry-after": asked.encode().decode("latin-1")}, b""
    house.look()
    assert house.look(LONGEST) is not None


def test_both_marks_of_a_version_are_sent_back_and_a_new_one_with_nothing_new_is_kept(web: Web, house: House) -> None:
    modified = "Fri, 20 Nov 2026 10:00:00 GMT"
    web.answers["/feed"] = 200, {"etag": '"1"', "last-modified": modified}, rss(("n1", "eins"))
    house.look()
    web.conditional = False
    web.answers["/feed"] = 304, {"etag": '"2"'}, b""
    house.look()
    assert web.asked[-1][1]["if-none-match"] == '"1"'
    assert web.asked[-1][1]["if-modified-since"] == modified
    house.look()
    assert (web.asked[-1][1]["if-none-match"], web.asked[-1][1]["if-modified-since"]) == ('"2"', modified)
    assert len(house.posts()) == 1


def test_items_without_id_date_or_link_come_in_once(web: Web, house: House) -> None:
    bare = b'<rss version="2.0"><channel><item><title>Nur ein Titel</title></item><item/></channel></rss>'
    web.answers["/feed"] = 200, {}, bare
    house.look()
    house.look()
    assert [post.text.strip() for post in house.posts() if post.text.strip()] == ["Nur ein Titel"]


def test_an_item_that_gets_another_id_is_not_said_again_and_its_edit_is_an_edit(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("old", "Falke 2 kommt"))
    house.look()
    web.answers["/feed"] = 200, {}, rss(("new", "Falke 2 kommt"))
    assert house.look() == 0
    web.answers["/feed"] = 200, {}, rss(("new", "Falke 2 kommt bald"))
    house.look()
    assert [(post.id, post.kind) for post in house.posts()] == [("old", "created"), ("old", "edited")]
    assert house.gaps() == []


def test_the_same_words_said_again_another_day_are_another_post(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("one", "Guten Morgen"))
    house.look()
    web.answers["/feed"] = 200, {}, rss(("one", "Guten Morgen"), ("two", "Guten Morgen"))
    assert house.look() == 1


def test_two_items_of_one_id_are_one_and_no_edit_at_every_look(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("same", "Guten Morgen"), ("same", "Falke 2 kommt"))
    assert [house.look() for _ in range(4)] == [1, 0, 0, 0]
    assert [post.text.strip() for post in house.posts()] == ["Falke 2 kommt"]  # the later one


def test_of_two_undated_items_of_one_id_the_same_holds_wherever_it_stands(web: Web, house: House) -> None:
    items = [f"<item><guid>same</guid><title>{word}</title></item>" for word in ("eins", "zwei")]
    for there in (items, items[::-1], items):
        web.answers["/feed"] = 200, {}, f'<rss version="2.0"><channel>{"".join(there)}</channel></rss>'.encode()
        house.look()
    assert len(house.posts()) == 1


def test_an_item_that_shows_its_old_and_its_new_id_is_no_edit_at_every_look(web: Web, house: House) -> None:
    for shown in (("old",), ("new",), ("old", "new"), ("old", "new"), ("old", "new")):
        web.answers["/feed"] = 200, {}, rss(*((name, "Falke 2 kommt") for name in shown))
        house.look()
    assert [(post.id, post.kind) for post in house.posts()] == [("old", "created")]
