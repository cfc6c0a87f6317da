"""What an item of a feed is here: a post of a brand account, or something that is public from now on."""

from datetime import datetime

import msgspec

from streams.events import OfficialPublished
from streams.identity import computed_id
from streams.parse.feed import Item
from streams.registers import Company
from streams.situation.official import whole
from streams.text.fold import word_view
from streams.text.shingles import shingle_digests
from streams.topics import Emit


def line_of(platform: str, address: str, item: Item, now: datetime, known_as: str, *, edited: bool) -> bytes:
    """An item as a line of NDJSON. One that was edited appeared now: few feeds say when."""
    at = now if edited else min(item.published or now, now)
    return msgspec.json.encode(
        {
            "platform": platform,
            "account": address,
            "id": known_as,
            "kind": "edited" if edited else "created",
            "revision": item.digest,
            "published": at,
            "text": f"{item.title}\n\n{item.text}" if item.title else item.text,
            "url": item.url or None,
            "attachments": [{"type": "image", "alt": alt} for alt in item.alts],
        }
    )


def public_by(company: Company, address: str, item: Item, now: datetime) -> Emit:
    """What a newsroom says is public for all embargoes and crises of its company, from when it was seen there.

    Also for those that are declared later: in a crisis the statement often comes first.
    """
    name = whole(company.id)
    words = word_view(f"{item.title}\n\n{item.text}")
    official = OfficialPublished(
        id=computed_id("of", "feed", address, item.id, item.digest, name),
        at=now,
        registers=(name,),
        digests=tuple(sorted(shingle_digests(words))),
    )
    return Emit("registers", f"Official/{official.id}", official)
