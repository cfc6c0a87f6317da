"""The registers as they lie in the log, read whole before the first post is judged and kept fresh."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from threading import RLock

from streams.codec import Malformed, decode
from streams.events import Event
from streams.log.order import behind
from streams.log.port import History, Positions
from streams.situation import fold
from streams.situation.model import Registers, Situation
from streams.situation.withdrawal import withdrawn, without_accounts
from streams.stage import CannotRun
from streams.topics import Record

AT_ONCE = 5000  # register events read at a time


class Declared:
    """What is declared in this log, as of now.

    Raises `Unavailable` where the log cannot be read, and `CannotRun` where a register in it cannot: nobody is judged
    by half of what was declared. Where reading costs something, `every` is for how long what was read is good enough
    to judge by. Threads may share it: sources ask at the gate while detection asks for each batch. `keys` open what is
    sealed.
    """

    def __init__(
        self,
        log: History,
        clock: Callable[[], datetime],
        every: timedelta = timedelta(0),
        keys: fold.Keys = fold.NO_KEYS,
    ) -> None:
        self._log = log
        self._clock = clock
        self._every = every
        self._lock = RLock()
        self._after: Positions = {}
        self._version = 0
        self._read_at: datetime | None = None
        self._history = fold.History(keys=keys)
        self._shortened = Registers()
        self._shortened_from: tuple[Registers, frozenset[tuple[str, str]]] = (self._shortened, frozenset())

    def history(self) -> fold.History:
        """Everything that was ever declared, up to date."""
        with self._lock:
            while records := self._log.tail("registers", self._after, AT_ONCE):
                for record in records:
                    self._history.add(_register(record))
                self._after = behind(self._after, records)
                self._version += len(records)
            self._read_at = self._clock()
        return self._history

    def registers(self) -> Registers:
        """All that is declared, withdrawn accounts too: the gate wants to say why it refuses them."""
        with self._lock:
            return self._recent().situation().registers

    def situation(self) -> Situation:
        """What holds now, without the accounts that have withdrawn.

        The registers in it are the same object until a register changes or an account withdraws, so that what is
        compiled from them stays.
        """
        with self._lock:
            whole = self._recent().situation()
            gone = frozenset(key for key, item in whole.registers.accounts.items() if withdrawn(item, self._clock()))
            if not gone:
                return whole
            if (whole.registers, gone) != self._shortened_from:
                self._shortened_from = (whole.registers, gone)
                self._shortened = without_accounts(whole.registers, gone)
            return replace(whole, registers=self._shortened)

    @property
    def version(self) -> int:
        """How many register events were read."""
        return self._version

    @property
    def age(self) -> timedelta:
        """How long ago the registers were last read; endless before the first time, and where the clock went back."""
        now = self._clock()
        return timedelta.max if self._read_at is None or now < self._read_at else now - self._read_at

    def _recent(self) -> fold.History:
        return self.history() if self.age >= self._every else self._history


def _register(record: Record) -> Event:
    try:
        return decode(record.value)
    except Malformed as error:
        raise CannotRun(
            f"register event {record.offset} of the log cannot be read ({error}): use the version of vorlaut that "
            "wrote it, or a newer one"
        ) from None
