"""Whether a push was sent by whoever shares a secret with us, as standardwebhooks.com has it (specification 1.0.0)."""

import hmac
from base64 import b64decode
from binascii import Error
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Final

WINDOW: Final = timedelta(minutes=5)
_MOST_IDS: Final = 100_000  # within two windows; beyond that the oldest may be sent again, which changes nothing
_LONGEST_ID: Final = 256
_VERSION: Final = "v1"


class NotSigned(Exception):
    """Not from whom it says, too old, or too new. The message never says which secret would have been right."""


@dataclass(slots=True)
class Seals:
    """The secrets of one source, the present one first, and which messages came already."""

    keys: Sequence[bytes]
    seen: dict[str, datetime] = field(default_factory=dict)

    def check(self, headers: Mapping[str, str], body: bytes, now: datetime) -> str:
        """The id of a message that is signed by one of the keys, now. Raises `NotSigned`.

        Looks at the bytes as they came: nothing is parsed before.
        """
        message_id, stamp = headers.get("webhook-id", ""), headers.get("webhook-timestamp", "")
        if not message_id or len(message_id) > _LONGEST_ID or not stamp.isascii() or not stamp.isdecimal():
            raise NotSigned("webhook-id or webhook-timestamp is missing, or is none")
        if abs(now.timestamp() - int(stamp[:12])) > WINDOW.total_seconds():
            raise NotSigned("webhook-timestamp is more than five minutes away: look at the clocks")
        text = b".".join((message_id.encode(), stamp.encode(), body))
        given = list(_signatures(headers.get("webhook-signature", "")))
        made = [hmac.new(key, text, sha256).digest() for key in self.keys]
        if not any([hmac.compare_digest(one, other) for one in made for other in given]):  # noqa: C419 - takes as long for any
            raise NotSigned("no signature fits: look at the secret")
        return message_id

    def is_new(self, message_id: str, now: datetime) -> bool:
        """Whether a message did not come before within the window."""
        return now - self.seen.get(message_id, now - 3 * WINDOW) > 2 * WINDOW

    def note(self, message_id: str, now: datetime) -> None:
        """It was taken in."""
        for old in [one for one, at in self.seen.items() if now - at > 2 * WINDOW]:
            del self.seen[old]
        while len(self.seen) >= _MOST_IDS:
            del self.seen[next(iter(self.seen))]
        self.seen[message_id] = now


def _signatures(header: str) -> Sequence[bytes]:
    found = []
    for one in header.split()[:20]:
        version, _, text = one.partition(",")
        try:
            found += [b64decode(text, validate=True)] if version == _VERSION else []
        except (Error, ValueError):
            continue
    return found
