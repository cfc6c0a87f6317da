"""People who are told, on a clock that stands until it is set: channels in memory that fail as they are bid."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry

from services.deliver.deliver import GROUP, Deliver, Telling
from services.deliver.routes import Route, Step
from services.metrics import declare_metrics
from services.ports.channel import Message
from streams.codec import decode
from streams.events import Alert
from streams.log.memory import MemoryLog
from streams.stage import Unavailable
from streams.topics import Emit
from streams.trail import AUTHOR, Decision, Delivery, Verdict
from tests.veltrona import ANNA, EVERYTHING, NOON, alert, situation

NOTIFIED = ANNA.replace("near:", "notify: mailto:anna@veltrona.example\nnear:")
HELD = situation(*(NOTIFIED if one == ANNA else one for one in EVERYTHING))
TEAM = Route(("critical", "high"), ("*",), (Step(timedelta(0), ("chat",)), Step(timedelta(minutes=15), ("pager",))))
REST = Route(("medium", "low"), ("*",), (Step(timedelta(0), ("chat",)),), digest=timedelta(hours=6))


class Mouth:
    """Implements `Channel`: keeps what is sent, or raises what it is told to."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.fails: BaseException | None = None

    def send(self, message: Message) -> None:
        """See `Channel`."""
        if self.fails:
            raise self.fails
        self.sent.append(message)


class Shaky(MemoryLog):
    """A log that cannot be written to so many times."""

    away = 0

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        """See `Log`."""
        if self.away:
            self.away -= 1
            raise Unavailable("the log is away")
        return super().append(emits, state)


class People:
    """A team with a chat and a pager, and the author."""

    def __init__(self, *routes: Route, titles: bool = False) -> None:
        self.now = NOON
        self.log = Shaky(lambda: self.now)
        self.mouths = {AUTHOR: Mouth(), "chat": Mouth(), "pager": Mouth()}
        self.registers = HELD.registers
        self.counted = CollectorRegistry()
        self.ends = False
        self.found: dict[str, datetime] = {}
        self._how = Telling(
            routes=routes or (TEAM, REST), channels=self.mouths, console="http://console", lang="en", titles=titles
        )
        self.deliver = self._started()

    def restart(self) -> None:
        """A new process on the same log."""
        self.counted = CollectorRegistry()
        self.log.rewind(GROUP)
        self.deliver = self._started()

    def _started(self) -> Deliver:
        metrics = declare_metrics(self.counted)
        return Deliver(self.log, lambda: self.registers, lambda: self.now, self._how, metrics, lambda: self.ends)

    def happens(self, *events: Alert | Decision) -> None:
        """These are in the log, and are read."""
        for event in events:
            if isinstance(event, Alert):
                self.found.setdefault(event.id, self.now)
            topic, key = ("alerts", event.group) if isinstance(event, Alert) else ("decisions", event.subject)
            MemoryLog.append(self.log, [Emit(topic, key, event)])  # type: ignore[arg-type]
        self.deliver.read(500)

    def withdraws(self) -> None:
        """Anna ends her consent, now."""
        text = NOTIFIED.replace('notice: "2025-10"', f'notice: "2025-10", withdrawn: {self.now.isoformat()}')
        assert text != NOTIFIED
        self.registers = situation(*(text if one == ANNA else one for one in EVERYTHING)).registers

    def turn(self) -> None:
        """Whatever its process does over and over."""
        self.deliver.read(500)
        self.deliver.work()

    def pass_time(self, minutes: float = 0) -> None:
        """So long later, whatever is due is told."""
        self.now += timedelta(minutes=minutes)
        while self.deliver.work():
            pass

    def told(self, channel: str) -> Sequence[Message]:
        """What came through a channel."""
        return self.mouths[channel].sent

    def deliveries(self) -> list[Delivery]:
        """Every attempt that was made."""
        found = [decode(record.value) for record in self.log.tail("deliveries", {}, 1000)]
        return [event for event in found if isinstance(event, Delivery)]


def leak(post_id: str = "1", at: datetime = NOON, text: str = "Projekt Falke 2 kommt", account: str = "anna") -> Alert:
    """An alert on a post of Anna's, or somebody else's."""
    found = alert(text, account, HELD, id=post_id, at=at)
    assert found is not None
    return found


def decided(alert_id: str, verdict: Verdict = "acknowledged") -> Decision:
    """Somebody has said something about it."""
    return Decision(id=f"de-{alert_id}-{verdict}", subject=alert_id, actor="kim", at=NOON, verdict=verdict)
