"""Made-up alerts, contents and what else a store keeps."""

from datetime import UTC, datetime, timedelta

from services.ports.store import PlacedGroup
from streams.events import Alert, AlertContent, AlertStatus, ContentPart, Group, PostRef
from streams.registers import Severity
from streams.trail import Decision, Delivery, Verdict

AT = datetime(2026, 11, 20, 10, tzinfo=UTC)


def post(name: str, *, minutes: int = 0, revision: str = "1") -> PostRef:
    """A version of Anna's post, so many minutes after `AT`."""
    published = AT + timedelta(minutes=minutes)
    return PostRef(
        platform="mastodon",
        account="@anna@social.example",
        id=name,
        revision=revision,
        kind="created",
        published=published,
    )


def alert(  # noqa: PLR0913 - each test names the few fields it is about
    name: str = "a",
    *,
    minutes: int = 0,
    revision: str = "1",
    status: AlertStatus = "open",
    severity: Severity = "high",
    register: str = "Embargo/falke-2",
    account: str = "anna",
    detected: int = 0,
    found_later: bool = False,
    shadow: bool = False,
) -> Alert:
    """An alert about `post(name)`, detected so many seconds after `AT`."""
    return Alert(
        id=f"al_{name}",
        policy=register.split("/", maxsplit=1)[0].lower(),
        policy_version="1",
        register=register,
        register_version=1,
        severity=severity,
        confidence=0.9,
        post=post(name, minutes=minutes, revision=revision),
        evidence=(),
        group=f"gr_{register}",
        window_start=AT,
        detected_at=AT + timedelta(seconds=detected),
        account_id=account,
        status=status,
        found_later=found_later,
        shadow=shadow,
    )


def content(name: str = "a", text: str = "Der Falke 2 kommt", *, minutes: int = 0, revision: str = "1") -> AlertContent:
    """What `post(name)` says."""
    version = post(name, minutes=minutes, revision=revision)
    return AlertContent(alert=f"al_{name}", post=version, parts=(ContentPart(name="text", text=text),))


def group(name: str, *, alerts: int = 1, hours: int = 0) -> Group:
    """A group last added to so many hours after `AT`."""
    return Group(
        id=f"gr_{name}",
        policy="embargo",
        register="Embargo/falke-2",
        window_start=AT,
        window_end=AT + timedelta(hours=6),
        severity="high",
        alerts=alerts,
        open_alerts=alerts,
        authors=1,
        first_at=AT,
        last_at=AT + timedelta(hours=hours),
    )


def placed(name: str, offset: int = 0, *, alerts: int = 1, hours: int = 0) -> PlacedGroup:
    """A group in this place of the log."""
    return PlacedGroup(group(name, alerts=alerts, hours=hours), offset)


def decision(name: str = "a", subject: str = "al_a", *, hours: int = 0, verdict: Verdict = "leak") -> Decision:
    """What Ben decided so many hours after `AT`."""
    return Decision(id=f"de_{name}", subject=subject, actor="ben", at=AT + timedelta(hours=hours), verdict=verdict)


def delivery(name: str = "a", subject: str = "al_a", *, hours: int = 0) -> Delivery:
    """A mail sent so many hours after `AT`."""
    at = AT + timedelta(hours=hours)
    return Delivery(id=f"dl_{name}", subject=subject, channel="mail", at=at, attempt=1, delivered=True)
