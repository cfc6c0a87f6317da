"""The feed of somebody who may not be looked at any more: it is not asked, and nothing of it is known."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Timer

import pytest
import structlog

from services.sources.report import feed_addresses
from streams.registers import Consent
from tests.unit.services.feed_web import House, Web, rss, web_server
from tests.unit.services.ingest_desk import NOON

AGREED = Consent(since=NOON - timedelta(days=1), notice="2025-10", purposes=("embargo",))


@pytest.fixture
def web() -> Iterator[Web]:
    with web_server() as found:
        found.answers["/feed"] = 200, {}, rss(("n1", "Guten Morgen"), ("n2", "Falke 2"))
        yield found


@pytest.fixture
def house(web: Web) -> House:
    found = House(web)
    found.declare(AGREED)
    return found


def watched(house: House) -> None:
    """What a process does until it is told to stop."""
    house.stop.clear()
    timer = Timer(0.2, house.stop.set)
    timer.start()
    for _ in house.started().watch():
        pass
    timer.join()


def test_who_has_agreed_is_asked(web: Web, house: House) -> None:
    watched(house)
    assert len(web.asked) == 1
    assert len(house.posts()) == 2


def test_who_withdraws_is_asked_no_more_and_what_was_known_goes(web: Web, house: House) -> None:
    watched(house)
    house.now += timedelta(hours=1)
    house.declare(replace(AGREED, withdrawn=house.now))
    watched(house)
    assert len(web.asked) == 1
    for begin in ("feeds/", "ingest/"):
        assert not house.log.tables(begin)


def test_a_withdrawal_to_come_takes_its_time(web: Web, house: House) -> None:
    house.declare(replace(AGREED, withdrawn=house.now + timedelta(hours=2)))
    watched(house)
    house.now += timedelta(hours=1)
    watched(house)
    assert len(web.asked) == 2
    house.now += timedelta(hours=1)
    watched(house)
    assert len(web.asked) == 2
    assert feed_addresses(house.registers, house.now) == []


def test_who_agrees_again_is_asked_again(web: Web, house: House) -> None:
    watched(house)
    house.now += timedelta(hours=1)
    house.declare(replace(AGREED, withdrawn=house.now))
    watched(house)
    house.declare(replace(AGREED, since=house.now))
    house.now += timedelta(hours=1)
    watched(house)
    assert len(web.asked) == 2


def test_who_never_agreed_is_not_asked(web: Web, house: House) -> None:
    house.declare(None)
    watched(house)
    assert web.asked == []


def test_a_newsroom_is_asked_whoever_else_has_that_address(web: Web, house: House) -> None:
    house.declare(None)
    company = replace(house.registers.companies["veltrona"], newsroom=(house.address,))
    house.registers = replace(house.registers, companies={"veltrona": company})
    watched(house)
    assert len(web.asked) == 1


@pytest.mark.parametrize("status", [410, 401, 301])
def test_no_log_line_names_the_address_of_a_person(web: Web, house: House, status: int) -> None:
    web.answers["/feed"] = status, {"location": "http://[::1"}, b""
    with structlog.testing.capture_logs() as lines:
        watched(house)
    assert [line["source"] for line in lines] == ["annas-blog"]
    assert "127.0.0.1" not in str(lines)
