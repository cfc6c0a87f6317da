"""What only the log in Kafka does: packed records, foreign ones, members that come and go, topics that differ."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random
from time import monotonic

import pytest
from kafka import KafkaProducer
from kafka.admin import KafkaAdminClient, MemberToRemove

from streams.codec import Malformed, decode
from streams.identity import alert_and_revision
from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_reader import Rebalanced
from streams.log.kafka_topics import apply
from streams.log.order import behind, pages
from streams.log.packing import LARGEST, MOST_EVENTS, TooLarge
from streams.stage import CannotRun
from streams.topics import Record, Topic
from tests.contract.kafka_homes import fresh_place
from tests.contract.log_homes import gap, gaps, names
from tests.servers.kafka import KafkaServer

SOON = timedelta(seconds=10)


@pytest.fixture
def place(kafka: KafkaServer) -> KafkaPlace:
    return fresh_place(kafka.bootstrap)


@pytest.fixture
def log(place: KafkaPlace) -> Iterator[KafkaLog]:
    with opened(place) as log:
        yield log


@contextmanager
def opened(place: KafkaPlace) -> Iterator[KafkaLog]:
    with closing(KafkaLog(place, clock=lambda: datetime.now(UTC))) as log:
        yield log


def read_all(log: KafkaLog, group: str = "g") -> list[Record]:
    read: list[Record] = []
    while records := log.read(group, ["posts"], 1000):
        read += records
    return read


def test_nobody_is_contacted_before_the_log_is_used() -> None:
    with opened(KafkaPlace(bootstrap=("127.0.0.1:1",))) as log:
        log.rewind("g")
        log.state("g")


def test_a_record_that_was_half_advanced_past_comes_again_as_a_whole(place: KafkaPlace) -> None:
    with opened(place) as log:
        log.append(gaps(1, 2, 3))
        log.append(gaps(4, 5))
        records = log.read("g", ["posts"], 10)
        log.advance("g", records[:4])
        assert [passed.values() for passed in log.positions("g").values()] != []
    with opened(place) as log:
        assert names(log.read("g", ["posts"], 10)) == ["4", "5"]


def test_nothing_is_committed_before_a_record_is_whole(log: KafkaLog) -> None:
    log.append(gaps(1, 2))
    first, second = log.read("g", ["posts"], 10)
    log.advance("g", [first])
    assert log.positions("g") == {}
    log.advance("g", [second])
    assert log.positions("g") == {"posts": {second.partition: second.offset}}


def test_events_in_a_record_are_told_apart_by_their_index(log: KafkaLog) -> None:
    log.append(gaps(1, 2, 3))
    first, second, third = log.tail("posts", {}, 1)
    assert [record.index for record in (first, second, third)] == [0, 1, 2]
    assert log.at("posts", second.partition, second.offset, 1) == second
    assert log.at("posts", second.partition, second.offset, 3) is None
    assert log.at("posts", 7, 0, 0) is None
    assert log.tail("posts", {first.partition: first.offset}, 10) == []


def test_a_history_is_gone_through_page_by_page_over_all_partitions(log: KafkaLog) -> None:
    for number in range(30):
        log.append([gap(f"{number}/{key}", key=key) for key in "abcd"])
    seen = [record for page in pages(log, "posts", 7) for record in page]
    assert sorted(names(seen)) == sorted(f"{number}/{key}" for number in range(30) for key in "abcd")
    for key in "abcd":
        assert names(record for record in seen if record.key == key) == [f"{number}/{key}" for number in range(30)]


def test_many_events_are_cut_into_records_and_keep_their_order(log: KafkaLog) -> None:
    count = 5 * MOST_EVENTS + 1
    assert log.append(gaps(*range(count))) == count
    records = read_all(log)
    assert names(records) == [str(number) for number in range(count)]
    assert max(record.index for record in records) == MOST_EVENTS - 1


def test_large_events_are_split_over_records(log: KafkaLog) -> None:
    large = [gap(str(number) + "x" * 400_000) for number in range(12)]
    log.append(large)
    assert [len(name) for name in names(read_all(log))] == [len(str(number)) + 400_000 for number in range(12)]


def test_an_event_that_no_broker_takes_stops_everything_it_came_with(log: KafkaLog) -> None:
    with pytest.raises(TooLarge):
        log.append([*gaps(1), gap("x" * LARGEST), *gaps(2)])
    assert log.end("posts") == {}
    log.append([gap("x" * (LARGEST - 200))])
    assert len(read_all(log)) == 1


def test_what_other_programs_wrote_is_one_event_or_malformed(place: KafkaPlace, log: KafkaLog) -> None:
    log.append(gaps(1))
    partition = log.tail("posts", {}, 1)[0].partition
    with closing(KafkaProducer(bootstrap_servers=list(place.bootstrap))) as foreign:
        for key, value in ((None, b"P\x01\xff poison"), (b"\xff", b"not JSON"), (b"k", b"")):
            foreign.send(place.topic("posts"), value, key, partition=partition)
    log.append(gaps(2))
    good, *bad, last = read_all(log)
    assert names([good, last]) == ["1", "2"]
    assert [record.value for record in bad] == [b"P\x01\xff poison", b"not JSON", b""]
    for record in bad:
        with pytest.raises(Malformed):
            decode(record.value)
    log.advance("g", [good, *bad, last])
    assert log.lag("g", "posts").records == 0


def test_the_end_is_reached_where_kafka_left_offsets_out(place: KafkaPlace, log: KafkaLog) -> None:
    log.append(gaps(1))
    partition = log.tail("posts", {}, 1)[0].partition
    with closing(KafkaProducer(bootstrap_servers=list(place.bootstrap), transactional_id=place.prefix)) as foreign:
        foreign.init_transactions()
        foreign.begin_transaction()
        foreign.send(place.topic("posts"), b"{}", partition=partition)
        foreign.commit_transaction()  # takes an offset, and gives no record
    assert len(read_all(log)) == 2
    assert len(log.tail("posts", {}, 10)) == 2
    assert log.tail("posts", {partition: 1}, 10) == []


def test_contents_are_erased_by_key_for_whoever_reads_later(log: KafkaLog) -> None:
    log.append([gap("one", "contents", key="m/anna/1/a/x"), gap("two", "contents", key="m/bea/1/a/x")])
    assert log.erase("contents", lambda record: record.key.startswith("m/anna/")) == 1
    assert log.erase("contents", lambda record: record.key.startswith("m/anna/")) == 0
    records = log.tail("contents", {}, 10)
    assert [(record.key, record.value) for record in records if not record.value] == [("m/anna/1/a/x", b"")]


def test_what_is_erased_is_once_followed_by_a_record_where_nothing_else_follows(place: KafkaPlace) -> None:
    now = datetime.now(UTC)
    with closing(KafkaLog(place, clock=lambda: now - timedelta(minutes=20))) as log:
        log.append([gap("one", "contents", key="m/anna/1/a/x")])
        assert log.erase("contents", lambda _record: True) == 1
        ends = log.end("contents")
        assert log.retain(now - timedelta(minutes=10)) == 0
        assert log.end("contents") == ends
        for _ in range(2):
            assert log.retain(now) == 0
            assert log.end("contents") == {partition: end + 1 for partition, end in ends.items()}
        (*_, last) = log.tail("contents", {}, 10)
        assert (last.value, alert_and_revision(last.key)) == (b"", None)


def test_a_group_that_begins_again_reads_everything(log: KafkaLog) -> None:
    log.append(gaps(1, 2))
    log.advance("g", log.read("g", ["posts"], 10))
    log.restart("g")
    assert log.positions("g") == {}
    assert names(log.read("g", ["posts"], 10)) == ["1", "2"]
    log.restart("never-read")


def test_a_group_in_which_others_read_cannot_begin_again(place: KafkaPlace, log: KafkaLog) -> None:
    log.append(gaps(1))
    log.advance("g", log.read("g", ["posts"], 10))
    with opened(place) as other, pytest.raises(CannotRun, match="stop every process"):
        other.restart("g")


def test_a_missing_topic_is_named_with_what_to_do(place: KafkaPlace) -> None:
    with opened(replace(place, prefix="nobody")) as log:
        for use in (lambda: log.append(gaps(1)), lambda: log.read("g", ["posts"], 1), lambda: log.tail("posts", {}, 1)):
            with pytest.raises(CannotRun, match=r"nobody-posts is missing .* `vorlaut topics apply`"):
                use()
        with pytest.raises(CannotRun, match="nobody-state is missing"):
            dict(log.state("g"))


def test_a_topic_with_other_partitions_is_named_with_what_to_do(place: KafkaPlace) -> None:
    with opened(replace(place, partitions=3)) as log, pytest.raises(CannotRun, match=r"has 2 partitions .* have 3"):
        log.append(gaps(1))


def test_topics_are_made_once_and_corrected(kafka: KafkaServer) -> None:
    place = fresh_place(kafka.bootstrap)
    assert {change.done for change in apply(place)} == {"as wanted"}
    shorter: dict[Topic, timedelta] = {"posts": timedelta(hours=10)}
    (looked,) = [change for change in apply(place, shorter, only_look=True) if change.done != "as wanted"]
    assert (looked.topic, looked.done) == (place.topic("posts"), "differs")
    assert looked.said == "retention.ms is 259200000, should be 36000000"
    assert [change.done for change in apply(place, shorter) if change.said] == ["changed"]
    assert {change.done for change in apply(place, shorter)} == {"as wanted"}
    assert "has 2 partitions, should have 5" in apply(replace(place, partitions=5))[0].said


def test_two_members_share_the_partitions_and_nothing_is_lost(place: KafkaPlace, log: KafkaLog) -> None:
    dealt: list[Rebalanced] = []
    seen: list[str] = []

    def handle(member: KafkaLog) -> None:
        until = monotonic() + 6
        while monotonic() < until:
            records = member.read("g", ["posts"], 10, timedelta(milliseconds=200))
            member.advance("g", records)
            seen.extend(names(records))

    other = KafkaLog(place, clock=lambda: datetime.now(UTC), observe=dealt.append)
    with closing(other), ThreadPoolExecutor(2) as pool:
        members = [pool.submit(handle, member) for member in (log, other)]
        for number in range(100):
            other.append([gap(str(number), key=f"m/{number}")])
        for member in members:
            member.result()
    assert dealt[-1] == Rebalanced("g", 1)
    assert set(seen) == {str(number) for number in range(100)}
    assert log.lag("g", "posts").records == 0


def test_who_takes_over_a_group_sees_what_the_one_before_has_written(place: KafkaPlace, log: KafkaLog) -> None:
    assert dict(log.state("g")) == {}
    with opened(place) as other:
        other.append(gaps(1))
        records = other.read("g", ["posts"], 10, SOON)
        other.state("g")["a"] = b"1"
        other.advance("g", records)
    log.read("g", ["posts"], 10, SOON)
    assert dict(log.state("g")) == {"a": b"1"}


def test_a_member_that_was_thrown_out_reads_on_where_the_group_is(place: KafkaPlace, log: KafkaLog) -> None:
    log.append(gaps(1))
    log.advance("g", log.read("g", ["posts"], 10))
    log.append(gaps(2))
    records = log.read("g", ["posts"], 10, SOON)
    with closing(KafkaAdminClient(bootstrap_servers=list(place.bootstrap))) as admin:
        group = place.group("g")
        (member,) = admin.describe_groups([group])[group]["members"]
        admin.remove_group_members(group, [MemberToRemove(member_id=member["member_id"])])
    log.advance("g", records)  # too late: said to nobody
    assert names(log.read("g", ["posts"], 10, SOON)) == ["2"]


def test_appending_is_seen_by_whoever_stands_behind_a_page(log: KafkaLog) -> None:
    log.append(gaps(1))
    position = {record.partition: record.offset for record in log.tail("posts", {}, 10)}
    for number in range(2, 6):
        log.append(gaps(number))
        (record,) = log.tail("posts", position, 10)
        assert names([record]) == [str(number)]
        position[record.partition] = record.offset


@pytest.mark.parametrize("seed", [2, 8])
def test_looks_at_topics_in_any_order_and_broken_off_never_stand_still(seed: int, kafka: KafkaServer) -> None:
    """The client forgot to resume a partition that was paused while something of it had been fetched."""
    rng = Random(seed)
    topics: tuple[Topic, ...] = ("posts", "contents", "registers")
    place = fresh_place(kafka.bootstrap, partitions=4)
    with opened(place) as writer, opened(place) as log:
        for _ in range(50):
            writer.append(
                gap(str(number), rng.choice(topics), f"a/{rng.randrange(40)}/x")
                for number in range(rng.randrange(1, 30))
            )
            topic = rng.choice(topics)
            after = rng.choice([{}, log.since(topic, datetime.now(UTC) - timedelta(seconds=rng.choice([1, 5])))])
            while (found := log.tail(topic, after, rng.choice([3, 2000]))) and rng.random() < 0.7:
                after = behind(after, found)
            log.at(topic, 0, 0, 0)
