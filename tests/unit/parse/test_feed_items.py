"""Feeds in every form, and what is none."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.codec import Malformed
from streams.parse.feed import feed_items, text_of

RSS = b"""<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>News</title>
<item><title>Die Falke&#160;2 &amp; mehr</title><guid>n1</guid><link>https://news.example/1</link>
<pubDate>Fri, 20 Nov 2026 10:00:00 +0100</pubDate>
<description>&lt;p&gt;Sie &lt;b&gt;kommt&lt;/b&gt;.&lt;/p&gt;&lt;p&gt;Bald.&lt;img alt="Falke von vorn"&gt;&lt;/p&gt;
&lt;script&gt;alert(1)&lt;/script&gt;</description></item></channel></rss>"""
ATOM = b"""<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>
<entry><id>n1</id><title>Falke 2</title><link href="https://news.example/1"/><updated>2026-11-20T09:00:00Z</updated>
<content type="html">&lt;p&gt;Sie kommt.&lt;/p&gt;</content></entry></feed>"""
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "items": [
            {
                "id": "n1",
                "url": "https://news.example/1",
                "title": "Falke 2",
                "date_published": "2026-11-20T10:00:00+01:00",
                "content_text": "Sie <kommt>.\nBald.",
            },
        ],
    }
).encode()


@pytest.mark.parametrize("body", [RSS, ATOM, JSON_FEED])
def test_every_form_gives_the_same_item(body: bytes) -> None:
    (item,) = feed_items(body)
    assert (item.id, item.url) == ("n1", "https://news.example/1")
    assert "Falke" in item.title
    assert item.text.startswith("Sie ")
    assert item.published is not None
    assert item.published.isoformat() == "2026-11-20T09:00:00+00:00"


def test_html_becomes_what_a_reader_sees() -> None:
    (item,) = feed_items(RSS)
    assert item.title == "Die Falke 2 & mehr"
    assert item.text == "Sie kommt.\nBald."
    assert item.alts == ("Falke von vorn",)


def test_plain_text_in_a_json_feed_is_not_taken_for_markup() -> None:
    (item,) = feed_items(JSON_FEED)
    assert item.text == "Sie <kommt>.\nBald."


def test_an_edit_is_known_by_its_digest() -> None:
    before, after = feed_items(RSS), feed_items(RSS.replace(b"Bald", b"Morgen"))
    assert before[0].id == after[0].id
    assert before[0].digest != after[0].digest


@pytest.mark.parametrize(
    "body", [b"", b"{}", b"[]", b"<html><p>404</p></html>", b'{"version": "1"}', b"\xff\xfe\x00", b"{" * 9999]
)
def test_what_is_no_feed_is_refused(body: bytes) -> None:
    with pytest.raises(Malformed, match="no RSS"):
        feed_items(body)


def test_entities_that_grow_without_end_are_not_followed() -> None:
    entities = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefghijkl", "bcdefghijklm", strict=True))
    bomb = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "lol">{entities}]>{titled("&m;")}'
    with suppress(Malformed):
        assert all(len(item.title) < 10_000 for item in feed_items(bomb.encode()))


def test_a_file_of_this_machine_is_not_read_in() -> None:
    body = f'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY f SYSTEM "file:///etc/passwd">]>{titled("&f;")}'
    with suppress(Malformed):
        assert all("root:" not in item.title for item in feed_items(body.encode()))


def titled(title: str) -> str:
    return f'<rss version="2.0"><channel><item><title>{title}</title></item></channel></rss>'


@given(st.text(max_size=200))
def test_any_markup_gives_a_text_without_tags_that_act(html: str) -> None:
    text, _ = text_of(f"<p>{html}</p><script>evil()</script>")
    assert "evil()" not in text or "evil()" in html
