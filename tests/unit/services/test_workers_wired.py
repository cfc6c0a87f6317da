"""What the processes of the distributed mode are wired to."""

import threading
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from prometheus_client import CollectorRegistry

from services.adapters.memory_store import MemoryStore
from services.cli.run import sources_of
from services.erase.retain import forget_old_groups, forget_old_posts, forget_threads
from services.health import Health
from services.metrics import declare_metrics
from services.settings import Settings
from services.wiring import Installation
from services.workers import WORKERS, beside, idle, prepared, readers, told
from streams.detect.detect import detect
from streams.faust_worker import Handled
from streams.log.declared import Declared
from streams.log.memory import MemoryLog
from streams.log.port import Lag
from streams.pipeline import CORRELATE, DETECT
from streams.situation.model import Situation
from streams.stage import CannotRun
from streams.topics import TOPICS, Emit, Topic
from tests.contract.log_homes import gap
from tests.veltrona import EVERYTHING, NOON, post, situation

GROUPS = {"detect", "correlate", "index", "rescan", "erase", "learn", "deliver"}
TELLING = {"mail": {"host": "127.0.0.1", "sender": "vorlaut@veltrona.example"}}


class Watch:
    """A clock that is set."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> datetime:
        return self.now


class Topicless(MemoryLog):
    """A log in which a topic is missing."""

    def lag(self, group: str, topic: Topic) -> Lag:
        raise CannotRun(f"{topic} is missing for {group}")


def installation_of(clock: Callable[[], datetime], kind: type[MemoryLog] = MemoryLog) -> Installation:
    log, registry = kind(clock), CollectorRegistry()
    declared = Declared(log, clock)
    return Installation(Settings(), log, MemoryStore(), declared, clock, declare_metrics(registry), registry)


def sample(installation: Installation, name: str, **labels: str) -> float | None:
    return installation.registry.get_sample_value(f"vorlaut_{name}", labels)


def handled(installation: Installation, what: Handled) -> None:
    told("detect", installation.metrics, installation.clock, Health(60)).handled(what)


def alerts() -> list[Emit]:
    """What is emitted for a post that leaks."""
    return list(detect(post("Falke 2 kommt am 12. März 2026"), situation(*EVERYTHING), {}))


def test_what_a_worker_has_handled_is_counted() -> None:
    installation = installation_of(Watch())
    emits = alerts()
    assert {emit.topic for emit in emits} >= {"alerts", "contents"}
    handled(installation, Handled(events=100, seconds=0.25, dead=2, emits=emits))
    handled(installation, Handled(events=1, seconds=0.25, dead=0, emits=()))
    assert sample(installation, "records_handled_total", stage="detect") == 101
    assert sample(installation, "handle_seconds_sum", stage="detect") == 0.5
    assert sample(installation, "dead_letters_total", stage="detect") == 2
    assert sample(installation, "last_handled_timestamp_seconds", stage="detect") == NOON.timestamp()
    counted = [one for metric in installation.registry.collect() for one in metric.samples]
    assert sum(one.value for one in counted if one.name == "vorlaut_alerts_total") == 1


def test_partitions_that_are_dealt_anew_are_counted() -> None:
    installation = installation_of(Watch())
    said = told("detect", installation.metrics, installation.clock, Health(60))
    for partitions in (4, 0):
        said.rebalanced(partitions)
    assert sample(installation, "rebalances_total", stage="detect") == 2


def test_a_worker_that_is_not_ready_says_so_of_its_process_and_beats_for_it() -> None:
    seconds = [0.0]
    health = Health(60, clock=lambda: seconds[0])
    said = told("detect", installation_of(Watch()).metrics, Watch(), health)
    said.ready("partitions are dealt")
    assert health.not_ready() == "detect: partitions are dealt"
    said.ready("")
    assert health.not_ready() == ""
    seconds[0] = 61
    said.beat()
    assert health.not_live() == ""


def test_every_group_has_a_process_and_every_process_reads_what_there_is() -> None:
    assert set(readers()) == GROUPS == {DETECT.name, CORRELATE.name, *WORKERS}
    assert {topic for topics in readers().values() for topic in topics} <= set(TOPICS)


@pytest.mark.parametrize(
    ("group", "topic"), [(group, topic) for group, topics in readers().items() for topic in topics]
)
def test_an_installation_is_not_idle_while_anything_waits_for_one_of_its_groups(group: str, topic: Topic) -> None:
    settings = Settings.model_validate({"deliver": TELLING})
    installation = replace(installation_of(Watch()), settings=settings)
    log = installation.log
    log.append([gap("one", topic)])
    for other, topics in readers().items():
        for each in topics:
            if (other, each) != (group, topic):
                log.advance(other, log.read(other, [each], 10))
    assert not idle(installation)


def test_where_nobody_is_told_nothing_waits_for_it() -> None:
    assert set(readers(telling=False)) == GROUPS - {"deliver"}


def test_who_tells_must_know_whom() -> None:
    with pytest.raises(CannotRun, match=r"set deliver\.mail"):
        WORKERS["deliver"](installation_of(Watch()))


@pytest.mark.parametrize(("mode", "tries"), [("embedded", 8), ("distributed", None)])
def test_a_file_is_given_up_for_a_log_that_is_away_only_where_the_log_is_a_file_too(
    mode: str, tries: int | None
) -> None:
    settings = Settings.model_validate({"mode": mode, "ingest": {"files": [{"path": "posts.ndjson"}]}})
    (source,) = sources_of(replace(installation_of(Watch()), settings=settings), threading.Event())
    assert isinstance(source, partial)
    assert source.args[0].tries == tries


def test_a_prepared_worker_contacts_nobody_and_starts_nothing() -> None:
    threads = set(threading.enumerate())
    worker, _ = prepared(installation_of(Watch()), DETECT, Health(60))
    assert worker.registers() is None
    assert set(threading.enumerate()) == threads


def test_beside_a_worker_its_registers_are_read_and_its_gauges_set_and_no_longer() -> None:
    installation, health = installation_of(Watch()), Health(60)
    threads = set(threading.enumerate())
    with beside(installation, DETECT, health) as worker:
        wait_until(lambda: worker.registers() is not None)
        wait_until(lambda: sample(installation, "lag_records", stage="detect") == 0)
        assert isinstance(worker.registers(), Situation)
        assert health.not_ready() == ""
    assert set(threading.enumerate()) == threads


def test_gauges_that_cannot_be_set_are_counted_and_end_nothing_else() -> None:
    installation = installation_of(Watch(), Topicless)
    with beside(installation, DETECT, Health(60)) as worker:
        wait_until(lambda: sample(installation, "stage_failures_total", stage="gauges") == 1)
        wait_until(lambda: worker.registers() is not None)


def test_registers_that_are_too_old_are_none_to_judge_by() -> None:
    watch = Watch()
    settings = Settings.model_validate(
        {"worker": {"registers_max_age_seconds": 5, "registers_every_seconds": 4, "drain_seconds": 3}}
    )
    installation = replace(installation_of(watch), settings=settings)
    with beside(installation, DETECT, Health(60)) as worker:
        wait_until(lambda: worker.registers() is not None)
        watch.now += timedelta(seconds=6)
        assert worker.registers() is None
        assert worker.drain == timedelta(seconds=3)


def test_the_state_of_each_stage_is_tidied_in_its_own_way_and_too_many_dead_letters_end_a_worker() -> None:
    installation = installation_of(lambda: datetime.now(UTC))
    detecting, _ = prepared(installation, DETECT, Health(60))
    correlating, _ = prepared(installation, CORRELATE, Health(60))
    assert detecting.tidy is forget_old_posts
    assert correlating.tidy is forget_old_groups
    assert (detecting.leave, correlating.leave) == (forget_threads, None)
    assert detecting.limit is not None
    assert detecting.limit is not correlating.limit


def wait_until(true: Callable[[], bool]) -> None:
    until = time.monotonic() + 10
    while not true():
        assert time.monotonic() < until
        time.sleep(0.01)
