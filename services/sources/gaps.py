"""What is known to be lost, as events on the log; and which of it nobody has looked after yet."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Final, Literal, get_args

from streams.codec import known
from streams.identity import computed_id
from streams.log.order import pages
from streams.log.port import History, Log
from streams.losses import Gap
from streams.stage import CannotRun
from streams.topics import Emit, Topic
from streams.trail import Decision

Reason = Literal[
    "scrolled_off",  # a feed shows nothing any more that was there when it last answered
    "gone",  # a feed has ended: 410
    "moved",  # a feed sends us to another host
    "refused",  # a feed lets us in no more: 401, 403
    "unreadable",  # items of a feed became dead letters
    "cut_off",  # a file was cut off or replaced while it was followed
]
REASONS: Final[tuple[Reason, ...]] = get_args(Reason)
OPEN_FOR: Final = timedelta(days=7)  # afterwards it stands in the trail alone
_AT_ONCE: Final = 1000


def gap(source: str, since: datetime, until: datetime, reason: Reason, accounts: Sequence[str] = ()) -> Emit:
    """The event of a loss. Told again it has the same id: that follows from where, why and since when."""
    found = Gap(
        source=source,
        since=since,
        until=until,
        reason=reason,
        id=computed_id("ga", source, reason, since.isoformat()),
        accounts=tuple(sorted(accounts)),
    )
    return Emit("gaps", source, found)


def open_gaps(log: History, now: datetime) -> Sequence[Gap]:
    """Those of the last seven days that nobody has closed, the newest first; each once. Raises `Unavailable`."""
    since = now - OPEN_FOR
    found = {one.id: one for one in _events(log, "gaps", since) if isinstance(one, Gap) and one.until >= since}
    if not found:
        return ()
    closed = {one.subject for one in _events(log, "decisions", since) if isinstance(one, Decision)}
    left = [one for one in found.values() if one.id and one.id not in closed]
    return sorted(left, key=lambda one: (one.until, one.id), reverse=True)


def close_gap(log: Log, gap_id: str, actor: str, reason: str, at: datetime) -> Decision:
    """Say that somebody has looked after it, and how; it is open no more. Raises `Unavailable`."""
    decision = Decision(
        id=computed_id("de", gap_id, actor, reason, at.replace(microsecond=0).isoformat()),
        subject=gap_id,
        actor=actor,
        at=at,
        verdict="acknowledged",
        reason=reason,
    )
    log.append([Emit("decisions", gap_id, decision)])
    return decision


def named(log: History, begin: str, now: datetime) -> Gap:
    """The open gap whose id begins so. Raises `CannotRun` where there is none, or several."""
    found = [one for one in open_gaps(log, now) if begin and one.id.startswith(begin)]
    if len(found) != 1:
        raise CannotRun(f"{len(found) or 'no'} open gaps begin with {begin}: `vorlaut sources` shows all there are")
    return found[0]


def _events(log: History, topic: Topic, since: datetime) -> Iterator[object]:
    for records in pages(log, topic, _AT_ONCE, log.since(topic, since)):
        for record in records:
            yield known(record.value)
