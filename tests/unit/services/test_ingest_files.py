from io import BytesIO
from pathlib import Path

import pytest

from services.ingest.ingest import ingest_file, ingest_stream
from services.ingest.tally import Tally
from streams.codec import decode
from streams.dead_letters import DeadLetterLimit, TooManyDead
from streams.events import PostEvent
from streams.identity import content_digest
from streams.parse.lines import LONGEST, MOST
from streams.situation.model import Registers
from streams.stage import CannotRun
from tests.unit.services.ingest_desk import (
    NOON,
    REGISTERS,
    DyingLog,
    FailingLog,
    Killed,
    desk,
    ids,
    letters,
    memory_log,
    post,
    posts,
    total,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "posts.ndjson"


def numbers(last: int, first: int = 0) -> list[str]:
    return [str(number) for number in range(first, last)]


def test_posts_of_a_file_are_in_the_log_in_order_under_their_account(path: Path) -> None:
    path.write_bytes(posts(range(3)))
    log = memory_log()
    assert total(ingest_file(desk(log), path)) == Tally(accepted=3)
    assert ids(log) == numbers(3)
    assert {record.key for record in log.tail("posts", {}, 9)} == {"mastodon/@news@veltrona.example"}


def test_a_second_run_reads_only_what_was_added(path: Path) -> None:
    path.write_bytes(posts(range(3)))
    log = memory_log()
    total(ingest_file(desk(log), path))
    assert total(ingest_file(desk(log), path)).lines == 0
    with path.open("ab") as file:
        file.write(posts(range(3, 5)))
    assert total(ingest_file(desk(log), path)) == Tally(accepted=2)
    assert ids(log) == numbers(5)


@pytest.mark.parametrize("batch", range(1, 5))
@pytest.mark.parametrize("durable", [True, False])
def test_a_kill_at_any_batch_loses_no_line_and_doubles_none(path: Path, batch: int, *, durable: bool) -> None:
    count = 3 * MOST + 7
    path.write_bytes(posts(range(count)))
    log = DyingLog()
    log.kill_after, log.kill_before = (batch, None) if durable else (None, batch)
    with pytest.raises(Killed):
        total(ingest_file(desk(log), path))
    log.close()
    total(ingest_file(desk(log), path))
    assert ids(log) == numbers(count)


def test_the_same_line_twice_does_no_harm(path: Path) -> None:
    path.write_bytes(posts([1, 1]))
    log = memory_log()
    assert total(ingest_file(desk(log), path)) == Tally(accepted=2)
    first, second = log.tail("posts", {}, 2)
    assert first.value == second.value


def test_edits_before_creates_and_deletes_of_unknown_posts_are_taken_in(path: Path) -> None:
    path.write_bytes(post(1, kind="edited", revision="2") + b"\n" + post(2, kind="deleted") + b"\n" + post(1) + b"\n")
    log = memory_log()
    assert total(ingest_file(desk(log), path)) == Tally(accepted=3)


def test_a_bad_line_becomes_a_dead_letter_that_says_where_and_why(path: Path) -> None:
    bad = b'{"platform": "mastodon", "text": "GEHEIM"}'
    path.write_bytes(posts([0]) + b"\n \r\n" + bad + b"\n" + posts([1]))
    log = memory_log()
    assert total(ingest_file(desk(log), path)) == Tally(accepted=2, dead_letters=1)
    (letter,) = letters(log)
    assert (letter.stage, letter.source, letter.line) == ("ingest", str(path), 4)
    assert path.read_bytes()[letter.position : letter.position + letter.length] == bad
    assert (letter.digest, letter.reason, letter.at) == (content_digest(bad), "field missing: account", NOON)


def test_a_line_longer_than_any_post_becomes_a_dead_letter(path: Path) -> None:
    path.write_bytes(posts([0]) + b"x" * (LONGEST + 1) + b"\n" + posts([1]))
    log = memory_log()
    assert total(ingest_file(desk(log), path)) == Tally(accepted=2, dead_letters=1)
    (letter,) = letters(log)
    assert (letter.reason, letter.length, letter.line) == ("longer than 8 MiB", LONGEST + 1, 2)


def test_a_byte_order_mark_at_the_very_start_is_passed_over(path: Path) -> None:
    mark = b"\xef\xbb\xbf"
    path.write_bytes(mark + posts([0]) + mark + posts([1]))
    assert total(ingest_file(desk(memory_log()), path)) == Tally(accepted=1, dead_letters=1)


def test_refused_posts_are_counted_by_reason(path: Path) -> None:
    path.write_bytes(
        b"\n".join(
            [
                post(1),
                post(2, account="@fremd@social.example"),
                post(3, visibility="direct"),
                post(4, text="x" * 100_001),
            ]
        )
    )
    log = memory_log()
    expected = Tally(accepted=1, refused={"unknown_account": 1, "not_public": 1, "too_large": 1})
    assert total(ingest_file(desk(log), path)) == expected
    assert ids(log) == ["1"]


def test_what_is_declared_meanwhile_holds_from_the_next_batch(path: Path) -> None:
    path.write_bytes(posts(range(MOST + 3)))
    answers = iter([REGISTERS, Registers()])
    tally = total(ingest_file(desk(memory_log(), registers=lambda: next(answers)), path))
    assert tally == Tally(accepted=MOST, refused={"unknown_account": 3})


def test_a_last_line_without_a_newline_is_taken_in_where_it_is_whole(path: Path) -> None:
    path.write_bytes(posts([0]) + post(1))
    log = memory_log()
    total(ingest_file(desk(log), path))
    with path.open("ab") as file:
        file.write(b"\n" + posts([2]) + b"bad\n")
    total(ingest_file(desk(log), path))
    assert ids(log) == numbers(3)
    assert [letter.line for letter in letters(log)] == [4]


def test_a_last_line_that_is_still_being_written_is_read_again_when_it_is_whole(path: Path) -> None:
    whole = posts([0, 1])
    path.write_bytes(whole[:-30])
    log = memory_log()
    assert total(ingest_file(desk(log), path)) == Tally(accepted=1, dead_letters=1)
    path.write_bytes(whole)
    assert total(ingest_file(desk(log), path)) == Tally(accepted=1)
    assert ids(log) == numbers(2)


@pytest.mark.parametrize("other", [posts(range(90, 92)), posts(range(100, 200))])
def test_another_file_in_the_same_place_is_read_from_its_start(path: Path, other: bytes) -> None:
    path.write_bytes(posts(range(10)))
    log = memory_log()
    total(ingest_file(desk(log), path))
    path.write_bytes(other)
    assert total(ingest_file(desk(log), path)).accepted == other.count(b"\n")


def test_two_files_have_cursors_of_their_own(tmp_path: Path) -> None:
    log = memory_log()
    for name in ("a", "b"):
        (tmp_path / name).write_bytes(posts(range(2)))
        assert total(ingest_file(desk(log), tmp_path / name)).accepted == 2


def test_too_many_bad_lines_end_the_run_and_a_mended_file_goes_on_in_the_same_place(path: Path) -> None:
    good, rest = posts(range(MOST)), posts(range(MOST, 2 * MOST))
    path.write_bytes(good + b"bad\n" * MOST)
    log = memory_log()
    with pytest.raises(TooManyDead):
        total(ingest_file(desk(log), path))
    assert ids(log) == numbers(MOST)
    assert len({letter.id for letter in letters(log)}) == MOST
    path.write_bytes(good + rest)
    assert total(ingest_file(desk(log), path)) == Tally(accepted=MOST)
    assert ids(log) == numbers(2 * MOST)


def test_a_higher_limit_lets_a_run_go_on(path: Path) -> None:
    path.write_bytes(b"bad\n" * MOST + posts([0]))
    tally = total(ingest_file(desk(memory_log(), limit=DeadLetterLimit(share=1.0)), path))
    assert tally == Tally(accepted=1, dead_letters=MOST)


def test_a_full_disk_is_waited_for_and_nothing_is_lost_or_doubled(path: Path) -> None:
    path.write_bytes(posts(range(2 * MOST)))
    log = FailingLog([True, True, False, True])
    assert total(ingest_file(desk(log), path)) == Tally(accepted=2 * MOST)
    assert ids(log) == numbers(2 * MOST)


def test_a_disk_that_stays_full_ends_the_run_and_the_next_one_goes_on(path: Path) -> None:
    path.write_bytes(posts(range(2 * MOST)))
    log = FailingLog([False, False, True, True, True])  # the second says whom was heard of
    with pytest.raises(CannotRun, match=r"free some space.*run the same command again"):
        total(ingest_file(desk(log, tries=3), path))
    assert total(ingest_file(desk(log), path)) == Tally(accepted=MOST)
    assert ids(log) == numbers(2 * MOST)


def test_a_file_that_is_not_there_is_named(path: Path) -> None:
    with pytest.raises(CannotRun, match=r"posts\.ndjson cannot be read \(No such file"):
        total(ingest_file(desk(memory_log()), path))


def test_a_pipe_is_read_from_its_beginning_every_time() -> None:
    log = memory_log()
    for _ in range(2):
        assert total(ingest_stream(desk(log), BytesIO(posts([1, 2]) + post(3)).read, "-")).accepted == 3
    assert [letter.source for letter in letters(log)] == []


def test_a_bad_line_of_a_pipe_is_named_by_its_line() -> None:
    log = memory_log()
    total(ingest_stream(desk(log), BytesIO(posts([1]) + b"bad\nworse").read, "-"))
    assert [(letter.source, letter.line) for letter in letters(log)] == [("-", 2), ("-", 3)]


def test_a_post_from_the_future_is_judged_at_receipt(path: Path) -> None:
    path.write_bytes(post(1, published="2099-01-01T00:00:00Z"))
    log = memory_log()
    total(ingest_file(desk(log), path))
    event = decode(log.tail("posts", {}, 1)[0].value)
    assert isinstance(event, PostEvent)
    assert (event.at, event.time_suspect) == (NOON, True)
