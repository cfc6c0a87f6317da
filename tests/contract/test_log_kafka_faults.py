"""The log in Kafka when processes are killed, members join, the broker dies, or the login is wrong."""

import random
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest

from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.stage import CannotRun, Unavailable
from tests.contract.kafka_homes import fresh_place
from tests.contract.log_homes import gap, gaps, names
from tests.servers.kafka import KafkaServer

ROOT = Path(__file__).parents[2]
SOON = timedelta(seconds=10)


@contextmanager
def opened(place: KafkaPlace) -> Iterator[KafkaLog]:
    with closing(KafkaLog(place, clock=lambda: datetime.now(UTC))) as log:
        yield log


@contextmanager
def handler(place: KafkaPlace) -> Iterator[subprocess.Popen[str]]:
    """A process of `number_handler`, killed when the block is left."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.contract.number_handler", place.bootstrap[0], place.prefix],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def handled_some(process: subprocess.Popen[str], least: int = 1) -> None:
    assert process.stdout is not None
    while int(process.stdout.readline() or "0") < least:
        assert process.poll() is None


def said(log: KafkaLog, count: int) -> set[str]:
    """The names of the alerts, once there are so many different ones."""
    found, until = set[str](), time.monotonic() + 60
    while len(found) < count and time.monotonic() < until:
        found |= set(names(log.read("alerts", ["alerts"], 1000, SOON)))
    return found


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_what_a_killed_process_had_not_advanced_past_is_handled_by_the_next(kafka: KafkaServer, seed: int) -> None:
    place, count = fresh_place(kafka.bootstrap, partitions=4), 3000
    with opened(place) as log:
        for begin in range(0, count, 100):
            log.append(gap(str(number), key=f"m/{number % 50}") for number in range(begin, begin + 100))
        with handler(place) as process:
            handled_some(process)
            time.sleep(random.Random(seed).uniform(0, 0.2))
        with handler(place):
            assert said(log, count) == {str(number) for number in range(count)}


@pytest.mark.slow
def test_members_come_and_go_under_load_and_nothing_is_lost(kafka: KafkaServer) -> None:
    place, count = fresh_place(kafka.bootstrap, partitions=4), 5000
    with opened(place) as log, ExitStack() as members, ThreadPoolExecutor(1) as pool:

        def append() -> None:
            for begin in range(0, count, 50):
                log.append(gap(str(number), key=f"m/{number % 50}") for number in range(begin, begin + 50))
                time.sleep(0.1)

        appending = pool.submit(append)
        with handler(place) as first:
            handled_some(first)
            members.enter_context(handler(place))
            time.sleep(3)
            members.enter_context(handler(place))
            time.sleep(1)
        appending.result()
        assert said(log, count) == {str(number) for number in range(count)}


@pytest.mark.slow
def test_a_broker_that_is_killed_and_restarted_loses_nothing(own_kafka: KafkaServer) -> None:
    place = fresh_place(own_kafka.bootstrap)
    with opened(place) as log:
        log.append(gaps(0))
        log.advance("g", log.read("g", ["posts"], 10, SOON))
        own_kafka.kill()
        with ThreadPoolExecutor(1) as pool:
            appending = pool.submit(log.append, gaps(1))
            time.sleep(1)
            own_kafka.restart()
            appending.result()
        assert "1" in names(log.read("g", ["posts"], 10, SOON))


@pytest.mark.slow
def test_a_broker_that_stays_away_makes_everything_unavailable_until_it_is_back(own_kafka: KafkaServer) -> None:
    place = fresh_place(own_kafka.bootstrap)
    with opened(place) as log:
        log.append(gaps(0))
        records = log.read("g", ["posts"], 10, SOON)
        own_kafka.kill()
        for use in (
            lambda: log.append(gaps(1)),
            lambda: log.read("g", ["posts"], 10),
            lambda: log.tail("posts", {}, 10),
            lambda: log.advance("g", records),
            lambda: log.lag("g", "posts"),
        ):
            with pytest.raises(Unavailable, match="Kafka"):
                use()
        log.rewind("g")
        own_kafka.restart()
        log.append(gaps(2))
        assert {"0", "2"} <= set(names(log.read("g", ["posts"], 10, SOON)))


@pytest.mark.slow
def test_what_could_not_be_advanced_past_comes_again_after_a_rewind(own_kafka: KafkaServer) -> None:
    with opened(fresh_place(own_kafka.bootstrap)) as log:
        log.append(gaps(0))
        records = log.read("g", ["posts"], 10, SOON)
        own_kafka.kill()
        with pytest.raises(Unavailable):
            log.advance("g", records)
        own_kafka.restart()
        log.rewind("g")
        assert names(log.read("g", ["posts"], 10, SOON)) == ["0"]


def test_a_log_is_kept_behind_tls_and_a_password(kafka_secure: KafkaServer) -> None:
    place = secure(kafka_secure)
    with opened(place) as log:
        log.append(gaps(1))
        log.advance("g", log.read("g", ["posts"], 10, SOON))
        assert len(log.positions("g")) == 1


WRONG: Final[Mapping[str, Callable[[KafkaPlace], KafkaPlace]]] = {
    "A wrong user name .*password": lambda place: replace(place, password="hunter-2"),  # noqa: S106 - a wrong one
    "certificate is not trusted": lambda place: replace(place, ca_file=None),
    "does not answer as a Kafka broker": lambda place: replace(place, protocol="SASL_PLAINTEXT"),
}


@pytest.mark.parametrize("told", WRONG)
def test_a_wrong_login_is_told_without_the_password(kafka_secure: KafkaServer, told: str) -> None:
    place = WRONG[told](secure(kafka_secure))
    with opened(place) as log, pytest.raises(Unavailable, match=told) as raised:
        log.append(gaps(1))
    assert "hunter-2" not in str(raised.value)
    assert kafka_secure.password not in str(raised.value)


def test_a_ca_file_that_is_none_is_named(tmp_path: Path) -> None:
    path = tmp_path / "ca.pem"
    path.write_text("no certificate")
    place = KafkaPlace(bootstrap=("127.0.0.1:1",), protocol="SSL", ca_file=path)
    with opened(place) as log, pytest.raises(CannotRun, match=r"ca\.pem: cannot be read as CA"):
        log.append(gaps(1))


def secure(server: KafkaServer) -> KafkaPlace:
    plain = fresh_place(server.bootstrap)
    return replace(
        plain,
        bootstrap=server.secure_bootstrap,
        protocol="SASL_SSL",
        ca_file=server.ca_file,
        username=server.username,
        password=server.password,
    )
