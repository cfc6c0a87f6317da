"""What the state of a stage promises in a worker over Kafka."""

from pathlib import Path

import pytest

from tests.contract.state_homes import workers
from tests.servers.kafka import KafkaServer


def test_a_write_is_seen_by_the_next_event_and_by_no_other_partition(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path, partitions=2) as some:
        some.ready()
        some.done("set:a=1", "tell")
        some.done("tell", partition=0)
        some.done("tell", partition=1)
        assert some.answers() == [{"a": "1"}, {"a": "1"}, {}]


def test_writes_and_removals_survive_a_clean_stop(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path, partitions=2) as some:
        first = some.ready()
        some.done("set:a=1 set:b=1", "set:c=1")
        some.done("set:a=9", partition=1)
        some.done("remove:b set:a=2")
        assert first.stop() == 0
        some.ready()
        assert some.held(0) == {"a": "2", "c": "1"}
        assert some.held(1) == {"a": "9"}


def test_what_was_begun_is_finished_before_a_stop(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path) as some:
        first = some.ready()
        for number in range(200):
            some.tell(f"set:k{number % 10}={number}")
        assert first.stop() == 0
        some.ready()
        assert some.held() == {f"k{number}": str(190 + number) for number in range(10)}


def test_a_failed_event_leaves_no_trace_in_the_state_of_anybody(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path) as some:
        first = some.ready()
        some.done("set:a=1", "set:a=2 set:b=2 remove:missing", "tell")
        assert some.answers() == [{"a": "1"}]
        first.stop()
        some.ready()
        assert some.held() == {"a": "1"}


def test_a_partition_that_goes_to_another_worker_and_back_keeps_its_state(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path, partitions=2) as some:
        some.ready()
        for number in range(2):
            some.done(f"set:a={number} set:b={number}", partition=number)
        second = some.ready()
        for number in range(2):
            some.done("remove:a set:c=1", partition=number)
        assert second.stop() == 0
        assert [some.held(number) for number in range(2)] == [{"b": "0", "c": "1"}, {"b": "1", "c": "1"}]


def test_a_worker_without_registers_gives_its_partitions_away_at_once(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path, partitions=2) as some:
        blind = some.start(blind=True)
        for number in range(2):
            some.tell("set:a=1", partition=number)
        while "registers" not in blind.why_not_ready():
            assert blind.running
        assert some.start().wait_until_ready() < 30  # the group waits 60 s for a member that gives nothing away
        assert blind.stop() == 0
        assert [some.held(number) for number in range(2)] == [{"a": "1"}] * 2


def test_a_worker_whose_changelog_holds_what_is_no_state_ends_and_says_where(
    kafka: KafkaServer, tmp_path: Path
) -> None:
    with workers(kafka.bootstrap, tmp_path) as some:
        some.ready().stop()
        some.spoil_changelog()
        worker = some.start()
        assert worker.process.wait(30) != 0
        assert "partition 0, offset 0 of" in worker.printed()


@pytest.mark.slow
def test_what_is_committed_survives_a_kill(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path) as some:
        first = some.ready()
        some.done("set:a=1 set:b=1", "set:c=1")
        some.done("remove:b set:a=2")
        first.kill()
        some.ready()
        assert some.held() == {"a": "2", "c": "1"}


@pytest.mark.slow
def test_a_kill_at_any_time_parts_no_writes_that_belong_together(kafka: KafkaServer, tmp_path: Path) -> None:
    with workers(kafka.bootstrap, tmp_path) as some:
        hand = some.ready()
        for begin in (0, 400):
            for number in range(begin, begin + 400):
                some.tell(f"tell set:left={number} set:right={number}")
            hand.kill()
            hand = some.ready()
        some.wait()
        told = some.answers()
        assert len(told) >= 800
        assert [state for state in told if state.get("left") != state.get("right")] == []
        assert some.held() == {"left": "799", "right": "799"}
