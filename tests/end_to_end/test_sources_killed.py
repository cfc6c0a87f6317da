"""Feeds and pushes of a program that is killed at random moments: nothing is lost, and what is repeated is one."""

import json
import time
from collections import Counter
from contextlib import closing
from functools import partial
from pathlib import Path
from random import Random

import pytest

from services.sources.seen import last_seen
from services.wiring import utc_now
from streams.codec import decode
from streams.events import PostEvent
from streams.log.sqlite import SqliteLog
from tests.end_to_end.press import wait_until
from tests.end_to_end.processes import done, free_port, running
from tests.end_to_end.rush import FEEDS, PATIENCE, PUSHES, Sender, asked_by, documents, fill, settings
from tests.unit.services.feed_web import Web, web_server

KILLS = 4


@pytest.mark.slow
@pytest.mark.timeout(400)
def test_feeds_and_pushes_lose_nothing_when_all_is_killed_again_and_again(tmp_path: Path) -> None:
    rng, port = Random(11), free_port()
    with web_server() as web:
        web.slowness = 0.08
        wanted = fill(web)
        (tmp_path / "vorlaut.yaml").write_text(json.dumps(settings(tmp_path, port)), "utf-8")
        (tmp_path / "registers.yaml").write_text(documents(web), "utf-8")
        done(tmp_path, "apply", "-f", "registers.yaml", "--as", "kim")
        sender = Sender(port)
        sender.start()
        reached = []
        for number in range(KILLS):
            enough = min(FEEDS - 1, number * FEEDS // KILLS + rng.randrange(FEEDS // KILLS))
            with running(tmp_path) as service:
                wait_until(partial(asked_for, web, enough))
                time.sleep(rng.uniform(0, 0.2))
                service.kill()
                reached.append(asked_by(web))
        with running(tmp_path) as service:
            sender.join(PATIENCE)
            until = time.monotonic() + PATIENCE
            while not (posts := ids(tmp_path)).keys() >= wanted:
                assert time.monotonic() < until, wanted - posts.keys()
                time.sleep(0.2)
            assert service.end() == 0
    done(tmp_path, "run", "--until-idle")
    posts = ids(tmp_path)
    repeated = sum(posts.values()) - len(posts)
    print(f"{KILLS} kills, feeds asked until each {reached}, {repeated} of {len(posts)} posts came again")  # noqa: T201
    assert 0 < reached[1] < FEEDS
    assert len(sender.acknowledged) == PUSHES
    assert posts.keys() == wanted | set(sender.acknowledged)
    alerts = [json.loads(one) for one in done(tmp_path, "alerts", "--json").splitlines()]
    assert Counter(alert["post"]["id"] for alert in alerts) == dict.fromkeys(posts, 1)
    with closing(SqliteLog(tmp_path / "vorlaut-data" / "log.db", clock=utc_now)) as log:
        assert len(last_seen(log)) == FEEDS + 1
        assert log.end("gaps") == {}


def asked_for(web: Web, least: int) -> bool:
    return asked_by(web) >= least


def ids(home: Path) -> Counter[str]:
    """The ids of the posts in the log, and how often each was appended."""
    with closing(SqliteLog(home / "vorlaut-data" / "log.db", clock=utc_now)) as log:
        events = [decode(record.value) for record in log.tail("posts", {}, 100_000)]
    return Counter(event.id for event in events if isinstance(event, PostEvent))
