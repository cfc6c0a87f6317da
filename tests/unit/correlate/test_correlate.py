"""Groups: what raises them, and what a closed alert takes away again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from streams.correlate.correlate import correlate
from streams.events import Alert, Evidence, Group, PostRef
from streams.identity import alert_id, group_id, window_start
from streams.registers import Severity
from streams.situation.model import Situation

START = datetime(2026, 11, 20, 6, 5, tzinfo=UTC)


def alert(author: str, post: str, minutes: int = 0, severity: Severity = "medium") -> Alert:
    at = START + timedelta(minutes=minutes)
    return Alert(
        id=alert_id(("m", author, post), "embargo", "1", "Embargo/falke-2"),
        policy="embargo",
        policy_version="1",
        register="Embargo/falke-2",
        register_version=1,
        severity=severity,
        confidence=0.9,
        post=PostRef(platform="m", account=author, id=post, revision="1", kind="created", published=at),
        evidence=(Evidence(kind="term", part="text", start=0, end=7, term="Falke 2", view="word", bits=10),),
        group=group_id("embargo", "Embargo/falke-2", at),
        window_start=window_start(at),
        detected_at=at,
        account_id=author,
    )


def last_group(alerts: Sequence[Alert]) -> Group:
    state: dict[str, bytes] = {}
    groups = [emit.event for item in alerts for emit in correlate(item, Situation(), state)]
    group = groups[-1]
    assert isinstance(group, Group)
    return group


def test_one_alert_makes_a_group_of_its_own_severity() -> None:
    group = last_group([alert("anna", "1", severity="high")])
    assert (group.severity, group.alerts, group.authors, group.raised_by) == ("high", 1, 1, ())


def test_three_authors_raise_the_group() -> None:
    group = last_group([alert(name, "1", minutes=30 * n) for n, name in enumerate(("anna", "ben", "cem"))])
    assert (group.severity, group.raised_by) == ("high", ("3 authors",))


def test_five_alerts_in_a_quarter_of_an_hour_are_a_burst() -> None:
    group = last_group([alert("anna", str(n), minutes=n) for n in range(5)])
    assert (group.severity, group.raised_by) == ("high", ("burst of 5 in 15 minutes",))


def test_a_repeated_alert_says_nothing_new() -> None:
    state: dict[str, bytes] = {}
    first = alert("anna", "1")
    assert len(tuple(correlate(first, Situation(), state))) == 1
    assert tuple(correlate(first, Situation(), state)) == ()


def test_a_taken_down_post_no_longer_counts_as_open_nor_its_author() -> None:
    found = alert("anna", "1", severity="critical")
    group = last_group([found, replace(found, status="taken_down", changed_at=START + timedelta(hours=1))])
    assert (group.alerts, group.open_alerts, group.authors, group.severity) == (1, 0, 0, "low")


def test_alerts_in_different_windows_do_not_share_a_group() -> None:
    assert alert("anna", "1").group != alert("anna", "2", minutes=6 * 60).group


def test_a_group_names_nobody() -> None:
    group = last_group([alert("anna", "1")])
    assert "anna" not in repr(group)
