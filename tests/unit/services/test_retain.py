"""What has been kept for as long as promised goes."""

from datetime import UTC, datetime, timedelta

from services.adapters.memory_store import MemoryStore
from services.erase.retain import LATE, ForgetOldState, Retain
from services.settings import RetentionSettings
from streams.detect.versions import REMEMBERED, PostHistory, Version, pack
from streams.events import AlertContent, ContentPart
from streams.log.memory import MemoryLog
from streams.situation.model import Registers
from streams.situation.withdrawal import without_accounts
from streams.topics import Emit
from tests.veltrona import HANDLES, alerts, post, situation

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=8)
LIVE = (
    b'{"pieces":[{"post":"1","parent":"","versions":[{"at":"2026-11-24T11:00:00Z","revision":"1",'
    b'"received_at":"2026-11-24T11:00:00Z"}]}]}'
)


def test_what_is_kept_of_posts_goes_when_nothing_can_come_of_it() -> None:
    log = MemoryLog(lambda: NOW)
    (found,) = alerts(post("Der Falke 2 kommt"))
    ancient = NOW - REMEMBERED - LATE - timedelta(minutes=1)
    histories = {
        "post/m/a/edited": PostHistory((Version(OLD, "2"),)),
        "post/m/a/gone": PostHistory(gone_at=OLD),
        "post/m/a/fresh": PostHistory((Version(NOW, "2"),), gone_at=OLD),
        "post/m/a/alerted": PostHistory((Version(OLD, "1", (found,)),), gone_at=OLD),
        "post/m/a/ancient": PostHistory((Version(ancient, "1", (found,)),)),
        "post/m/a/touched": PostHistory((Version(ancient, "1", (found,)), Version(OLD, "2"))),
        "shadow/m/a/ancient": PostHistory((Version(ancient, "1", (found,)),), gone_at=ancient),
        "shadow/m/a/fresh": PostHistory((Version(OLD, "1", (found,)),)),
    }
    log.state("detect").update({key: pack(history) for key, history in histories.items()})
    log.append((), state="detect")
    forget = ForgetOldState(log, lambda: NOW, Registers)
    assert forget.work() == 4
    kept = ["post/m/a/alerted", "post/m/a/fresh", "post/m/a/touched", "shadow/m/a/fresh"]
    assert sorted(log.state("detect")) == kept
    assert forget.work() == 0


def test_who_catches_up_with_old_events_keeps_what_was_needed_then() -> None:
    clock = NOW - REMEMBERED - LATE - timedelta(days=1)
    log = MemoryLog(lambda: clock)
    (found,) = alerts(post("Der Falke 2 kommt"))
    log.state("detect")["post/m/a/1"] = pack(PostHistory((Version(clock, "1", (found,)),)))
    log.append([Emit("posts", "m/a", post("noch nicht gelesen"))], state="detect")
    assert ForgetOldState(log, lambda: NOW, Registers).work() == 0
    assert list(log.state("detect")) == ["post/m/a/1"]


def test_what_the_threads_of_an_account_said_goes_when_it_is_not_looked_at_any_more_without_waiting_for_a_day() -> None:
    log, held = MemoryLog(lambda: NOW), situation().registers
    log.state("detect").update({f"thread/mastodon/{HANDLES[who]}": LIVE for who in ("anna", "ben")})
    forget = ForgetOldState(log, lambda: NOW, lambda: held)
    assert forget.work() == 0
    held = without_accounts(held, frozenset([("mastodon", HANDLES["anna"])]))
    assert forget.work() == 1
    assert list(log.state("detect")) == [f"thread/mastodon/{HANDLES['ben']}"]
    assert forget.work() == 0


def test_the_content_of_an_old_alert_goes_and_the_alert_stays() -> None:
    (found,) = alerts(post("Der Falke 2 kommt"))
    content = AlertContent(alert=found.id, post=found.post, parts=(ContentPart(name="text", text="Falke 2"),))
    store = MemoryStore()
    store.put([found], [content])
    clock = found.detected_at + timedelta(days=29)
    retain = Retain(MemoryLog(lambda: clock), store, lambda: clock, RetentionSettings())
    retain.work()
    assert store.content(found.id) == content
    clock += timedelta(days=2)
    retain.work()
    assert store.content(found.id) is None
    assert store.alert(found.id) == found
