"""What each stage costs, in microseconds a post, one after the other over the same posts."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import replace
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

from services.adapters.sqlite_store import SqliteStore
from services.handling import BATCH
from services.wiring import utc_now
from streams.codec import decode, encode
from streams.detect.detect import detect
from streams.detect.guard import protected
from streams.detect.judge import judge
from streams.detect.matcher import matcher
from streams.detect.reading import read
from streams.detect.sealing import seal
from streams.events import Alert, AlertContent, PostEvent
from streams.gate import refusal
from streams.identity import account_key
from streams.log.sqlite import SqliteLog
from streams.parse.ndjson import parse
from streams.situation.model import Situation
from streams.stage import judged
from streams.text.facts import facts_in
from streams.text.seals import key_id
from streams.topics import Emit
from tests.bench.scene import Scene
from tests.bench.table import Row, row

Pass = Callable[[], object]
_SECRET: Final = bytes(range(32))


def stages(scene: Scene, rounds: int) -> Iterator[Row]:
    """Every stage, so many rounds; one before them warms the caches and does not count."""
    passes = _pure(scene)
    for take in passes.values():
        take()
    taken = [{name: _seconds(take) for name, take in passes.items()} | _kept(scene) for _ in range(rounds)]
    for name in taken[0]:
        yield row(f"stage: {name}", [times[name] / scene.count * 1e6 for times in taken], "us/post")


def _seconds(take: Pass) -> float:
    began = perf_counter()
    take()
    return perf_counter() - began


def _pure(scene: Scene) -> dict[str, Pass]:
    events, situation = scene.events, scene.situation
    posts = [read(event) for event in events]
    parts = [part for post in posts for part in post]
    rules, sealed = matcher(situation.registers), _sealed(situation)
    return {
        "parse": lambda: [parse(line, None) for _, line in scene.lines if isinstance(line, bytes)],
        "gate": lambda: [refusal(event, situation.registers, running=False) for event in events],
        "read and fold": lambda: [read(event) for event in events],
        "guard": lambda: [protected(post) for post in posts],
        "terms": lambda: [rules.index.hits(part) for part in parts],
        "facts": lambda: [tuple(facts_in(part.text)) for part in parts],
        "judge, the whole of the four": lambda: [judge(event, situation, {}) for event in events],
        "judge, all embargoes sealed": lambda: [judge(event, sealed, {}) for event in events],
        "detect, the step around it": lambda: [judged(detect, event, situation, {}) for event in events],
        "encode": lambda: [encode(event) for event in events],
    }


def _sealed(situation: Situation) -> Situation:
    embargoes = tuple(seal(embargo, _SECRET) for embargo in situation.registers.embargoes)
    keys = {key_id(_SECRET): _SECRET}
    return replace(situation, registers=replace(situation.registers, embargoes=embargoes, drafted=embargoes, keys=keys))


def _kept(scene: Scene) -> dict[str, float]:
    """What touches files, each time new ones; the index takes alerts as they come, some in a thousand posts."""
    found = [emit.event for event in scene.events for emit in detect(event, scene.situation, {})]
    alerts = [event for event in found if isinstance(event, Alert)]
    contents = [event for event in found if isinstance(event, AlertContent)]
    with TemporaryDirectory() as home, closing(SqliteLog(Path(home) / "log.db", clock=utc_now)) as log:
        taken = {
            "encode and append": _seconds(lambda: _append(log, scene.events)),
            "read and decode": _seconds(lambda: _read(log)),
        }
        with closing(SqliteStore(Path(home) / "search.db")) as store:
            return {**taken, "index of alerts": _seconds(lambda: store.put(alerts, contents))}


def _append(log: SqliteLog, events: Sequence[PostEvent]) -> None:
    emits = (Emit("posts", account_key(event.platform, event.account), event) for event in events)
    while batch := list(islice(emits, BATCH)):
        log.append(batch)


def _read(log: SqliteLog) -> None:
    while records := log.read("bench", ["posts"], BATCH):
        for record in records:
            decode(record.value)
