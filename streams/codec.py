"""Event to canonical bytes and back. The only maker of `Malformed`.

The bytes are JSON: `{"type": "PostEvent", "version": 1, "data": {...}}`, keys in the order of the dataclass, times in
UTC. The same event always gives the same bytes.
"""

from typing import Final

import msgspec

from streams.events import EVENTS, Event

VERSION: Final = 1


class Malformed(ValueError):
    """These bytes are no event we know. The message says why and never quotes them."""


class _Envelope(msgspec.Struct, frozen=True):
    type: str
    version: int
    data: msgspec.Raw


_ENCODER = msgspec.json.Encoder()
_ENVELOPE = msgspec.json.Decoder(_Envelope)
_DECODERS: dict[str, msgspec.json.Decoder[Event]] = {event.__name__: msgspec.json.Decoder(event) for event in EVENTS}
_HEADS: dict[type[Event], bytes] = {
    event: b'{"type":"%s","version":%d,"data":' % (event.__name__.encode(), VERSION) for event in EVENTS
}


def encode(event: Event) -> bytes:
    """The canonical bytes of an event."""
    return b"".join((_HEADS[type(event)], _ENCODER.encode(event), b"}"))


def decode(value: bytes) -> Event:
    """The event in these bytes; raises `Malformed`."""
    try:
        envelope = _ENVELOPE.decode(value)
        if envelope.version != VERSION:
            raise Malformed(f"version {envelope.version} is newer than this program knows ({VERSION}): upgrade")
        return _DECODERS[envelope.type].decode(envelope.data)
    except KeyError:
        raise Malformed("unknown type of event") from None
    except (msgspec.DecodeError, UnicodeError, RecursionError) as error:
        raise Malformed(reason_of(error)) from None


def known(value: bytes) -> Event | None:
    """The event in these bytes; None for what is none. For all readers but the one that makes a dead letter of it."""
    try:
        return decode(value)
    except Malformed:
        return None


def reason_of(error: Exception) -> str:
    """Why decoding failed, without a word of what was decoded."""
    text = str(error).split(" - at ", maxsplit=1)[0]
    return text[:120] if text.startswith(("Expected", "Object missing")) else type(error).__name__
