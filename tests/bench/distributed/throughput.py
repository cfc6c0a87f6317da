"""Posts a second and processor time a post, from a backlog: a window in the middle of the work, seen from outside."""

import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.distributed.ground import Ground
from tests.bench.distributed.ways import Way
from tests.bench.distributed.workers import Worker, wait_until, working

_SETTLE = 1.0  # seconds: caches warm, groups at rest
_SAFE = 0.8  # of what is left, so that no worker runs dry before the window ends


@dataclass(frozen=True, slots=True)
class Rate:
    """Posts a second of all workers together, and processor microseconds a post."""

    posts: float
    microseconds: float


@dataclass(frozen=True, slots=True)
class _Look:
    at: float
    judged: int
    used: float

    @classmethod
    def at_all(cls, workers: Sequence[Worker]) -> "_Look":
        return cls(
            time.perf_counter(),
            sum(worker.judged() for worker in workers),
            sum(worker.processor_seconds() for worker in workers),
        )

    def until(self, later: "_Look") -> Rate:
        judged = later.judged - self.judged
        return Rate(judged / (later.at - self.at), (later.used - self.used) / judged * 1e6)


def rate(ground: Ground, way: Way, workers: int) -> Rate:
    """Measured from when every worker has judged something, for the window or as long as the backlog lasts."""
    backlog = ground.volume.packed if way.packed else ground.volume.plain
    with working(way.backlog(ground, workers).commands) as running:
        wait_until(lambda: all(worker.judged() for worker in running), f"{way.name}: every worker judges")
        time.sleep(_SETTLE)
        begin = _Look.at_all(running)
        time.sleep(_SETTLE)
        so_far = _Look.at_all(running)
        left = (backlog - so_far.judged) * _SAFE / begin.until(so_far).posts
        time.sleep(max(0.0, min(ground.volume.window - _SETTLE, left)))
        end = _Look.at_all(running)
    if end.judged >= backlog:
        raise RuntimeError(f"{way.name}: the backlog of {backlog:,} posts did not last for the window")
    return begin.until(end)
