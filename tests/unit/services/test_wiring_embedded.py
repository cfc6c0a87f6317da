"""The embedded installation as a whole: declared, taken in, judged, grouped, found, looked back over, erased."""

from collections.abc import Iterable, Sequence
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from random import Random
from threading import Event as Signal

import pytest

from services.cli.alerts import every_alert
from services.cli.scan import numbered
from services.declare.files import read_registers
from services.handling import units
from services.ports.store import PlacedGroup, Store
from services.run.supervise import supervise
from services.scan.scan import scan
from services.wiring import only_here, open_installation
from streams.dead_letters import DeadLetterLimit
from streams.events import Alert, AlertContent
from streams.log.declared import Declared
from streams.log.sqlite import SqliteLog
from streams.stage import CannotRun, Unavailable
from streams.topics import Emit, Record
from tests.veltrona import ANNA, EVERYTHING, WERK_NORD, line
from tests.veltrona_house import House

SAID = "Am Dienstag zeigen wir die neue Falke 2 zum ersten Mal im Werk"
POSTS = [
    line("Falke 2 kommt", id="a1"),
    line("Guten Morgen", "ben", id="b1"),
    line("Falke 2 kommt bald", id="a1", minutes=5, kind="edited", revision="2"),
    line(SAID, "newsroom", id="n1", minutes=6),
    line(SAID, "ben", id="b2", minutes=7),
    line("Feuer in Halle 7", "shop", id="s1", minutes=8),
    line("Lumarixo", "ben", id="b3", minutes=9),
    line("nichts mehr", "ben", id="b3", minutes=10, kind="edited", revision="2"),
]


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path)


def scanned(house: House, lines: Sequence[bytes]) -> set[str]:
    entries = read_registers(house.folder / "registers.yaml")
    numbers = numbered(BytesIO(b"".join(lines)).read)
    found = scan(numbers, entries, workers=1, limit=DeadLetterLimit(), told=lambda _batch: None)
    return {alert.id for alert in found.alerts}


def test_an_installation_finds_what_a_scan_finds_and_says_when_it_was_found(house: House) -> None:
    house.apply()
    house.ingest(POSTS)
    house.run()
    found = house.alerts()
    assert {alert.id for alert in found} == scanned(house, POSTS)
    assert {alert.detected_at for alert in found} == {house.now}
    assert not any(alert.found_later for alert in found)
    statuses = {alert.post.id: (alert.post.revision, alert.status) for alert in found}
    assert statuses == {"a1": ("2", "open"), "s1": ("1", "open"), "b3": ("1", "edited_away")}


def test_official_text_that_comes_in_later_makes_public_what_a_scan_leaves_out(house: House) -> None:
    lines = [POSTS[4], POSTS[0], POSTS[3]]
    house.apply()
    house.ingest(lines)
    house.run()
    assert {alert.id for alert in house.alerts() if alert.status != "public"} == scanned(house, lines)


def test_a_run_in_pieces_and_in_any_order_between_accounts_ends_the_same(house: House, tmp_path: Path) -> None:
    house.apply()
    house.ingest(POSTS)
    house.run()
    other = House(tmp_path / "other")
    other.folder.mkdir()
    other.apply()
    accounts = {
        account: [item for item in POSTS if account in item] for account in (b"@anna", b"@ben", b"@news", b"@shop")
    }
    for account in Random(1).sample(sorted(accounts), 4):
        for item in accounts[account]:
            other.ingest([item])
            other.run()
    assert {alert.id: alert.post for alert in house.alerts()} == {
        alert.id: alert.post for alert in other.alerts() if alert.status != "public"
    }


def test_alerts_come_by_detection_time_and_since_is_inclusive(house: House) -> None:
    house.apply()
    for minutes, text in enumerate(("Lumarixo", "Falke 2", "Feuer in Halle 7")):
        house.now += timedelta(minutes=minutes)
        house.ingest([line(text, id=text)])
    house.run()
    found = house.alerts()
    assert [alert.post.id for alert in found] == ["Lumarixo", "Falke 2", "Feuer in Halle 7"]
    with house.opened() as installation:
        assert list(every_alert(installation.store, found[1].detected_at)) == found[1:]


