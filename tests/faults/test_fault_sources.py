"""Who reads feeds and who answers pushes is killed: what was seen and taken in is known to whoever comes after."""

import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from threading import Thread

import httpx2
import pytest
from standardwebhooks import Webhook

from services.ingest.cursor import load_cursor, table_of
from services.sources.seen import last_seen
from services.sources.standing import standings
from streams.codec import decode
from streams.events import PostEvent
from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.situation.entries import Signature, changed, emit_of
from streams.topics import Emit
from tests.end_to_end.rush import FEEDS, PUSHES, Sender, documents, fill, secret_in
from tests.faults.crew import crew
from tests.faults.ground import installed
from tests.servers.jvm import free_port
from tests.servers.kafka import KafkaServer
from tests.unit.services.feed_web import Web, rss, web_server
from tests.unit.services.ingest_desk import post
from tests.unit.services.test_ingest_push import SECRET
from tests.veltrona import NEWSROOM, NOON

PATIENCE = 150.0  # seconds; a feed is asked once a minute


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_a_feed_and_pushes_go_on_where_they_were_when_their_processes_are_killed(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    web, port = Web(), free_port()
    serving = Thread(target=web.server.serve_forever, kwargs={"poll_interval": 0.02})
    serving.start()
    secret_in(tmp_path)
    variables = {
        "VORLAUT_FEEDS__EVERY_MINUTES": "1",
        "VORLAUT_FEEDS__OWN_HOSTS": json.dumps(["127.0.0.1"]),
        "VORLAUT_PUSH__PORT": str(port),
        "VORLAUT_PUSH__SOURCES": json.dumps({"cms": {"secret_file": str(tmp_path / "secret")}}),
    }
    web.answers["/feed"] = 200, {"etag": '"1"'}, rss(("f1", "Eins"), ("f2", "Zwei"))
    place = installed(kafka.bootstrap, registers(f"{web.base}/feed"), partitions=2)
    try:
        with crew(place, tmp_path, variables) as hands:
            for name in ("ingest feeds", "ingest push"):
                hands.start(name).wait_until_ready()
            wait_until(lambda: ids(place)["f2"] == 1)
            assert pushed(port, 1).json()["accepted"] == 1
            for name in ("ingest feeds", "ingest push"):
                hands.named(name).kill()
                hands.start(name).wait_until_ready()
            assert pushed(port, 1).json()["accepted"] == 1
            assert pushed(port, 2).json()["accepted"] == 1
            web.answers["/feed"] = 200, {"etag": '"2"'}, rss(("f1", "Eins"), ("f2", "Zwei"), ("f3", "Drei"))
            wait_until(lambda: ids(place)["f3"] == 1)
            assert [hands.named(name).stop() for name in ("ingest feeds", "ingest push")] == [0, 0]
    finally:
        web.server.shutdown()
        serving.join()
        web.server.server_close()
    assert [headers.get("if-none-match") for _, headers in web.asked] == [None, '"1"']
    assert ids(place) == {"f1": 1, "f2": 1, "f3": 1, "1": 2, "2": 1}  # a push that is sent again is one post by its id
    with closing(log_of(place)) as log:
        assert load_cursor(log.state(table_of("push/cms"))).tally.accepted == 3


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_feeds_and_pushes_lose_nothing_when_their_processes_are_killed_at_random(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    rng, port = Random(12), free_port()
    with web_server() as web:
        web.slowness = 0.08
        wanted = fill(web)
        place = installed(kafka.bootstrap, declared(documents(web)), partitions=2)
        secret_in(tmp_path)
        variables = {
            "VORLAUT_FEEDS__OWN_HOSTS": json.dumps(["127.0.0.1"]),
            "VORLAUT_FEEDS__EVERY_MINUTES": "60",
            "VORLAUT_PUSH__PORT": str(port),
            "VORLAUT_PUSH__SOURCES": json.dumps({"cms": {"secret_file": str(tmp_path / "secret")}}),
        }
        with crew(place, tmp_path, variables) as hands:
            sender = Sender(port)
            sender.start()
            for _ in range(2):
                for name in ("ingest feeds", "ingest push"):
                    hands.start(name).wait_until_ready()
                time.sleep(rng.uniform(0, 1))
                for name in ("ingest feeds", "ingest push"):
                    hands.named(name).kill()
            for name in ("ingest feeds", "ingest push"):
                hands.start(name).wait_until_ready()
            sender.join(PATIENCE)
            wait_until(lambda: ids(place).keys() >= wanted)
            assert [hands.named(name).stop() for name in ("ingest feeds", "ingest push")] == [0, 0]
    assert len(sender.acknowledged) == PUSHES
    found = ids(place)
    print(f"{sum(found.values()) - len(found)} of {len(found)} posts came again")  # noqa: T201 - the figure
    assert found.keys() == wanted | set(sender.acknowledged)
    with closing(log_of(place)) as log:
        assert {one.state for one in standings(log)} == {"stopped"}
        assert len(last_seen(log)) == FEEDS + 1
        assert not log.tail("gaps", {}, 10)


def registers(address: str) -> list[Emit]:
    feed = NEWSROOM.replace("id: newsroom", "id: feed").replace("platform: mastodon", "platform: feed")
    return declared(f"{NEWSROOM}---\n{feed.replace('@news@veltrona.example', address)}")


def declared(text: str) -> list[Emit]:
    entries = load_registers([SourceFile("registers.yaml", text)], lambda _file, _path: None)
    signed = Signature(actor="test", at=NOON)
    return [emit_of(changed(entry, 1, signed)) for entry in entries]


def pushed(port: int, number: int) -> httpx2.Response:
    """A push as the independent library signs it."""
    body, now = post(number), datetime.now(UTC)
    signed = Webhook(SECRET).sign(f"m{number}", now, body.decode())
    headers = {
        "webhook-id": f"m{number}",
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": signed,
    }
    return httpx2.post(f"http://127.0.0.1:{port}/push/cms", content=body, headers=headers, timeout=60)


def ids(place: KafkaPlace) -> Counter[str]:
    """The ids of the posts in the log, and how often each was appended."""
    with closing(log_of(place)) as log:
        events = [decode(record.value) for record in log.tail("posts", {}, 1_000_000)]
    return Counter(event.id for event in events if isinstance(event, PostEvent))


def log_of(place: KafkaPlace) -> KafkaLog:
    return KafkaLog(place, clock=lambda: datetime.now(UTC))


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not holds():
        assert time.monotonic() < until
        time.sleep(0.5)
