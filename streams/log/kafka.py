"""The log of the distributed mode: topics of an Apache Kafka cluster."""

from collections.abc import Callable, Iterable, Mapping, MutableMapping, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from threading import Lock
from typing import Final

from streams.log.kafka_browser import Browser
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_history import KafkaHistory
from streams.log.kafka_place import KafkaPlace
from streams.log.kafka_reader import GroupReader, Rebalanced
from streams.log.kafka_records import Message, encoded, messages, stamp, time_of
from streams.log.kafka_state import KafkaStates
from streams.log.kafka_tables import FollowedTables
from streams.log.kafka_topics import COMPACTED, ERASED_WITHIN
from streams.log.kafka_writer import Writer
from streams.log.order import pages
from streams.log.port import Tables
from streams.topics import Emit, Record, Topic

_AT_ONCE: Final = 1000  # records looked at to be erased
_BEHIND: Final = b"~"  # the key of a record that says nothing
_SOON: Final = ERASED_WITHIN + timedelta(minutes=1)


class KafkaLog(KafkaHistory):
    """Implements `Log`, `History` and `Erasable`. Contacts nobody before it is used; threads may share it.

    Its promise is the weaker one of the port: never lost, perhaps repeated. Events are durable before the state table
    they belong to, and both before the position; a failure between them brings the events again. After `Unavailable`
    from `append` or `advance` some or all of the events may be durable. What was not advanced past comes again by
    whole packed records, to whoever has the partition then.

    Every method raises `CannotRun` where a topic is missing or cut otherwise, or a right is. `clock` gives the time
    records are stamped with; `observe` hears, in the reading thread, each time a group's partitions were dealt anew.
    `answered` is called, in the thread that looks, again and again while much is looked at.
    """

    def __init__(
        self,
        place: KafkaPlace,
        *,
        clock: Callable[[], datetime],
        observe: Callable[[Rebalanced], None] = lambda _: None,
        answered: Callable[[], None] = lambda: None,
    ) -> None:
        cluster = Cluster(place)
        browser = Browser(cluster, answered)
        super().__init__(cluster, browser)
        self._clock = clock
        self._observe = observe
        self._writer = Writer(cluster)
        self._states = KafkaStates(cluster, browser)
        self._followed = FollowedTables(cluster, browser)
        self._lock = Lock()
        self._readers: dict[str, GroupReader] = {}

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:
        """See `Log`. Raises `streams.log.packing.TooLarge` for an event over 1 MB: nothing was sent then."""
        pairs, changes = encoded(emits), self._states.unsaved(state)
        for topic in pairs:
            self._cluster.places(topic)
        outputs, noted = list(messages(self._cluster.place, pairs)), self._states.messages(state, changes)
        if outputs or noted:
            self._write(outputs, noted)
        self._states.saved(state, changes)
        return sum(map(len, pairs.values()))

    def read(self, group: str, topics: Sequence[Topic], limit: int, wait: timedelta = timedelta(0)) -> Sequence[Record]:
        """See `Log`. Waits up to 10 s more while the group's partitions are dealt to its members."""
        return self._reader(group).read(topics, limit, wait)

    def advance(self, group: str, records: Sequence[Record], emits: Iterable[Emit] = ()) -> None:
        """See `Log`. Only this process's own reading can be advanced past."""
        self.append(emits, state=group)
        self._reader(group).advance(records)

    def rewind(self, group: str) -> None:
        """See `Log`."""
        self._reader(group).rewind()
        self._states.drop(group)

    def state(self, table: str) -> MutableMapping[str, bytes]:
        """See `Log`. Its use raises `Unavailable` too: the table is loaded then."""
        return self._states.table(table)

    def close(self) -> None:
        """See `Log`."""
        with ExitStack() as closing:
            closing.callback(self._cluster.close)
            closing.callback(self._browser.close)
            closing.callback(self._writer.close)
            for reader in self._readers.values():
                closing.callback(reader.close)
            self._readers = {}

    def tables(self, begin: str, key: str = "") -> Tables:
        """See `History`."""
        return self._followed.now(begin, key)

    def retain(self, now: datetime, instead: Mapping[Topic, timedelta] | None = None) -> int:  # noqa: ARG002 - the port's
        """None: Kafka removes what is too old by the settings of its topics (`vorlaut topics apply`).

        What was erased leaves Kafka's files only when something is written behind it. Where nobody did so since, that
        is done here.
        """
        last = self._browser.lasts(self._cluster.places("contents"))
        waiting = [where for where, one in last.items() if one.key != _BEHIND and time_of(one.timestamp) <= now - _SOON]
        if waiting:
            messages = [Message(where.topic, where.partition, _BEHIND, None) for where in waiting]
            self._writer.write(messages, stamp(now))
        return 0

    def erase(self, topic: Topic, match: Callable[[Record], bool]) -> int:
        """Have Kafka forget the records whose newest version by key matches, and return how many.

        Only compacted topics forget before their time. Readers hear of it as a record without value; the bytes are
        gone with the next compaction, which `vorlaut topics apply` sets to 15 minutes behind the next record in their
        partition, and `retain` sees to it that there is one. From every other
        topic nothing is removed, and 0 returned: what lies there goes with its retention.
        """
        if topic not in COMPACTED:
            return 0
        matching: set[tuple[int, str]] = set()
        for page in pages(self, topic, _AT_ONCE):
            for record in page:
                change = matching.add if record.value and match(record) else matching.discard
                change((record.partition, record.key))
        name = self._cluster.place.topic(topic)
        gone = [Message(name, partition, key.encode(), None) for partition, key in sorted(matching)]
        if gone:
            self._writer.write(gone, stamp(self._clock()))
        return len(gone)

    def restart(self, group: str) -> None:
        """See `Erasable`. Raises `CannotRun` while another process reads in this group."""
        with self._lock:
            reader = self._readers.pop(group, None)
        if reader is not None:
            reader.close()
        self._cluster.forget(group)

    def _write(self, outputs: Sequence[Message], changes: Sequence[Message]) -> None:
        at = stamp(self._clock())
        for some in (outputs, changes):
            if some:
                self._writer.write(some, at)

    def _deal(self, dealt: Rebalanced) -> None:
        """What others had is ours now, and the table of the group with it."""
        self._states.reload(dealt.group)
        self._observe(dealt)

    def _reader(self, group: str) -> GroupReader:
        with self._lock:
            if group not in self._readers:
                self._readers[group] = GroupReader(self._cluster, group, self._deal)
            return self._readers[group]
