"""The made-up company Veltrona: its registers as a person writes them, and posts of its people.

Everything lies in 2025, before the clock of any machine that runs this: no time is taken for suspect.
"""

import json
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from streams.detect.detect import detect
from streams.events import Alert, Event, PostEvent
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.situation.fold import situation_of
from streams.situation.model import Situation

NOON = datetime(2025, 11, 20, 12, tzinfo=UTC)

COMPANY = """
kind: Company
id: veltrona
names: [Veltrona, Veltrona AG]
products: [Falke 1, Veltrona Home]
sites: [Werk Nord]
topics: [Batteriespeicher]
"""
ANNA = """
kind: Account
id: anna
platform: mastodon
account: "@anna@social.example"
class: employee
role: engineer
near: [falke-2]
consent: {from: 2025-10-01T00:00:00Z, notice: "2025-10"}
"""
BEN = """
kind: Account
id: ben
platform: mastodon
account: "@ben@social.example"
class: employee
role: sales
consent: {from: 2025-10-01T00:00:00Z, notice: "2025-10"}
"""
NEWSROOM = """
kind: Account
id: newsroom
platform: mastodon
account: "@news@veltrona.example"
class: brand
role: newsroom
"""
SHOP = """
kind: Account
id: shop
platform: mastodon
account: "@shop@veltrona.example"
class: brand
role: sales
"""
FALKE_2 = """
kind: Embargo
id: falke-2
title: Launch of the Veltrona Falke 2
opens: 2025-10-15T00:00:00Z
lifts: 2026-02-01T09:00:00Z
terms:
  - Falke 2
  - {text: Falke, needs: [cue]}
facts: ["249 €", "12. März 2026", "38 kWh"]
allowed: [newsroom]
"""
SPERBER = """
kind: Embargo
id: sperber
title: Launch of the Sperber
opens: 2025-10-15T00:00:00Z
lifts: 2026-02-01T09:00:00Z
terms: [Lumarixo]
"""
WERK_NORD = """
kind: Crisis
id: werk-nord
title: Fire at Werk Nord
type: fire
opens: 2025-11-20T04:10:00Z
sites: [Werk Nord, Halle 7]
names: [Veltrona Battery GmbH]
terms: [Brand, Feuer, evakuiert, smoke]
spokespeople: [newsroom]
statement: |
  We are aware of smoke at Werk Nord this morning. Everybody is safe and well.
"""
EVERYTHING = (COMPANY, ANNA, BEN, NEWSROOM, SHOP, FALKE_2, SPERBER, WERK_NORD)
HANDLES = {
    "anna": "@anna@social.example",
    "ben": "@ben@social.example",
    "newsroom": "@news@veltrona.example",
    "shop": "@shop@veltrona.example",
}


def registers_text(*documents: str) -> str:
    """These documents as one file."""
    return "---".join(documents or EVERYTHING)


def situation(*documents: str) -> Situation:
    """What holds where these documents, or all of the company's, are declared."""
    source = SourceFile("veltrona.yaml", registers_text(*documents))
    return situation_of(load_registers([source], lambda _file, _path: None))


def post(text: str, by: str = "anna", **changes: object) -> PostEvent:
    """A post at noon, on a day on which everything is open."""
    at = changes.pop("at", NOON)
    assert isinstance(at, datetime)
    fields = {"published": at, "at": at, "received_at": at, "id": "1", "text": text} | changes
    return PostEvent(platform="mastodon", account=HANDLES[by], **fields)  # type: ignore[arg-type]


def line(text: str, by: str = "anna", minutes: float = 0, **changes: object) -> bytes:
    """A post as one line of NDJSON, so many minutes after noon."""
    published = (NOON + timedelta(minutes=minutes)).isoformat()
    fields = {"platform": "mastodon", "account": HANDLES[by], "id": "1", "published": published, "text": text}
    return json.dumps(fields | changes).encode() + b"\n"


def events(posts: Sequence[PostEvent], held: Situation, state: dict[str, bytes] | None = None) -> list[Event]:
    """All that `detect` says about these posts, one after the other."""
    kept = {} if state is None else state
    return [emit.event for post in posts for emit in detect(post, held, kept)]


def alerts(*posts: PostEvent, held: Situation | None = None) -> list[Alert]:
    """The alerts of these posts."""
    return [event for event in events(posts, held or situation()) if isinstance(event, Alert)]


def alert(text: str, by: str = "anna", held: Situation | None = None, **changes: object) -> Alert | None:
    """The alert of one post, where there is one; more than one is a mistake of the test."""
    found = alerts(post(text, by, **changes), held=held)
    assert len(found) < 2
    return found[0] if found else None


def marked(text: str, found: Alert) -> list[str]:
    """What the evidence in the text shows a reader."""
    return [text[item.start : item.end] for item in found.evidence if item.part == "text"]
