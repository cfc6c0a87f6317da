"""Feeds that would take a minute to read, reach out, or grow without end."""

import socket
import time

import pytest

from streams.codec import Malformed
from streams.parse.feed import read_feed

PATIENCE = 4.0  # seconds of work, whatever else the machine does


@pytest.mark.parametrize(
    "body",
    [
        b"<rss version='2.0'><channel>" + b"<a>" * 1_500_000,
        b"<" * 5_000_000,
        b"<rss version='2.0'><channel><item><title>" + b"&" * 4_900_000,
    ],
)
def test_what_would_take_a_minute_to_read_is_refused_at_once(body: bytes) -> None:
    began = time.process_time()
    with pytest.raises(Malformed):
        read_feed(body)
    assert time.process_time() - began < PATIENCE


@pytest.mark.parametrize("tag", ["div", "b", "template", "script", "blockquote"])
def test_tags_within_tags_take_no_longer_than_tags_beside_tags(tag: str) -> None:
    html = f"&lt;{tag}&gt;" * 20_000
    body = f"<rss version='2.0'><channel><item><guid>1</guid><description>{html}</description></item></channel></rss>"
    began = time.process_time()
    read_feed(body.encode())
    assert time.process_time() - began < PATIENCE


def test_a_json_feed_of_too_many_tags_is_refused_at_once() -> None:
    item = b'{"id": "%d", "content_html": "' + b"<a>" * 100_000 + b'"}'
    items = b",".join(item.replace(b"%d", str(n).encode()) for n in range(10))
    began = time.process_time()
    with pytest.raises(Malformed):
        read_feed(b'{"version": "https://jsonfeed.org/version/1.1", "items": [' + items + b"]}")
    assert time.process_time() - began < PATIENCE


def test_many_small_items_are_cut_at_the_most_there_may_be() -> None:
    body = b"<rss version='2.0'><channel>" + b"<item><title>a</title></item>" * 20_000 + b"</channel></rss>"
    assert len(read_feed(body).items) == 500


@pytest.mark.parametrize("entity", ["SYSTEM 'http://127.0.0.1:9/x'", "SYSTEM 'file:///etc/hostname'", "'&a;&a;'"])
def test_no_entity_reaches_out_or_into_itself(entity: str) -> None:
    body = f'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a {entity}>]><rss version="2.0"><channel><item>'
    body += "<guid>1</guid><title>vor &a; nach</title></item></channel></rss>"
    try:
        found = read_feed(body.encode()).items
    except Malformed:
        return
    assert all(len(item.title) < 100 for item in found)
    assert all(socket.gethostname() not in item.title for item in found)
