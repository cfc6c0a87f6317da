"""Elasticsearch is killed, busy, away, full or does not take a document, while posts come in and are judged."""

import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pytest
from elasticsearch import Elasticsearch
from msgspec import structs

from services.adapters.elastic_mappings import template
from streams.log.kafka_place import KafkaPlace
from tests.faults.corpus import Corpus, corpus
from tests.faults.crew import Hand, crew
from tests.faults.faulty_proxy import Fault, FaultyProxy
from tests.faults.figures import Figures, Verdict, larger, told
from tests.faults.found import DeadLetter, dead_letters, lying
from tests.faults.generator import Generator
from tests.faults.ground import installed, judged, progress_of, timed
from tests.faults.outcome import undisturbed
from tests.faults.searched import Said, anything, differing, view, view_of
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.kafka import KafkaServer

RATE: Final = 500  # posts a second
READS: Final = (
    ("detect", "posts"),
    ("correlate", "alerts"),
    ("index", "alerts"),
    ("index", "contents"),
    ("index", "groups"),
)
WITH_FRACTION: Final = "date_time"  # takes no time of whole seconds


@dataclass(frozen=True, slots=True)
class Searched:
    """An installation after a run: where it is, and what its `index` said of itself."""

    place: KafkaPlace
    seconds: float
    sent_again: float
    failures: float


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_elasticsearch_killed_under_load_lacks_and_doubles_nothing_afterwards(
    kafka: KafkaServer, own_elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    given = corpus(RATE * 6 * larger())
    place = installed(kafka.bootstrap, given.registers)

    def kill(index: Hand) -> None:
        for _ in range(larger()):
            time.sleep(1)
            own_elasticsearch.kill()
            says_why(index)
            own_elasticsearch.restart()

    run = searched(place, given, own_elasticsearch.url, tmp_path, kill)
    assert run.failures
    tell("killed and restarted", run, given, own_elasticsearch.url, kills=larger())


@pytest.mark.slow
@pytest.mark.parametrize("fault", ["busy items", "busy", "away"])
def test_elasticsearch_that_refuses_half_of_everything_lacks_and_doubles_nothing_afterwards(
    fault: Fault, kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    given = corpus(RATE * 4 * larger())
    place = installed(kafka.bootstrap, given.registers)
    with FaultyProxy(elasticsearch.url) as proxy:

        def refuse(_index: Hand) -> None:
            proxy.fault = fault
            time.sleep(3 * larger())
            proxy.fault = "none"

        run = searched(place, given, proxy.url, tmp_path, refuse)
        assert proxy.refused
    answers = {"busy items": "429 for single documents", "busy": "429 for requests", "away": "503 for requests"}
    tell(f"answers {answers[fault]}", run, given, elasticsearch.url, note=f"{proxy.refused} times")


@pytest.mark.slow
def test_elasticsearch_with_a_full_disk_is_waited_for(
    kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    given = corpus(RATE * 4 * larger())
    place = installed(kafka.bootstrap, given.registers)

    def fill(index: Hand) -> None:
        with closing(Elasticsearch(elasticsearch.url)) as client:
            block(client, place.prefix, blocked=True)
            says_why(index)
            block(client, place.prefix, blocked=None)

    run = searched(place, given, elasticsearch.url, tmp_path, fill)
    assert run.sent_again
    tell("read-only above the disk's watermark", run, given, elasticsearch.url)


@pytest.mark.slow
def test_a_mapping_that_does_not_take_some_alerts_costs_these_alone(
    kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    given = corpus(RATE * 2 * larger())
    place = installed(kafka.bootstrap, given.registers)
    with closing(Elasticsearch(elasticsearch.url)) as client:
        make_narrower(client, place.prefix)
    run = searched(place, given, elasticsearch.url, tmp_path, lambda _index: None)
    letters = [letter for letter in dead_letters(place) if letter.stage == "index"]
    assert letters
    assert {letter.place for letter in letters} == not_taken(place)
    assert all("Refused" in letter.reason for letter in letters)
    tell("mapping conflict", run, given, elasticsearch.url, is_taken=has_fraction, letters=letters)


def searched(place: KafkaPlace, given: Corpus, url: str, folder: Path, meanwhile: Callable[[Hand], None]) -> Searched:
    """Let all of it go from the log into Elasticsearch while something happens to that."""
    settings = {
        "VORLAUT_ELASTICSEARCH__URLS": url,
        "VORLAUT_ELASTICSEARCH__PREFIX": place.prefix,
        "VORLAUT_ELASTICSEARCH__REPLICAS": "0",
        "VORLAUT_ELASTICSEARCH__TIMEOUT_SECONDS": "5",
    }
    with timed() as took, progress_of(place) as progress, crew(place, folder, settings) as hands:
        *others, index = [hands.start(name) for name in ("correlate", "detect", "index")]
        for hand in (*others, index):
            hand.wait_until_ready()
        with Generator(place, given.posts, RATE):
            index.wait_until_working()
            meanwhile(index)
        progress.wait_until_done(*READS)
        index.wait_until_ready()
        again, failures = index.metric("vorlaut_bulk_retries_total"), index.metric("vorlaut_stage_failures_total")
    return Searched(place, took[0], again, failures)


def tell(  # noqa: PLR0913 - a fault, its run, and what is to be said besides
    fault: str,
    run: Searched,
    given: Corpus,
    url: str,
    *,
    kills: int = 0,
    note: str = "",
    is_taken: Callable[[Said], bool] = anything,
    letters: "list[DeadLetter] | tuple[()]" = (),
) -> None:
    in_log = judged(run.place, given.registers, given.posts)
    wanted = view_of(undisturbed(given.registers, given.posts), is_taken)
    there = differing(view(url, run.place.prefix), wanted)
    besides = [
        f"{len(wanted.alerts)} alerts and {len(wanted.texts)} texts found",
        f"{run.sent_again:.0f} documents sent again, {run.failures:.0f} turns failed",
        f"{len(letters)} dead letters" if letters else "",
    ]
    told(
        Figures(
            fault=f"Elasticsearch: {fault}",
            verdict=both(in_log, there),
            posts=len(given.posts),
            kills=kills,
            seconds=run.seconds,
            note="; ".join(part for part in (note, *besides) if part),
        )
    )


def both(one: Verdict, other: Verdict) -> Verdict:
    parts = structs.asdict(other)
    return structs.replace(one, **{name: getattr(one, name) + part for name, part in parts.items()})


def says_why(index: Hand) -> None:
    """Wait until it says that it is Elasticsearch that it waits for."""
    until = time.monotonic() + 40
    while "Elasticsearch" not in (why := index.why_not_ready()):
        assert time.monotonic() < until, f"index says only: {why}"
        time.sleep(0.05)


def block(client: Elasticsearch, prefix: str, *, blocked: bool | None) -> None:
    """Do what Elasticsearch does itself when its disk is nearly full, and when it is not any more."""
    client.indices.put_settings(
        index=f"{prefix}-alerts,{prefix}-contents", settings={"index.blocks.read_only_allow_delete": blocked}
    )


def make_narrower(client: Elasticsearch, prefix: str) -> None:
    """An index of alerts that was made otherwise than it should be: by somebody, or by another version."""
    made: dict[str, Any] = template("alerts", shards=1, replicas=0)
    fields = {**made["mappings"]["properties"], "detected_at": {"type": "date", "format": WITH_FRACTION}}
    client.indices.create(
        index=f"{prefix}-alerts-g1",
        aliases={f"{prefix}-alerts": {}},
        settings=made["settings"],
        mappings={**made["mappings"], "properties": fields},
    )


def has_fraction(alert: Said) -> bool:
    return "." in alert["detected_at"]


def not_taken(place: KafkaPlace) -> set[tuple[int, int, int]]:
    """Where the records of alerts lie that the narrower mapping does not take."""
    return {
        event.place for event in lying(place, "alerts") if b'"detected_at":"' in event.value and is_whole(event.value)
    }


def is_whole(value: bytes) -> bool:
    return b"." not in value.partition(b'"detected_at":"')[2].partition(b'"')[0]
