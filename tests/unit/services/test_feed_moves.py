"""Answers that would move or end a feed for good: anybody between us and it can give them."""

from datetime import timedelta

import pytest

from services.ingest.feeds import HOMEWARDS
from tests.unit.services.feed_web import House, Web, rss
from tests.unit.services.test_feed_consent import AGREED


def elsewhere(web: Web) -> str:
    """The same server under another name, as another host would be."""
    return f"http://localhost:{web.server.server_port}/portal"


def test_a_feed_that_moved_goes_home_where_that_answers_well(web: Web, house: House) -> None:
    web.answers["/feed"] = 301, {"location": "/new"}, b""
    web.answers["/new"] = 200, {}, rss(("n1", "eins"))
    house.look()
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"), ("n2", "zwei"))
    assert house.look() == 0
    assert house.look(HOMEWARDS) == 1
    assert house.feeds.known(house.address).url == house.address


@pytest.mark.parametrize("answer", [(404, {}, b""), (200, {}, b"<html>welcome</html>"), (302, {"location": "x:"}, b"")])
def test_a_feed_whose_old_address_answers_badly_stays_where_it_is(
    web: Web, house: House, answer: tuple[int, dict[str, str], bytes]
) -> None:
    web.answers["/feed"] = 301, {"location": "/new"}, b""
    web.answers["/new"] = 200, {}, rss(("n1", "eins"))
    house.look()
    web.answers["/feed"] = answer
    web.answers["/new"] = 200, {}, rss(("n1", "eins"), ("n2", "zwei"))
    assert house.look(HOMEWARDS) == 1
    assert house.feeds.known(house.address).url == f"{web.base}/new"
    asked = len(web.asked)
    house.look()
    assert len(web.asked) == asked + 1  # and home not before tomorrow


def test_a_feed_that_ended_by_mistake_is_read_again(web: Web, house: House) -> None:
    web.answers["/feed"] = 410, {}, b""
    house.look()
    house.look(HOMEWARDS)
    web.answers["/feed"] = 200, {}, rss(("n1", "eins"))
    assert house.look(HOMEWARDS) == 1
    assert (house.standing().state, house.standing().trouble) == ("live", "")
    assert [lost.reason for lost in house.gaps()] == ["gone"]


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_nothing_is_public_by_another_host_than_the_one_declared(web: Web, house: House, status: int) -> None:
    web.answers["/feed"] = status, {"location": elsewhere(web)}, b""
    web.answers["/portal"] = 200, {}, rss(("n1", "Falke 2 kommt"))
    for _ in range(3):
        house.look(timedelta(hours=1))
    assert house.official() == []
    assert (house.standing().state, house.standing().trouble) == ("blocked", "moved")
    assert [lost.reason for lost in house.gaps()] == ["moved"]
    web.answers["/feed"] = 200, {}, rss(("n1", "Falke 2 ist da"))
    assert house.look(timedelta(hours=1)) == 1
    assert len(house.official()) == 1
    assert house.standing().state == "live"


def test_no_other_host_ends_a_newsroom(web: Web, house: House) -> None:
    web.answers["/feed"] = 302, {"location": elsewhere(web)}, b""
    web.answers["/portal"] = 410, {}, b""
    house.look()
    assert house.standing().trouble == "moved"


def test_a_feed_of_posts_is_followed_to_another_host_and_that_is_told_once(web: Web, house: House) -> None:
    house.declare(AGREED)
    web.answers["/feed"] = 301, {"location": elsewhere(web)}, b""
    web.answers["/portal"] = 200, {}, rss(("n1", "Falke 2 kommt"))
    assert house.look() == 1
    for _ in range(3):
        house.look(HOMEWARDS)
    assert [(lost.reason, lost.accounts) for lost in house.gaps()] == [("moved", ("annas-blog",))]
