"""Feeds of a real web server that changes, moves, hangs, lies and goes."""

import gzip
import time
from datetime import timedelta
from itertools import count

import pytest

from services.adapters.web_fetch import WebFetch
from services.ingest.feeds import EVERY
from services.ports.fetch import Forbidden
from streams.codec import Malformed
from streams.stage import Unavailable
from tests.unit.services.feed_web import House, Web, rss
from tests.unit.services.ingest_desk import NOON, FailingLog


def test_items_become_posts_and_what_the_newsroom_says_is_public(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "Falke 2 ist da"), ("n2", "Mehr dazu"))
    assert house.look() == 2
    assert [(post.id, post.text, post.kind) for post in house.posts()] == [
        ("n1", "Falke 2 ist da\n\n", "created"),
        ("n2", "Mehr dazu\n\n", "created"),
    ]
    assert [one.registers for one in house.official()] == [("Company/veltrona",)] * 2


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


def test_a_feed_that_is_gone_is_asked_once_a_day(web: Web, house: House) -> None:
    web.answers["/feed"] = 410, {}, b""
    house.look()
    assert house.look(timedelta(hours=23)) is None
    assert house.look(timedelta(hours=2)) == 0
    assert len(web.asked) == 2


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
