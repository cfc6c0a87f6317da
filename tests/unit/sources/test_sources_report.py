"""Whether silence is to be believed: sources that live, fail, are forgotten; accounts that are silent; gaps."""

from collections.abc import Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from time import sleep

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from services.metrics import declare_metrics
from services.sources.gaps import close_gap, gap, named, open_gaps
from services.sources.pulse import EVERY, Pulse
from services.sources.report import Report, report
from services.sources.seen import Seen, forget_seen, last_seen
from streams.identity import account_key
from streams.log.memory import MemoryLog
from streams.registers import Account, Company
from streams.situation.model import Registers
from streams.stage import CannotRun
from streams.topics import Emit
from tests.unit.services.ingest_desk import FailingLog

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
FEED = "https://news.example/feed"


def account(name: str) -> Account:
    return Account(
        id=name, company="v", platform="mastodon", account=f"@{name}", account_class="brand", purposes=("embargo",)
    )


REGISTERS = Registers(accounts={("mastodon", f"@{name}"): account(name) for name in ("shop", "news")})


class House:
    """A log, its clock, and a source that is read."""

    def __init__(self, log: MemoryLog | None = None) -> None:
        self.now = NOON
        self.log = log or MemoryLog(lambda: self.now)
        self.pulse = self.reader()

    def reader(self) -> Pulse:
        return Pulse(self.log, lambda: self.now, "file", "posts.ndjson")

    def report(self) -> Report:
        return report(self.log, REGISTERS, [("file", "posts.ndjson")], self.now)


def test_without_any_source_silence_is_not_to_be_believed() -> None:
    assert not report(MemoryLog(lambda: NOON), REGISTERS, [], NOON).well


def test_a_source_that_said_nothing_yet_is_starting_and_one_that_answers_is_live() -> None:
    house = House()
    assert [one.state for one in house.report().sources] == ["starting"]
    house.pulse.well(taken=True)
    (source,) = house.report().sources
    assert (source.state, source.heard_at, source.taken_at) == ("live", NOON, NOON)
    assert house.report().well


def test_a_source_whose_reader_was_killed_is_not_taken_for_live() -> None:
    house = House()
    house.pulse.well()
    house.now += timedelta(hours=1)
    (source,) = house.report().sources
    assert (source.state, source.trouble, source.since) == ("stopped", "quiet_reader", NOON)
    assert source.lag == timedelta(hours=1)


def test_what_a_source_was_before_a_restart_is_still_known_after_it() -> None:
    house = House()
    house.pulse.well(taken=True)
    house.pulse.stopped()
    assert [one.state for one in house.report().sources] == ["stopped"]
    house.now += timedelta(minutes=10)
    again = house.reader()
    again.beat()
    (source,) = house.report().sources
    assert (source.state, source.taken_at) == ("live", NOON)


def test_trouble_has_a_beginning_and_ends_with_the_next_success() -> None:
    house = House()
    for _ in range(3):
        house.pulse.failed("missing")
        house.now += EVERY
    (source,) = house.report().sources
    assert (source.state, source.trouble, source.since, source.failures) == ("degraded", "missing", NOON, 3)
    house.pulse.well()
    (source,) = house.report().sources
    assert (source.state, source.trouble, source.since, source.failures) == ("live", "", None, 0)


def test_a_pulse_writes_once_in_half_a_minute_however_often_it_beats() -> None:
    class Counting(MemoryLog):
        appends = 0

        def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
            self.appends += 1
            return super().append(emits, state)

    log = Counting(lambda: NOON)
    house = House(log)
    for _ in range(1000):
        house.pulse.well()
    assert log.appends == 1


def test_while_the_log_is_away_a_pulse_raises_nothing_and_is_kept_as_soon_as_it_is_back() -> None:
    house = House(FailingLog([True, True]))
    house.pulse.well()
    house.pulse.well()
    assert [one.state for one in house.report().sources] == ["starting"]
    house.pulse.well()
    assert [one.state for one in house.report().sources] == ["live"]


def test_one_who_follows_a_file_by_hand_is_seen_while_it_lasts() -> None:
    house = House()
    Pulse(house.log, lambda: house.now, "file", "by-hand.ndjson").well()
    assert {one.source for one in house.report().sources} == {"posts.ndjson", "by-hand.ndjson"}
    house.now += timedelta(days=2)
    assert {one.source for one in house.report().sources} == {"posts.ndjson"}


