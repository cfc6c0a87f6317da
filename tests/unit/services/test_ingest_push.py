"""Posts that are pushed: signed by an independent library, tampered with, repeated, too many, while the log is away."""

import base64
import threading
from datetime import timedelta

import pytest
from httpx2 import Response
from prometheus_client import CollectorRegistry
from standardwebhooks import Webhook
from starlette.testclient import TestClient

from services.ingest.intake import Desk
from services.ingest.push import MOST_BYTES, Source, make_app
from services.ingest.signed import WINDOW, Seals
from services.metrics import declare_metrics
from services.ports.webhook_secret import key_of
from streams.dead_letters import DeadLetterLimit
from streams.log.memory import MemoryLog
from tests.unit.services.ingest_desk import AT_ONCE, NOON, REGISTERS, FailingLog, post

SECRET, OTHER = (f"whsec_{base64.b64encode(bytes([n]) * 24).decode()}" for n in (1, 2))


class House:
    """A push endpoint with one source, `cms`."""

    def __init__(self, log: MemoryLog | None = None, body_seconds: float = 30.0) -> None:
        self.now = NOON
        self.log = log or MemoryLog(lambda: self.now)
        desk = Desk(
            log=self.log,
            registers=lambda: REGISTERS,
            clock=lambda: self.now,
            limit=DeadLetterLimit(share=1.0),
            metrics=declare_metrics(CollectorRegistry()),
            stop=threading.Event(),
            tries=1,
            pace=AT_ONCE,
        )
        source = Source("cms", Seals([key_of(SECRET), key_of(OTHER)]), desk)
        self.app = make_app({"cms": source}, body_seconds=body_seconds)
        self.client = TestClient(self.app)

    def push(self, body: bytes, message_id: str = "m1", secret: str = SECRET, **instead: str) -> Response:
        """A push as the independent library signs it."""
        signature = Webhook(secret).sign(message_id, self.now, body.decode())
        headers = {
            "webhook-id": message_id,
            "webhook-timestamp": str(int(self.now.timestamp())),
            "webhook-signature": signature,
        }
        return self.client.post("/push/cms", content=body, headers=headers | instead)

    def kept(self) -> int:
        """How many posts the log has."""
        return len(self.log.tail("posts", {}, 1000))


def test_posts_signed_by_an_independent_library_are_taken_in() -> None:
    house = House()
    answer = house.push(post(1) + b"\n" + post(2))
    assert answer.json() == {"accepted": 2, "refused": 0, "dead_letters": 0, "repeated": False}
    assert house.kept() == 2


def test_while_a_secret_is_changed_both_hold() -> None:
    house = House()
    assert house.push(post(1), "m1", SECRET).status_code == 200
    assert house.push(post(2), "m2", OTHER).status_code == 200


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "m2"},
        {"webhook-id": ""},
        {"webhook-timestamp": "0"},
        {"webhook-timestamp": "soon"},
        {"webhook-timestamp": "9" * 400},
        {"webhook-signature": ""},
        {"webhook-signature": "v1,AAAA"},
        {"webhook-signature": "v2,x v1,not-base64!"},
    ],
)
def test_what_was_tampered_with_is_not_looked_at(change: dict[str, str]) -> None:
    house = House()
    assert house.push(post(1), **change).status_code == 401
    assert house.kept() == 0


def test_a_changed_body_is_not_looked_at() -> None:
    house = House()
    signed = Webhook(SECRET).sign("m1", house.now, post(1).decode())
    assert house.push(post(2), **{"webhook-signature": signed}).status_code == 401


@pytest.mark.parametrize("away", [-WINDOW - timedelta(seconds=2), WINDOW + timedelta(seconds=2)])
def test_what_is_too_old_or_too_new_is_refused(away: timedelta) -> None:
    house = House()
    at = house.now + away
    signed = Webhook(SECRET).sign("m1", at, post(1).decode())
    stamp = str(int(at.timestamp()))
    assert house.push(post(1), **{"webhook-signature": signed, "webhook-timestamp": stamp}).status_code == 401


def test_a_push_that_is_repeated_is_taken_in_once() -> None:
    house = House()
    assert house.push(post(1)).json()["repeated"] is False
    assert house.push(post(1)).json()["repeated"] is True
    assert house.kept() == 1


def test_who_is_not_known_learns_no_more_than_who_signs_wrongly() -> None:
    house = House()
    wrong = house.push(post(1), secret=f"whsec_{base64.b64encode(b'x' * 24).decode()}")
    unknown = house.client.post("/push/nobody", content=post(1))
    assert (wrong.status_code, wrong.text) == (unknown.status_code, unknown.text)


def test_more_than_a_megabyte_is_refused_before_anything_is_parsed() -> None:
    assert House().push(b"x" * (MOST_BYTES + 1)).status_code == 413


def test_while_the_log_is_away_nothing_is_acknowledged_and_the_same_push_is_taken_later() -> None:
    house = House(FailingLog([True]))
    answer = house.push(post(1))
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")
    assert house.push(post(1)).json()["accepted"] == 1
    assert house.kept() == 1


def test_what_is_no_post_is_counted_and_the_rest_is_kept() -> None:
    house = House()
    answer = house.push(post(1) + b"\nnonsense\n" + post(2, account="@nobody@veltrona.example"))
    assert answer.json() == {"accepted": 1, "refused": 1, "dead_letters": 1, "repeated": False}
