"""What is told together: groups that somebody works through, and what can wait."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.deliver.agenda import REMINDS, Agenda
from services.deliver.routes import Route, Step, dues
from streams.stage import Unavailable
from streams.trail import AUTHOR
from tests.unit.deliver.people import HELD, REST, TEAM, People, decided, leak
from tests.veltrona import HANDLES, NOON


class Counted(dict[str, bytes]):
    """A table that counts what is written to it."""

    writes = 0

    def __setitem__(self, key: str, value: bytes) -> None:
        self.writes += 1
        super().__setitem__(key, value)


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


def test_a_post_that_was_taken_down_before_anybody_was_told_tells_nobody() -> None:
    people = People()
    found = leak()
    people.happens(found, replace(found, status="taken_down"))
    people.pass_time(60)
    assert people.deliveries() == []


def test_what_was_found_by_looking_back_comes_with_what_can_wait() -> None:
    people = People(REST)
    people.happens(replace(leak(), severity="low", found_later=True))
    people.pass_time(6 * 60)
    assert [one.channel for one in people.deliveries()] == [AUTHOR, "chat"]


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


def test_what_can_wait_comes_together_at_the_end_of_its_stretch() -> None:
    people = People(REST)
    people.happens(*(replace(leak(str(number)), severity="low", group=f"gr_{number}") for number in range(7)))
    people.pass_time(5 * 60)
    assert not people.told("chat")
    people.pass_time(60)
    assert [message.title for message in people.told("chat")] == ["Alerts that could wait: 7"]


def test_what_somebody_was_done_with_before_does_not_come_with_what_can_wait() -> None:
    people = People(REST)
    first, second, third = (replace(leak(str(number)), severity="low", group=f"gr_{number}") for number in range(3))
    people.happens(first, second, third)
    people.happens(decided(first.id, "leak"), decided(second.id))
    people.pass_time(6 * 60)
    assert [message.title for message in people.told("chat")] == ["Alerts that could wait: 2"]
    assert people.told(AUTHOR)


@pytest.mark.parametrize("again", [False, True])
def test_what_somebody_was_done_with_does_not_come_with_what_can_wait_in_whatever_order_it_is_read(
    *, again: bool
) -> None:
    people = People(REST)
    found = replace(leak(), severity="low")
    if again:
        people.happens(found)
    people.happens(decided(found.id, "leak"))
    people.happens(found)
    people.pass_time(6 * 60)
    assert not people.told("chat")
