"""How long it takes: told beside the gates, and never failing, as a busy machine changes it."""

from contextlib import closing
from dataclasses import replace
from functools import cache
from pathlib import Path
from statistics import median, quantiles
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final

import msgspec

from services.adapters.sqlite_store import SqliteStore
from services.wiring import utc_now
from streams.detect.detect import detect
from streams.detect.matcher import matcher
from streams.events import Alert, AlertContent, PostEvent
from streams.identity import account_key
from streams.log.sqlite import SqliteLog
from streams.parse.ndjson import parse
from streams.stage import judged
from streams.topics import Emit
from tests.evaluation.cases import Lang
from tests.evaluation.figures import Figure
from tests.evaluation.trial import Trial

_TIMES: Final = 5


def stored(trial: Trial, lang: Lang) -> Figure | None:
    """Milliseconds from a leak as it comes in to its alert in the store, each post by itself: the 99th percentile.

    It is parsed, appended to the log, judged, and the alert is appended and indexed, with every write on the disk.
    The range is from the median to the slowest.
    """
    lines = [msgspec.json.encode(case.line) for case in trial.scenario.cases("L0", lang, max(100, trial.number))]
    with (
        TemporaryDirectory() as home,
        closing(SqliteLog(Path(home) / "log.db", clock=utc_now)) as log,
        closing(SqliteStore(Path(home) / "search.db")) as store,
    ):
        taken = [_stored(line, trial, log, store) for line in lines]
    return Figure(quantiles(taken, n=100)[-1], median(taken), max(taken), len(taken))


def _stored(line: bytes, trial: Trial, log: SqliteLog, store: SqliteStore) -> float:
    began = perf_counter()
    post = parse(line, None)
    assert isinstance(post, PostEvent)
    log.append([Emit("posts", account_key(post.platform, post.account), post)])
    emits = judged(detect, post, trial.ground.situation, {})
    log.append(emits)
    events = [emit.event for emit in emits]
    store.put(
        [event for event in events if isinstance(event, Alert)],
        [event for event in events if isinstance(event, AlertContent)],
    )
    return (perf_counter() - began) * 1000


def effective(trial: Trial, _lang: Lang) -> Figure | None:
    """Seconds until changed registers are compiled and may judge: the median, the fastest and the slowest."""
    return _effective(trial)


@cache
def _effective(trial: Trial) -> Figure:
    taken = []
    for _ in range(_TIMES):
        changed = replace(trial.ground.situation.registers)
        began = perf_counter()
        matcher(changed)
        taken.append(perf_counter() - began)
    return Figure(median(taken), min(taken), max(taken), _TIMES)
