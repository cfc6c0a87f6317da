"""What a feed loses, and what only looks like a loss."""

import json
from collections.abc import Iterable
from datetime import timedelta

import pytest

from services.ingest.feeds import LONGEST
from services.sources.seen import last_seen
from streams.log.memory import MemoryLog
from streams.stage import Unavailable
from streams.topics import Emit
from tests.unit.services.feed_web import House, Web, rss
from tests.unit.services.ingest_desk import NOON


def test_after_an_outage_in_which_all_items_went_by_there_is_a_gap(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"), ("n2", "zwei"))
    house.look()
    before = house.now
    web.answers["/feed"] = 500, {}, b""
    house.look()
    web.answers["/feed"] = 200, {}, rss(("n8", "acht"), ("n9", "neun"))
    house.look(timedelta(hours=7))
    (lost,) = house.gaps()
    assert (lost.reason, lost.since, lost.until) == ("scrolled_off", before, house.now)
    assert (lost.source, lost.accounts) == (house.address, ("blog",))


def test_an_outage_after_which_something_known_is_still_there_loses_nothing(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    house.look()
    web.answers["/feed"] = 200, {}, rss(("n1", "eins, ergänzt"), ("n2", "zwei"))
    house.look(timedelta(days=3))
    assert house.gaps() == []


def test_a_feed_that_is_empty_for_a_while_loses_nothing(web: Web, house: House) -> None:
    for body in (rss(("n1", "eins")), rss(), rss(("n1", "eins"))):
        web.answers["/feed"] = 200, {}, body
        house.look()
    assert house.gaps() == []
    assert len(house.posts()) == 1


def test_a_feed_that_ended_is_a_gap_and_stands_still(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    house.look()
    web.answers["/feed"] = 410, {}, b""
    house.look()
    assert [lost.reason for lost in house.gaps()] == ["gone"]
    assert (house.standing().state, house.standing().trouble) == ("stopped", "gone")


@pytest.mark.parametrize("status", [401, 403])
def test_a_feed_that_lets_us_in_no_more_is_one_gap_and_asked_seldom(web: Web, house: House, status: int) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    house.look()
    web.answers["/feed"] = status, {}, b""
    house.look()
    assert (house.standing().state, house.standing().detail) == ("blocked", status)
    assert house.look(LONGEST - timedelta(seconds=1)) is None
    house.look(timedelta(seconds=1))
    assert [lost.reason for lost in house.gaps()] == ["refused"]
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"), ("n2", "zwei"))
    house.look(LONGEST)
    assert (house.standing().state, len(house.posts())) == ("live", 2)


def test_items_that_cannot_be_read_are_one_gap_and_keep_no_others_out(web: Web, house: House) -> None:
    items = [{"id": "n1", "content_text": "eins"}, {"id": None, "content_text": 7}, "three"]
    body = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items}).encode()
    web.answers["/feed"] = 200, {"etag": '"1"'}, body
    house.look()
    assert [post.id for post in house.posts()] == ["n1"]
    house.look()  # 304
    web.answers["/feed"] = 200, {"etag": '"2"'}, body
    house.look()
    assert [lost.reason for lost in house.gaps()] == ["unreadable"]


def test_a_feed_that_cannot_be_reached_says_since_when_and_by_when_it_is_asked_again(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    house.look()
    seen = house.now
    web.answers["/feed"] = 502, {}, b""
    house.look()
    house.look(timedelta(hours=1))
    standing = house.standing()
    assert (standing.state, standing.trouble, standing.detail, standing.failures) == ("degraded", "answer", 502, 2)
    assert standing.heard_at == seen
    assert standing.since == seen + timedelta(minutes=5)
    assert standing.due > house.now


def test_a_gap_is_not_told_without_what_is_known_after_it(web: Web, house: House) -> None:
    """Killed before it is durable, the same loss is told with the same id when the feed is asked again."""

    class Away(MemoryLog):
        away = False

        def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
            if self.away and state and state.startswith("feeds/"):
                raise Unavailable("away")
            return super().append(emits, state)

    house.log = log = Away(lambda: house.now)
    house.feeds = house.started()
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    house.look()
    web.answers["/feed"] = 410, {}, b""
    log.away = True
    with pytest.raises(Unavailable):
        house.look()
    assert house.gaps() == []
    log.away = False
    house.feeds = house.started()
    house.look(timedelta(0))
    assert [lost.reason for lost in house.gaps()] == ["gone"]


def test_feeds_that_are_left_say_so_and_say_when_they_are_looked_after_again(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    assert next(looking := house.feeds.watch()) == 1
    assert house.standing().state == "live"
    house.stop.set()
    assert list(looking) == []
    assert house.standing().state == "stopped"
    house.stop.clear()
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"), ("n2", "zwei"))
    house.now += timedelta(minutes=5)
    assert next(house.started().watch()) == 1
    assert house.standing().state == "live"


def test_an_account_is_last_seen_when_something_new_came_not_when_its_feed_answered(web: Web, house: House) -> None:
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    house.look()
    house.look(timedelta(days=2))
    assert list(last_seen(house.log).values()) == [NOON]
    standing = house.standing()
    assert standing.heard_at == house.now
    assert standing.taken_at is not None
    assert standing.taken_at < standing.heard_at
