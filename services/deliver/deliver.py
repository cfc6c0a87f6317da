"""The verb `deliver`: what follows from alerts is told, tried again until it is, and every attempt is an event.

What is due lies in the state table `deliver` from the moment its alert was read, so that a kill loses nothing. A
message goes out before the event that says so: after a kill in between it goes out again, with the same id.

Alerts and decisions may be read in any order, as Kafka gives them: a decision is remembered for an alert that comes
behind it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Final

import msgspec

from services.deliver.messages import Lang, message
from services.deliver.routes import Due, Route, dues
from services.metrics import Metrics
from services.ports.channel import Channel, Message, Undeliverable
from streams.codec import known
from streams.consume import Pace, consume_once
from streams.events import AUTHOR, Alert, Decision, Delivery, Event
from streams.identity import computed_id
from streams.log.port import Log
from streams.situation.model import Registers
from streams.situation.titles import title_of
from streams.situation.withdrawal import withdrawn
from streams.stage import Unavailable
from streams.topics import Emit, Record, State, Topic

GROUP: Final = "deliver"
READS: Final[tuple[Topic, ...]] = ("alerts", "decisions")
AT_ONCE: Final = 20  # messages a turn
AUTHOR_FIRST: Final = timedelta(minutes=2)  # for so long others wait for an author who cannot be reached
GIVES_UP: Final = timedelta(days=3)  # after that a message is too old to help
TOLD_FOR: Final = timedelta(days=35)  # how long it is remembered what was told: longer than any text is kept
_DUE: Final = "due/"
_TOLD: Final = "told/"
_DECIDED: Final = "decided/"
_ENCODER: Final = msgspec.json.Encoder()
_DECODER: Final = msgspec.json.Decoder(Due)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """By which routes and channels people are told, where links lead, in which language, whether titles are said."""

    routes: Sequence[Route]
    channels: Mapping[str, Channel]
    console: str
    lang: Lang
    titles: bool = False


class Deliver:
    """Reads alerts and decisions, and tells people. One thread of one process."""

    def __init__(
        self,
        log: Log,
        registers: Callable[[], Registers],
        clock: Callable[[], datetime],
        how: Telling,
        metrics: Metrics,
    ) -> None:
        self._log = log
        self._registers = registers
        self._clock = clock
        self._how = how
        self._metrics = metrics
        self._pace = Pace(pause=timedelta(seconds=5), longest=timedelta(minutes=15))
        self._held: dict[str, Due] | None = None
        self._unsaid: list[Emit] = []

    def read(self, limit: int, wait: timedelta = timedelta(0)) -> int:
        """One turn of `plan` over the log; returns how many records that were.

        What was told and could not be said to the log comes first: it would be forgotten with what was planned and not
        kept, and told again.
        """
        self._say()
        try:
            return consume_once(self._log, GROUP, READS, self.plan, limit, wait)
        except Unavailable:
            self._held = None  # as it lies in the log, and without what was planned and not kept
            raise

    def plan(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of `READS`: what follows from new alerts becomes due; a decision ends what would follow for it.

        Nobody is told of what is gone by now, or was found in shadow.
        """
        registers = self._registers()
        try:
            for record in records:
                self._consider(known(record.value), registers)
        except Exception:
            self._held = None  # all is as if nothing had been read
            raise
        return ()

    def work(self) -> int:
        """Tell what is due, the author first; returns how many attempts were made.

        A channel that is away is asked once a turn: whoever hangs keeps no other channel waiting for long.
        """
        self._say()
        attempts, away = 0, set[str]()
        for due in self._waiting(now := self._clock()):
            if attempts == AT_ONCE:
                break
            if due.channel in away or self._author_comes_first(due, now):
                continue
            attempts += 1
            if not self._tell(due, now):
                away.add(due.channel)
        late = [now - due.since for due in self._dues().values() if due.since <= now]
        self._metrics.telling(len(late), max(late, default=timedelta(0)))
        return attempts

    def tidy(self) -> int:
        """Forget what was told so long ago that nothing repeats it; returns how much."""
        state, before = self._state(), _said(self._clock() - TOLD_FOR)
        old = [key for key, at in state.items() if key.startswith((_TOLD, _DECIDED)) and at < before]
        for key in old:
            del state[key]
        if old:
            self._log.append((), state=GROUP)
        return len(old)

    def _waiting(self, now: datetime) -> Sequence[Due]:
        """What is due by now, the author's first. Of posts of those who have withdrawn nothing is said any more."""
        registers, due = self._registers(), [due for due in self._dues().values() if due.at <= now]
        gone = {
            alert_id
            for one in due
            for alert_id, whose in one.alerts.items()
            if (account := registers.account(*whose)) is None or withdrawn(account, now)
        }
        for alert_id in gone:
            self._leave_out(alert_id, all_of_it=True)
        waiting = [due for due in self._dues().values() if due.at <= now]
        return sorted(waiting, key=lambda due: (due.channel != AUTHOR, due.at, due.id))

    def _author_comes_first(self, due: Due, now: datetime) -> bool:
        """Whether the author of one of its posts waits to be told, and others wait for that."""
        if due.channel == AUTHOR or now - due.since >= AUTHOR_FIRST:
            return False
        return any(one.channel == AUTHOR and one.subject in due.alerts for one in self._dues().values())

    def _tell(self, due: Due, now: datetime) -> bool:
        """One attempt, made durable; whether the channel is there."""
        delivery, lasting = self._attempt(due, now)
        done = delivery.delivered or lasting
        if done or now - due.since > GIVES_UP:
            self._forget(due)
            self._state()[f"{_TOLD}{due.id}"] = _said(now)
        else:
            pause = timedelta(seconds=self._pace.back_off(delivery.attempt))
            self._keep(replace(due, attempts=delivery.attempt, at=now + pause))
        self._unsaid.append(Emit("deliveries", due.subject, delivery))
        self._metrics.told(due.channel, delivered=delivery.delivered)
        self._say()
        return done

    def _say(self) -> None:
        """Make the attempts durable, and what follows from them. Raises `Unavailable`; then they are said next time."""
        if self._unsaid:
            self._log.append(self._unsaid, state=GROUP)
            self._unsaid.clear()

    def _consider(self, event: Event | None, registers: Registers) -> None:
        if isinstance(event, Alert) and event.shadow:
            return
        if isinstance(event, Alert) and event.status == "open":
            self._follow(event, registers)
        elif isinstance(event, Alert):
            self._leave_out(event.id, all_of_it=True)
        elif isinstance(event, Decision):
            self._state()[f"{_DECIDED}{event.subject}"] = _said(event.at)
            self._leave_out(event.subject, all_of_it=False)

    def _follow(self, alert: Alert, registers: Registers) -> None:
        account = registers.account(alert.post.platform, alert.post.account)
        decided = self._state().get(f"{_DECIDED}{alert.id}", b"") >= _said(alert.detected_at)
        for due in dues(alert, account, self._how.routes, self._clock()):
            if f"{_TOLD}{due.id}" in self._state() or due.channel not in self._how.channels or (decided and due.stops):
                continue
            held = self._dues().get(f"{_DUE}{due.id}")
            if held is None:
                self._keep(due)
            elif alert.id not in held.alerts:
                self._keep(replace(held, alerts={**held.alerts, **due.alerts}))

    def _leave_out(self, alert_id: str, *, all_of_it: bool) -> None:
        """Nothing more follows from this alert; what waits for others, too, goes on without it."""
        for due in [due for due in self._dues().values() if alert_id in due.alerts and (all_of_it or due.stops)]:
            rest = {one: whose for one, whose in due.alerts.items() if one != alert_id}
            if rest and all_of_it:
                self._keep(
                    replace(due, alerts=rest, subject=next(iter(rest)) if due.subject == alert_id else due.subject)
                )
            else:
                self._forget(due)

    def _attempt(self, due: Due, now: datetime) -> tuple[Delivery, bool]:
        """What became of it, and whether that will last."""
        delivered, why, lasting = True, "", False
        try:
            self._how.channels[due.channel].send(self._message(due, now))
        except (Unavailable, Undeliverable) as error:
            delivered, why, lasting = False, str(error), isinstance(error, Undeliverable)
        attempt = due.attempts + 1
        delivery_id = computed_id("at", due.id, str(attempt))
        told = Delivery(
            id=delivery_id,
            subject=due.subject,
            channel=due.channel,
            at=now,
            attempt=attempt,
            delivered=delivered,
            why=why,
            about=(*filter(None, [due.group]), *due.alerts),
        )
        return told, lasting

    def _message(self, due: Due, now: datetime) -> Message:
        title = title_of(self._registers(), due.register) if self._how.titles else None
        return message(due, title, due.post, self._how.console, self._how.lang, now)

    def _keep(self, due: Due) -> None:
        key = f"{_DUE}{due.id}"
        self._dues()[key] = due
        self._state()[key] = _ENCODER.encode(due)

    def _forget(self, due: Due) -> None:
        key = f"{_DUE}{due.id}"
        self._dues().pop(key, None)
        self._state().pop(key, None)

    def _dues(self) -> dict[str, Due]:
        """What is due, by its key in the state."""
        if self._held is None:
            self._held = {key: _DECODER.decode(at) for key, at in self._state().items() if key.startswith(_DUE)}
        return self._held

    def _state(self) -> State:
        return self._log.state(GROUP)


def waits(state: State, now: datetime) -> bool:
    """Whether anything is due by now in the state table `deliver`."""
    return any(_DECODER.decode(value).at <= now for key, value in state.items() if key.startswith(_DUE))


def _said(at: datetime) -> bytes:
    """A time as it lies in the state: of one length, so that times can be compared as they lie there."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").encode()
