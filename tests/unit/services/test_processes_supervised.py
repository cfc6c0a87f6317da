"""Real processes, tiny programs: started, started again, ended in order, and gone when their parent is."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Event as Signal

import pytest

from services.run.processes import Happened, Process, Processes, watch
from streams.consume import Pace

PATIENCE = 30.0
WORKER = """
import signal, sys, pathlib
from threading import Event
from services.run.lifeline import end_with_parent, tell_readiness
stop = Event()
signal.signal(signal.SIGTERM, lambda *_: stop.set())
end_with_parent(5)
tell_readiness(True)
stop.wait()
with open(sys.argv[1], "a") as ends:
    print(sys.argv[2], file=ends)
"""
DEAF = """
import signal, time
from services.run.lifeline import tell_readiness
signal.signal(signal.SIGTERM, signal.SIG_IGN)
tell_readiness(True)
time.sleep(60)
"""
PARENT = """
import sys, time
from services.run.processes import Process, Processes
command = [sys.executable, "-c", sys.argv[1], sys.argv[2], "index"]
processes = Processes([Process("index", command, {})], frozenset(), print)
processes.turn()
while processes.not_ready():
    processes.turn()
    time.sleep(0.01)
print("all ready", flush=True)
time.sleep(60)
"""


class Heard:
    """What is told."""

    def __init__(self) -> None:
        self.happened: list[Happened] = []

    def __call__(self, happened: Happened) -> None:
        self.happened.append(happened)

    def what(self) -> list[tuple[str, str, int]]:
        return [(one.name, one.what, one.code) for one in self.happened]


def program(name: str, text: str, *arguments: str, may_end: bool = False, endures: int = 0) -> Process:
    return Process(name, [sys.executable, "-c", text, *arguments], {"STAGE": name}, may_end, frozenset({endures}))


@contextmanager
def started(programs: Sequence[Process], heard: Heard) -> Iterator[Processes]:
    quick = Pace(pause=timedelta(milliseconds=10), longest=timedelta(milliseconds=10))
    processes = Processes(programs, frozenset({2, 3}), heard, quick)
    try:
        yield processes
    finally:
        processes.end(0)


def turn_until(processes: Processes, done: Callable[[], bool]) -> None:
    until = time.monotonic() + PATIENCE
    while not done():
        assert time.monotonic() < until
        processes.turn()
        time.sleep(0.01)


def test_all_are_started_tell_that_they_are_ready_and_end_when_asked(tmp_path: Path) -> None:
    heard, ends = Heard(), tmp_path / "ends"
    with started([program(name, WORKER, str(ends), name) for name in ("ingest", "index")], heard) as processes:
        assert processes.not_ready() == ["ingest", "index"]
        turn_until(processes, lambda: not processes.not_ready())
        processes.end(PATIENCE)
    assert sorted(ends.read_text("utf-8").split()) == ["index", "ingest"]
    assert heard.happened == []


def test_one_that_dies_is_started_again_and_said_so(tmp_path: Path) -> None:
    once = (
        f"import os, sys; first = not os.path.exists({str(tmp_path / 'ran')!r}); open({str(tmp_path / 'ran')!r}, 'w')"
    )
    text = f"{once}\nif first: sys.exit(4)\n{WORKER}"
    heard = Heard()
    with started([program("index", text, str(tmp_path / "ends"), "index")], heard) as processes:
        turn_until(processes, lambda: not processes.not_ready())
        processes.end(PATIENCE)
    assert heard.what() == [("index", "died", 4)]


def test_one_that_keeps_dying_is_given_longer_pauses() -> None:
    heard = Heard()
    with started([program("index", "import os; os.kill(os.getpid(), 9)")], heard) as processes:
        turn_until(processes, lambda: len(heard.happened) == 3)
    assert heard.what() == [("index", "died", -signal.SIGKILL)] * 3
    assert [one.pause > 0 for one in heard.happened] == [False, True, True]


@pytest.mark.parametrize("code", [2, 3])
def test_an_end_that_no_other_start_can_help_ends_all(code: int, tmp_path: Path) -> None:
    heard = Heard()
    workers = [
        program("index", WORKER, str(tmp_path / "ends"), "index"),
        program("detect", f"raise SystemExit({code})"),
    ]
    with started(workers, heard) as processes:
        assert watch(processes, Signal(), lambda _waiting: None) == code
    assert ("detect", "ended all", code) in heard.what()


def test_an_end_that_is_endured_is_no_reason_to_end_the_others(tmp_path: Path) -> None:
    heard = Heard()
    workers = [
        program("detect", WORKER, str(tmp_path / "ends"), "detect"),
        program("index", "raise SystemExit(2)", endures=2),
    ]
    with started(workers, heard) as processes:
        turn_until(processes, lambda: len(heard.happened) >= 3 and processes.not_ready() == ["index"])
        assert {*heard.what()} == {("index", "died", 2)}


def test_one_that_may_end_is_done_and_counts_as_ready() -> None:
    heard = Heard()
    with started([program("ingest", "", may_end=True)], heard) as processes:
        turn_until(processes, lambda: not processes.not_ready())
    assert heard.what() == [("ingest", "done", 0)]


def test_one_that_does_not_listen_is_killed_when_its_time_is_over() -> None:
    heard = Heard()
    with started([program("index", DEAF)], heard) as processes:
        turn_until(processes, lambda: not processes.not_ready())
        processes.end(0.2)
    assert heard.what() == [("index", "killed", -signal.SIGKILL)]


def test_watching_ends_when_nothing_was_left_to_do_twice(tmp_path: Path) -> None:
    answers = iter((True, False, True, True))
    with started([program("index", WORKER, str(tmp_path / "ends"), "index")], Heard()) as processes:
        assert watch(processes, Signal(), lambda _waiting: None, lambda: next(answers)) == 0
    assert list(answers) == []


def test_watching_ends_when_asked_to_and_tells_every_turn_who_is_not_ready(tmp_path: Path) -> None:
    stop, waited = Signal(), list[Sequence[str]]()

    def beat(waiting: Sequence[str]) -> None:
        waited.append(waiting)
        if not waiting:
            stop.set()

    with started([program("index", WORKER, str(tmp_path / "ends"), "index")], Heard()) as processes:
        assert watch(processes, stop, beat) == 0
    assert (waited[0], waited[-1]) == (["index"], [])


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGTERM])
def test_no_process_outlives_its_parent(how: signal.Signals, tmp_path: Path) -> None:
    ends = tmp_path / "ends"
    parent = subprocess.Popen([sys.executable, "-c", PARENT, WORKER, str(ends)], stdout=subprocess.PIPE)
    assert parent.stdout is not None
    with parent, parent.stdout as said:
        assert said.readline() == b"all ready\n"
        os.kill(parent.pid, how)
    until = time.monotonic() + PATIENCE
    while not ends.exists() and time.monotonic() < until:
        time.sleep(0.01)
    assert ends.read_text("utf-8") == "index\n"
