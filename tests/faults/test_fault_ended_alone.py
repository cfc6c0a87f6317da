"""Every process ends in time after SIGTERM, though nobody answers it any more: no Kafka, and no Elasticsearch."""

import socket
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import pytest
from msgspec import json

from services.cli.process import SPARE
from services.run.ending import OVERDUE
from tests.faults.corpus import corpus
from tests.faults.crew import Crew, Hand, crew
from tests.faults.figures import Figures, told
from tests.faults.found import longest_silence
from tests.faults.generator import Generator, append_all
from tests.faults.ground import installed, judged, progress_of, timed
from tests.servers.fixtures import Servers
from tests.servers.jvm import free_port
from tests.servers.kafka import KafkaServer

DRAIN: Final = 3.0  # seconds
SLOW: Final = 8.0  # seconds for a busy machine; a process that hangs takes far more
NAMES: Final = (
    *("detect", "correlate", "index", "rescan", "erase", "learn", "deliver"),
    *("ingest files", "ingest feeds", "ingest push", "serve"),
)
SEARCHING: Final = ("index", "erase", "serve")
SITUATIONS: Final = {"killed": (*NAMES, "run"), "never there": NAMES, "only Elasticsearch silent": SEARCHING}
NO_ANSWER: Final = "does not answer"
RATE: Final = 500  # posts a second
WORKERS: Final = ("correlate", "detect", "detect")
HANG: Final = 60.0  # seconds after which a process is taken to hang
BEGINS: Final = 180.0  # seconds in which all have begun on a busy machine


@dataclass(frozen=True, slots=True)
class Ended:
    """How a process ended after SIGTERM: its exit code, None where it did not, in how many seconds, what it printed."""

    code: int | None
    seconds: float
    printed: str


How = Mapping[tuple[str, str], Ended]


@pytest.fixture(scope="module")
def ended(module_servers: Servers, tmp_path_factory: pytest.TempPathFactory) -> How:
    """How each ended. All of a situation are told to end together, as by a deployment."""
    folder, server, given = tmp_path_factory.mktemp("alone"), module_servers.kafka(), corpus(500)
    place = installed(server.bootstrap, given.registers)
    append_all(place, given.posts)
    with closing(silent()) as search, crew(place, folder, settings(folder, search)) as hands:
        run = begun(hands, ("run",))  # alone at first: its processes have the ports behind its own
        wait_until(run, lambda why: not set(why.partition("waiting for ")[2].split(", ")) - {"", "learn", *SEARCHING})
        alive = begun(hands, NAMES)
        wait_until(alive, lambda why: all("Elasticsearch" in part for part in why.split(";") if part))
        found = told_to_end("only Elasticsearch silent", {name: alive.pop(name) for name in SEARCHING})
        searching = begun(hands, SEARCHING)
        wait_until(searching, lambda why: all("Elasticsearch" in part for part in why.split(";") if part))
        server.kill()
        time.sleep(1)
        found |= told_to_end("killed", {**alive, **searching, **run})
        alone = begun(hands, NAMES)
        wait_until(alone, lambda why: why != NO_ANSWER)
        time.sleep(1)
        found |= told_to_end("never there", alone)
    return found


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.parametrize(("situation", "name"), [(of, name) for of, names in SITUATIONS.items() for name in names])
def test_a_process_that_nobody_answers_ends_in_time(situation: str, name: str, ended: How) -> None:
    how = ended[situation, name]
    assert how.seconds < DRAIN + SPARE + SLOW, how.printed
    assert how.code in {0, OVERDUE}, how.printed


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_process_that_is_ended_for_good_says_what_it_still_waited_for(
    ended: How,
) -> None:
    overdue = [how for how in ended.values() if how.code == OVERDUE]
    for how in overdue:
        last = json.decode(how.printed.strip().splitlines()[-1], type=dict[str, object])
        assert last["event"] == "did not end in time and ends for good"
        assert "MainThread in s" in str(last["error"])


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_workers_told_to_end_while_the_broker_is_gone_lose_and_double_nothing(
    own_kafka: KafkaServer, tmp_path: Path
) -> None:
    given = corpus(RATE * 60)  # far more than a slow machine needs
    place = installed(own_kafka.bootstrap, given.registers)
    draining = {"VORLAUT_WORKER__DRAIN_SECONDS": str(DRAIN)}
    with timed() as took, progress_of(place) as progress, crew(place, tmp_path, draining) as hands:
        old = {str(number): hands.start(name) for number, name in enumerate(WORKERS)}
        wait_until(old, lambda why: not why)
        with Generator(place, given.posts, RATE) as generator:
            time.sleep(3)
            own_kafka.kill()
            ended = told_to_end("killed", old)
            own_kafka.restart()
            wait_until({str(number): hands.start(name) for number, name in enumerate(WORKERS)}, lambda why: not why)
            generator.enough()
        progress.wait_until_done()
    posts = given.posts[: generator.acknowledged]
    codes = sorted(str(how.code) for how in ended.values())
    told(
        Figures(
            fault="workers told to end while the broker is gone",
            verdict=judged(place, given.registers, posts),
            posts=len(posts),
            kills=1,
            stall=longest_silence(place),
            seconds=took[0],
            note=f"exit codes {', '.join(codes)}; the longest took {max(how.seconds for how in ended.values()):.1f} s",
        )
    )
    assert all(how.seconds < DRAIN + SPARE + SLOW for how in ended.values())


