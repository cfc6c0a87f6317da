"""The console over a hundred thousand alerts: its pages, how soon a decision is seen, and how soon an alert is."""

import re
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from statistics import quantiles

from services.adapters.sqlite_store import SqliteStore
from services.ports.store import Query, Store
from streams.codec import decode
from streams.events import Alert, AlertContent, Decision, PostEvent
from streams.log.sqlite import SqliteLog
from streams.registers import SEVERITIES
from streams.triage import VERDICTS
from tests.bench.table import Row, Target, row
from tests.bench.watching import Person, Watcher, watching
from tests.contract.store_examples import AT, alert, content, decision
from tests.end_to_end.processes import VORLAUT, done, environment, free_port, wait_until_answered
from tests.veltrona import line, registers_text

ALERTS = 100_000
WATCHERS = 20
RATE = 200  # posts a second
ONE_IN = 20  # posts leaks
PAGE = Target(below=1)
SEEN = Target(below=0.5)
_BATCH = 1000
_TICKS = 20  # a second
_ROW = re.compile(r'<li class="row[^"]*" id="([^"]+)"')
PAGES = {
    "list": "/alerts",
    "list of everything": "/alerts?state=all",
    "filter": "/alerts?state=all&severity=critical&account=anna7",
    "tab": "/alerts?state=escalated",
    "search, a word in every hundredth": "/alerts?q=kennwort7",
    "search, a word in every alert": "/alerts?q=falke&state=all",
    "wall": "/",
}


def fill(store: Store, count: int = ALERTS) -> None:
    """So many alerts of a hundred accounts and forty registers, every tenth decided."""
    for start in range(0, count, _BATCH):
        numbers = range(start, min(count, start + _BATCH))
        store.put([_alert(number) for number in numbers], [_content(number) for number in numbers])
        store.record([_decided(number) for number in numbers if number % 10 == 0])
    store.settle()


def pages(person: Person, rounds: int, where: str) -> Iterator[Row]:
    """Each page, asked for by one person, again and again."""
    for name, path in PAGES.items():
        yield row(f"console, {where}, {name}", person.timed(path, rounds), "s", PAGE, f"{ALERTS:,} alerts")


def watched(home: Path, seconds: int, rounds: int) -> Iterator[Row]:
    """An embedded installation with all of it: pages, decisions, and posts that come in, while people watch."""
    with _console(home) as stack:
        actor, other = Person.signed_in(home, "hanne", stack), Person.signed_in(home, "kim", stack)
        others = [other.elsewhere(stack) for _ in range(WATCHERS)]
        yield from pages(actor, rounds, "SQLite")
        open_pages = {f"{number}": Watcher(one, "/alerts", _ROW) for number, one in enumerate(others)}
        with watching(open_pages):
            time.sleep(2)
            taken = [_decision_seen(actor, others[0], number) for number in range(rounds)]
            yield row(f"a decision seen by another, {WATCHERS} watch", taken, "s", SEEN)
        yield from _arrivals(home, others, seconds)


def _decision_seen(actor: Person, other: Person, number: int) -> float:
    """Until a page of somebody who asks again and again shows it."""
    alert_id, reason = f"al_{ALERTS - 1 - number}", f"reason {time.monotonic_ns()}"
    began = time.monotonic()
    actor.decide(alert_id, "acknowledged", reason)
    while reason not in other.read(f"/alerts/{alert_id}"):
        time.sleep(0.01)
    return time.monotonic() - began


def _arrivals(home: Path, people: Sequence[Person], seconds: int) -> Iterator[Row]:
    group = _warm(home).group
    watchers = {f"{number}": Watcher(one, f"/alerts?group={group}", _ROW) for number, one in enumerate(people)}
    with watching(watchers):
        time.sleep(1)
        _feed(home, seconds)
        time.sleep(3)
    leaks = RATE * seconds // ONE_IN
    appended = _appended(home, group)
    taken = [
        at - appended[alert_id]
        for watcher in watchers.values()
        for alert_id, at in watcher.seen.items()
        if alert_id in appended
    ]
    found = quantiles(taken, n=100)
    note = f"{leaks:,} leaks, {WATCHERS} watch, {len(taken):,} of {leaks * WATCHERS:,} seen"
    for name, place, target in (("p50", 49, None), ("p99", 98, PAGE)):
        yield row(f"post appended to alert on a page, {RATE}/s, {name}", [found[place]], "s", target, note)


def _appended(home: Path, group: str) -> dict[str, float]:
    """By alert, when its post was appended to the log."""
    store = SqliteStore(home / "data" / "search.db")
    alert_of = {one.post.id: one.id for one in store.search(Query(groups=(group,), limit=100_000))}
    store.close()
    log = SqliteLog(home / "data" / "log.db", clock=lambda: AT)
    records = log.tail("posts", {}, 1_000_000)
    posts = [(decode(record.value), record.appended_at.timestamp()) for record in records]
    log.close()
    return {
        alert_of[post.id]: at
        for post, at in posts
        if isinstance(post, PostEvent) and post.id in alert_of and post.id != "warm"
    }


def _feed(home: Path, seconds: int) -> None:
    """Posts at an even rate, handed over ten at a time."""
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
                said = "Guten Morgen aus dem Werk" if number % ONE_IN else "Falke 2 kommt bald"
                pipe.write(line(said, id=f"live-{number}"))
            pipe.flush()


def _warm(home: Path) -> Alert:
    """One leak, so that its group is known."""
    posts = home / "warm.ndjson"
    posts.write_bytes(line("Falke 2 kommt bald", id="warm"))
    done(home, "ingest", "ndjson", str(posts))
    store = SqliteStore(home / "data" / "search.db")
    try:
        for _ in range(500):
            found = [one for one in store.search(Query(account_ids=("anna",))) if one.post.id == "warm"]
            if found:
                return found[0]
            time.sleep(0.02)
    finally:
        store.close()
    raise RuntimeError("the first leak was not found")


@contextmanager
def _console(home: Path) -> Iterator[ExitStack]:
    home.mkdir()
    port = free_port()
    (home / "registers.yaml").write_text(registers_text(), "utf-8")
    (home / "vorlaut.yaml").write_text(f"data: data\nconsole: {{port: {port}}}\n", "utf-8")
    done(home, "apply", "-f", "registers.yaml", "--as", "kim")
    done(home, "run", "--until-idle")
    store = SqliteStore(home / "data" / "search.db")
    fill(store)
    store.close()
    serving = environment() | {"VORLAUT_CONSOLE__SERVE": "true"}
    with ExitStack() as stack, (home / "run.log").open("wb") as lines:
        running = subprocess.Popen([VORLAUT, "run"], cwd=home, env=serving, stdout=lines, stderr=lines)
        try:
            wait_until_answered(port, running)
            yield stack
        finally:
            running.terminate()
            running.wait(60)


def _alert(number: int) -> Alert:
    register = f"Embargo/made-up-{number % 40}"
    return replace(
        alert(f"{number}", register=register, account=f"anna{number % 100}", detected=number),
        severity=SEVERITIES[number % len(SEVERITIES)],
        group=f"gr_{number // 8}",
        detected_at=AT + timedelta(seconds=number),
    )


def _content(number: int) -> AlertContent:
    return content(f"{number}", f"Der Falke 2 kommt, sagt kennwort{number % 100} im Werk nummer{number}")


def _decided(number: int) -> Decision:
    return decision(f"{number}", f"al_{number}", verdict=VERDICTS[number // 10 % len(VERDICTS)])
