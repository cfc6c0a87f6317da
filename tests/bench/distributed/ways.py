"""The programs that are measured side by side, and how each is started."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

import msgspec

from tests.bench.distributed.counter import Counter
from tests.bench.distributed.ground import Ground
from tests.bench.distributed.order import Order, Search, spoken
from tests.bench.distributed.workers import Command
from tests.end_to_end.processes import environment

ROOT = Path(__file__).parents[3]


@dataclass(frozen=True, slots=True)
class Run:
    """Workers of one group about to start, the topic they read, and the one their alerts come on, if any."""

    commands: tuple[Command, ...]
    source: str
    alerts: str = ""


class Way(Protocol):
    """A program that is measured. `packed`: it reads packed records."""

    name: str
    packed: bool

    def backlog(self, ground: Ground, workers: int) -> Run:
        """So many workers that begin with everything that lies there."""
        ...

    def live(self, ground: Ground) -> Run:
        """One worker on a topic of its own, with its alerts on another."""
        ...


class FaustWay:
    """(a), whose alerts go to Elasticsearch, and for latency to a topic like everybody's."""

    packed = False

    def __init__(self, search: Search, *, table: bool) -> None:
        self.name = f"(a) Faust, {search}, {'table' if table else 'no table'}"
        self._search: Search = search
        self._table = table

    def backlog(self, ground: Ground, workers: int) -> Run:
        """Alerts into an index of this run."""
        group = ground.unused("faust")
        sink = {"elasticsearch": ground.elasticsearch, "index": group}
        return Run(tuple(self._command(ground, ground.plain, group, sink) for _ in range(workers)), ground.plain)

    def live(self, ground: Ground) -> Run:
        """Alerts onto a topic."""
        source, alerts = _live_topics(ground)
        return Run((self._command(ground, source, ground.unused("faust"), {"alerts": alerts}),), source, alerts)

    def _command(self, ground: Ground, source: str, group: str, sink: Mapping[str, str]) -> Command:
        order = ground.order("faust", source, group)
        order = msgspec.structs.replace(order, search=self._search, table=self._table, **sink)
        return _command(ground, sys.executable, "peer_faust", order)


class QuixWay:
    """(b), run by the peers' interpreter."""

    name = "(b) Quix Streams, ours"
    packed = False

    def backlog(self, ground: Ground, workers: int) -> Run:
        """Alerts onto a topic, as always."""
        ground.make_topics([alerts := ground.unused("alerts")])
        return self._run(ground, ground.plain, alerts, workers)

    def live(self, ground: Ground) -> Run:
        """The same with one worker."""
        return self._run(ground, *_live_topics(ground), 1)

    def _run(self, ground: Ground, source: str, alerts: str, workers: int) -> Run:
        group = ground.unused("quix")
        orders = [msgspec.structs.replace(ground.order("quix", source, group), alerts=alerts) for _ in range(workers)]
        return Run(tuple(_command(ground, str(ground.peers), "peer_quix", order) for order in orders), source, alerts)


class BoundWay:
    """(e), which sends its alerts only where latency is measured."""

    name = "(e) getmany in a bare loop, ours"
    packed = True

    def backlog(self, ground: Ground, workers: int) -> Run:
        """Alerts are counted out and dropped."""
        group = ground.unused("bound")
        orders = [ground.order("bound", ground.packed, group) for _ in range(workers)]
        return Run(tuple(_command(ground, sys.executable, "bound", order) for order in orders), ground.packed)

    def live(self, ground: Ground) -> Run:
        """Alerts onto a topic."""
        source, alerts = _live_topics(ground)
        order = msgspec.structs.replace(ground.order("bound", source, ground.unused("bound")), alerts=alerts)
        return Run((_command(ground, sys.executable, "bound", order),), source, alerts)


def _live_topics(ground: Ground) -> tuple[str, str]:
    names = ground.unused("live"), ground.unused("alerts")
    ground.make_topics(names)
    return names


def _command(ground: Ground, python: str, module: str, order: Order) -> Command:
    counter = Counter.made(Path(order.counter))
    return Command(
        arguments=(python, "-m", f"tests.bench.distributed.{module}", spoken(order)),
        folder=ROOT,
        log=ground.home / f"{Path(order.counter).name}.log",
        judged=counter.read,
        environment=environment() | {"PYTHONPATH": os.fspath(ROOT)},
    )