def test_a_crisis_declared_late_finds_the_posts_still_kept(house: House) -> None:
    house.apply(*EVERYTHING[:-1])
    house.ingest([line("Feuer in Halle 7", "ben", id="b1")])
    house.run()
    assert house.alerts() == []
    house.now += timedelta(hours=1)
    house.apply(*EVERYTHING[:-1], WERK_NORD)
    house.run()
    assert [(alert.register, alert.found_later, alert.detected_at) for alert in house.alerts()] == [
        ("Crisis/werk-nord", True, house.now)
    ]


def test_what_looking_back_finds_is_counted_among_the_alerts(house: House) -> None:
    house.apply(*(one for one in EVERYTHING if one != WERK_NORD))
    house.ingest([line("Feuer in Halle 7", "ben")])
    house.run()
    house.apply(*EVERYTHING)
    with house.opened() as installation:
        supervise(units(installation), Signal(), house.observe, until_idle=True)
        counted = [sample for one in installation.metrics.alerts.collect() for sample in one.samples]
    assert len(house.alerts()) == 1
    assert sum(sample.value for sample in counted if sample.name.endswith("_total")) == 1


def test_a_takedown_closes_the_alert_and_leaves_no_word_in_any_file(house: House) -> None:
    house.apply()
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a1"), line("Falke 2 BLEIBT", "ben", id="b1")])
    house.run()
    assert house.holds("STILLGESCHWIEGEN")
    house.now += timedelta(hours=1)
    house.ingest([line("", id="a1", minutes=90, kind="deleted", revision="gone")])
    house.run()
    closed = next(alert for alert in house.alerts() if alert.account_id == "anna")
    assert closed.status == "taken_down"
    assert closed.changed_at is not None
    assert closed.changed_at - closed.post.published == timedelta(minutes=90)
    assert house.holds("STILLGESCHWIEGEN") == []
    assert house.holds("BLEIBT")


def test_an_edit_leaves_no_word_of_what_it_replaced_in_the_search_view(house: House) -> None:
    house.apply()
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a1")])
    house.run()
    house.ingest([line("Falke 2 kommt", id="a1", minutes=5, kind="edited", revision="2")])
    house.run()
    assert [name for name in house.holds("STILLGESCHWIEGEN") if name.startswith("search")] == []


def test_a_withdrawal_leaves_no_word_and_nothing_is_accepted_any_more(house: House) -> None:
    house.apply()
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a1"), line("Garten STILLGESCHWIEGEN", id="a2")])
    house.ingest([line("Falke 2 BLEIBT", "ben", id="b1")])
    house.run()
    house.withdraw("anna")
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a3")])
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []
    assert house.holds("BLEIBT")
    assert {alert.post.id for alert in house.alerts()} == {"a1", "b1"}


def test_what_is_noted_late_in_a_long_run_is_erased_in_that_run(house: House) -> None:
    house.apply()
    posts = [line("Guten Morgen", "ben", id=f"b{number}") for number in range(1500)]
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a1"), *posts])
    house.ingest([line("", id="a1", minutes=1, kind="deleted")])
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []


def test_a_withdrawal_at_a_later_time_waits_for_it(house: House) -> None:
    house.apply()
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a1")])
    house.withdraw("anna", house.now + timedelta(hours=2))
    house.run()
    assert house.holds("STILLGESCHWIEGEN")
    house.now += timedelta(hours=2)
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []


def test_a_consent_given_again_brings_back_nothing_from_before(house: House) -> None:
    house.apply()
    house.ingest([line("Falke 2 STILLGESCHWIEGEN", id="a1")])
    house.run()
    house.withdraw("anna")
    again = (house.now + timedelta(minutes=1)).isoformat()
    anna = ANNA.replace("from: 2025-10-01T00:00:00Z", f"from: {again}")
    house.apply(*[anna if item == ANNA else item for item in EVERYTHING])
    house.now += timedelta(minutes=3)
    house.ingest([line("Falke 2 BLEIBT", id="a2", minutes=62)])
    house.run()
    assert house.holds("STILLGESCHWIEGEN") == []
    assert house.holds("BLEIBT")
    assert [alert.post.id for alert in house.alerts() if alert.account_id == "anna"][-1] == "a2"


