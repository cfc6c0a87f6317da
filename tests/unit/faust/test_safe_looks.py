"""Faust looks from time to time whether partitions stand still."""

from faust.types import TP

from tests.unit.faust.consumer_group import Group, consumer_of
from tests.unit.faust.loops import in_a_loop


class Unplaced(Group):
    """One in which no partition has a position yet, as between being dealt and being sought."""

    def verify_event_path(self, now: float, tp: TP) -> None:
        raise AssertionError(f"no position of {tp} at {now}")


@in_a_loop
async def test_a_partition_without_a_position_yet_does_not_end_the_worker() -> None:
    await consumer_of(Unplaced()).verify_all_partitions_active()
