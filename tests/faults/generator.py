"""Appends posts at a rate and keeps what was acknowledged. What the log refuses now is appended again."""

import time
from collections.abc import Sequence
from contextlib import closing
from datetime import UTC, datetime
from threading import Event as Signal
from threading import Thread
from types import TracebackType
from typing import Final, Self

from streams.log.kafka import KafkaLog
from streams.log.kafka_place import KafkaPlace
from streams.stage import Unavailable
from streams.topics import Emit

TURNS: Final = 10  # a second
PATIENCE: Final = 120.0  # seconds; far longer than any broker is away here


def append_all(place: KafkaPlace, emits: Sequence[Emit], at_once: int = 2000) -> None:
    """Append these as fast as it goes."""
    with closing(KafkaLog(place, clock=_now)) as log:
        for begin in range(0, len(emits), at_once):
            log.append(emits[begin : begin + at_once])


class Generator:
    """A thread of its own; leaving the context waits until everything is acknowledged, or all there was until `enough`.

    `longest_stall` is the longest time in seconds between two acknowledgements, `refused` how often an append failed.
    """

    def __init__(self, place: KafkaPlace, emits: Sequence[Emit], rate: int) -> None:
        self.acknowledged = 0
        self.longest_stall = 0.0
        self.refused = 0
        self._place = place
        self._emits = emits
        self._at_once = rate // TURNS
        self._abandoned = Signal()
        self._enough = Signal()
        self._thread = Thread(target=self._run, name="generator", daemon=True)

    @property
    def running(self) -> bool:
        """Whether posts are still to come."""
        return self._thread.is_alive()

    def enough(self) -> None:
        """Begin nothing more: what was to happen under load has happened. There must have been load until now."""
        assert self.running, "the posts were at an end too early: give more of them"
        self._enough.set()

    def __enter__(self) -> Self:
        """Begin."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Wait for the end; after an error give up instead."""
        if kind is not None:
            self._abandoned.set()
        self._thread.join(PATIENCE + len(self._emits) / self._at_once / TURNS)
        whole = self.acknowledged == len(self._emits) or self._enough.is_set()
        assert kind is not None or (whole and not self.running), "not everything was acknowledged"

    def _run(self) -> None:
        with closing(KafkaLog(self._place, clock=_now)) as log:
            began = heard = time.monotonic()
            for turn, begin in enumerate(range(0, len(self._emits), self._at_once)):
                self._abandoned.wait(max(0.0, began + turn / TURNS - time.monotonic()))
                if self._enough.is_set():
                    return
                some = self._emits[begin : begin + self._at_once]
                if not self._append(log, some):
                    return
                if begin:
                    self.longest_stall = max(self.longest_stall, time.monotonic() - heard)
                heard = time.monotonic()
                self.acknowledged += len(some)

    def _append(self, log: KafkaLog, some: Sequence[Emit]) -> bool:
        until = time.monotonic() + PATIENCE
        while not self._abandoned.is_set() and time.monotonic() < until:
            try:
                log.append(some)
            except Unavailable:
                self.refused += 1
                self._abandoned.wait(0.1)
            else:
                return True
        return False


def _now() -> datetime:
    return datetime.now(UTC)
