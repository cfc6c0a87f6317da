"""As much of a recorded post as tells whether it has to be looked at closely: who, when, and what is read."""

from datetime import datetime

import msgspec

from streams.codec import VERSION
from streams.events import PostKind


class _Attachment(msgspec.Struct, frozen=True):
    alt: str | None = None


class _Link(msgspec.Struct, frozen=True):
    title: str | None = None


class Glimpse(msgspec.Struct, frozen=True):
    """The fields of a `PostEvent` that decide; the others are skipped where they lie."""

    platform: str
    account: str
    at: datetime
    kind: PostKind = "created"
    text: str = ""
    summary: str | None = None
    attachments: tuple[_Attachment, ...] = ()
    links: tuple[_Link, ...] = ()
    poll: tuple[str, ...] = ()
    quoted: str | None = None

    def texts(self) -> list[str]:
        """The texts of all parts that `streams.detect.reading.parts_of` names, in another order."""
        found = [self.text] if self.text else []
        if self.attachments or self.links or self.poll or self.summary or self.quoted:
            others = [self.summary, self.quoted, *self.poll]
            others += [item.alt for item in self.attachments] + [item.title for item in self.links]
            found += [text for text in others if text]
        return found


class _Envelope(msgspec.Struct, frozen=True):
    type: str
    version: int
    data: Glimpse


_ENVELOPE = msgspec.json.Decoder(_Envelope)


def glimpse(value: bytes) -> Glimpse | None:
    """What is seen of a post; None for anything that has to be decoded in full."""
    try:
        envelope = _ENVELOPE.decode(value)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return None
    return envelope.data if envelope.type == "PostEvent" and envelope.version == VERSION else None
