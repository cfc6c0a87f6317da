"""How a process ends that was told to: in time, and saying what it waited for where it did not."""

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from signal import SIGTERM
from threading import Event as Signal

from services.run.ending import OVERDUE, Overdue, still_waiting
from streams.consume import Pace

PATIENCE = 30.0
PROGRAM = """
import sys, threading, time
from services.run.ending import Overdue, stopped_by_signals
stop = threading.Event()
with stopped_by_signals(stop, Overdue(0.2, lambda waiting: print(waiting, file=sys.stderr))):
    print("begun", flush=True)
    {work}
"""
HANGS = "threading.Thread(target=time.sleep, args=(60,), name='never').start()"
HANGS_WHILE_IT_SAYS_SO = "sys.stderr = type('Stuck', (), {'write': lambda *_: time.sleep(60), 'flush': print})(); "


@contextmanager
def begun(work: str) -> "Iterator[subprocess.Popen[str]]":
    command = [sys.executable, "-c", PROGRAM.replace("{work}", work)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "begun\n"
        try:
            yield process
        finally:
            process.kill()


def test_a_signal_ends_a_process_that_listens() -> None:
    with begun("stop.wait()") as process:
        process.send_signal(SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_a_process_that_waits_for_ever_is_ended_for_good_with_an_exit_code_of_its_own() -> None:
    with begun("time.sleep(60)") as process:
        process.send_signal(SIGTERM)
        assert process.wait(PATIENCE) == OVERDUE


def test_a_thread_that_never_ends_keeps_no_process() -> None:
    with begun(f"{HANGS}; stop.wait()") as process:
        process.send_signal(SIGTERM)
        assert process.wait(PATIENCE) == OVERDUE


def test_a_process_that_cannot_say_what_it_waits_for_ends_all_the_same() -> None:
    with begun(f"{HANGS_WHILE_IT_SAYS_SO}time.sleep(60)") as process:
        process.send_signal(SIGTERM)
        assert process.wait(PATIENCE) == OVERDUE


def test_a_signal_within_a_wait_for_the_stop_never_blocks_it() -> None:
    """Whoever is interrupted may hold the lock of the very event: a handler that takes it would wait for itself."""
    with begun("[stop.wait(0.000001) for _ in iter(stop.is_set, True)]") as process:
        process.send_signal(SIGTERM)
        assert process.wait(PATIENCE) == 0


def test_what_still_waits_is_told_by_thread_and_function_and_nothing_else() -> None:
    with waiting(lambda until: Pace(draw=lambda _low, _high: float(until.wait())).back_off(1)):
        told = still_waiting()
    assert "made up in streams.consume.back_off" in told
    assert "signals" not in told


def test_who_is_overdue_says_so_before_it_ends() -> None:
    heard: list[str | int] = []
    Overdue(0.0, lambda _waiting: heard.append("told"), heard.append).wait()
    assert heard == ["told", OVERDUE]


@contextmanager
def waiting(work: Callable[[Signal], object]) -> Iterator[None]:
    """Somebody who waits in a thread until the block is left."""
    until = Signal()
    thread = threading.Thread(target=work, args=(until,), name="made up")
    thread.start()
    time.sleep(0.05)
    try:
        yield
    finally:
        until.set()
        thread.join()
