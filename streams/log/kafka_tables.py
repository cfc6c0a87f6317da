"""State tables as other processes write them: followed from where was looked last."""

from contextlib import closing
from threading import Lock
from typing import Final

from kafka import TopicPartition

from streams.log.kafka_browser import Browser
from streams.log.kafka_cluster import Cluster
from streams.log.kafka_records import Received
from streams.log.kafka_state import BETWEEN
from streams.log.port import Tables

_AT_ONCE: Final = 1000


class FollowedTables:
    """What lies in the topic of states, as far as somebody asked for it; read on at each call. Threads may share it."""

    def __init__(self, cluster: Cluster, browser: Browser) -> None:
        self._cluster = cluster
        self._browser = browser
        self._lock = Lock()
        self._asked: set[tuple[str, str]] = set()
        self._next = 0
        self._held: dict[str, dict[str, bytes]] = {}

    def now(self, begin: str, key: str = "") -> Tables:
        """The tables whose names begin so; with `key` what they have under that."""
        with self._lock:
            if (begin, key) not in self._asked:
                self._asked.add((begin, key))
                self._next, self._held = 0, {}
            self._read_on()
            named = {name: table for name, table in self._held.items() if name.startswith(begin)}
            if key:
                return {name: {key: table[key]} for name, table in named.items() if key in table}
            return {name: dict(table) for name, table in named.items() if table}

    def _read_on(self) -> None:
        topic = self._cluster.place.state
        self._cluster.partitions(topic, 1)
        where = TopicPartition(topic, 0)
        if self._browser.ends([where])[where] < self._next:  # another topic by the same name
            self._next, self._held = 0, {}
        with closing(self._browser.walk({where: self._next}, _AT_ONCE)) as steps:
            for step in steps:
                for message in step.get(where, ()):
                    self._take(message)
                    self._next = message.offset + 1

    def _take(self, message: Received) -> None:
        name, _, key = (message.key or b"").decode().partition(BETWEEN)
        if not any(name.startswith(begin) and only in {"", key} for begin, only in self._asked):
            return
        table = self._held.setdefault(name, {})
        if message.value is None:
            table.pop(key, None)
        else:
            table[key] = message.value
