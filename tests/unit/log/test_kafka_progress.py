"""Positions in events, committed in whole records."""

from streams.log.kafka_progress import Progress


def test_a_record_is_passed_with_its_last_event() -> None:
    came = Progress(7)
    assert came.read(7, 3) == 0
    came.advance(7, 1)
    assert (came.next, came.within) == (7, 2)
    came.advance(7, 2)
    assert (came.next, came.within) == (8, 0)


def test_what_was_passed_of_a_record_is_left_out_when_it_is_read_again() -> None:
    came = Progress(7)
    came.read(7, 3)
    came.advance(7, 1)
    assert came.read(7, 3) == 2
    assert came.read(8, 3) == 0


def test_a_later_event_passes_all_before_it() -> None:
    came = Progress(0)
    for offset in range(3):
        came.read(offset, 2)
    came.advance(2, 0)
    assert (came.next, came.within) == (2, 1)


def test_a_position_never_goes_back() -> None:
    came = Progress(0)
    came.read(0, 2)
    came.read(1, 2)
    came.advance(1, 0)
    came.advance(0, 1)
    assert (came.next, came.within) == (1, 1)


def test_what_was_not_read_here_is_not_passed() -> None:
    came = Progress(5)
    came.advance(9, 0)
    assert (came.next, came.within) == (5, 0)


def test_offsets_that_kafka_left_out_are_passed_with_the_next() -> None:
    came = Progress(0)
    came.read(40, 1)
    came.advance(40, 0)
    assert came.next == 41


def test_a_copy_goes_on_by_itself() -> None:
    came = Progress(7, committed=7)
    came.read(7, 1)
    copy = came.copy()
    copy.advance(7, 0)
    assert (came.next, copy.next) == (7, 8)
    came.advance(7, 0)
    assert came == copy
