"""Who is told what, in which order, how often, and until when."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.deliver.agenda import REMINDS, TOLD_FOR, Agenda
from services.deliver.deliver import AUTHOR_FIRST, GIVES_UP
from services.deliver.messages import WORDS
from services.deliver.routes import Route, Step, dues
from services.ports.channel import Undeliverable
from streams.stage import Unavailable
from streams.trail import AUTHOR
from tests.unit.deliver.people import HELD, REST, TEAM, People, decided, leak
from tests.veltrona import HANDLES, NOON, situation


class Killed(BaseException):
    """The process ends here."""


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


def test_the_next_step_follows_where_nobody_says_that_they_look() -> None:
    people = People()
    people.happens(leak())
    people.pass_time(14)
    assert not people.told("pager")
    people.pass_time(1)
    assert len(people.told("pager")) == 1


def test_a_decision_stops_the_steps_that_are_left() -> None:
    people = People()
    found = leak()
    people.happens(found)
    people.pass_time(1)
    people.happens(decided(found.id))
    people.pass_time(60)
    assert not people.told("pager")


def test_whoever_dismisses_one_alert_hears_of_the_others_that_were_told_of_with_it() -> None:
    people = People()
    anna = leak("1")
    ben = replace(leak("2", account="ben"), group=anna.group, severity=anna.severity)
    people.happens(anna)
    people.pass_time()
    people.happens(ben)
    people.pass_time(1)
    assert [message.subject for message in people.told("chat")] == [anna.id]
    people.happens(decided(anna.id, "not_a_leak"))
    people.pass_time(REMINDS.total_seconds() / 60)
    assert [message.subject for message in people.told("chat")] == [anna.id, ben.id]
    assert len({message.id for message in people.told("chat")}) == 2
    assert [message.subject for message in people.told("pager")] == [ben.id]
    people.happens(decided(ben.id, "leak"))
    people.pass_time(60)
    assert len(people.told("chat")) == 2


def test_who_looks_before_anybody_was_told_keeps_nobody_from_hearing_of_the_others() -> None:
    people = People()
    ours, others = leak("1"), leak("2")
    people.mouths[AUTHOR].fails = Unavailable("away")
    people.happens(ours, others)
    people.pass_time()
    people.happens(decided(ours.id))
    people.pass_time(3)
    assert [message.subject for message in people.told("chat")] == [others.id]


def test_who_looks_and_is_done_is_told_of_what_is_left_with_all_the_steps_of_the_first_time() -> None:
    people = People()
    first, second = leak("1"), leak("2")
    people.happens(first, second)
    people.pass_time()
    people.happens(decided(first.id))
    people.pass_time(60)
    assert (len(people.told("chat")), len(people.told("pager"))) == (1, 0)
    people.happens(replace(decided(first.id, "not_a_leak"), at=people.now))
    people.pass_time(REMINDS.total_seconds() / 60)
    assert [message.subject for message in people.told("chat")] == [first.id, second.id]
    people.pass_time(15)
    assert [message.subject for message in people.told("pager")] == [second.id]


def test_what_comes_into_a_group_that_somebody_looks_at_pages_nobody() -> None:
    people = People()
    first, second = leak("1"), leak("2")
    people.happens(first)
    people.pass_time()
    people.happens(decided(first.id))
    people.happens(second)
    people.pass_time(60)
    assert (len(people.told("chat")), len(people.told("pager"))) == (1, 0)


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


class Counted(dict[str, bytes]):
    """A table that counts what is written to it."""

    writes = 0

    def __setitem__(self, key: str, value: bytes) -> None:
        self.writes += 1
        super().__setitem__(key, value)


def test_what_joins_a_group_that_was_told_of_costs_a_few_writes_however_many_there_are() -> None:
    table = Counted()
    agenda = Agenda(lambda: table)
    account = HELD.registers.account("mastodon", HANDLES["anna"])
    (first, *_) = [due for due in dues(leak("0"), account, (TEAM,), NOON) if due.channel == "chat"]
    agenda.tell(first, NOON)
    before = table.writes
    for number in range(1, 201):
        (due, *_) = [one for one in dues(leak(str(number)), account, (TEAM,), NOON) if one.channel == "chat"]
        agenda.add(due)
    assert table.writes - before <= 200 * 2


def test_no_message_is_begun_once_it_has_ended() -> None:
    people = People()
    people.happens(leak())
    people.ends = True
    people.pass_time()
    assert people.deliveries() == []


def test_whoever_works_through_a_group_is_not_told_of_each_alert_that_is_left() -> None:
    people = People(Route(("critical", "high"), ("*",), (Step(timedelta(0), ("chat",)),)))
    leaks = [leak(str(number)) for number in range(10)]
    people.happens(*leaks)
    people.pass_time()
    for one in leaks:
        people.happens(decided(one.id, "leak"))
        people.pass_time(5)
    people.pass_time(60)
    assert len(people.told("chat")) == 1


def test_when_all_of_a_group_is_closed_the_next_leak_in_it_is_told_of() -> None:
    people = People()
    first, second = leak("1"), leak("2")
    people.happens(first)
    people.pass_time()
    people.happens(decided(first.id, "leak"))
    people.pass_time(60)
    people.happens(replace(second, group=first.group, detected_at=people.now))
    people.pass_time()
    assert [message.subject for message in people.told("chat")] == [first.id, second.id]


def test_an_alert_of_before_anybody_could_be_told_is_not_told_days_later() -> None:
    people = People()
    people.now += GIVES_UP + timedelta(minutes=1)
    people.happens(leak())
    people.pass_time(60)
    assert people.deliveries() == []


def test_a_leak_that_was_edited_away_and_comes_back_is_told_of_again() -> None:
    people = People()
    found = leak()
    people.happens(found)
    people.pass_time()
    people.happens(replace(found, status="edited_away", post=replace(found.post, revision="2")))
    people.pass_time(30)
    people.happens(replace(found, post=replace(found.post, revision="3")))
    people.pass_time()
    assert len(people.told(AUTHOR)) == len({message.id for message in people.told(AUTHOR)}) == 2
    assert len({message.id for message in people.told("chat")}) == len(people.told("chat")) == 2
    assert len({one.id for one in people.deliveries()}) == len(people.deliveries())


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


def test_an_attempt_that_a_kill_cut_short_is_counted() -> None:
    people = People()
    people.happens(leak())
    people.mouths[AUTHOR].fails = Killed()
    with pytest.raises(Killed):
        people.pass_time()
    people.mouths[AUTHOR].fails = None
    people.restart()
    people.pass_time()
    assert [(one.channel, one.attempt) for one in people.deliveries()] == [(AUTHOR, 2), ("chat", 1)]


def test_a_post_that_was_taken_down_before_anybody_was_told_tells_nobody() -> None:
    people = People()
    found = leak()
    people.happens(found, replace(found, status="taken_down"))
    people.pass_time(60)
    assert people.deliveries() == []


def test_what_was_found_by_looking_back_pages_nobody_and_its_author_is_told() -> None:
    people = People()
    people.happens(replace(leak(), found_later=True))
    people.pass_time(60)
    assert [one.channel for one in people.deliveries()] == [AUTHOR]


def test_what_was_found_by_looking_back_comes_with_what_can_wait() -> None:
    people = People(REST)
    people.happens(replace(leak(), severity="low", found_later=True))
    people.pass_time(6 * 60)
    assert [one.channel for one in people.deliveries()] == [AUTHOR, "chat"]


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


def test_when_somebody_withdraws_the_others_of_the_group_are_still_told_of() -> None:
    people = People(REST)
    ours, theirs = leak("1"), replace(leak("2", account="ben"), severity="low")
    people.happens(replace(ours, severity="low"), theirs)
    people.withdraws()
    people.pass_time(6 * 60)
    assert [message.title for message in people.told("chat")] == ["Alerts that could wait: 1"]


def test_a_hundred_posts_on_one_thing_are_one_page_and_each_author_is_told_of_their_own() -> None:
    people = People()
    people.happens(*(leak(str(number)) for number in range(100)))
    people.pass_time(20)
    assert (len(people.told("chat")), len(people.told("pager")), len(people.told(AUTHOR))) == (1, 1, 100)


def test_an_alert_that_turns_out_graver_is_told_again() -> None:
    people = People()
    found = replace(leak(), severity="high")
    people.happens(found)
    people.pass_time()
    people.happens(replace(found, severity="critical"))
    people.pass_time()
    assert [message.severity for message in people.told("chat")] == ["high", "critical"]


def test_a_decision_that_is_read_before_its_alert_stops_the_steps_all_the_same() -> None:
    people = People()
    found = leak()
    people.happens(decided(found.id), found)
    people.pass_time(60)
    assert [one.channel for one in people.deliveries()] == [AUTHOR]


def test_what_was_planned_and_not_kept_is_planned_again_and_outlives_a_kill() -> None:
    people = People()
    people.log.away = 1
    with pytest.raises(Unavailable):
        people.happens(leak())
    people.deliver.read(500)
    people.restart()
    people.pass_time()
    assert len(people.told(AUTHOR)) == len(people.told("chat")) == 1


def test_while_the_log_is_away_nobody_is_told_twice_and_every_attempt_is_said_in_the_end() -> None:
    people = People()
    people.happens(leak())
    people.log.away = 5
    for _ in range(5):
        with pytest.raises(Unavailable):
            people.turn()
    people.pass_time()
    assert [one.channel for one in people.deliveries()] == [AUTHOR, "chat"]
    assert len(people.told(AUTHOR)) == len(people.told("chat")) == 1


def test_an_alert_that_is_read_twice_is_told_once() -> None:
    people = People()
    people.happens(leak(), leak())
    people.pass_time()
    people.happens(leak())
    people.pass_time(60)
    assert len(people.told("chat")) == len(people.told(AUTHOR)) == 1


def test_what_can_wait_comes_together_at_the_end_of_its_stretch() -> None:
    people = People(REST)
    people.happens(*(replace(leak(str(number)), severity="low", group=f"gr_{number}") for number in range(7)))
    people.pass_time(5 * 60)
    assert not people.told("chat")
    people.pass_time(60)
    assert [message.title for message in people.told("chat")] == ["Alerts that could wait: 7"]


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


@given(st.lists(st.sampled_from(["leak", "kill", "time", "away", "back"]), max_size=25))
def test_nobody_is_told_before_the_author_but_where_that_failed_for_two_minutes(course: list[str]) -> None:
    people, leaks = People(), 0
    for what in course:
        if what == "leak":
            leaks += 1
            people.happens(replace(leak(str(leaks), at=people.now), group=f"gr_{leaks}"))
        elif what == "kill":
            people.restart()
        elif what == "time":
            people.pass_time(0.5)
        else:
            people.mouths[AUTHOR].fails = Unavailable("away") if what == "away" else None
    first = {one.subject: one.at for one in reversed(people.deliveries()) if one.channel == AUTHOR and one.delivered}
    for message in people.told("chat"):
        told = first.get(message.subject)
        assert (told is not None and told <= message.at) or message.at - people.found[message.subject] >= AUTHOR_FIRST


@given(st.lists(st.sampled_from(["leak", "kill", "time", "away", "back"]), max_size=25))
def test_however_often_the_process_is_killed_nobody_is_left_out(course: list[str]) -> None:
    people, leaks = People(), 0
    for what in course:
        if what == "leak":
            leaks += 1
            people.happens(leak(str(leaks)))
        elif what == "kill":
            people.restart()
        elif what == "time":
            people.pass_time(1)
        else:
            people.mouths[AUTHOR].fails = Unavailable("away") if what == "away" else None
    people.mouths[AUTHOR].fails = None
    for _ in range(10):
        people.pass_time(16)
    assert {message.subject for message in people.told(AUTHOR)} == {leak(str(n + 1)).id for n in range(leaks)}
    assert len(people.told("chat")) == min(leaks, 1)


@pytest.mark.parametrize("kind", ["Embargo", "Crisis", "Policy"])
def test_every_kind_of_register_can_be_told_of_in_every_language(kind: str) -> None:
    assert all(kind in words.kinds and kind in words.authors for words in WORDS.values())
