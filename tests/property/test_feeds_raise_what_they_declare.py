"""Whatever a feed or its server says, nothing but the errors that are declared comes of it: one feed ends no other."""

import json
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from services.adapters.web_fetch import WebFetch
from services.ingest.feed_says import line_of
from services.ingest.feeds import patience
from services.ports.fetch import Forbidden
from streams.codec import Malformed
from streams.parse.feed import read_feed
from streams.stage import Unavailable
from tests.veltrona import NOON

DATES = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:00[+-][0-9]{2}:[0-9]{2}\Z"),
    st.from_regex(r"\AMon, [0-9]{1,20} (Jan|Feb|x) [0-9]{1,20} [0-9]{2}:00:00 [+-][0-9]{1,20}\Z"),
    st.datetimes().map(datetime.isoformat).map(lambda text: f"{text}+14:00"),
)
PIECES = (
    *("<![x", "<!DOCTYPE [", "<![CDATA[", "]]>", "<p>", "</p>", "<b", "&#xD800;", "&#99999999999;", "\0", "<!--", "é"),
    *("<?x", '<img alt="', '"', ">", "<script>", "&lt;", "x", " ", '<a href="http://[::1">'),
)
MARKUP = st.lists(st.sampled_from(PIECES), max_size=25).map("".join)
LOCATIONS = st.one_of(
    st.text(max_size=30),
    st.text(max_size=20).map(lambda rest: f"http://{rest}"),
    st.text(max_size=20).map(lambda rest: f"//{rest}/"),
    st.integers().map(lambda port: f"http://h:{port}/"),
    st.lists(st.sampled_from(["http:", "//", "[", "]", "::1", "@", ":", "%", "h", "\0", "\ud800", "/", "?"])).map(
        "".join
    ),
)


def read(body: bytes) -> None:
    with suppress(Malformed):
        for item in read_feed(body).items:
            line_of("feed", "https://news.example/", item, NOON, item.id, edited=False)


@given(DATES, MARKUP, st.text(max_size=10))
@example("0001-01-01T00:00:00+14:00", "<![x<![x", "")
def test_a_json_feed_is_read_or_none(date: str, html: str, name: str) -> None:
    item = {"id": name, "url": html, "title": html, "content_html": html, "date_published": date}
    read(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": [item]}).encode())


@given(DATES, MARKUP, MARKUP)
def test_an_xml_feed_is_read_or_none(date: str, html: str, link: str) -> None:
    item = f"<guid>{link}</guid><link>{link}</link><pubDate>{date}</pubDate><description>{html}</description>"
    read(f'<rss version="2.0"><channel><item>{item}</item></channel></rss>'.encode(errors="replace"))


@given(st.binary(max_size=200))
def test_bytes_are_a_feed_or_none(body: bytes) -> None:
    read(body)


@given(DATES)
@example("Mon, 01 Jan 2026 00:00:00 +99999999999999999999")
@example("Mon, 01 Jan 99999999999999999999 00:00:00 +0000")
def test_whatever_patience_a_server_asks_for_is_some_or_none(asked: str) -> None:
    found = patience(asked, NOON)
    assert found is None or found < timedelta(days=4_000_000)


def nowhere(_host: str, _port: int) -> Sequence[str]:
    raise OSError


@given(LOCATIONS)
def test_an_address_is_asked_or_not(location: str) -> None:
    with pytest.raises((Forbidden, Unavailable)):
        WebFetch(look_up=nowhere)(location, {})


@pytest.mark.parametrize(
    "location", ["http://a\0b/", f"http://{'a' * 70}.example/", "http://\ud800/", "http://127.0.0.1/\ud800"]
)
def test_names_that_cannot_be_looked_up_are_not_asked(location: str) -> None:
    with pytest.raises((Forbidden, Unavailable)):
        WebFetch(own=["127.0.0.1"], seconds=0.5)(location, {})
