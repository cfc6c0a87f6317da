"""The verb `deliver`: what follows from alerts is told, tried again until it is, and every attempt is an event.

What is due lies in the state table `deliver` from the moment its alert was read, so that a kill loses nothing. A
message goes out before the event that says so: after a kill in between it goes out again, with the same id.

Alerts and decisions may be read in any order, as Kafka gives them: a decision is remembered for an alert that comes
behind it.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from services.deliver.agenda import Agenda
from services.deliver.messages import Lang, message
from services.deliver.routes import Due, Route, dues
from services.logs import get_logger
from services.metrics import Metrics
from services.ports.channel import Channel, Message, Undeliverable
from streams.codec import known
from streams.consume import Pace, consume_once
from streams.events import Alert, Event
from streams.identity import computed_id
from streams.log.port import Log
from streams.situation.model import Registers
from streams.situation.titles import title_of
from streams.situation.withdrawal import withdrawn
from streams.stage import Unavailable
from streams.topics import Emit, Record, Topic
from streams.trail import AUTHOR, Decision, Delivery
from streams.triage import state_after

GROUP: Final = "deliver"
READS: Final[tuple[Topic, ...]] = ("alerts", "decisions")
AT_ONCE: Final = 20  # messages a turn and channel
AUTHOR_FIRST: Final = timedelta(minutes=2)  # for so long others wait for an author who cannot be reached
GIVES_UP: Final = timedelta(days=3)  # after that a message, or an alert, is too old to help


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """By which routes and channels people are told, where links lead, in which language, whether titles are said."""

    routes: Sequence[Route]
    channels: Mapping[str, Channel]
    console: str
    lang: Lang
    titles: bool = False


class Deliver:
    """Reads alerts and decisions, and tells people until it has `ended`. One thread of one process."""

    def __init__(
        self,
        log: Log,
        registers: Callable[[], Registers],
        clock: Callable[[], datetime],
        how: Telling,
        metrics: Metrics,
        ended: Callable[[], bool] = lambda: False,
    ) -> None:
        self._log = log
        self._registers = registers
        self._clock = clock
        self._how = how
        self._metrics = metrics
        self._ended = ended
        self._pace = Pace(pause=timedelta(seconds=5), longest=timedelta(minutes=15))
        self._agenda = Agenda(partial(log.state, GROUP))
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
            self._agenda.forget_unsaved()  # as it lies in the log, and without what was planned and not kept
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
            self._agenda.forget_unsaved()  # all is as if nothing had been read
            raise
        return ()

    def work(self) -> int:
        """Tell what is due, the author first; returns how many attempts were made.

        A channel that is away is asked once a turn, and none more often than `AT_ONCE`: none waits long for another.
        """
        self._say()
        attempts, away = Counter[str](), set[str]()
        waiting = self._waiting(now := self._clock())
        authors = {due.subject for due in self._agenda.dues() if due.channel == AUTHOR}
        for due in waiting:
            if self._ended():
                break
            waits = due.channel != AUTHOR and now - due.since < AUTHOR_FIRST and not authors.isdisjoint(due.alerts)
            if waits or due.channel in away or attempts[due.channel] == AT_ONCE:
                continue
            attempts[due.channel] += 1
            if not self._tell(due, now):
                away.add(due.channel)
            elif due.channel == AUTHOR:
                authors.discard(due.subject)
        late = [now - due.since for due in self._agenda.dues() if due.since <= now and not due.paused]
        self._metrics.telling(len(late), max(late, default=timedelta(0)))
        return attempts.total()

    def tidy(self) -> int:
        """Forget what was told so long ago that nothing repeats it; returns how much."""
        forgotten = self._agenda.tidy(self._clock())
        if forgotten:
            self._log.append((), state=GROUP)
        return forgotten

    def _waiting(self, now: datetime) -> Sequence[Due]:
        """What is due by now, the author's first. Of posts of those who have withdrawn nothing is said any more."""
        registers, due = self._registers(), [due for due in self._agenda.dues() if due.waits(now)]
        gone = {
            alert_id
            for one in due
            for alert_id, whose in one.alerts.items()
            if (account := registers.account(*whose)) is None or withdrawn(account, now)
        }
        for alert_id in gone:
            self._agenda.leave_out(alert_id, now)
        waiting = [due for due in self._agenda.dues() if due.waits(now)]
        return sorted(waiting, key=lambda due: (due.channel != AUTHOR, due.at, due.id))

    def _tell(self, due: Due, now: datetime) -> bool:
        """One attempt, made durable; whether the channel is there."""
        begun = self._begun(due)
        delivery, lasting = self._attempt(begun, now)
        done = delivery.delivered or lasting
        if done or now - due.since > GIVES_UP:
            self._agenda.tell(begun, now)
        else:
            pause = timedelta(seconds=self._pace.back_off(delivery.attempt))
            self._agenda.keep(replace(begun, at=now + pause))
        self._unsaid.append(Emit("deliveries", due.subject, delivery))
        self._metrics.told(due.channel, delivered=delivery.delivered)
        self._say()
        return done

    def _begun(self, due: Due) -> Due:
        """The same with an attempt more, made durable before it is made: after a kill the next one counts it."""
        begun = replace(due, attempts=due.attempts + 1)
        self._agenda.keep(begun)
        try:
            self._log.append((), state=GROUP)
        except Unavailable:
            self._agenda.keep(due)
            raise
        return begun

    def _say(self) -> None:
        """Make the attempts durable, and what follows from them. Raises `Unavailable`; then they are said next time."""
        if self._unsaid:
            self._log.append(self._unsaid, state=GROUP)
            self._unsaid.clear()

    def _consider(self, event: Event | None, registers: Registers) -> None:
        now = self._clock()
        if isinstance(event, Alert) and not event.shadow:
            if event.status != "open":
                self._agenda.leave_out(event.id, now)
            elif now - event.detected_at <= GIVES_UP:
                self._follow(event, registers, now)
        elif isinstance(event, Decision):
            closed = state_after(event.verdict) == "closed"
            self._agenda.decide(event.subject, event.at, closed=closed)
            if closed:
                self._agenda.close(event.subject, now)
            else:
                self._agenda.stop(event.subject, now)

    def _follow(self, alert: Alert, registers: Registers, now: datetime) -> None:
        account = registers.account(alert.post.platform, alert.post.account)
        decided = self._agenda.decided(alert.id, alert.detected_at)
        closed = self._agenda.closed(alert.id, alert.detected_at)
        for due in dues(alert, account, self._how.routes, now):
            if not (decided and due.stops) and not (closed and due.channel != AUTHOR):
                self._agenda.add(due)

    def _attempt(self, due: Due, now: datetime) -> tuple[Delivery, bool]:
        """What became of it, and whether that will last."""
        delivered, why, lasting = True, "", False
        try:
            self._channel(due).send(self._message(due, now))
        except (Unavailable, Undeliverable) as error:
            delivered, why, lasting = False, str(error), isinstance(error, Undeliverable)
            get_logger().warning("not told", source=due.channel, attempt=due.attempts, error=why)
        told = Delivery(
            id=computed_id("at", due.id, due.subject, due.began, str(due.attempts)),
            subject=due.subject,
            channel=due.channel,
            at=now,
            attempt=due.attempts,
            delivered=delivered,
            why=why,
            about=(*filter(None, [due.group]), *due.alerts),
        )
        return told, lasting

    def _channel(self, due: Due) -> Channel:
        """By which it goes out. Raises `Undeliverable` where there is none, or nobody to tell."""
        if due.channel not in self._how.channels:
            unset = "no mail server is set (deliver.mail)" if due.channel == AUTHOR else "it is not in the settings now"
            raise Undeliverable(unset)
        if due.channel == AUTHOR and not due.to:
            raise Undeliverable("the account has no address (notify)")
        return self._how.channels[due.channel]

    def _message(self, due: Due, now: datetime) -> Message:
        title = title_of(self._registers(), due.register) if self._how.titles else None
        return message(due, title, due.post, self._how.console, self._how.lang, now)
