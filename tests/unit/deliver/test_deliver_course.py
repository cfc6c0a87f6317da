"""However a day goes, in whatever order: nobody is told before the author, and nobody is left out."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.deliver.deliver import AUTHOR_FIRST
from streams.stage import Unavailable
from streams.trail import AUTHOR
from tests.unit.deliver.people import People, leak


class Killed(BaseException):
    """The process ends here."""


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
