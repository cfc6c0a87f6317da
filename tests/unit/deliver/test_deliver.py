"""Who is told what, in which order, how often, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.deliver.agenda import TOLD_FOR
from services.deliver.deliver import AUTHOR_FIRST, GIVES_UP
from services.deliver.messages import WORDS
from services.ports.channel import Undeliverable
from streams.stage import Unavailable
from streams.trail import AUTHOR
from tests.unit.deliver.people import REST, TEAM, People, decided, leak
from tests.veltrona import situation


def test_the_author_is_told_and_then_the_team() -> None:
    people = People()
    people.happens(leak())
    people.pass_time()
    assert [one.channel for one in people.deliveries()] == [AUTHOR, "chat"]
    assert people.told(AUTHOR)[0].to == "mailto:anna@veltrona.example"


def test_while_the_author_cannot_be_told_the_team_waits_and_is_told_all_the_same_in_the_end() -> None:
    people = People()
    people.mouths[AUTHOR].fails = Unavailable("the mail server is away")
    people.happens(leak())
    people.pass_time()
    assert [(one.channel, one.delivered) for one in people.deliveries()] == [(AUTHOR, False)]
    people.pass_time(2)
    assert len(people.told("chat")) == 1


def test_as_soon_as_the_author_is_told_the_team_is() -> None:
    people = People()
    people.mouths[AUTHOR].fails = Unavailable("the mail server is away")
    people.happens(leak())
    people.pass_time()
    people.mouths[AUTHOR].fails = None
    people.pass_time(0.5)
    assert [(one.channel, one.delivered) for one in people.deliveries()] == [
        (AUTHOR, False),
        (AUTHOR, True),
        ("chat", True),
    ]


def test_an_author_who_can_never_be_told_keeps_nobody_waiting() -> None:
    people = People()
    people.mouths[AUTHOR].fails = Undeliverable("the receiver is refused (SMTP 550)")
    people.happens(leak())
    people.pass_time()
    assert [(one.channel, one.delivered) for one in people.deliveries()] == [(AUTHOR, False), ("chat", True)]


def test_a_channel_that_is_away_is_asked_once_a_turn_and_keeps_no_other_waiting() -> None:
    people = People()
    people.mouths[AUTHOR].fails = Unavailable("the mail server is away")
    people.happens(*(leak(str(number)) for number in range(100)))
    people.now += timedelta(minutes=2)
    people.deliver.work()
    assert [one.channel for one in people.deliveries()] == [AUTHOR, "chat"]


def test_nobody_is_told_a_word_of_the_post_or_what_the_secret_is_called() -> None:
    people = People()
    people.happens(leak())
    people.pass_time(20)
    for channel in people.mouths:
        for message in people.told(channel):
            assert "Falke" not in message.title + message.body


def test_the_author_does_not_learn_a_title_where_the_team_is_told_it() -> None:
    people = People(titles=True)
    people.happens(leak())
    people.pass_time()
    assert "Launch of the Veltrona Falke 2" in people.told("chat")[0].title
    assert "Falke" not in people.told(AUTHOR)[0].body


def test_a_burst_keeps_the_team_waiting_for_two_minutes_at_most() -> None:
    people = People()
    people.happens(*(leak(str(number)) for number in range(200)))
    for _ in range(5):
        people.deliver.work()
    people.now += AUTHOR_FIRST
    people.deliver.work()
    assert len(people.told("chat")) == 1
    assert len(people.told(AUTHOR)) < 200


def test_an_address_is_forgotten_when_its_message_is_out() -> None:
    people = People()
    people.happens(leak())
    assert b"anna@veltrona.example" in b"".join(people.log.state("deliver").values())
    people.pass_time()
    assert b"anna@veltrona.example" not in b"".join(people.log.state("deliver").values())


def test_no_message_is_begun_once_it_has_ended() -> None:
    people = People()
    people.happens(leak())
    people.ends = True
    people.pass_time()
    assert people.deliveries() == []


def test_an_alert_of_before_anybody_could_be_told_is_not_told_days_later() -> None:
    people = People()
    people.now += GIVES_UP + timedelta(minutes=1)
    people.happens(leak())
    people.pass_time(60)
    assert people.deliveries() == []


def test_an_author_without_an_address_is_named_in_the_trail_and_keeps_nobody_waiting() -> None:
    people = People()
    people.registers = situation().registers
    people.happens(leak())
    people.pass_time()
    told = [(one.channel, one.delivered, one.why) for one in people.deliveries()]
    assert told == [(AUTHOR, False, "the account has no address (notify)"), ("chat", True, "")]


def test_a_channel_that_is_no_longer_set_stops_nobody() -> None:
    people = People()
    people.happens(leak())
    del people.mouths["chat"], people.mouths[AUTHOR]
    people.pass_time(60)
    told = {one.channel: one.why for one in people.deliveries()}
    assert told == {
        AUTHOR: "no mail server is set (deliver.mail)",
        "chat": "it is not in the settings now",
        "pager": "",
    }


def test_what_was_found_by_looking_back_pages_nobody_and_its_author_is_told() -> None:
    people = People()
    people.happens(replace(leak(), found_later=True))
    people.pass_time(60)
    assert [one.channel for one in people.deliveries()] == [AUTHOR]


def test_nobody_is_told_of_what_was_found_in_shadow() -> None:
    people = People()
    people.happens(replace(leak(), shadow=True))
    people.pass_time(60)
    assert people.deliveries() == []


def test_nobody_is_told_of_the_post_of_somebody_who_has_withdrawn_since() -> None:
    people = People()
    people.happens(leak())
    people.withdraws()
    people.pass_time(60)
    assert people.told(AUTHOR) == people.told("chat") == people.told("pager") == []


def test_an_alert_that_is_read_twice_is_told_once() -> None:
    people = People()
    people.happens(leak(), leak())
    people.pass_time()
    people.happens(leak())
    people.pass_time(60)
    assert len(people.told("chat")) == len(people.told(AUTHOR)) == 1


def test_where_somebody_was_done_with_all_that_could_wait_nothing_comes() -> None:
    people = People(REST)
    found = replace(leak(), severity="low")
    people.happens(found)
    people.happens(decided(found.id, "leak"))
    people.pass_time(6 * 60)
    assert not people.told("chat")
    assert people.told(AUTHOR)


def test_an_alert_without_a_route_is_told_to_its_author_alone() -> None:
    people = People(TEAM)
    people.happens(replace(leak(), severity="low"))
    people.pass_time(60)
    assert [one.channel for one in people.deliveries()] == [AUTHOR]


def test_what_fails_is_tried_again_with_the_same_id_until_it_is_delivered() -> None:
    people = People()
    people.mouths["chat"].fails = Unavailable("away")
    people.happens(leak())
    for _ in range(5):
        people.pass_time(20)
    people.mouths["chat"].fails = None
    people.pass_time(20)
    attempts = [one for one in people.deliveries() if one.channel == "chat"]
    assert [one.delivered for one in attempts] == [False] * (len(attempts) - 1) + [True]
    assert [one.attempt for one in attempts] == list(range(1, len(attempts) + 1))
    assert len(people.told("chat")) == 1


def test_what_cannot_be_delivered_is_counted_and_so_is_how_long_it_waits() -> None:
    people = People()
    people.mouths[AUTHOR].fails = Unavailable("away")
    people.happens(leak())
    people.pass_time()
    people.pass_time(10)
    of_author = {"channel": AUTHOR, "outcome": "failed"}
    assert people.counted.get_sample_value("vorlaut_deliveries_total", of_author) == 2
    assert people.counted.get_sample_value("vorlaut_deliveries_waiting") == 1
    assert people.counted.get_sample_value("vorlaut_delivery_oldest_seconds") == 600
    people.mouths[AUTHOR].fails = None
    people.pass_time(10)
    assert people.counted.get_sample_value("vorlaut_deliveries_total", of_author | {"outcome": "delivered"}) == 1
    assert people.counted.get_sample_value("vorlaut_deliveries_waiting") == 0


def test_an_address_that_is_wrong_is_tried_once_and_told_why() -> None:
    people = People()
    people.mouths["chat"].fails = Undeliverable("the receiver is refused (SMTP 550)")
    people.happens(leak())
    people.pass_time(24 * 60)
    attempts = [one for one in people.deliveries() if one.channel == "chat"]
    assert [(one.delivered, one.why) for one in attempts] == [(False, "the receiver is refused (SMTP 550)")]


def test_what_cannot_be_delivered_for_three_days_is_given_up() -> None:
    people = People()
    people.mouths["chat"].fails = Unavailable("away")
    people.happens(leak())
    for _ in range(80):
        people.pass_time(60)
    before = len(people.deliveries())
    people.pass_time(24 * 60)
    assert len(people.deliveries()) == before


def test_what_was_told_is_forgotten_when_nothing_can_repeat_it() -> None:
    people = People()
    people.happens(leak())
    people.pass_time(20)
    people.now += TOLD_FOR
    people.now += TOLD_FOR
    assert people.deliver.tidy() == 3
    assert people.deliver.tidy() == 0


@pytest.mark.parametrize("kind", ["Embargo", "Crisis", "Policy"])
def test_every_kind_of_register_can_be_told_of_in_every_language(kind: str) -> None:
    assert all(kind in words.kinds and kind in words.authors for words in WORDS.values())
