"""People who are told, on a clock that stands until it is set: channels in memory that fail as they are bid."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from services.adapters.memory_store import MemoryStore
from services.deliver.deliver import GROUP, READS, Deliver, Telling
from services.deliver.routes import AUTHOR, Route, Step
from services.ports.channel import Message
from streams.codec import decode
from streams.consume import consume_once
from streams.events import Alert, Decision, Delivery, Verdict
from streams.log.memory import MemoryLog
from streams.topics import Emit
from tests.veltrona import ANNA, EVERYTHING, NOON, alert, situation

NOTIFIED = ANNA.replace("near:", "notify: mailto:anna@veltrona.example\nnear:")
HELD = situation(*(NOTIFIED if one == ANNA else one for one in EVERYTHING))
TEAM = Route(("critical", "high"), ("*",), (Step(timedelta(0), ("chat",)), Step(timedelta(minutes=15), ("pager",))))
REST = Route(("medium", "low"), ("*",), (Step(timedelta(0), ("chat",)),), digest=timedelta(hours=6))


class Mouth:
    """Implements `Channel`: keeps what is sent, or raises what it is told to."""

    def __init__(self) -> None:
        self.sent: list[Message] = []
        self.fails: Exception | None = None

    def send(self, message: Message) -> None:
        """See `Channel`."""
        if self.fails:
            raise self.fails
        self.sent.append(message)


class People:
    """A team with a chat and a pager, and the author."""

    def __init__(self, *routes: Route, titles: bool = False) -> None:
        self.now = NOON
        self.log = MemoryLog(lambda: self.now)
        self.store = MemoryStore()
        self.mouths = {AUTHOR: Mouth(), "chat": Mouth(), "pager": Mouth()}
        self.order: list[str] = []
        self._how = Telling(
            routes=routes or (TEAM, REST), channels=self.mouths, console="http://console", lang="en", titles=titles
        )
        self.deliver = self._started()

    def restart(self) -> None:
        """A new process on the same log."""
        self.log.rewind(GROUP)
        self.deliver = self._started()

    def _started(self) -> Deliver:
        return Deliver(self.log, self.store, lambda: HELD.registers, lambda: self.now, self._how)

    def happens(self, *events: Alert | Decision) -> None:
        """These are in the log and the view, and are read."""
        self.store.put([event for event in events if isinstance(event, Alert)])
        for event in events:
            topic, key = ("alerts", event.group) if isinstance(event, Alert) else ("decisions", event.subject)
            self.log.append([Emit(topic, key, event)])  # type: ignore[arg-type]
        consume_once(self.log, GROUP, READS, self.deliver.plan)

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


def leak(post_id: str = "1", at: datetime = NOON, text: str = "Projekt Falke 2 kommt") -> Alert:
    """An alert on a post of Anna's."""
    found = alert(text, "anna", HELD, id=post_id, at=at)
    assert found is not None
    return found


def decided(alert_id: str, verdict: Verdict = "acknowledged") -> Decision:
    """Somebody has said something about it."""
    return Decision(id=f"de-{alert_id}-{verdict}", subject=alert_id, actor="kim", at=NOON, verdict=verdict)
