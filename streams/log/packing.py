"""Many events of one partition in one record of Kafka, and back.

A packed record is `P`, a format version and a MessagePack array of [key, canonical bytes of the event]. What does not
begin so is one event by itself, its key the record's: so a record that another program wrote is read, too.
"""

from collections.abc import Iterator, Sequence
from hashlib import blake2b
from typing import Final

import msgspec

from streams.codec import Malformed

MOST_EVENTS: Final = 200
MOST_BYTES: Final = 256 * 1024
LARGEST: Final = 1_000_000  # bytes of one event with its key: with its head below 1 MiB, what brokers take by default

Pair = tuple[str, bytes]  # key and canonical bytes

_HEAD: Final = b"P\x01"
_ENCODER: Final = msgspec.msgpack.Encoder()
_DECODER: Final = msgspec.msgpack.Decoder(list[Pair])


class TooLarge(Malformed):
    """An event that no broker takes, today or tomorrow. Nothing of what it came with was sent."""


def checked(key: str, value: bytes) -> Pair:
    """An event as it can be sent; raises `TooLarge`, and `UnicodeEncodeError` for a key that is no text."""
    size = len(key.encode()) + len(value)
    if size > LARGEST:
        raise TooLarge(f"an event of {size} bytes is larger than the {LARGEST} that Kafka takes")
    return key, value


def pack(pairs: Sequence[Pair]) -> bytes:
    """One record that holds these events in order."""
    return _HEAD + _ENCODER.encode(pairs)


def unpack(key: str, value: bytes) -> Sequence[Pair]:
    """The events in a record of Kafka in order; raises `Malformed` for a packed one that cannot be read."""
    if not value.startswith(_HEAD[:1]):
        return ((key, value),)
    try:
        if not value.startswith(_HEAD):
            raise Malformed("packed in a form this program does not know: upgrade")
        return _DECODER.decode(value[len(_HEAD) :]) or _empty()
    except (msgspec.DecodeError, UnicodeError) as error:
        raise Malformed(f"bad batch: {type(error).__name__}") from None


def _empty() -> Sequence[Pair]:
    raise Malformed("bad batch: empty")


def packs(pairs: Sequence[Pair], most_bytes: int = MOST_BYTES) -> Iterator[Sequence[Pair]]:
    """These events in order, cut into what goes into one record each: a larger event stands alone."""
    begin, size = 0, 0
    for place, (key, value) in enumerate(pairs):
        more = len(key) + len(value) + 16
        if place > begin and (size + more > most_bytes or place - begin >= MOST_EVENTS):
            yield pairs[begin:place]
            begin, size = place, 0
        size += more
    if begin < len(pairs):
        yield pairs[begin:]


def partition_of(key: str, partitions: int) -> int:
    """The partition of a key, by its first two segments, the account: what belongs to one account lies on one."""
    second = key.find("/", key.find("/") + 1)
    account = key if second < 0 else key[:second]
    return int.from_bytes(blake2b(account.encode(), digest_size=8).digest()) % partitions
