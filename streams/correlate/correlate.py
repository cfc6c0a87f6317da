"""The step `correlate`: alerts to groups, independent of order and repetition.

A group is all alerts of one register and policy within one fixed window of six hours: its id follows from the alert
alone, so anybody can recompute why two alerts stand together. What the group says is counted from the set of its
alerts: the latest version of each, never how often or in which order they came.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from streams.events import ALERT_STATUSES, Alert, AlertStatus, Event, Group
from streams.identity import WINDOW, content_digest
from streams.registers import SEVERITIES, Severity
from streams.situation.model import Situation
from streams.topics import Emit, State

SEVERAL_AUTHORS = 3
BURST = 5  # alerts in one clock quarter of an hour
QUARTER = 900  # seconds
OPEN: Final = timedelta(days=180)  # from the start of its window on; after that a group stands as it does
_CLOSED: Final = "closed"  # up to which window groups have left this state


@dataclass(frozen=True, slots=True)
class Member:
    """What a group keeps of one alert: enough to take it out of the counts again. `author` is a digest."""

    order: tuple[datetime, str, int, int]
    author: str
    severity: Severity
    status: AlertStatus
    at: datetime


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts over the members of one group. `authors` and `quarters` count open alerts by author and by quarter."""

    policy: str
    register: str
    window_start: datetime
    alerts: int = 0
    open: tuple[int, ...] = (0, 0, 0, 0)
    first_at: datetime | None = None
    last_at: datetime | None = None
    authors: int = 0
    quarters: tuple[int, ...] = (0,) * (WINDOW.seconds // QUARTER)


_ENCODER = msgspec.json.Encoder()
_MEMBER = msgspec.json.Decoder(Member)
_TALLY = msgspec.json.Decoder(Tally)


def correlate(event: Event, _situation: Situation, state: State) -> Iterable[Emit]:
    """Count an alert into its group and say how the group stands; silent where nothing changed.

    Alerts in shadow are in no group. An excepted one counts for nothing, but takes the place of what it was before.
    What becomes of an alert when its group is closed changes nothing in it.
    """
    if not isinstance(event, Alert) or event.shadow or _comes_too_late(event, state):
        return ()
    member_key = f"member/{event.group}/{event.id}"
    tally_key = f"tally/{event.group}"
    known, stored = state.get(member_key), state.get(tally_key)
    before = _MEMBER.decode(known) if known else None
    tally = _TALLY.decode(stored) if stored else Tally(event.policy, event.register, event.window_start)
    now = member(event)
    counted = _spanned(tally, now) if event.reaches_people else tally
    if before is None or before.order < now.order:
        state[member_key] = _ENCODER.encode(now)
        counted = _recounted(counted, event.group, (before, now), state)
    if counted == tally:
        return ()
    state[tally_key] = _ENCODER.encode(counted)
    return (Emit("groups", event.group, group(event.group, counted)),)


def _comes_too_late(alert: Alert, state: State) -> bool:
    """By the alert alone, so that it makes no difference when its group left the state; or because it has left."""
    changed = alert.changed_at or alert.detected_at
    return changed - alert.window_start > OPEN or alert.window_start < _closed(state)


def _closed(state: State) -> datetime:
    known = state.get(_CLOSED)
    return datetime.fromisoformat(known.decode()) if known else datetime.min.replace(tzinfo=UTC)


def forget_closed(state: State, now: datetime, late: timedelta) -> int:
    """Forget the groups that nothing changes any more where alerts come at most so `late`; how many keys went.

    What comes later than that finds its group closed, instead of counting it from nothing.
    """
    until = now - late - OPEN
    windows = {_group(key): _TALLY.decode(value).window_start for key, value in state.items() if _is_of("tally", key)}

    def old(key: str, value: bytes) -> bool:
        if (window := windows.get(_group(key))) is not None:
            return window < until
        return _is_of("member", key) and _MEMBER.decode(value).at < until  # of alerts that all were excepted

    gone = [key for key, value in state.items() if old(key, value)]
    for key in gone:
        del state[key]
    if gone:
        state[_CLOSED] = max(until, _closed(state)).isoformat().encode()
    return len(gone)


def _is_of(kind: str, key: str) -> bool:
    return key.startswith(f"{kind}/")


def _group(key: str) -> str:
    """The group that a key of the state belongs to; nothing for the one key that belongs to all."""
    return key.partition("/")[2].partition("/")[0]


def member(alert: Alert) -> Member:
    """An alert as a member of its group."""
    order = (alert.post.published, alert.post.revision, ALERT_STATUSES.index(alert.status), int(not alert.found_later))
    author = content_digest(alert.account_id.encode())
    return Member(order, author, alert.severity, alert.status, alert.post.published)


def _spanned(tally: Tally, item: Member) -> Tally:
    """The times of every version seen count, also of one that comes late."""
    return replace(
        tally,
        first_at=min(item.at, tally.first_at or item.at),
        last_at=max(item.at, tally.last_at or item.at),
    )


def _recounted(tally: Tally, group_key: str, change: tuple[Member | None, Member], state: State) -> Tally:
    before, now = change
    if before is not None:
        tally = _add(tally, group_key, before, -1, state)
    return _add(tally, group_key, now, +1, state)


def _add(tally: Tally, group_key: str, item: Member, sign: int, state: State) -> Tally:
    """Count a member in (+1) or out (-1). An author counts while one of their alerts is open."""
    if item.status == "excepted":
        return tally
    tally = replace(tally, alerts=tally.alerts + sign)
    if item.status != "open":
        return tally
    author_key = f"author/{group_key}/{item.author}"
    of_author = int(state.get(author_key, b"0"))
    state[author_key] = b"%d" % (of_author + sign)
    appeared = sign if (of_author == 0) != (of_author + sign == 0) else 0
    quarter = int((item.at - tally.window_start).total_seconds()) // QUARTER % len(tally.quarters)
    return replace(
        tally,
        authors=tally.authors + appeared,
        open=_bumped(tally.open, SEVERITIES.index(item.severity), sign),
        quarters=_bumped(tally.quarters, quarter, sign),
    )


def _bumped(counts: tuple[int, ...], index: int, by: int) -> tuple[int, ...]:
    return (*counts[:index], counts[index] + by, *counts[index + 1 :])


def group(group_id: str, tally: Tally) -> Group:
    """The group that these counts make: bursts and several independent authors raise it one step each."""
    raised = tuple(
        name
        for name, holds in (
            (f"{tally.authors} authors", tally.authors >= SEVERAL_AUTHORS),
            (f"burst of {max(tally.quarters)} in 15 minutes", max(tally.quarters) >= BURST),
        )
        if holds
    )
    highest = max((level for level, count in enumerate(tally.open) if count), default=0)
    level = min(highest + len(raised), len(SEVERITIES) - 1)
    first = tally.first_at or tally.window_start
    return Group(
        id=group_id,
        policy=tally.policy,
        register=tally.register,
        window_start=tally.window_start,
        window_end=tally.window_start + WINDOW,
        severity=SEVERITIES[level],
        alerts=tally.alerts,
        open_alerts=sum(tally.open),
        authors=tally.authors,
        first_at=first,
        last_at=tally.last_at or first,
        raised_by=raised,
    )
