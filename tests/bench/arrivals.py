"""Posts that come in at an even rate while people watch: how soon an alert, and a decision, is on their pages."""

import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from statistics import quantiles
from threading import Thread
from typing import Final

from services.wiring import open_installation
from streams.codec import decode
from streams.events import Alert, PostEvent
from streams.identity import alert_id
from streams.log.order import pages
from tests.bench.many_alerts import ALERTS
from tests.bench.many_alerts import alert_id as many
from tests.bench.table import Row, Target, row
from tests.bench.watching import Person, Watcher, watching
from tests.end_to_end.processes import VORLAUT, done, environment
from tests.veltrona import HANDLES, line
from tests.veltrona import alert as found_in

WATCHERS: Final = 20
RATE: Final = 200  # posts a second
ONE_IN: Final = 20  # posts leaks
_TICKS: Final = 20  # a second
_SETTLED: Final = 5.0  # seconds that the last alerts may take
_LEAK: Final = "Falke 2 kommt bald"
_ROW: Final = re.compile(r'<li class="row[^"]*" id="([^"]+)"')
_PATIENCE: Final = 60.0


@dataclass(frozen=True, slots=True)
class Watched:
    """A console that runs: the folder of its installation, what it stands on, and within what a decision must be seen.

    `someone` acts there, `others` watch.
    """

    home: Path
    where: str
    seen: Target
    arrived: Target | None
    someone: Person
    others: Sequence[Person]


def _decisions(watched: Watched, rounds: int) -> Row:
    """From the click to the page of another who hears of it and looks; nobody has decided about these before."""
    reader = Watcher(watched.others[0], "/", re.compile(r"$^"))
    token = watched.someone.form_token(many(1))
    with watching([reader]):
        time.sleep(1)
        undecided = [many(ALERTS - 2 - 20 * number) for number in range(rounds)]
        taken = [_decision(watched.someone, reader, about, token) for about in undecided]
    note = f"{RATE} posts/s come in, {WATCHERS} watch"
    return row(f"{watched.where}: a decision on another's page", taken, "s", watched.seen, note)


def _decision(actor: Person, reader: Watcher, about: str, token: str) -> float:
    reason = f"reason {time.monotonic_ns()}"
    reader.turn_to(f"/alerts/{about}", re.compile(reason))
    began = time.time()
    actor.decide(about, "acknowledged", reason, token)
    return reader.wait_for(reason) - began


def arrivals(watched: Watched, seconds: int, rounds: int) -> Iterator[Row]:
    """Posts for so long, and decisions meanwhile."""
    group = _warm(watched)
    left_open = {
        "a page of its group": (f"/alerts?group={group}", f"/alerts?group={group}&account=anna"),
        "the wall or the list": ("/", "/alerts"),
    }
    people = iter(watched.others)
    watchers = {
        name: [Watcher(one, path, _ROW) for path in paths for one in islice(people, WATCHERS // 4)]
        for name, paths in left_open.items()
    }
    with watching([one for some in watchers.values() for one in some]):
        time.sleep(2)
        with _feeding(watched.home, seconds):
            time.sleep(2)
            yield _decisions(watched, rounds)
        time.sleep(_SETTLED)
    appended = dict(_appended(watched.home))
    for name, some in watchers.items():
        taken = [one for watcher in some for one in _waited(appended, watcher.seen)]
        yield from _shown(watched, name, taken, len(appended) * len(some))


def _shown(watched: Watched, name: str, taken: Sequence[float], due: int) -> Iterator[Row]:
    found = quantiles(taken, n=100)
    note = f"{RATE} posts/s, {WATCHERS} watch, {len(taken):,} of {due:,} seen"
    for part, place, target in (("p50", 49, None), ("p99", 98, watched.arrived)):
        yield row(f"{watched.where}: post appended to {name}, {part}", [found[place]], "s", target, note)


def _waited(appended: dict[str, float], seen: dict[str, float]) -> Iterator[float]:
    """How long until a page showed each alert, or one of a later post: pages that fold groups show the newest."""
    earliest = float("inf")
    for alert, at in reversed(appended.items()):
        earliest = min(earliest, seen.get(alert, earliest))
        if earliest < float("inf"):
            yield earliest - at


def _appended(home: Path) -> Iterator[tuple[str, float]]:
    """By alert, when its post was appended to the log, in this order."""
    with open_installation(home / "vorlaut.yaml", None) as installation:
        for records in pages(installation.log, "posts", 5000):
            for record in records:
                post = decode(record.value)
                if isinstance(post, PostEvent) and post.text == _LEAK and post.id != "warm":
                    yield _alert(post.id), record.appended_at.timestamp()


def _alert(post: str) -> str:
    like = _like()
    return alert_id(
        ("mastodon", HANDLES["anna"], post), like.policy, like.policy_version.partition(".")[0], like.register
    )


@cache
def _like() -> Alert:
    """What is found in every leak."""
    found = found_in(_LEAK)
    if found is None:
        raise RuntimeError("the leak is none")
    return found


@contextmanager
def _feeding(home: Path, seconds: int) -> Iterator[None]:
    """Posts come in at an even rate, ten at a time; the block ends when all are handed over."""
    feed = Thread(target=_feed, args=(home, seconds))
    feed.start()
    try:
        yield
    finally:
        feed.join()


def _feed(home: Path, seconds: int) -> None:
    with subprocess.Popen(
        [VORLAUT, "ingest", "ndjson", "-"],
        cwd=home,
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
    ) as ingesting:
        if (pipe := ingesting.stdin) is None:
            raise RuntimeError("no way to hand over posts")
        began = time.monotonic()
        for tick in range(seconds * _TICKS):
            time.sleep(max(0.0, began + tick / _TICKS - time.monotonic()))
            first = tick * RATE // _TICKS
            for number in range(first, first + RATE // _TICKS):
                said = "Guten Morgen aus dem Werk" if number % ONE_IN else _LEAK
                pipe.write(line(said, id=f"live-{number}"))
            pipe.flush()


def _warm(watched: Watched) -> str:
    """The group of one leak that is on a page already."""
    posts = watched.home / "warm.ndjson"
    posts.write_bytes(line(_LEAK, id="warm"))
    done(watched.home, "ingest", "ndjson", str(posts))
    until = time.monotonic() + _PATIENCE
    while _alert("warm") not in watched.someone.read("/alerts?account=anna"):
        if time.monotonic() > until:
            raise TimeoutError("the first leak is on no page")
        time.sleep(0.1)
    return _like().group
