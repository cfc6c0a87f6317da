"""Answering beside others: who stops to answer says so."""

from collections.abc import Callable
from threading import Event as Signal

import pytest

from services.answering import answering
from streams.stage import CannotRun


def test_who_stops_to_answer_before_it_is_told_to_ends_what_goes_on_beside_it() -> None:
    ended, give_up = Signal(), Signal()

    def answer(_stop: Signal, ready: Callable[[], None]) -> None:
        ready()
        give_up.wait(10)

    with answering(answer, ended):
        assert not ended.is_set()
        give_up.set()
        assert ended.wait(10)


def test_who_is_told_to_stop_ends_nothing_else() -> None:
    ended = Signal()

    def answer(stop: Signal, ready: Callable[[], None]) -> None:
        ready()
        stop.wait(10)

    with answering(answer, ended):
        pass
    assert not ended.is_set()


def test_who_cannot_begin_says_why() -> None:
    def answer(_stop: Signal, _ready: Callable[[], None]) -> None:
        raise CannotRun("the port is taken")

    with pytest.raises(CannotRun, match="the port is taken"), answering(answer):
        raise AssertionError