def begun(hands: Crew, names: Sequence[str]) -> dict[str, Hand]:
    """Start these, each with a port for what it answers."""
    found = {}
    for name in names:
        ports = {"VORLAUT_CONSOLE__PORT": str(free_port()), "VORLAUT_PUSH__PORT": str(free_port())}
        found[name] = hands.start(name, variables=ports | {"VORLAUT_CONSOLE__SERVE": "true"})
    return found


def wait_until(hands: Mapping[str, Hand], so: Callable[[str], bool]) -> None:
    """Wait until what each says of its readiness is so."""
    until = time.monotonic() + BEGINS
    for hand in hands.values():
        while NO_ANSWER in (why := hand.why_not_ready()) or not so(why):
            assert time.monotonic() < until, f"{hand.name} says: {why}"
            assert hand.running, hand.printed()
            time.sleep(0.1)


def told_to_end(situation: str, hands: Mapping[str, Hand]) -> dict[tuple[str, str], Ended]:
    """Tell them, and look when each has ended."""
    for hand in hands.values():
        hand.tell_to_end()
    began, found = time.monotonic(), dict[str, Ended]()
    while len(found) < len(hands) and time.monotonic() < began + HANG:
        for name, hand in hands.items():
            if name not in found and not hand.running:
                found[name] = Ended(hand.process.poll(), time.monotonic() - began, hand.printed())
        time.sleep(0.05)
    left = {name: Ended(None, HANG, hand.printed()) for name, hand in hands.items() if name not in found}
    return {(situation, name): how for name, how in (found | left).items()}


def settings(folder: Path, search: socket.socket) -> dict[str, str]:
    """Of an installation that does everything, with a search that never answers."""
    secret, posts = folder / "secret", folder / "posts.ndjson"
    secret.write_text(f"{'0' * 40}\n")
    posts.write_text("")
    return {
        "VORLAUT_WORKER__DRAIN_SECONDS": str(DRAIN),
        "VORLAUT_ELASTICSEARCH__URLS": f"http://127.0.0.1:{search.getsockname()[1]}",
        "VORLAUT_ELASTICSEARCH__TIMEOUT_SECONDS": "5",
        "VORLAUT_INGEST__FILES": f'[{{"path": "{posts}", "follow": true}}]',
        "VORLAUT_DELIVER__CHANNELS": f'{{"team": {{"webhook": "http://127.0.0.1:9/x", "secret_file": "{secret}"}}}}',
        "VORLAUT_PUSH__SOURCES": f'{{"a": {{"secret_file": "{secret}"}}}}',
    }


def silent() -> socket.socket:
    """Takes connections and never says a word."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", free_port()))
    listening.listen(512)
    return listening
