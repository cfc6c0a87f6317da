"""What lies in the Kafka log, looked at without a group."""

from collections.abc import Mapping, Sequence
from contextlib import closing
from datetime import datetime
from typing import Final

from kafka import TopicPartition

from streams.log.kafka_browser import Browser
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_records import records, stamp, time_of
from streams.log.port import Lag, Positions
from streams.topics import Record, Topic

_AT_ONCE: Final = 16  # records of Kafka, packed ones of up to 200 events
_ALL: Final = 10_000


class KafkaHistory:
    """Implements `History`."""

    def __init__(self, cluster: Cluster, browser: Browser) -> None:
        self._cluster = cluster
        self._browser = browser

    def tail(self, topic: Topic, after: Positions, limit: int) -> Sequence[Record]:
        """See `History`."""
        starts = {where: after.get(where.partition, -1) + 1 for where in self._cluster.places(topic)}
        found: list[Record] = []
        with closing(self._browser.walk(starts, min(limit, _AT_ONCE))) as steps:
            for step in steps:
                for received in step.values():
                    for message in received:
                        found += records(topic, message)
                if len(found) >= limit:
                    break
        return found

    def at(self, topic: Topic, partition: int, offset: int, index: int) -> Record | None:
        """See `History`."""
        where = TopicPartition(self._cluster.place.topic(topic), partition)
        if where not in self._cluster.places(topic) or offset < 0:
            return None
        with closing(self._browser.walk({where: offset}, 1)) as steps:
            for step in steps:
                events = records(topic, step[where][0])
                return next((event for event in events if (event.offset, event.index) == (offset, index)), None)
        return None

    def end(self, topic: Topic) -> Positions:
        """See `History`."""
        ends = self._browser.ends(self._cluster.places(topic))
        return _lasts({where.partition: end for where, end in ends.items()})

    def since(self, topic: Topic, instant: datetime) -> Positions:
        """See `History`."""
        places = self._cluster.places(topic)
        firsts, ends = self._browser.firsts_since(places, stamp(instant)), self._browser.ends(places)
        found = {where.partition: firsts.get(where) for where in places}
        return _lasts(
            {where.partition: ends[where] if (first := found[where.partition]) is None else first for where in places}
        )

    def positions(self, group: str) -> Mapping[Topic, Positions]:
        """See `History`."""
        return self._cluster.committed(group)

    def lag(self, group: str, topic: Topic) -> Lag:
        """See `History`."""
        passed = self._cluster.committed(group).get(topic, {})
        bounds = self._browser.bounds(self._cluster.places(topic))
        starts = {where: max(passed.get(where.partition, -1) + 1, begin) for where, (begin, _) in bounds.items()}
        waiting = {where: start for where, start in starts.items() if start < bounds[where][1]}
        count = sum(bounds[where][1] - start for where, start in waiting.items())
        return Lag(count, self._oldest(waiting))

    def _oldest(self, waiting: Mapping[TopicPartition, int]) -> datetime | None:
        """The earliest time among the first records from these offsets on."""
        firsts: dict[TopicPartition, int] = {}
        with closing(self._browser.walk(waiting, _ALL)) as steps:
            for step in steps:
                for where, received in step.items():
                    firsts.setdefault(where, received[0].timestamp)
                if firsts.keys() >= waiting.keys():
                    break
        return time_of(min(firsts.values())) if firsts else None


def _lasts(nexts: Mapping[int, int]) -> Positions:
    return {partition: following - 1 for partition, following in nexts.items() if following > 0}
