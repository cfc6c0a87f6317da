"""A file of posts through gate, detect and correlate, in memory; the same answer on every run.

Posts are dealt to workers by account, as Kafka deals them to partitions, so that each account keeps its order and
its state. What is official is known only at the end: an alert on a text that an allowed account had published before
is judged again then, whichever of the two lines came first.
"""

import os
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from itertools import islice
from multiprocessing import get_context, parent_process
from threading import Thread
from zlib import crc32

import msgspec

from services.scan.partition import Batch, DeadLine, Found, Line, Partition, fresh_alerts
from streams.codec import Malformed
from streams.correlate.correlate import correlate
from streams.dead_letters import DeadLetterLimit, TooManyDead
from streams.detect.detect import detect
from streams.detect.thread_findings import of_thread
from streams.events import Alert, OfficialPublished, PostEvent
from streams.parse.lines import LongLine
from streams.parse.ndjson import parse_raw
from streams.refusal import RefusalReason
from streams.registers import RegisterEntry
from streams.situation.fold import NO_KEYS, Keys, situation_of
from streams.situation.model import Situation
from streams.situation.official import with_official

BATCH = 4000  # lines dealt out at a time
AHEAD = 3  # batches dealt out before the first is waited for


class _Route(msgspec.Struct):
    platform: str = ""
    account: str = ""


_ROUTE = msgspec.json.Decoder(_Route)


@dataclass(slots=True)
class Scanned:
    """What a scan gave: alerts in input order, and counts. `alerts` may hold an alert again, in a later revision.

    `stopped` says why it ended before the last line.
    """

    posts: int = 0
    refused: Counter[RefusalReason] = field(default_factory=Counter)
    dead_letters: int = 0
    alerts: list[Alert] = field(default_factory=list)
    groups: int = 0
    stopped: TooManyDead | None = None


def scan(
    lines: Iterable[Line],
    entries: Sequence[RegisterEntry],
    *,
    workers: int,
    limit: DeadLetterLimit,
    told: Callable[[Batch], None],
    keys: Keys = NO_KEYS,
) -> Scanned:
    """Judge numbered lines, until too many are dead. `told` hears of each batch in order.

    `keys` open what is sealed.
    """
    result = Scanned()
    found: list[Found] = []
    official: list[OfficialPublished] = []
    with ExitStack() as stack:
        for batch in _judged(_batched(lines), entries, keys, workers, stack):
            result.posts += batch.posts
            result.refused += batch.refused
            result.dead_letters += len(batch.dead)
            found += batch.found
            official += batch.official
            told(batch)
            result.stopped = _beyond(limit, batch)
            if result.stopped:
                break
    result.alerts = [
        alert for item in _second_look(found, official, situation_of(entries, keys)) for alert in item.alerts
    ]
    result.groups = _groups(result.alerts)
    return result


def _beyond(limit: DeadLetterLimit, batch: Batch) -> TooManyDead | None:
    """Count line by line: where the limit is passed must not depend on how lines were cut into batches."""
    dead = frozenset(letter.line for letter in batch.dead)
    try:
        if not dead:
            limit.add(len(batch.lines), 0)
        for number in batch.lines if dead else ():
            limit.add(1, number in dead)
    except TooManyDead as error:
        return error
    return None


def _batched(lines: Iterable[Line]) -> Iterator[list[Line]]:
    iterator = iter(lines)
    while batch := list(islice(iterator, BATCH)):
        yield batch


def _judged(
    batches: Iterable[list[Line]], entries: Sequence[RegisterEntry], keys: Keys, workers: int, stack: ExitStack
) -> Iterator[Batch]:
    if workers == 1:
        partition = Partition(entries, keys)
        yield from map(partition.judge, batches)
        return
    pools = [stack.enter_context(_worker(entries, keys)) for _ in range(workers)]
    waiting: deque[list[Future[Batch]]] = deque()
    for batch in batches:
        dealt = _deal(batch, workers)
        waiting.append([pool.submit(_judge, part) for pool, part in zip(pools, dealt, strict=True) if part])
        if len(waiting) > AHEAD:
            yield _merged(waiting.popleft())
    while waiting:
        yield _merged(waiting.popleft())


def _deal(batch: Sequence[Line], workers: int) -> list[list[Line]]:
    """Lines by account."""
    dealt: list[list[Line]] = [[] for _ in range(workers)]
    for line in batch:
        dealt[_place(line, workers)].append(line)
    return dealt


def _place(line: Line, workers: int) -> int:
    """The worker of a line's account; what has none that can be read goes to the first, which finds out why."""
    number, raw = line
    if isinstance(raw, LongLine):
        return 0
    try:
        route: _Route | PostEvent | None = _ROUTE.decode(raw)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        route = _parsed(raw, first=number == 1)
    return 0 if route is None else crc32(f"{route.platform}/{route.account}".encode()) % workers


def _parsed(raw: bytes, *, first: bool) -> PostEvent | None:
    """The post in a line that needs mending before it can be read."""
    try:
        post = parse_raw(raw, None, first=first)
    except Malformed:
        return None
    return post if isinstance(post, PostEvent) else None


def _merged(futures: Iterable[Future[Batch]]) -> Batch:
    merged = Batch()
    for future in futures:
        part = future.result()
        merged.lines += part.lines
        merged.posts += part.posts
        merged.refused += part.refused
        merged.dead += part.dead
        merged.found += part.found
        merged.official += part.official
    merged.lines.sort()
    merged.dead.sort(key=_line_of)
    merged.found.sort(key=_line_of)
    return merged


def _line_of(item: DeadLine | Found) -> int:
    return item.line


_PARTITIONS: list[Partition] = []  # of a worker process: its one partition


def _worker(entries: Sequence[RegisterEntry], keys: Keys) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, get_context("spawn"), _start, (tuple(entries), keys))


def _start(entries: Sequence[RegisterEntry], keys: Keys) -> None:
    Thread(target=_end_with_the_scan, daemon=True).start()
    _PARTITIONS.append(Partition(entries, keys))


def _end_with_the_scan() -> None:
    """A worker whose scan was killed would wait for lines for ever, with posts in its memory."""
    scanning = parent_process()
    if scanning is not None:
        scanning.join()
        os._exit(1)


def _judge(lines: Sequence[Line]) -> Batch:
    return _PARTITIONS[0].judge(lines)


def _second_look(found: Iterable[Found], official: Sequence[OfficialPublished], declared: Situation) -> Iterable[Found]:
    """The findings, with those on registers that somebody officially spoke on judged again."""
    if not official:
        return found
    situation = with_official(declared, official)
    spoken = frozenset(register for text in official for register in text.registers)
    return (_judged_again(item, situation, spoken) for item in found)


def _judged_again(item: Found, situation: Situation, spoken: frozenset[str]) -> Found:
    if spoken.isdisjoint(alert.register for alert in item.alerts):
        return item
    again = {alert.id: alert for alert in fresh_alerts(item.post, detect(item.post, situation, {}))}
    kept = (
        again.get(alert.id) if alert.register in spoken and not of_thread(alert) else alert for alert in item.alerts
    )
    return replace(item, alerts=tuple(alert for alert in kept if alert is not None))


def _groups(alerts: Iterable[Alert]) -> int:
    state: dict[str, bytes] = {}
    nothing = Situation()
    return len({emit.key for alert in alerts for emit in correlate(alert, nothing, state)})
