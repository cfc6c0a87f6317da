"""What has been kept for as long as promised goes: the log's records by topic, the contents of alerts in the store."""

from collections.abc import Callable
from datetime import datetime, timedelta

from services.ports.store import Query, Store, pages
from services.settings import RetentionSettings
from streams.detect.threads import expired
from streams.detect.versions import quiet_posts
from streams.log.port import KeptLog
from streams.topics import State

GROUP = "retain"
DAILY = timedelta(days=1)
QUIET = timedelta(days=7)
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


class ForgetQuietPosts:
    """Forgets the edits and deletions of posts without an alert: no older version is to be expected.

    For the process that owns the state of `detect`.
    """

    def __init__(self, log: KeptLog, clock: Callable[[], datetime]) -> None:
        self._log = log
        self._clock = clock

    def work(self) -> int:
        """Forget once a day what is due, and return how many posts that were."""
        now, state = self._clock(), self._log.state(GROUP)
        known = state.get(_FORGOTTEN)
        if known and now - datetime.fromisoformat(known.decode()) < DAILY:
            return 0
        forgotten = forget_quiet_posts(self._log.state("detect"), now)
        self._log.append((), state="detect")
        state[_FORGOTTEN] = now.isoformat().encode()
        self._log.append((), state=GROUP)
        return forgotten


def forget_quiet_posts(kept: State, now: datetime) -> int:
    """Forget them in this state of `detect`, and what threads said by half; return how many posts or threads went."""
    quiet = [*quiet_posts(kept, now - QUIET), *expired(kept, now)]
    for key in quiet:
        del kept[key]
    return len(quiet)
