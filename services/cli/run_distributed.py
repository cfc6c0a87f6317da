"""`vorlaut run` in the distributed mode: every process of an installation from one terminal."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import replace
from threading import Event as Signal
from time import monotonic
from typing import Final

from prometheus_client import CollectorRegistry

from services.cli.codes import TOO_MANY_DEAD, WRONG_USE
from services.cli.place import Place
from services.cli.process import SPARE, overdue
from services.health import Health, serve
from services.logs import configure, get_logger
from services.metrics import Metrics, declare_metrics
from services.run.ending import stopped_by_signals
from services.run.processes import Happened, Process, Processes, watch
from services.settings import MetricsSettings, Settings
from streams.stage import CannotRun, Unavailable

WORKERS: Final = ("detect", "correlate", "index", "rescan", "erase", "learn")
_SEARCHING: Final = ("index", "erase", "learn", "serve")  # what works with Elasticsearch
NAMES: Final = ("ingest", *WORKERS, "deliver", "feeds", "push", "serve")  # in this order they have their ports
_HIGHEST_PORT: Final = 65535


def run_distributed(place: Place, settings: Settings, *, until_idle: bool) -> None:
    """Make what topics are missing, start all processes and keep them running until a signal, or idleness.

    Ends with the exit code of a process that cannot run. Raises `CannotRun`, and `Unavailable` where Kafka is away.
    """
    configure(settings.log)
    listed = list(processes_of(place, settings, lasting=not until_idle))
    _make_topics(settings)
    registry = CollectorRegistry()
    told = _Told(declare_metrics(registry))
    health = Health(settings.worker.live_seconds, told.readiness)
    told.metrics.readiness(lambda: not health.not_ready())
    stop, within = Signal(), settings.worker.drain_seconds + SPARE
    with ExitStack() as stack:
        stack.enter_context(serve(_metrics_at(settings, len(NAMES)), registry, health))
        stack.enter_context(stopped_by_signals(stop, overdue("run", within + SPARE)))
        asked = _idleness(settings, stack) if until_idle else None
        running = Processes(listed, frozenset((WRONG_USE, TOO_MANY_DEAD)), told.happened)
        stack.callback(running.end, within)
        code = watch(running, stop, lambda waiting: _beat(health, waiting), asked)
    get_logger().info("stopped", mode=settings.mode, restarts=told.restarts, seconds=told.seconds())
    if code:
        sys.exit(code)


def processes_of(place: Place, settings: Settings, *, lasting: bool) -> Iterator[Process]:
    """The processes of an installation that its settings ask for, in the order in which they are asked to end.

    One that is `lasting` also takes posts in and has a console, and goes on judging where Elasticsearch refuses a login
    or a right: alerts lie in Kafka until they can be shown.
    """
    if lasting:
        yield from _sources(place, settings)
    asked = (
        *(("deliver",) if settings.deliver.tells else ()),
        *(("serve",) if lasting and settings.console.serve else ()),
    )
    for name in (*WORKERS, *asked):
        process = _process(name, place, settings, (name,))
        yield replace(process, endures=frozenset({WRONG_USE})) if lasting and name in _SEARCHING else process


def _sources(place: Place, settings: Settings) -> Iterator[Process]:
    if settings.ingest.files:
        ends = not any(file.follow for file in settings.ingest.files)
        yield _process("ingest", place, settings, ("ingest", "files"), may_end=ends)
    if settings.feeds.read:
        yield _process("feeds", place, settings, ("ingest", "feeds"))
    if settings.push.port is not None:
        yield _process("push", place, settings, ("ingest", "push"))


def _process(name: str, place: Place, settings: Settings, command: Sequence[str], *, may_end: bool = False) -> Process:
    port = _metrics_at(settings, NAMES.index(name)).port
    variables = {"VORLAUT_MODE": settings.mode} | ({} if port is None else {"VORLAUT_METRICS__PORT": str(port)})
    options = [
        *(("--config", str(place.config)) if place.config else ()),
        *(("--data", str(place.data)) if place.data else ()),
    ]
    # -P: a folder named `services` where vorlaut is started is not ours
    program = (sys.executable, "-P", "-m", "services.cli.main", *options, *command, "--supervised")
    return Process(name, program, variables, may_end)


def _metrics_at(settings: Settings, number: int) -> MetricsSettings:
    """Where the metrics of a process are: each has a port of its own, the supervisor the one behind the last."""
    first = settings.metrics.port
    if first is None:
        return settings.metrics
    if first + number > _HIGHEST_PORT:
        raise CannotRun(f"metrics.port: each process takes the next one: set at most {_HIGHEST_PORT - len(NAMES)}")
    return settings.metrics.model_copy(update={"port": first + number})


def _make_topics(settings: Settings) -> None:
    from services.wiring import kafka_place, retention
    from streams.log.kafka_topics import apply

    for change in apply(kafka_place(settings.kafka), retention(settings.retention)):
        if change.done == "differs":
            get_logger().warning("topic differs", topic=change.topic, error=change.said)
        elif change.done != "as wanted":
            get_logger().info(f"topic {change.done}", topic=change.topic)


def _idleness(settings: Settings, stack: ExitStack) -> Callable[[], bool]:
    from services.wiring import distributed, utc_now
    from services.workers import idle

    installation = distributed(settings, utc_now, stack)

    def nothing_left() -> bool:
        try:
            return idle(installation)
        except Unavailable as error:
            get_logger().warning("will try again", error=str(error))
            return False

    return nothing_left


def _beat(health: Health, waiting: Sequence[str]) -> None:
    health.beat()
    health.ready("processes", not waiting, f"waiting for {', '.join(waiting)}")


class _Told:
    """What happens, logged and counted."""

    def __init__(self, metrics: Metrics) -> None:
        self.metrics = metrics
        self.restarts = 0
        self._began = monotonic()

    def seconds(self) -> float:
        """How long it has run."""
        return round(monotonic() - self._began, 1)

    def readiness(self, why: str) -> None:
        """All are ready, or who is not."""
        if why:
            get_logger().debug("not ready", mode="distributed", error=why)
        else:
            get_logger().info("ready", mode="distributed", seconds=self.seconds())

    def happened(self, what: Happened) -> None:
        """One ended that was not asked to."""
        log = get_logger()
        if what.what == "done":
            log.info("done", stage=what.name)
        elif what.what == "died":
            self.restarts += 1
            self.metrics.restarted(what.name)
            log.warning(
                "ended unexpectedly and starts again", stage=what.name, code=what.code, seconds=round(what.pause, 1)
            )
        elif what.what == "killed":
            log.warning("did not end in time and was killed", stage=what.name)
        else:
            log.error("cannot go on, and ends all", stage=what.name, code=what.code)
