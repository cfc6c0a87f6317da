"""The registers beside a worker: fresh, or nothing."""

from datetime import timedelta
from threading import Event as Signal
from time import sleep
from typing import TYPE_CHECKING, cast

import pytest

from streams.log.watched import WatchedRegisters
from streams.situation.model import Situation
from streams.stage import CannotRun, Unavailable

if TYPE_CHECKING:
    from streams.log.declared import Declared


class Register:
    """What was declared, and when it was last read."""

    def __init__(self) -> None:
        self.age = timedelta.max
        self.fails: Exception | None = None
        self.holds = Situation()
        self.reads = 0
        self.read = Signal()

    def situation(self) -> Situation:
        self.reads += 1
        self.read.set()
        if self.fails is not None:
            raise self.fails
        self.age = timedelta(0)
        return self.holds


def watched_of(register: Register, told: list[str] | None = None) -> WatchedRegisters:
    said = [] if told is None else told
    return WatchedRegisters(cast("Declared", register), timedelta(seconds=10), said.append)


def test_there_is_nothing_before_the_registers_were_read() -> None:
    assert watched_of(Register()).current() is None


def test_what_was_read_holds_until_it_is_too_old_and_again_when_it_was_read_anew() -> None:
    register = Register()
    watched = watched_of(register)
    watched.read()
    assert watched.current() is register.holds
    register.age = timedelta(seconds=10)
    assert watched.current() is register.holds
    register.age = timedelta(seconds=10, microseconds=1)
    assert watched.current() is None
    watched.read()
    assert watched.current() is register.holds


def test_what_holds_is_replaced_by_what_is_read() -> None:
    register = Register()
    watched = watched_of(register)
    watched.read()
    register.holds = Situation()
    watched.read()
    assert watched.current() is register.holds


def test_registers_that_are_away_are_told_and_what_was_read_still_holds() -> None:
    register, told = Register(), list[str]()
    watched = watched_of(register, told)
    watched.read()
    register.fails = Unavailable("Kafka is away")
    watched.read()
    assert watched.current() is register.holds
    register.fails = None
    watched.read()
    assert told == ["", "Kafka is away", ""]


def test_registers_that_cannot_be_read_end_whoever_judges_by_them_for_good() -> None:
    register, told = Register(), list[str]()
    watched = watched_of(register, told)
    watched.read()
    register.fails = CannotRun("written by a newer version: upgrade")
    watched.read()
    register.fails = None
    watched.read()
    for _ in range(2):
        with pytest.raises(CannotRun, match="newer version"):
            watched.current()
    assert told[1] == "written by a newer version: upgrade"


def test_they_are_read_again_and_again_while_they_are_watched_and_not_afterwards() -> None:
    register = Register()
    with watched_of(register).watching(timedelta(milliseconds=5)):
        for _ in range(3):
            register.read.clear()
            assert register.read.wait(5)
    reads = register.reads
    assert reads >= 3
    register.read.clear()
    assert not register.read.wait(0.1)
    assert register.reads == reads


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_whoever_judges_ends_when_nobody_reads_the_registers_any_more() -> None:
    register = Register()
    watched = watched_of(register)
    register.fails = KeyError("a fault in the program")
    with watched.watching(timedelta(milliseconds=1)):
        assert register.read.wait(5)
        sleep(0.1)
        with pytest.raises(Unavailable, match="has ended"):
            watched.current()
