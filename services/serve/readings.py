"""Who read what: an event before it is shown, and one for all the times a page renews itself."""

from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from services.acts import MINUTES, note
from services.serve.sessions import Session
from streams.log.port import Log
from streams.trail import Act

_MOST: Final = 10_000  # remembered; beyond that the oldest is noted again


class Readings:
    """Notes readings, each once in ten minutes of a session. Threads may share it."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._lock = Lock()
        self._noted: dict[tuple[str, Act, str, str], datetime] = {}

    def note(self, session: Session, act: Act, about: str, at: datetime, detail: str = "") -> None:
        """Make it durable that somebody is about to see this. Raises `Unavailable`: then nothing may be shown.

        Nobody waits for another's: where two see the same at once it is noted twice, under one id.
        """
        what = (session.form_token, act, about, detail)  # two people may have one name
        last = self._noted.get(what)
        if last is not None and at - last < timedelta(minutes=MINUTES):
            return
        note(self._log, session.name, act, about, at, detail)
        with self._lock:
            self._noted.pop(what, None)
            self._noted[what] = at
            while len(self._noted) > _MOST:
                del self._noted[next(iter(self._noted))]
