"""What has been kept for as long as promised goes: the log's records by topic, the contents of alerts in the store.

And so does what the pure steps remember longer than they need it.
"""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final

from services.ports.store import Query, Store, pages
from services.settings import RetentionSettings
from streams.correlate.correlate import forget_closed
from streams.detect.threads import expired, unfollowed
from streams.detect.versions import forgettable
from streams.log.port import KeptLog
from streams.pipeline import CORRELATE, DETECT, PIPELINE, Stage
from streams.situation.model import Registers
from streams.topics import State

GROUP = "retain"
DAILY = timedelta(days=1)
LATE: Final = timedelta(days=7)  # so much later than it happens nothing is expected to come
_UNTIL = "contents_until"
_FORGOTTEN = "quiet_posts_forgotten_at"


class Retain:
    """Removes what is too old. What was done up to when is noted in the table `retain`."""

    def __init__(self, log: KeptLog, store: Store, clock: Callable[[], datetime], settings: RetentionSettings) -> None:
        self._log = log
        self._store = store
        self._clock = clock
        self._posts = timedelta(hours=settings.posts_hours)
        self._contents = timedelta(days=settings.contents_days)

    def work(self) -> int:
        """Remove what is too old and return how many records that were."""
        now = self._clock()
        removed = self._log.retain(now, {"posts": self._posts, "contents": self._contents})
        erased = self._erase_contents(now - self._contents)
        self._store.erase(())  # what was erased here, elsewhere, or by closing alerts leaves the disk
        return removed + erased

    def _erase_contents(self, until: datetime) -> int:
        """Erase the contents of the alerts detected before; those of an earlier look are gone already."""
        state = self._log.state(GROUP)
        known = state.get(_UNTIL)
        since = datetime.fromisoformat(known.decode()) if known else None
        erased = 0
        for page in pages(self._store, Query(since=since, until=until, limit=1000)):
            self._store.erase([alert.id for alert in page])
            erased += len(page)
        if erased:
            state[_UNTIL] = until.isoformat().encode()
            self._log.append((), state=GROUP)
        return erased


class ForgetOldState:
    """Forgets what the pure steps keep and will not need: of posts, threads and groups (`TIDIES`).

    And of accounts that are not looked at any more (`LEAVES`). For the process that owns their state. `registers` are
    those without who has withdrawn, the same object until that changes.
    """

    def __init__(self, log: KeptLog, clock: Callable[[], datetime], registers: Callable[[], Registers]) -> None:
        self._log = log
        self._clock = clock
        self._registers = registers
        self._left: Registers | None = None

    def work(self) -> int:
        """Forget once a day what is due, and each time who has left; return how many keys that were."""
        return self._leave() + self._tidy()

    def _leave(self) -> int:
        registers, forgotten = self._registers(), 0
        if registers is self._left:
            return 0
        for name, leave in LEAVES.items():
            forgotten += leave(self._log.state(name), registers)
            self._log.append((), state=name)
        self._left = registers
        return forgotten

    def _tidy(self) -> int:
        now, state = self._clock(), self._log.state(GROUP)
        known = state.get(_FORGOTTEN)
        if known and now - datetime.fromisoformat(known.decode()) < DAILY:
            return 0
        forgotten = 0
        for stage in PIPELINE:
            forgotten += TIDIES[stage.name](self._log.state(stage.name), self._reached(stage, now))
            self._log.append((), state=stage.name)
        state[_FORGOTTEN] = now.isoformat().encode()
        self._log.append((), state=GROUP)
        return forgotten

    def _reached(self, stage: Stage, now: datetime) -> datetime:
        """How far the step came: one that catches up with old events needs what was needed then."""
        waiting = [self._log.lag(stage.name, topic).oldest for topic in stage.reads]
        return min([now, *filter(None, waiting)])


def forget_old_posts(kept: State, now: datetime) -> int:
    """Forget in this state of `detect` posts of which nothing is needed any more, and what threads said by half."""
    old = [*forgettable(kept, now, LATE), *expired(kept, now)]
    for key in old:
        del kept[key]
    return len(old)


def forget_threads(kept: State, registers: Registers) -> int:
    """Forget in this state of `detect` what threads said whose account is not looked at any more."""
    gone = unfollowed(kept, registers)
    for key in gone:
        del kept[key]
    return len(gone)


def forget_old_groups(kept: State, now: datetime) -> int:
    """Forget in this state of `correlate` the groups that are closed."""
    return forget_closed(kept, now, LATE)


TIDIES: Final[Mapping[str, Callable[[State, datetime], int]]] = {
    DETECT.name: forget_old_posts,
    CORRELATE.name: forget_old_groups,
}
LEAVES: Final[Mapping[str, Callable[[State, Registers], int]]] = {DETECT.name: forget_threads}