def test_an_account_is_silent_by_the_day_and_seen_by_any_source() -> None:
    house = House()
    key = account_key("mastodon", "@shop")
    Seen(house.log, "one").note([key], NOON - timedelta(days=9))
    Seen(house.log, "other").note([key], NOON - timedelta(days=3))
    silent = {one.id: one.silent_days for one in house.report().accounts}
    assert silent == {"shop": 3, "news": None}


def test_of_an_account_no_more_is_kept_than_the_hour() -> None:
    log = MemoryLog(lambda: NOON)
    Seen(log, "one").note([account_key("mastodon", "@shop")], NOON + timedelta(minutes=41, seconds=7))
    assert list(last_seen(log).values()) == [NOON]


def test_whoever_is_not_to_be_looked_at_any_more_is_forgotten() -> None:
    log = MemoryLog(lambda: NOON)
    seen = Seen(log, "one")
    seen.note(["a", "b"], NOON)
    assert forget_seen(log, ["a"]) == 1
    assert forget_seen(log, ["a"]) == 0
    assert set(last_seen(log)) == {"a"}


class OneAtATime(MemoryLog):
    """Notices who takes a table while another is not done with it; `most` is how many at a time there were."""

    taken = most = 0

    def state(self, table: str) -> MutableMapping[str, bytes]:
        self.taken += 1
        self.most = max(self.most, self.taken)
        return super().state(table)

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        sleep(0.001)
        self.taken -= 1
        return super().append(emits, state)


def test_who_forgets_waits_for_who_notes() -> None:
    log = OneAtATime(lambda: NOON)
    seen = Seen(log, "one")

    def note() -> None:
        for hour in range(50):
            seen.note(["a", "b"], NOON + timedelta(hours=hour))

    with ThreadPoolExecutor(1) as other:
        noted = other.submit(note)
        while not noted.done():
            forget_seen(log, ["a"])
        noted.result()
    forget_seen(log, ["a"])
    assert log.most == 1
    assert set(last_seen(log)) == {"a"}


def test_a_note_that_was_half_forgotten_once_is_no_note() -> None:
    log = MemoryLog(lambda: NOON)
    Seen(log, "one").note(["a", "b"], NOON)
    log.state("seen/one")["b"] = b""
    log.append((), state="seen/one")
    assert set(last_seen(log)) == {"a"}
    assert forget_seen(log, ["a"]) == 1


def test_a_gap_is_open_until_somebody_closes_it_and_told_twice_is_one() -> None:
    house = House()
    house.pulse.well()
    lost = gap("posts.ndjson", NOON, NOON + timedelta(minutes=1), "cut_off")
    house.log.append([lost, lost])
    house.now += timedelta(minutes=1)
    found = house.report()
    assert (len(found.gaps), found.well, len(found.sources[0].gaps)) == (1, False, 1)
    close_gap(house.log, named(house.log, found.gaps[0].id[:6], house.now).id, "Kim", "read by hand", house.now)
    assert not open_gaps(house.log, house.now)
    assert house.report().well


def test_an_old_gap_stands_in_the_trail_alone() -> None:
    house = House()
    house.log.append([gap("posts.ndjson", NOON, NOON, "cut_off")])
    house.now += timedelta(days=8)
    assert not open_gaps(house.log, house.now)


def test_a_gap_that_is_not_there_cannot_be_closed() -> None:
    with pytest.raises(CannotRun, match="no open gaps"):
        named(MemoryLog(lambda: NOON), "ga_x", NOON)


def test_gauges_name_kinds_and_states_and_no_source() -> None:
    house = House()
    house.pulse.well(taken=True)
    house.log.append([gap(FEED, NOON, NOON, "gone")])
    registry = CollectorRegistry()
    metrics = declare_metrics(registry)
    registers = Registers(companies={"v": Company(id="v", names=("V",), newsroom=(FEED,))})
    metrics.sources(report(house.log, registers, [("feed", FEED), ("file", "posts.ndjson")], NOON))
    said = generate_latest(registry).decode()
    assert 'vorlaut_connector_sources{kind="file",state="live"} 1.0' in said
    assert 'vorlaut_connector_sources{kind="feed",state="starting"} 1.0' in said
    assert 'vorlaut_connector_gaps_open{kind="feed"} 1.0' in said
    assert "news.example" not in said
    assert "posts.ndjson" not in said
