"""A feed (RSS, Atom, JSON Feed 1.1) to its items. Pure: the bytes were fetched elsewhere.

RSS and Atom are read by feedparser, which bounds what entities may grow to; HTML becomes text by Beautiful Soup.
"""

import re
import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from itertools import islice
from typing import Final

import feedparser
import msgspec
from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning
from bs4.element import CData, NavigableString, Tag
from bs4.exceptions import ParserRejectedMarkup

from streams.codec import Malformed
from streams.identity import content_digest

MOST_BYTES: Final = 5 * 1024 * 1024
MOST_ITEMS: Final = 500
_MOST_MARKS: Final = 200_000  # a parser of XML in Python reads some 25,000 in a second
# what a parser raises that forgives most faults, and meets one its authors did not think of
_FAULTS: Final = (ValueError, LookupError, TypeError, AttributeError, AssertionError, RecursionError, OverflowError)
_LONGEST: Final = 100_000  # characters of an item
_BLOCKS: Final = ("p", "div", "li", "br", "h1", "h2", "h3", "h4", "blockquote", "tr")
_DROPPED: Final = ("script", "style", "template", "noscript", "iframe")
_SPACE: Final = re.compile(r"[^\S\n]+")
_LINES: Final = re.compile(r"\s*\n\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry of a feed. `digest` differs when what it says differs: few feeds tell that an item was edited.

    `mark` is what it says and when it appeared: what is known by another id then is the same. Undated ones have none.
    `updated` is when it last changed, where it says so.
    """

    id: str
    url: str
    title: str
    text: str
    alts: tuple[str, ...]
    published: datetime | None
    digest: str
    mark: str = ""
    updated: datetime | None = None


class _JsonItem(msgspec.Struct, frozen=True):
    id: str | int = ""
    url: str = ""
    title: str = ""
    content_html: str = ""
    content_text: str = ""
    summary: str = ""
    date_published: str = ""
    date_modified: str = ""


class _JsonFeed(msgspec.Struct, frozen=True):
    version: str
    items: list[msgspec.Raw] = msgspec.field(default_factory=list)


_JSON: Final = msgspec.json.Decoder(_JsonFeed)
_JSON_ITEM: Final = msgspec.json.Decoder(_JsonItem)


@dataclass(frozen=True, slots=True)
class Feed:
    """The items of a feed, at most 500, newest first as they stand there; and how many more could not be read."""

    items: tuple[Item, ...] = ()
    unreadable: int = 0


def read_feed(body: bytes) -> Feed:
    """The feed in these bytes. Raises `Malformed` for what is none; one bad item leaves the others as they are."""
    if body.count(b"<") + body.count(b"&") > _MOST_MARKS:
        raise Malformed(f"more than {_MOST_MARKS:,} elements: it would take too long to read")
    found = list(islice(_json_items(body) if body.lstrip()[:1] == b"{" else _xml_items(body), MOST_ITEMS))
    return Feed(tuple(item for item in found if item), found.count(None))


def feed_items(body: bytes) -> tuple[Item, ...]:
    """The items of a feed that can be read. Raises `Malformed` for what is none."""
    return read_feed(body).items


def text_of(html: str) -> tuple[str, tuple[str, ...]]:
    """HTML as a reader sees it, a line a block, and the descriptions of its pictures."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        soup = BeautifulSoup(html[: 4 * _LONGEST], "html.parser")
    for dropped in soup(_DROPPED):
        if not dropped.decomposed:  # with the one around it
            dropped.decompose()
    alts = tuple(str(image.get("alt")).strip() for image in soup("img") if image.get("alt"))
    return _LINES.sub("\n", _SPACE.sub(" ", "".join(_words(soup)))).strip()[:_LONGEST], alts


def _words(soup: BeautifulSoup) -> Iterator[str]:
    """What is to be read, with a newline where a block ends, in time that follows from its length alone."""
    inside: list[Tag] = []
    for node in soup.descendants:
        while inside and inside[-1] is not node.parent:
            yield "\n" if inside.pop().name in _BLOCKS else ""
        if isinstance(node, Tag):
            inside.append(node)
        elif type(node) in {NavigableString, CData}:
            yield str(node)


def _xml_items(body: bytes) -> Iterator[Item | None]:
    try:
        parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    except _FAULTS as error:
        raise Malformed(f"this cannot be read as a feed ({type(error).__name__})") from None
    if not parsed.get("version"):
        raise Malformed("this is no RSS, Atom or JSON feed")
    for entry in parsed.entries:
        updated = dict.get(entry, "updated_parsed")  # its own way takes what it does not find for when it appeared
        contents = [part.get("value", "") for part in entry.get("content", [])]
        html = "\n".join(filter(None, contents)) or entry.get("summary", "")
        yield _item(
            str(entry.get("id") or entry.get("link") or ""),
            str(entry.get("link") or ""),
            str(entry.get("title") or ""),
            str(html),
            _instant(entry.get("published_parsed") or updated),
            _instant(updated),
        )


def _json_items(body: bytes) -> Iterator[Item | None]:
    try:
        feed = _JSON.decode(body)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        raise Malformed("this is no RSS, Atom or JSON feed") from None
    if not feed.version.startswith("https://jsonfeed.org/version/"):
        raise Malformed("this is no RSS, Atom or JSON feed")
    for raw in feed.items:
        if (one := _json_item(raw)) is None:
            yield None
            continue
        html = one.content_html or escape(one.content_text or one.summary).replace("\n", "<br>")
        published, updated = _rfc3339(one.date_published), _rfc3339(one.date_modified)
        yield _item(str(one.id) or one.url, one.url, one.title, html, published, updated)


def _json_item(raw: msgspec.Raw) -> _JsonItem | None:
    try:
        return _JSON_ITEM.decode(raw)
    except (msgspec.DecodeError, UnicodeError):
        return None


def _item(
    item_id: str, url: str, title: str, html: str, published: datetime | None, updated: datetime | None
) -> Item | None:
    """One without an id is known by what it says: an edit of it is another item. None for what is no HTML at all."""
    try:
        (text, alts), (plain, _) = text_of(html), text_of(title)
    except (ParserRejectedMarkup, *_FAULTS):
        return None
    digest = content_digest("\0".join((plain, text, *alts)).encode())
    return Item(
        id=item_id.strip()[:1000] or digest,
        url=url.strip()[:2000],
        title=plain,
        text=text,
        alts=alts,
        published=published,
        digest=digest[:16],
        mark=content_digest(f"{digest}{published.isoformat()}".encode())[:16] if published else "",
        updated=updated or published,
    )


def _instant(parsed: Sequence[int] | None) -> datetime | None:
    try:
        year, month, day, hour, minute, second = (parsed or ())[:6]
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _rfc3339(text: str) -> datetime | None:
    try:
        at = datetime.fromisoformat(text)
        return at.astimezone(UTC) if at.tzinfo else None
    except (ValueError, OverflowError):  # the latter before the year 1 and behind 9999
        return None
