"""Building the view anew from the log, and proving that it holds what the log says."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

from services.index.handle import READS, index_handler
from services.index.told import KINDS, Sum, Told, sum_of, sum_of_states
from services.ports.store import Kind, Query, Sink, Store
from streams.events import ALERT_STATUSES
from streams.log.order import behind, pages
from streams.log.port import History, Positions
from streams.topics import Topic

AT_ONCE: Final = 1000  # records
ROUNDS: Final = 10  # of comparing while the log grows


@dataclass(frozen=True, slots=True)
class Comparison:
    """What the log says of a kind, or of how far people are with alerts, and what the view holds."""

    kind: Kind | Literal["states"]
    told: Sum
    held: Sum

    @property
    def same(self) -> bool:
        """Whether the view holds what the log says."""
        return self.told == self.held


def rebuild(log: History, store: Store) -> Sequence[Comparison]:
    """Build the view anew beside the present one, put it in its place, and compare it with the log.

    Others may read the view, append to the log and put what they read all the while.
    """
    with store.renewal() as renewal:
        reader = _Reader(log, renewal.store)
        reader.follow()
        renewal.swap()
        reader.view = store
        reader.follow()
        return reader.compared()


class _Reader:
    """Reads a log into a view and beside it into what a view must hold."""

    view: Store

    def __init__(self, log: History, view: Store) -> None:
        self._log = log
        self.view = view
        self._told = Told()
        self._read: dict[Topic, Positions] = {}

    def follow(self) -> bool:
        """Read to the end; whether there was anything new."""
        return sum(map(self._follow, READS)) > 0

    def compared(self) -> Sequence[Comparison]:
        """Told and held by kind, compared again while more comes in."""
        for _ in range(ROUNDS):
            found = self._compared()
            if all(one.same for one in found) or not self.follow():
                break
        return found

    def _compared(self) -> Sequence[Comparison]:
        told = self._told.sums(self.view.bars())
        kinds = [Comparison(kind, told[kind], sum_of(self.view.everything(kind))) for kind in KINDS]
        return [*kinds, Comparison("states", self._told.states(), _states(self.view))]

    def _follow(self, topic: Topic) -> bool:
        sinks: tuple[Sink, ...] = (self.view, self._told)
        handlers = [index_handler(sink) for sink in sinks]
        after = self._read.get(topic, {})
        for page in pages(self._log, topic, AT_ONCE, after):
            for handle in handlers:
                handle(page)
            self._read[topic] = behind(self._read.get(topic, after), page)
        return self._read.get(topic, {}) != after


def _states(view: Store) -> Sum:
    view.settle()
    counts = Counter[str]()
    for shadow in (False, True):
        counts.update(view.count(Query(statuses=ALERT_STATUSES, shadow=shadow), "state"))
    return sum_of_states(counts)
