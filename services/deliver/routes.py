"""Who is told of what, when: routes as they are set, and the steps that follow for one alert."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from fnmatch import fnmatchcase

from streams.events import Alert
from streams.identity import computed_id
from streams.registers import Account, Severity
from streams.trail import AUTHOR


@dataclass(frozen=True, slots=True)
class Step:
    """Who is told so long after the first, where nobody has said by then that they look."""

    after: timedelta
    channels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Route:
    """The steps for alerts of these severities and registers (`Embargo/*`). With `digest` they are told together."""

    severities: tuple[Severity, ...]
    registers: tuple[str, ...]
    steps: tuple[Step, ...]
    digest: timedelta | None = None

    def takes(self, alert: Alert) -> bool:
        """Whether this route is the alert's."""
        return alert.severity in self.severities and any(fnmatchcase(alert.register, one) for one in self.registers)


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """One thing to be told: what about, by which channel, to whom, not before when.

    `id` follows from what is told, so that a repetition is one. `alerts` are told together, as one digest or group.
    With each stands whose post it is about, by platform and account; `group` is the group that is told of as a whole.
    A decision about one of them ends it where it `stops`; it is `again` where the one that was told of is closed and
    others wait, and `paused` while somebody looks. `since` is when it was due first, `after` how long after the first
    step that is, `began` the version of the post it began with. `post` is where the post of the alert it is about can
    be seen: no view has to know of it before somebody can be told.
    """

    id: str
    subject: str
    channel: str
    to: str
    at: datetime
    since: datetime
    severity: Severity
    register: str
    alerts: Mapping[str, tuple[str, str]]
    group: str = ""
    stops: bool = True
    again: bool = False
    paused: bool = False
    after: timedelta = timedelta(0)
    attempts: int = 0
    post: str = ""
    began: str = ""

    def waits(self, now: datetime) -> bool:
        """Whether it is to be told by now."""
        return self.at <= now and not self.paused


def dues(alert: Alert, account: Account | None, routes: Sequence[Route], now: datetime) -> Iterator[Due]:
    """Everything that follows from an alert, the author before anybody else.

    The author is told of each version of a post once, and again where it turns out graver; where an employee has no
    address, that is said in place of it. The team is told once of each
    group of alerts in each severity: a hundred posts on one thing are one page. What was found by looking back pages
    nobody: it comes with what can wait, or not at all.
    """
    if account is not None and (account.notify or account.account_class == "employee"):
        what = (AUTHOR, alert.id, alert.severity, alert.post.revision)
        yield _due(alert, AUTHOR, account.notify or "", now, what, stops=False)
    route = next((one for one in routes if one.takes(alert)), None)
    if route is None or (alert.found_later and route.digest is None):
        return
    for number, step in enumerate(route.steps):
        for channel in step.channels:
            at = now + step.after if route.digest is None else _digest_at(now, route.digest)
            told = ("digest", at.isoformat()) if route.digest else (alert.group, alert.severity, str(number))
            due = _due(alert, channel, "", at, (channel, *told), stops=route.digest is None)
            yield due if route.digest else replace(due, after=step.after)


def _due(alert: Alert, channel: str, to: str, at: datetime, what: tuple[str, ...], *, stops: bool) -> Due:
    return Due(
        id=computed_id("dv", *what),
        subject=alert.id,
        channel=channel,
        to=to,
        at=at,
        since=at,
        severity=alert.severity,
        register=alert.register,
        alerts={alert.id: (alert.post.platform, alert.post.account)},
        group=alert.group if stops else "",
        began=alert.post.revision,
        stops=stops,
        post=(alert.post.url or alert.post.id) if channel == AUTHOR else "",
    )


def _digest_at(now: datetime, every: timedelta) -> datetime:
    """The end of the stretch that `now` lies in, counted from midnight in UTC."""
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    return midnight + ((now - midnight) // every + 1) * every
