"""What has been kept for as long as promised goes."""

from datetime import UTC, datetime, timedelta

from services.adapters.memory_store import MemoryStore
from services.erase.retain import ForgetQuietPosts, Retain
from services.settings import RetentionSettings
from streams.detect.versions import PostHistory, Version, pack
from streams.events import AlertContent, ContentPart
from streams.log.memory import MemoryLog
from tests.veltrona import alerts, post

NOW = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)
OLD = NOW - timedelta(days=8)


def test_edits_and_deletions_of_harmless_posts_are_forgotten_after_a_week() -> None:
    log = MemoryLog(lambda: NOW)
    (found,) = alerts(post("Der Falke 2 kommt"))
    histories = {
        "post/m/a/edited": PostHistory((Version(OLD, "2"),)),
        "post/m/a/gone": PostHistory(gone_at=OLD),
        "post/m/a/fresh": PostHistory((Version(NOW, "2"),), gone_at=OLD),
        "post/m/a/alerted": PostHistory((Version(OLD, "1", (found,)),), gone_at=OLD),
    }
    log.state("detect").update({key: pack(history) for key, history in histories.items()})
    log.append((), state="detect")
    retain = ForgetQuietPosts(log, lambda: NOW)
    assert retain.work() == 2
    assert sorted(log.state("detect")) == ["post/m/a/alerted", "post/m/a/fresh"]
    assert retain.work() == 0


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
