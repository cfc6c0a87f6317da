"""What is still to be told, what was told, and about what somebody has decided: the state table `deliver`."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from services.deliver.routes import Due
from streams.topics import State
from streams.trail import AUTHOR

REMINDS: Final = timedelta(minutes=15)  # after the one that was told of is closed, others of its group are told of
TOLD_FOR: Final = timedelta(days=35)  # how long it is remembered what was told: longer than any text is kept
_DUE: Final = "due/"
_TOLD: Final = "told/"
_DECIDED: Final = "decided/"
_CLOSED: Final = b" closed"  # behind the time of a decision
_OF: Final = "of/"  # by alert and by group, under which ids its group was told of


@dataclass(frozen=True, slots=True)
class Told:
    """What was told, when; of a group all alerts that it stands for, those too that came later."""

    at: datetime
    due: Due


_ENCODER: Final = msgspec.json.Encoder()
_DUES: Final = msgspec.json.Decoder(Due)
_TOLDS: Final = msgspec.json.Decoder(Told)
_IDS: Final = msgspec.json.Decoder(tuple[str, ...])


class Agenda:
    """Over a table whose writes somebody else makes durable. Where they are given up, `forget_unsaved` goes with it."""

    def __init__(self, table: Callable[[], State]) -> None:
        self._table = table
        self._held: dict[str, Due] | None = None

    def forget_unsaved(self) -> None:
        """The table is read anew."""
        self._held = None

    def dues(self) -> Collection[Due]:
        """All that is still to be told."""
        return tuple(self._dues().values())

    def keep(self, due: Due) -> None:
        """It is to be told, as it stands here."""
        key = f"{_DUE}{due.id}"
        self._dues()[key] = due
        self._table()[key] = _ENCODER.encode(due)

    def add(self, due: Due) -> None:
        """It is to be told, once: together with what waits under the same id, and not where that was told."""
        waits, told = self._dues().get(f"{_DUE}{due.id}"), self._told(due.id)
        if waits is not None:
            self.keep(replace(waits, alerts={**waits.alerts, **due.alerts}))
        elif told is None:
            self.keep(due)
        elif not due.alerts.keys() <= told.due.alerts.keys():
            self._remember(replace(told, due=replace(told.due, alerts={**told.due.alerts, **due.alerts})))

    def tell(self, due: Due, at: datetime) -> None:
        """It was told, or never will be."""
        self._drop(due)
        self._remember(Told(at, replace(due, to="", post="")))  # nobody reads an address any more

    def decide(self, subject: str, at: datetime, *, closed: bool) -> None:
        """Somebody has decided about an alert or a group, and may be done with it."""
        self._table()[f"{_DECIDED}{subject}"] = _said(at) + (_CLOSED if closed else b"")

    def decided(self, subject: str, since: datetime) -> bool:
        """Whether somebody has, since then."""
        return self._table().get(f"{_DECIDED}{subject}", b"") >= _said(since)

    def closed(self, subject: str, since: datetime) -> bool:
        """Whether somebody has, since then, and was done with it."""
        return self.decided(subject, since) and self._table()[f"{_DECIDED}{subject}"].endswith(_CLOSED)

    def stop(self, subject: str, now: datetime) -> None:
        """Somebody looks at this alert or group: no further step follows, unless they are done and others are left.

        Where nobody was told of the group yet, it is told without this alert.
        """
        for due in [due for due in self.dues() if due.stops and (subject in due.alerts or subject == due.group)]:
            if self._ids(due.group):
                self.keep(replace(due, paused=True))
            else:
                self._without(due, subject, now)

    def close(self, subject: str, now: datetime) -> None:
        """Somebody is done with this alert or group; what else was told of with it still waits for somebody."""
        for due in [due for due in self.dues() if due.channel != AUTHOR]:
            self._without(due, subject, now)
        self._tell_of_the_rest(subject, now)

    def leave_out(self, alert_id: str, now: datetime) -> None:
        """There is nothing to say of this alert any more: nobody is told of it, and anew where it comes back."""
        for due in self.dues():
            self._without(due, alert_id, now)
        self._tell_of_the_rest(alert_id, now)

    def tidy(self, now: datetime) -> int:
        """Forget what was told and decided so long ago that nothing repeats it; returns how much."""
        table, before = self._table(), now - TOLD_FOR
        tolds = [_TOLDS.decode(value) for key, value in table.items() if key.startswith(_TOLD)]
        old = [told for told in tolds if told.at < before]
        for told in old:
            self._forget(told)
        for due in [due for due in self.dues() if due.paused and due.since < before]:
            self._drop(due)
        decided = [key for key, at in table.items() if key.startswith(_DECIDED) and at < _said(before)]
        for key in decided:
            del table[key]
        return len(old) + len(decided)

    def _without(self, due: Due, subject: str, now: datetime) -> None:
        rest = _rest(due, subject)
        left = replace(due, alerts=rest, subject=_next(due, rest))
        if not rest:
            self._drop(due)
        elif due.again and not due.paused and left.subject != due.subject:  # somebody works through them
            self.keep(_later(left, now))
        elif len(rest) < len(due.alerts):
            self.keep(left)

    def _tell_of_the_rest(self, subject: str, now: datetime) -> None:
        """What was told of a group goes on without this alert; where that was the one it led to, it is told anew."""
        for told in filter(None, map(self._told, self._ids(subject))):
            rest = _rest(told.due, subject)
            left = replace(told.due, alerts=rest, subject=_next(told.due, rest))
            self._forget(told)
            if rest and left.subject == told.due.subject:
                self._remember(replace(told, due=left))
            elif rest:
                self.keep(_later(left, now))
                self._go_on(told.due.group, now)

    def _go_on(self, group: str, now: datetime) -> None:
        """The steps that were left when somebody began to look at a group: others of it are left."""
        for due in [due for due in self.dues() if due.paused and due.group == group]:
            self.keep(replace(_later(due, now), paused=False))

    def _drop(self, due: Due) -> None:
        key = f"{_DUE}{due.id}"
        self._dues().pop(key, None)
        self._table().pop(key, None)

    def _told(self, due_id: str) -> Told | None:
        value = self._table().get(f"{_TOLD}{due_id}")
        return _TOLDS.decode(value) if value else None

    def _remember(self, told: Told) -> None:
        self._table()[f"{_TOLD}{told.due.id}"] = _ENCODER.encode(told)
        for one in _found_by(told.due):
            if told.due.id not in (known := self._ids(one)):
                self._table()[f"{_OF}{one}"] = _ENCODER.encode((*known, told.due.id))

    def _forget(self, told: Told) -> None:
        del self._table()[f"{_TOLD}{told.due.id}"]
        for one in _found_by(told.due):
            if left := tuple(due_id for due_id in self._ids(one) if due_id != told.due.id):
                self._table()[f"{_OF}{one}"] = _ENCODER.encode(left)
            else:
                self._table().pop(f"{_OF}{one}", None)

    def _ids(self, subject: str) -> tuple[str, ...]:
        value = self._table().get(f"{_OF}{subject}")
        return _IDS.decode(value) if value else ()

    def _dues(self) -> dict[str, Due]:
        if self._held is None:
            self._held = {key: _DUES.decode(at) for key, at in self._table().items() if key.startswith(_DUE)}
        return self._held


def waits(state: State, now: datetime) -> bool:
    """Whether anything is due by now in the state table `deliver`."""
    dues = (_DUES.decode(value) for key, value in state.items() if key.startswith(_DUE))
    return any(due.waits(now) for due in dues)


def _found_by(due: Due) -> tuple[str, ...]:
    """What it is found by when somebody decides; what comes of no decision is never looked for."""
    return (due.group, *due.alerts) if due.stops else ()


def _rest(due: Due, subject: str) -> Mapping[str, tuple[str, str]]:
    """Its alerts but for this one, or the whole group."""
    return {} if subject == due.group else {one: whose for one, whose in due.alerts.items() if one != subject}


def _next(due: Due, rest: Mapping[str, tuple[str, str]]) -> str:
    """The alert that a link leads to."""
    return due.subject if due.subject in rest else next(iter(rest), due.subject)


def _later(due: Due, now: datetime) -> Due:
    """The same as a reminder, where nobody is done with more of them until then."""
    at = now + REMINDS + due.after
    return replace(due, at=at, since=at, attempts=0, again=True)


def _said(at: datetime) -> bytes:
    """A time as it lies in the state: of one length, so that times can be compared as they lie there."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").encode()
