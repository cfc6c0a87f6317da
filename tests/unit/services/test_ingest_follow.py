"""Following a file that grows, is cut off, and is taken away."""

import shutil
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from itertools import repeat
from pathlib import Path

import pytest

from services.ingest.ingest import ingest_file
from services.sources.standing import standings
from streams.codec import decode
from streams.log.memory import MemoryLog
from streams.losses import Gap
from streams.stage import Unavailable
from streams.topics import Emit
from tests.unit.services.ingest_desk import NOON, FailingLog, desk, ids, letters, memory_log, post, posts, total


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.ndjson"


@contextmanager
def following(log: MemoryLog, path: Path) -> Iterator[threading.Event]:
    stop = threading.Event()
    thread = threading.Thread(target=lambda: total(ingest_file(desk(log, stop=stop, tries=None), path, follow=True)))
    thread.start()
    try:
        yield stop
    finally:
        stop.set()
        thread.join(10)
    assert not thread.is_alive()


def soon(holds: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 10
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def add(path: Path, raw: bytes) -> None:
    with path.open("ab") as file:
        file.write(raw)


def numbers(last: int) -> list[str]:
    return [str(number) for number in range(last)]


def test_lines_are_taken_in_as_they_are_written(path: Path) -> None:
    log = memory_log()
    add(path, posts([0]))
    with following(log, path):
        soon(lambda: ids(log) == numbers(1))
        add(path, posts([1, 2]))
        soon(lambda: ids(log) == numbers(3))


def test_an_unfinished_line_is_waited_for(path: Path) -> None:
    log = memory_log()
    add(path, posts([0]) + post(1)[:-10])
    with following(log, path):
        soon(lambda: ids(log) == numbers(1))
        time.sleep(0.3)
        add(path, post(1)[-10:] + b"\n")
        soon(lambda: ids(log) == numbers(2))
    assert letters(log) == []


def test_a_file_that_is_not_there_yet_is_waited_for(path: Path) -> None:
    log = memory_log()
    with following(log, path):
        time.sleep(0.05)
        add(path, posts([0]))
        soon(lambda: ids(log) == numbers(1))


def test_a_rotated_file_is_read_to_its_end_and_then_the_new_one_from_its_start(path: Path) -> None:
    log = memory_log()
    add(path, posts([0]))
    with following(log, path):
        soon(lambda: ids(log) == numbers(1))
        old = path.rename(path.with_suffix(".1"))
        add(old, post(1))
        add(path, posts([2]))
        soon(lambda: ids(log) == numbers(3))
        add(path, posts([3]))
        soon(lambda: ids(log) == numbers(4))


def test_a_file_that_is_cut_off_is_read_from_its_start(path: Path) -> None:
    log = memory_log()
    add(path, posts([0, 1, 2]))
    with following(log, path):
        soon(lambda: ids(log) == numbers(3))
        shutil.copy(path, path.with_suffix(".1"))
        path.write_bytes(b"")
        time.sleep(0.3)
        add(path, posts([3]))
        soon(lambda: ids(log) == numbers(4))
    assert letters(log) == []


def test_a_file_that_is_cut_off_and_longer_again_at_once_is_read_from_its_start(path: Path) -> None:
    log = memory_log()
    add(path, posts([0]))
    with following(log, path):
        soon(lambda: ids(log) == numbers(1))
        path.write_bytes(posts(range(1, 50)))
        soon(lambda: ids(log) == numbers(50))
    assert letters(log) == []


def test_a_full_disk_is_waited_for_until_the_end(path: Path) -> None:
    log = FailingLog([True] * 20)
    add(path, posts([0]))
    with following(log, path):
        soon(lambda: ids(log) == numbers(1))


def test_a_stop_while_the_disk_is_full_ends_quietly_and_the_lines_come_again(path: Path) -> None:
    log = FailingLog(repeat(object=True))
    add(path, posts([0]))
    with following(log, path):
        time.sleep(0.1)
    assert ids(log) == []


class Ending(MemoryLog):
    """A log that is gone, and with it the wish to go on."""

    appends = 0

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(lambda: NOON)
        self._stop = stop

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:  # noqa: ARG002 - of the port
        self.appends += 1
        self._stop.set()
        raise Unavailable("gone")


def test_a_log_that_is_away_at_the_end_is_not_asked_to_note_the_end(path: Path) -> None:
    stop = threading.Event()
    log = Ending(stop)
    add(path, posts([0]))
    assert list(ingest_file(desk(log, stop=stop, tries=None), path, follow=True)) == []
    assert log.appends == 1


def lost(log: MemoryLog) -> list[str]:
    events = (decode(record.value) for record in log.tail("gaps", {}, 100))
    return [event.reason for event in events if isinstance(event, Gap)]


def test_a_file_that_is_cut_off_while_it_is_followed_is_a_gap(path: Path) -> None:
    log = memory_log()
    add(path, posts(range(9)))
    with following(log, path):
        soon(lambda: ids(log) == numbers(9))
        path.write_bytes(post(9) + b"\n")
        soon(lambda: ids(log) == numbers(10))
    assert lost(log) == ["cut_off"]


def test_a_file_that_was_replaced_while_nobody_followed_it_is_a_gap(path: Path) -> None:
    log = memory_log()
    add(path, posts(range(9)))
    with following(log, path):
        soon(lambda: ids(log) == numbers(9))
    path.write_bytes(post(9) + b"\n")
    with following(log, path):
        soon(lambda: ids(log) == numbers(10))
    assert lost(log) == ["cut_off"]


def test_a_file_that_is_rotated_away_and_read_to_its_end_is_none(path: Path) -> None:
    log = memory_log()
    add(path, posts(range(3)))
    with following(log, path):
        soon(lambda: ids(log) == numbers(3))
        shutil.move(path, path.with_suffix(".1"))
        path.write_bytes(post(3) + b"\n")
        soon(lambda: ids(log) == numbers(4))
    assert lost(log) == []


def test_how_a_followed_file_stands_is_said_while_it_is_there_and_while_not(path: Path) -> None:
    log = memory_log()
    with following(log, path):
        soon(lambda: [(one.state, one.trouble) for one in standings(log)] == [("degraded", "missing")])
        add(path, posts([0]))
        soon(lambda: [(one.state, one.trouble) for one in standings(log)] == [("live", "")])
    assert [one.state for one in standings(log)] == ["stopped"]


def test_a_followed_file_that_is_taken_away_is_missing_until_there_is_one_again(path: Path) -> None:
    log = memory_log()
    add(path, posts([0]))
    with following(log, path), path.open("ab", buffering=0) as writer:
        soon(lambda: [(one.state, one.trouble) for one in standings(log)] == [("live", "")])
        path.unlink()
        soon(lambda: [(one.state, one.trouble) for one in standings(log)] == [("degraded", "missing")])
        writer.write(posts([1]))
        soon(lambda: ids(log) == numbers(2))
        assert [(one.state, one.trouble) for one in standings(log)] == [("degraded", "missing")]
        add(path, posts([2]))
        soon(lambda: ids(log) == numbers(3))
        soon(lambda: [(one.state, one.trouble) for one in standings(log)] == [("live", "")])
    assert lost(log) == []
