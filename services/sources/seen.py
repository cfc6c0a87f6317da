"""When something of an account last came in, to the hour: silence shall show, and nobody's habits.

An account has one entry a source, written once an hour at most, whatever comes in.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from threading import Lock
from typing import Final

from streams.log.port import History, KeptLog, Log
from streams.stage import Unavailable

TABLES: Final = "seen/"
_WRITING: Final = Lock()  # of a process: whoever forgets writes tables that belong to readers in other threads


class Seen:
    """What one source has heard of. One thread at a time. Raises nothing: what could not be kept is kept next time."""

    def __init__(self, log: Log, source: str) -> None:
        self._log = log
        self._table = f"{TABLES}{source}"
        self._hours: dict[str, str] = {}

    def note(self, accounts: Iterable[str], at: datetime) -> None:
        """Something of these accounts came in."""
        hour = at.replace(minute=0, second=0, microsecond=0).isoformat()
        fresh = [one for one in dict.fromkeys(accounts) if self._hours.get(one, "") < hour]
        if not fresh:
            return
        with _WRITING:
            try:
                self._log.state(self._table).update(dict.fromkeys(fresh, hour.encode()))
                self._log.append((), state=self._table)
            except Unavailable:
                self._log.rewind(self._table)
            else:
                self._hours.update(dict.fromkeys(fresh, hour))


def last_seen(log: History) -> Mapping[str, datetime]:
    """By account, as posts are keyed, the hour in which something of it last came in. Raises `Unavailable`."""
    latest: dict[str, datetime] = {}
    for table in log.tables(TABLES).values():
        for account, hour in table.items():
            if hour:  # or a forgetting of before was cut short
                at = datetime.fromisoformat(hour.decode())
                latest[account] = max(at, latest.get(account, at))
    return latest


def forget_seen(log: KeptLog, keep: Iterable[str]) -> int:
    """Forget all accounts but these, and return how many entries that were. Raises `Unavailable`."""
    kept, forgotten = frozenset(keep), 0
    for name, table in log.tables(TABLES).items():
        if gone := table.keys() - kept:
            _forget(log, name, gone)
            forgotten += len(gone)
    return forgotten


def _forget(log: KeptLog, name: str, gone: Iterable[str]) -> None:
    with _WRITING:
        state = log.state(name)
        for account in gone:
            state[account] = b""  # another process has written it: this one may never have read it
            del state[account]
        log.append((), state=name)
