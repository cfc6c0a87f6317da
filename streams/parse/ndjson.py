"""One line of NDJSON to a post, or to a refusal: `vorlaut scan`, `vorlaut ingest ndjson`, signed push.

The form is section 1 of the interfaces. Fields it does not name are passed over; null stands for a missing field. A
lone surrogate, which JSON can spell and UTF-8 cannot, becomes U+FFFD: one code point for one, so that offsets stay.
"""

import re
from codecs import BOM_UTF8
from datetime import UTC, datetime, timedelta
from typing import Annotated, Final

import msgspec

from streams.codec import Malformed
from streams.events import Attachment, Link, PostEvent, PostKind
from streams.parse.lines import LongLine, Raw
from streams.refusal import Refusal

CLOCK_SKEW: Final = timedelta(minutes=5)
_UNDATED: Final = datetime(1970, 1, 1, tzinfo=UTC)
_ESCAPE: Final = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|(\\u[dD][89a-fA-F][0-9a-fA-F]{2})|\\.", re.DOTALL
)
_TOO_FINE: Final = re.compile(rb'("published"\s*:\s*"[^"\\]{19}\.\d{6})\d+')
_Required = Annotated[str, msgspec.Meta(min_length=1)]


class _Attachment(msgspec.Struct, frozen=True, gc=False):
    type: str | None = None
    alt: str | None = None


class _Link(msgspec.Struct, frozen=True, gc=False):
    url: str | None = None
    title: str | None = None


class _Option(msgspec.Struct, frozen=True, gc=False):
    title: str | None = None


class _Poll(msgspec.Struct, frozen=True, gc=False):
    options: tuple[str | _Option | None, ...] | None = None


class _Quoted(msgspec.Struct, frozen=True, gc=False):
    account: str | None = None
    text: str | None = None


class _Line(msgspec.Struct, frozen=True, gc=False):
    platform: _Required
    account: _Required
    id: _Required
    kind: PostKind | None = None
    revision: str | None = None
    published: Annotated[datetime, msgspec.Meta(tz=True)] | None = None
    text: str | None = None
    summary: str | None = None
    visibility: str | None = None
    langs: tuple[str, ...] | None = None
    url: str | None = None
    attachments: tuple[_Attachment, ...] | None = None
    links: tuple[_Link, ...] | None = None
    reply_to: str | None = None
    quote_of: str | None = None
    poll: _Poll | None = None
    quoted: _Quoted | None = None


_DECODER: Final = msgspec.json.Decoder(_Line)


def parse_raw(line: Raw, received_at: datetime | None, *, first: bool) -> PostEvent | Refusal:
    """The same of a line as it was cut from a stream; the first may begin with a byte order mark."""
    if isinstance(line, LongLine):
        raise Malformed("longer than 8 MiB")
    return parse(line.removeprefix(BOM_UTF8) if first else line, received_at)


def parse(line: bytes, received_at: datetime | None) -> PostEvent | Refusal:
    """The post in this line, or why it must not be processed; raises `Malformed`, which never quotes the line.

    `received_at` is the clock at ingest: a `published` more than five minutes later is judged at the time of receipt.
    None stands for a scan, which takes every `published` as it stands. A deletion keeps no text it may carry,
    and counts whatever its visibility: what is no longer public must go all the more. A quoted text is read where it
    is the author's own: others did not agree to it.
    """
    post = _complete(_decoded(line))
    if post.visibility not in {None, "public"} and post.kind != "deleted":
        return Refusal("not_public")
    published = post.published
    if published is not None and published.tzinfo is not UTC:
        published = _in_utc(published)
    at = published or received_at or _UNDATED
    suspect = received_at is not None and at - received_at > CLOCK_SKEW
    return PostEvent(
        platform=post.platform,
        account=post.account,
        id=post.id,
        at=received_at if suspect and received_at else at,
        received_at=received_at or at,
        kind=post.kind or "created",
        revision=post.revision or "1",
        published=published,
        text=post.text or "",
        summary=post.summary,
        langs=post.langs or (),
        url=post.url,
        attachments=tuple([Attachment(type=each.type or "", alt=each.alt) for each in post.attachments or ()]),
        links=tuple([Link(url=each.url or "", title=each.title) for each in post.links or ()]),
        reply_to=post.reply_to,
        quote_of=post.quote_of,
        time_suspect=suspect,
        poll=_options(post.poll) if post.poll else (),
        quoted=post.quoted.text if post.quoted and post.quoted.account == post.account else None,
    )


def _options(poll: _Poll) -> tuple[str, ...]:
    """What one can vote for, as texts or as objects with a `title`."""
    return tuple([each if isinstance(each, str) else (each and each.title) or "" for each in poll.options or ()])


def _decoded(line: bytes) -> _Line:
    """The line as its type. Times are cut to microseconds: rounded up, one would fall out of a window it is in."""
    if _TOO_FINE.search(line):
        line = _TOO_FINE.sub(rb"\1", line)
    try:
        return _DECODER.decode(line)
    except msgspec.ValidationError as error:
        raise Malformed(_reason(str(error))) from None
    except UnicodeDecodeError:
        raise Malformed("not UTF-8") from None
    except RecursionError:
        raise Malformed("nested too deeply") from None
    except msgspec.DecodeError:
        mended = _ESCAPE.sub(_without_lone_surrogate, line)
        if mended == line:
            raise Malformed("not JSON") from None
    return _decoded(mended)


def _without_lone_surrogate(escape: re.Match[bytes]) -> bytes:
    return rb"\ufffd" if escape[1] else escape[0]


def _reason(message: str) -> str:
    """Which field is wrong, in our words: the message may quote a value, the path behind it holds names only."""
    if message.startswith("Object missing required field"):
        return f"field missing: {message.split('`')[1]}"
    _, found, path = message.partition(" - at `$.")
    if not found:
        return "not an object"
    field = path.rstrip("`")
    return f"no time with offset: {field}" if field == "published" else f"wrong value: {field}"


def _complete(post: _Line) -> _Line:
    if post.kind == "deleted":
        return msgspec.structs.replace(
            post, text=None, summary=None, attachments=None, links=None, poll=None, quoted=None
        )
    if post.published is None:
        raise Malformed("field missing: published")
    if post.text is None:
        raise Malformed("field missing: text")
    return post


def _in_utc(published: datetime) -> datetime:
    try:
        return published.astimezone(UTC)
    except OverflowError:
        raise Malformed("no time with offset: published") from None