class Away:
    """A store that cannot be reached for its first puts."""

    def __init__(self, store: Store, puts: int) -> None:
        self._store = store
        self._left = puts

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        if self._left:
            self._left -= 1
            raise Unavailable("search.db cannot be written")
        self._store.put(alerts, contents, groups)

    def __getattr__(self, name: str) -> object:
        return getattr(self._store, name)


def test_a_store_that_is_away_loses_nothing_and_holds_up_nobody(house: House) -> None:
    house.apply()
    house.ingest(POSTS)
    with house.opened() as installation:
        away = replace(installation, store=Away(installation.store, 3))  # type: ignore[arg-type]
        supervise(units(away), Signal(), house.observe, until_idle=True)
        assert installation.log.positions("correlate")["alerts"] == installation.log.end("alerts")
    assert [turn.group for turn in house.failures] == ["index"] * 3
    assert {alert.id for alert in house.alerts()} == scanned(house, POSTS)


class Shaky(SqliteLog):
    """A log that cannot be written every third time."""

    calls = 0

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        self._fail_at_times()
        return super().append(emits, state)

    def advance(self, group: str, records: Sequence[Record], emits: Iterable[Emit] = ()) -> None:
        self._fail_at_times()
        super().advance(group, records, emits)

    def _fail_at_times(self) -> None:
        self.calls += 1
        if self.calls % 3 == 1:
            raise Unavailable("log.db cannot be written")


def test_a_log_that_is_away_at_times_loses_nothing_and_doubles_nothing(house: House, tmp_path: Path) -> None:
    other = House(tmp_path / "other")
    other.folder.mkdir()
    for one in (house, other):
        one.apply(*EVERYTHING[:-1])
        one.ingest(POSTS[:6])
    for documents in (EVERYTHING[:-1], EVERYTHING):
        house.apply(*documents)
        house.run()
        other.apply(*documents)
        with other.opened() as installation, closing(Shaky(other.data / "log.db", clock=lambda: other.now)) as log:
            shaky = replace(installation, log=log, declared=Declared(log, lambda: other.now))
            supervise(units(shaky), Signal(), other.observe, until_idle=True)
    assert other.failures
    assert [alert.found_later for alert in other.alerts()].count(True) == 1
    assert other.alerts() == house.alerts()
    with house.opened() as one_, other.opened() as other_:
        assert other_.log.end("alerts") == one_.log.end("alerts")
        assert other_.store.groups() == one_.store.groups()


def test_only_one_process_handles_a_data_folder(house: House) -> None:
    with house.opened() as installation:
        folder = installation.settings
        with only_here(folder), pytest.raises(CannotRun), only_here(folder):
            pass


def test_a_search_view_that_was_lost_is_built_again_from_the_log(house: House) -> None:
    house.apply()
    house.ingest(POSTS)
    house.run()
    before = house.alerts()
    for name in ("search.db", "search-contents.db"):
        (house.data / name).unlink()
    house.run()
    assert house.alerts() == before


@pytest.mark.parametrize("lost", ["search.db", "search-contents.db"])
def test_texts_are_there_again_where_one_file_of_the_view_was_lost_and_what_was_erased_stays_so(
    house: House, lost: str
) -> None:
    house.apply()
    house.ingest([line("Falke 2 BLEIBT", id="a1"), line("Falke 2 GEHT", id="a2")])
    house.ingest([line("", id="a2", minutes=1, kind="deleted")])
    house.run()
    house.now += timedelta(minutes=10)
    house.run()
    before = house.alerts()
    (house.data / lost).unlink()
    house.run()
    assert house.alerts() == before
    with house.opened() as installation:
        texts = {alert.post.id: installation.store.content(alert.id) for alert in before}
    assert texts["a1"]
    assert not texts["a2"]
    assert house.holds("GEHT") == []


def test_a_new_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    with open_installation(None, tmp_path / "new", make=True):
        assert (tmp_path / "new").stat().st_mode & 0o777 == 0o700
