"""What the demo has shown so far, in numbers and in the things worth a line."""

from collections import Counter, deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from services.demo.moments import DeclaredCrisis
from services.demo.play import Happening
from services.demo.scenario import BEGIN
from streams.events import Alert, AlertContent, Group
from streams.refusal import RefusalReason
from streams.registers import Crisis

REMEMBERED: Final = 40
BANNER: Final = timedelta(hours=4)  # how long a crisis stays in large letters, in the time of the demo


@dataclass(frozen=True, slots=True)
class Shown:
    """An alert and its text."""

    alert: Alert
    content: AlertContent | None


@dataclass(slots=True)
class Board:
    """Takes in happening after happening. `shown` is keyed by alert id, newest last; `total` is how many will come.

    `group` is the one of several alerts that was heard of last.
    """

    total: int
    now: datetime = BEGIN
    happened: int = 0
    posts: int = 0
    dead: int = 0
    refused: Counter[RefusalReason] = field(default_factory=Counter)
    shown: dict[str, Shown] = field(default_factory=dict)
    recent: deque[Happening] = field(default_factory=lambda: deque(maxlen=REMEMBERED))
    group: Group | None = None
    crisis: Crisis | None = None
    declared_at: datetime = BEGIN

    def take(self, happening: Happening) -> None:
        """Count one more."""
        self.happened += 1
        self.now = happening.at
        moment = happening.moment
        if isinstance(moment, DeclaredCrisis):
            self.crisis, self.declared_at = moment.crisis, happening.at
        else:
            self.posts += moment.change == "created"
            self.recent.append(happening)
        self.dead += happening.dead
        if happening.refused:
            self.refused[happening.refused] += 1
        for alert in news(happening):
            before = self.shown.pop(alert.id, None)
            content = happening.contents.get(alert.id, before.content if before else None)
            self.shown[alert.id] = Shown(alert, content)
        for group in happening.groups:
            if group.open_alerts > 1:
                self.group = group

    @property
    def quiet(self) -> int:
        """Posts that were looked at and in which nothing was found, whatever their versions."""
        return self.posts - self.refused.total() - self.dead - len(self.shown)

    @property
    def closed(self) -> int:
        """Alerts that are not open any more."""
        return sum(item.alert.status != "open" for item in self.shown.values())

    @property
    def late(self) -> int:
        """Alerts found later than their post was written."""
        return sum(item.alert.found_later for item in self.shown.values())

    @property
    def banner(self) -> bool:
        """Whether the crisis was declared a short while ago."""
        return self.crisis is not None and self.now - self.declared_at < BANNER


def news(happening: Happening) -> list[Alert]:
    """The alerts that stand otherwise now; a version that a later one took the place of is none."""
    return [alert for alert in happening.alerts if alert.status != "superseded"]
