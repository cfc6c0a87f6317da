"""Many feeds and many pushes at once, and who reads them is killed again and again."""

import json
import threading
import time
from datetime import UTC, datetime
from pathlib import Path

import httpx2
from standardwebhooks import Webhook

from tests.unit.services.feed_web import Web, rss
from tests.unit.services.test_ingest_push import SECRET
from tests.veltrona import EVERYTHING, registers_text

FEEDS = 24
PUSHES = 40
PATIENCE = 150.0  # seconds; far more than it takes


class Sender(threading.Thread):
    """A sender as it should be: it sends each push until that is acknowledged, and then the next."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._url = f"http://127.0.0.1:{port}/push/cms"
        self.acknowledged: list[str] = []
        self.sent = 0

    def run(self) -> None:
        """Send all."""
        for number in range(PUSHES):
            until = time.monotonic() + PATIENCE
            while not self._pushed(number):
                if time.monotonic() > until:
                    return
                time.sleep(0.05)
            self.acknowledged.append(f"p{number}")
            time.sleep(0.05)

    def _pushed(self, number: int) -> bool:
        now = datetime.now(UTC)
        fields = {"platform": "mastodon", "account": "@anna@social.example", "id": f"p{number}"}
        body = json.dumps(fields | {"text": f"Falke 2, Teil {number}", "published": "2025-11-20T12:00:00Z"})
        headers = {
            "webhook-id": f"m{number}",
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": Webhook(SECRET).sign(f"m{number}", now, body),
        }
        self.sent += 1
        try:
            return httpx2.post(self._url, content=body, headers=headers, timeout=10).is_success
        except httpx2.TransportError:
            return False


def fill(web: Web) -> set[str]:
    """Give the web server all its feeds; the ids of their items."""
    ids = set()
    for number in range(FEEDS):
        items = [(f"f{number}-{part}", f"Die Falke 2 kommt, Folge {number} {part}") for part in range(3)]
        web.answers[f"/{number}"] = 200, {"etag": f'"{number}"'}, rss(*items)
        ids |= {name for name, _ in items}
    return ids


def documents(web: Web) -> str:
    """The registers of Veltrona, and the accounts of the feeds."""
    accounts = [
        f'\nkind: Account\nid: feed-{number}\nplatform: feed\naccount: "{web.base}/{number}"\nclass: brand\n'
        for number in range(FEEDS)
    ]
    return registers_text(*EVERYTHING, *accounts).replace("lifts: 2026", "lifts: 2999")  # items are dated after that


def settings(folder: Path, port: int) -> dict[str, object]:
    """What reads them."""
    return {
        "feeds": {"every_minutes": 60, "own_hosts": ["127.0.0.1"]},
        "push": {"port": port, "sources": {"cms": {"secret_file": str(secret_in(folder))}}},
    }


def secret_in(folder: Path) -> Path:
    """A file with the secret of the sender."""
    secret = folder / "secret"
    secret.write_text(SECRET, "utf-8")
    secret.chmod(0o600)
    return secret


def asked_by(web: Web) -> int:
    """How many feeds were asked for at least once."""
    return len({path for path, _ in web.asked})
