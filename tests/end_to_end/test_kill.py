"""A kill at any moment loses nothing and doubles nothing."""

import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import pytest
import yaml

from services.adapters.sqlite_store import SqliteStore
from services.cli.alerts import every_alert
from services.wiring import utc_now
from streams.codec import decode
from streams.events import Alert, AlertContent, Event, Group, PostRef
from streams.log.sqlite import SqliteLog
from tests.end_to_end.posts_made_up import Background, background, leak, post_line
from tests.end_to_end.processes import PATIENCE, Service, done, running
from tests.end_to_end.registers_made_up import BEGINS, World, full_world

POSTS = 20_000
KILLS = 10
PIECES = 25  # in which the posts between two kills are written
STEP = timedelta(minutes=2)
SETTINGS = {"data": "data", "ingest": {"files": [{"path": "posts.ndjson", "follow": True}]}}


@dataclass(frozen=True, slots=True)
class Standing:
    """What an installation knows in the end, but for when it got to know it; `said` is every alert in its log."""

    alerts: dict[str, Alert]
    contents: dict[str, AlertContent | None]
    groups: dict[str, Group]
    said: Counter[tuple[str, PostRef, str]]


@pytest.mark.slow
def test_ten_kills_among_20_000_posts_leave_the_same_alerts_contents_and_groups(tmp_path: Path) -> None:
    world = full_world(employees=40)
    stream = b"".join(flow(world, background(), Random(5)))
    undisturbed = home_of(world, tmp_path / "undisturbed")
    (undisturbed / "posts.ndjson").write_bytes(stream)
    with running(undisturbed) as service:
        end_when_all_is_taken_in(undisturbed, service)
    killed = home_of(world, tmp_path / "killed")
    kill_again_and_again(killed, stream, Random(6))
    expected, found = standing(undisturbed), standing(killed)
    assert {alert.status for alert in expected.alerts.values()} == {"open", "edited_away", "taken_down"}
    assert len(expected.alerts) > 150
    assert found.alerts == expected.alerts
    assert found.contents == expected.contents
    assert found.groups == expected.groups
    assert found.said == expected.said
    assert set(found.said.values()) == {1}


def flow(world: World, quiet: Background, rng: Random) -> Iterator[bytes]:
    """So many lines: new posts, a hundredth of them leaks, with edits, deletions and repetitions of earlier posts."""
    earlier: list[tuple[str, str]] = []
    lines: list[bytes] = []
    for number in range(POSTS):
        after = number * STEP
        kind = rng.choices(("new", "edited", "deleted", "again"), (980, 10, 2, 8))[0] if earlier else "new"
        if kind == "new":
            leaks = number % 100 == 0
            account, post_id = rng.choice(world.handles), f"p{number}"
            text = leak(world, rng) if leaks else quiet.posts[number % len(quiet.posts)][1]
            if leaks or number % 100 == 1:
                earlier.append((account, post_id))
            lines.append(post_line(account, post_id, text, after))
        elif kind == "again":
            lines.append(rng.choice(lines))
        else:
            account, post_id = rng.choice(earlier)
            text = leak(world, rng) if rng.random() < 0.5 else "Ein anderer Text, ganz ohne Neuigkeit"
            lines.append(post_line(account, post_id, text, after, kind=kind, revision=f"r{number:05}"))
    return iter(lines)


def home_of(world: World, home: Path) -> Path:
    """A folder with an installation in which these registers are declared, and nothing is left to look back over."""
    home.mkdir()
    (home / "vorlaut.yaml").write_text(yaml.safe_dump(SETTINGS), "utf-8")
    done(home, "apply", "-f", str(world.write(home)))
    done(home, "run", "--until-idle")
    return home


def kill_again_and_again(home: Path, stream: bytes, rng: Random) -> None:
    """Write the posts into a growing file, cut anywhere, while the service is killed at random points."""
    places = [len(stream) * n // ((KILLS + 1) * PIECES) for n in range((KILLS + 1) * PIECES + 1)]
    pieces = [stream[start:end] for start, end in pairwise(places)]
    with (home / "posts.ndjson").open("wb", buffering=0) as file:
        for number in range(KILLS):
            part = pieces[number * PIECES : (number + 1) * PIECES]
            before = rng.randrange(PIECES)
            with running(home) as service:
                if number % 5:  # the others are killed while they start
                    service.wait_until_ready()
                for piece in part[:before]:
                    file.write(piece)
                    time.sleep(0.02)
                time.sleep(rng.uniform(0, 0.1))
                service.kill()
            file.write(b"".join(part[before:]))
        assert 0 < taken_in(home) < POSTS
        with running(home) as service:
            file.write(b"".join(pieces[KILLS * PIECES :]))
            end_when_all_is_taken_in(home, service)


def end_when_all_is_taken_in(home: Path, service: Service) -> None:
    until = time.monotonic() + PATIENCE
    while taken_in(home) < POSTS:
        assert time.monotonic() < until, f"only {taken_in(home)} of {POSTS} posts were taken in: {service.events()}"
        time.sleep(0.1)
    assert service.end() == 0


def taken_in(home: Path) -> int:
    with closing(SqliteLog(home / "data" / "log.db", clock=utc_now)) as log:
        return log.end("posts").get(0, 0)


def standing(home: Path) -> Standing:
    done(home, "run", "--until-idle")
    with closing(SqliteLog(home / "data" / "log.db", clock=utc_now)) as log:
        said = Counter(change(decode(record.value)) for record in log.tail("alerts", {}, POSTS))
        assert (log.end("posts"), log.end("dead-letters")) == ({0: POSTS}, {})
    with closing(SqliteStore(home / "data" / "search.db")) as store:
        alerts = {alert.id: replace(alert, detected_at=BEGINS) for alert in every_alert(store, None)}
        contents = {alert: store.content(alert) for alert in alerts}
        groups = {group.id: group for group in store.groups(limit=POSTS)}
    return Standing(alerts, contents, groups, said)


def change(event: Event) -> tuple[str, PostRef, str]:
    assert isinstance(event, Alert)
    return event.id, event.post, event.status
