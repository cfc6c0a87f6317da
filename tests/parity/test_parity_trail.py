"""What people decided, read and were told is in the trail and in the view of both modes alike."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from services.acts import note
from services.audit.asked import drop_question, keep_question
from services.audit.entries import Entry
from services.audit.trail import Question, trail
from services.auditing import InstallationTrail
from services.index.handle import READS, STAGE, index_handler
from services.serve.trail_ports import Found, KeptQuestion
from services.settings import Settings
from services.wiring import Installation, distributed, embedded, utc_now
from streams.consume import consume_once
from streams.events import Event
from streams.policies.faults import SourceFile
from streams.policies.load import load_registers
from streams.situation.entries import Signature, changed, emit_of
from streams.topics import Emit
from streams.trail import Asked, Decision, Delivery
from tests.contract.kafka_homes import fresh_place
from tests.servers.elasticsearch import ElasticsearchServer
from tests.servers.kafka import KafkaServer
from tests.veltrona import EVERYTHING, NOON, registers_text

QUESTIONS = (
    Question(),
    Question(actor="hanne"),
    Question(object="al_1"),
    Question(object="Embargo/*"),
    Question(kinds=("delivery", "access")),
    Question(since=NOON + timedelta(minutes=2), until=NOON + timedelta(minutes=4)),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What an installation says of what happened."""

    trails: Sequence[Sequence[Entry]]
    decisions: Sequence[Decision]
    deliveries: Mapping[str, Event]
    questions: Sequence[KeptQuestion]
    newest: Found
    exported: bytes


def test_both_modes_keep_the_same_trail_and_the_same_view_of_what_happened(
    kafka: KafkaServer, elasticsearch: ElasticsearchServer, tmp_path: Path
) -> None:
    place = fresh_place(kafka.bootstrap)
    on_servers = Settings.model_validate(
        {
            "mode": "distributed",
            "kafka": {"bootstrap": place.bootstrap, "prefix": place.prefix, "replication": 1, "partitions": 2},
            "elasticsearch": {"urls": [elasticsearch.url], "prefix": place.prefix, "replicas": 0},
        }
    )
    with ExitStack() as stack:
        here = happened(embedded(Settings(data=tmp_path), utc_now, stack))
        there = happened(distributed(on_servers, utc_now, stack))
    assert [len(found) > 0 for found in here.trails] == [True] * len(QUESTIONS)
    assert here == there


def happened(installation: Installation) -> Kept:
    """The same day in every installation, and what it says of it."""
    log, store = installation.log, installation.store
    log.append(declared())
    log.append([Emit("decisions", "al_1", decision(number)) for number in (1, 2, 3)])
    log.append([Emit("decisions", "al_1", decision(1))])  # sent again
    log.append([Emit("deliveries", "al_1", delivery(number)) for number in (1, 2, 3)])
    for minute, act in enumerate(("signed in", "read", "searched")):
        note(log, "hanne", act, "al_1", NOON + timedelta(minutes=minute))  # type: ignore[arg-type]
    keep_question(log, "falke", Question(object="Embargo/falke-2", since=NOON), "aud", NOON)
    keep_question(log, "mine", Question(actor="hanne"), "aud", NOON)
    drop_question(log, "mine", "aud", NOON + timedelta(minutes=1))
    handle = index_handler(store)
    while consume_once(log, STAGE, READS, handle, wait=timedelta(seconds=1)):
        pass
    store.settle()
    deliveries = {event.id: event for event in store.everything("deliveries") if isinstance(event, Delivery)}
    trails = [trail(log, question) for question in QUESTIONS]
    console = InstallationTrail(replace(installation, clock=lambda: NOON + timedelta(hours=1)), log)
    exported = b"".join(console.export(Asked(), "aud").chunks)
    newest = console.newest(Asked(), 5)
    assert newest.lines[0].what == "exported"
    return Kept(trails, store.decisions("al_1"), deliveries, console.kept(), newest, exported)


def declared() -> list[Emit]:
    text = registers_text(*EVERYTHING)
    entries = load_registers([SourceFile("registers.yaml", text)], lambda _file, _path: None)
    signed = Signature(actor="kim", at=NOON, reason="Launch")
    return [emit_of(changed(entry, version, signed)) for entry in entries for version in (1, 2)]


def decision(number: int) -> Decision:
    at = NOON + timedelta(minutes=number)
    return Decision(
        id=f"de_{number}", subject="al_1", actor="hanne", at=at, verdict="acknowledged", reason="Ich sehe es"
    )


def delivery(number: int) -> Delivery:
    at = NOON + timedelta(minutes=number)
    return Delivery(id=f"at_{number}", subject="al_1", channel="author", at=at, attempt=number, delivered=number == 3)
