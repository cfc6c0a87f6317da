"""What many open pages ask for at once: found once between two pieces of news."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from threading import Lock
from time import monotonic
from typing import Final, Generic, Protocol, TypeVar

from services.ports.store import Facet, Query

Answer = TypeVar("Answer")

MOST_AGE: Final = 1.0  # seconds; a view may find what it has taken in as much later


class Tally(Protocol):
    """Counts alerts; a store does."""

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        """See `Store`."""
        ...

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        """See `Store`."""
        ...

    def histogram(
        self, query: Query, every: timedelta, facet: Facet | None = None
    ) -> Mapping[tuple[datetime, str], int]:
        """See `Store`."""
        ...


class Remembered:
    """Implements `Tally` over another. `news` gives a value that differs whenever counts may; threads may share it."""

    def __init__(self, tally: Tally, news: Callable[[], object], clock: Callable[[], float] = monotonic) -> None:
        self._tally = tally
        self._counts = Memory[Mapping[str, int]](news, clock)
        self._combinations = Memory[Mapping[tuple[str, ...], int]](news, clock)
        self._histograms = Memory[Mapping[tuple[datetime, str], int]](news, clock)

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        """See `Store`."""
        return self._counts.once((query, facet), lambda: self._tally.count(query, facet))

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        """See `Store`."""
        return self._combinations.once((query, tuple(facets)), lambda: self._tally.counts(query, facets))

    def histogram(
        self, query: Query, every: timedelta, facet: Facet | None = None
    ) -> Mapping[tuple[datetime, str], int]:
        """See `Store`."""
        return self._histograms.once((query, every, facet), lambda: self._tally.histogram(query, every, facet))


class Memory(Generic[Answer]):
    """Answers since the latest news, as told by `news`, and for no more than a second. Threads may share it."""

    def __init__(self, news: Callable[[], object], clock: Callable[[], float] = monotonic) -> None:
        self._news = news
        self._clock = clock
        self._lock = Lock()
        self._as_of: tuple[object, float] = (None, 0.0)
        self._kept: dict[object, _Once[Answer]] = {}

    def once(self, key: object, ask: Callable[[], Answer]) -> Answer:
        """The answer under this key: asked for by whoever comes first, while the others wait."""
        news, now = self._news(), self._clock()
        with self._lock:
            if self._as_of[0] != news or now - self._as_of[1] > MOST_AGE:
                self._as_of, self._kept = (news, now), {}
            once = self._kept.setdefault(key, _Once())
        return once.asked(ask)


class _Once(Generic[Answer]):
    """One answer, asked for by whoever comes first; the others wait for it."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._answers: list[Answer] = []

    def asked(self, ask: Callable[[], Answer]) -> Answer:
        with self._lock:
            if not self._answers:
                self._answers.append(ask())
            return self._answers[0]
