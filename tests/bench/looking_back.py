"""Looking back: how fast what is declared late is looked for in the posts still kept, in the embedded mode."""

from collections.abc import Iterator, Mapping
from contextlib import closing
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from services.declare.files import read_registers
from services.handling import BATCH
from services.rescan.jobs import GROUP, LookBack
from services.rescan.look_back import JudgeHere
from services.wiring import utc_now
from streams.consume import consume_once
from streams.events import PostEvent
from streams.identity import account_key
from streams.log.declared import Declared
from streams.log.sqlite import SqliteLog
from streams.parse.ndjson import parse
from streams.registers import Crisis, Embargo, RegisterEntry
from streams.situation.entries import Signature, changed, emit_of
from streams.topics import Emit
from tests.bench.scene import Scene
from tests.bench.table import Row, Target, row
from tests.end_to_end.posts_made_up import post_lines

TERMS = 10
MILLION = Target(below=60)
_KIM = "kim"


def looking_back(scene: Scene, rounds: int, posts: int) -> Iterator[Row]:
    """Posts a second and seconds for a million, for an embargo of ten terms and for a crisis, after one another."""
    late = _late(scene)
    with TemporaryDirectory() as home, closing(SqliteLog(Path(home) / "log.db", clock=utc_now)) as log:
        _fill(log, scene, posts)
        for name, entry in late.items():
            taken = [_seconds(log, entry, version) for version in range(2, 2 + rounds)]
            yield row(f"looking back for {name}", [posts / each for each, _ in taken], "posts/s")
            yield row("  a million posts take", [each * 1e6 / posts for each, _ in taken], "s", MILLION)
            yield row("  a million posts, processor time", [used * 1e6 / posts for _, used in taken], "s")


def _late(scene: Scene) -> Mapping[str, RegisterEntry]:
    """An embargo with the first ten strong terms, and one of the crises."""
    entries = read_registers(scene.registers)
    terms = [term for one in entries if isinstance(one, Embargo) for term in one.terms if not term.needs]
    embargo = next(one for one in entries if isinstance(one, Embargo))
    crisis = next(one for one in entries if isinstance(one, Crisis))
    return {
        "an embargo of 10 terms": Embargo(
            id="late", company=embargo.company, title="", opens=embargo.opens, lifts=embargo.lifts,
            terms=tuple(terms[:TERMS]), facts=embargo.facts, allowed=embargo.allowed,
        ),
        "a crisis": crisis,
    }  # fmt: skip


def _fill(log: SqliteLog, scene: Scene, posts: int) -> None:
    """All registers but embargoes and crises, and the posts, which `detect` has judged."""
    standing = [one for one in read_registers(scene.registers) if not isinstance(one, Embargo | Crisis)]
    log.append(emit_of(changed(one, 1, Signature(actor=_KIM, at=utc_now()))) for one in standing)
    events = (parse(line.rstrip(b"\n"), None) for line in post_lines(scene.world, scene.quiet, posts))
    emits = (
        Emit("posts", account_key(event.platform, event.account), event)
        for event in events
        if isinstance(event, PostEvent)
    )
    while batch := list(islice(emits, BATCH)):
        log.append(batch)
    last = log.tail("posts", {0: log.end("posts")[0] - 1}, 1)
    log.advance("detect", last)


def _seconds(log: SqliteLog, entry: RegisterEntry, version: int) -> tuple[float, float]:
    """From the declaration to the end of the job: by the clock, and of the processor."""
    declared = Declared(log, utc_now)
    look_back = LookBack(log, JudgeHere(log, declared.situation), utc_now)
    log.append([emit_of(changed(entry, version, Signature(actor=_KIM, at=utc_now())))])
    began, busy = perf_counter(), process_time()
    while consume_once(log, GROUP, ("registers",), look_back.enqueue):
        pass
    while look_back.work():
        pass
    return perf_counter() - began, process_time() - busy
