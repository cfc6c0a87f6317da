from io import BytesIO

import pytest

from streams.identity import content_digest
from streams.parse.lines import BLOCK, LONGEST, MOST, Lines, LongLine, Raw


def every(lines: Lines) -> list[Raw]:
    found: list[Raw] = []
    while batch := lines.take():
        assert len(batch) <= MOST
        found += batch
    return found


@pytest.mark.parametrize("size", [1, 2, 3, 7, BLOCK])
def test_lines_are_the_same_however_the_bytes_come(size: int) -> None:
    source = BytesIO(b"one\n\ntwo\r\nthree\nrest")
    lines = Lines(lambda _limit: source.read(size))
    assert every(lines) == [b"one", b"", b"two\r", b"three"]
    assert lines.rest() == b"rest"


def test_an_unfinished_line_goes_on_where_more_bytes_come() -> None:
    pieces = iter([b"on", b"", b"e\n", b""])
    lines = Lines(lambda _limit: next(pieces))
    assert lines.take() == []
    assert lines.rest() == b"on"
    assert lines.take() == [b"one"]


def test_very_many_short_lines_come_in_bounded_batches() -> None:
    lines = Lines(BytesIO(b"\n" * 10_000).read)
    assert len(every(lines)) == 10_000


def test_a_line_longer_than_any_post_is_only_measured() -> None:
    long = b"x" * (LONGEST + 5)
    lines = Lines(BytesIO(b"a\n" + long + b"\nb\n").read)
    assert every(lines) == [b"a", LongLine(len(long), content_digest(long[:LONGEST])), b"b"]


def test_a_long_line_without_an_end_is_not_held_in_memory() -> None:
    block = b"x" * BLOCK
    blocks = iter([block] * 64)
    lines = Lines(lambda _limit: next(blocks, b""))
    assert lines.take() == []
    assert lines.rest() == LongLine(64 * BLOCK, content_digest(block * 8))
