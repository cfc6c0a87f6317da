"""What a reader says of its source while it reads: at once where something changes, else from time to time."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from services.sources.standing import KEY, Kind, Standing, State, Trouble, encoded, standing_in, table_of
from streams.log.port import Log
from streams.stage import Unavailable

EVERY: Final = timedelta(seconds=30)
_STATES: Final[dict[bool, State]] = {False: "degraded", True: "blocked"}


class Pulse:
    """One source's. Where the log is away nothing is said, which shows by itself, and nothing raised.

    What was heard and taken before a restart is still known after it. What is said holds for as long as `holds`; then
    nobody seems to read the source any more. Threads may share it.
    """

    def __init__(
        self, log: Log, clock: Callable[[], datetime], kind: Kind, source: str, holds: timedelta = EVERY
    ) -> None:
        self._log = log
        self._clock = clock
        self._kind = kind
        self._source = source
        self._holds = holds
        self._table = table_of(kind, source)
        self._lock = Lock()
        self._said: Standing | None = None
        self._is_kept = False

    def well(self, *, taken: bool = False) -> None:
        """The source answers, or there is one to answer to; with `taken` something new came of it."""
        now = self._clock()
        with self._lock:
            before = self._before()
            fresh = replace(before, state="live", failures=0, trouble="", detail=0, since=None, heard_at=now)
            self._say(replace(fresh, taken_at=now) if taken else fresh)

    def beat(self) -> None:
        """Whoever reads it is still there, and it is for the source to say something."""
        with self._lock:
            before = self._before()
            self._say(replace(before, state="live") if before.state in {"starting", "stopped"} else before)

    def noted(self, trouble: Trouble) -> None:
        """Something is odd that does not keep it from being read."""
        with self._lock:
            before = self._before()
            self._say(replace(before, trouble=trouble, since=self._clock(), failures=before.failures + 1))

    @property
    def heard_at(self) -> datetime | None:
        """When the source was last known to be well, before a restart too."""
        with self._lock:
            return self._before().heard_at

    def failed(self, trouble: Trouble, *, blocked: bool = False, detail: int = 0) -> None:
        """It does not answer, or not as it should; `blocked` where it will not by itself."""
        with self._lock:
            before = self._before()
            since = before.since or self._clock()
            failures = before.failures + 1
            self._say(
                replace(before, state=_STATES[blocked], failures=failures, trouble=trouble, detail=detail, since=since)
            )

    def stopped(self) -> None:
        """Nobody reads it any more."""
        with self._lock:
            self._say(replace(self._before(), state="stopped", since=self._clock()))

    def _before(self) -> Standing:
        if self._said is None:
            now = self._clock()
            known = None
            with suppress(Unavailable):
                known = standing_in(self._log.state(self._table))
            self._said = known or Standing(
                source=self._source, kind=self._kind, state="starting", looked_at=now, due=now
            )
            self._said = replace(self._said, state="starting")
        return self._said

    def _say(self, standing: Standing) -> None:
        before, now = self._before(), self._clock()
        changed = (before.state, before.trouble) != (standing.state, standing.trouble)
        if self._is_kept and not changed and now - before.looked_at < EVERY:
            self._said = replace(standing, looked_at=before.looked_at, due=before.due)
            return
        self._said = replace(standing, looked_at=now, due=now + self._holds)
        try:
            self._log.state(self._table)[KEY] = encoded(self._said)
            self._log.append((), state=self._table)
            self._is_kept = True
        except Unavailable:
            self._log.rewind(self._table)
            self._is_kept = False
