"""Only what is settled is committed, without a gap, and until Kafka has taken it."""

from itertools import accumulate
from random import Random

from faust.types import TP
from hypothesis import given
from hypothesis import strategies as st

from streams.safe_faust import Delivered
from tests.unit.faust.consumer_group import OTHERS, POSTS, Group, consumer_of, message
from tests.unit.faust.loops import in_a_loop

STEPS = st.lists(st.integers(1, 3), min_size=1, max_size=30)  # from one offset to the next: there may be gaps


@given(STEPS, st.randoms(use_true_random=False))
def test_what_is_committable_passes_no_open_record_never_falls_and_ends_behind_the_last(
    steps: list[int], rng: Random
) -> None:
    delivered, reached = Delivered(), 0
    waiting, still_open = list(accumulate(steps)), list[int]()
    last = waiting[-1]
    while waiting or still_open:
        if waiting and (not still_open or rng.random() < 0.5):
            still_open.append(waiting.pop(0))
            delivered.deliver(still_open[-1])
        else:
            delivered.settle(still_open.pop(rng.randrange(len(still_open))))
        before, reached = reached, delivered.committable() or 0
        assert before <= reached <= min(still_open, default=last + 1)
    assert reached == last + 1


def test_nothing_is_committable_where_nothing_was_settled() -> None:
    delivered = Delivered()
    delivered.deliver(5)
    assert delivered.committable() is None


@in_a_loop
async def test_the_settled_beginning_of_each_partition_is_committed_once() -> None:
    group = Group()
    consumer = consumer_of(group)
    await consumer.deliver(7, 8, 9)
    await consumer.deliver(3, tp=OTHERS)
    for offset in (9, 7):
        consumer.settle(POSTS, offset)
    assert await consumer.commit()
    consumer.settle(OTHERS, 3)
    consumer.settle(POSTS, 8)
    assert await consumer.commit()
    assert not await consumer.commit()
    assert group.commits == [{POSTS: 8}, {POSTS: 10, OTHERS: 4}]


@in_a_loop
async def test_a_commit_that_kafka_did_not_take_is_sent_again() -> None:
    group = Group()
    consumer = consumer_of(group)
    await consumer.deliver(0)
    consumer.settle(POSTS, 0)
    group.takes = False
    assert not await consumer.commit()
    group.takes = True
    assert await consumer.commit()
    assert group.commits == [{POSTS: 1}, {POSTS: 1}]


@in_a_loop
async def test_acknowledgements_of_faust_commit_nothing() -> None:
    group = Group()
    consumer = consumer_of(group)
    await consumer.deliver(0)
    assert not consumer.ack(message(0))
    assert not await consumer.commit()
    assert group.commits == []


@in_a_loop
async def test_records_that_go_to_no_agent_are_not_waited_for_and_not_committed() -> None:
    group = Group()
    changelog = TP("changelog", 0)
    group.mine.add(changelog)
    consumer = consumer_of(group)
    await consumer.deliver(0, 1, tp=changelog)
    consumer.settle(changelog, 0)
    assert not await consumer.commit()
    assert group.commits == []


@in_a_loop
async def test_after_a_seek_everything_is_open_again_and_what_has_no_commit_begins_anew() -> None:
    group = Group()
    group.committed[POSTS] = 4
    consumer = consumer_of(group)
    await consumer.deliver(4, 5)
    consumer.settle(POSTS, 4)
    await consumer.perform_seek()
    assert group.begun_anew == [OTHERS]
    consumer.settle(POSTS, 5)  # of before the seek
    assert not await consumer.commit()
    await consumer.deliver(4)
    consumer.settle(POSTS, 4)
    assert await consumer.commit()
    assert group.commits == [{POSTS: 5}]


@in_a_loop
async def test_a_partition_that_comes_back_is_not_committed_where_it_was_left() -> None:
    group = Group()
    consumer = consumer_of(group)
    await consumer.deliver(0, 1)
    consumer.settle(POSTS, 0)
    assert await consumer.commit()
    await consumer.on_partitions_revoked({POSTS, OTHERS})
    group.committed[POSTS] = 100  # another worker went on
    assert not await consumer.commit()
    assert group.commits == [{POSTS: 1}]


@in_a_loop
async def test_a_full_buffer_is_no_reason_to_fetch_nothing() -> None:
    consumer = consumer_of(Group())
    await consumer.on_partitions_assigned({POSTS}, 1)
    consumer.on_buffer_full(POSTS)
    assert consumer._get_active_partitions() == {POSTS}  # noqa: SLF001 - what Faust fetches from
