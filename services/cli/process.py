"""One process of the distributed mode: the frame around whatever it does."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from threading import Event as Signal
from time import monotonic
from typing import TYPE_CHECKING, Final

import click

from services.cli.place import Place
from streams.stage import CannotRun

if TYPE_CHECKING:
    from services.health import Health
    from services.run.ending import Overdue
    from services.run.run import Source
    from services.run.supervise import Unit
    from services.settings import Settings
    from services.wiring import Installation

STARTS_WITHIN: Final = 5.0  # seconds
SPARE: Final = 5.0  # seconds a process has beyond those for draining before whoever started it kills it
_OWN_SPARE: Final = 4.0  # seconds beyond those for draining after which it ends itself, and says what it waited for

supervised_option: Final = click.option("--supervised", is_flag=True, hidden=True)  # `vorlaut run` is at both pipes


@dataclass(frozen=True, slots=True)
class Frame:
    """What a process stands in: its installation, where it says how it goes, and what is set when it is to end."""

    installation: "Installation"
    health: "Health"
    stop: Signal


@contextmanager
def process(place: Place, name: str, *, supervised: bool) -> Iterator[Frame]:
    """The frame of a process: health and metrics are served, readiness is logged, SIGTERM and SIGINT tell it to end.

    It ends then within the seconds for draining and a few more, whoever does not answer it. Raises `CannotRun` in the
    embedded mode.
    """
    settings = _distributed(place, name)

    from services.health import Health, serve
    from services.logs import configure, get_logger
    from services.run.lifeline import end_with_parent
    from services.wiring import distributed, utc_now

    configure(settings.log)
    if supervised:
        end_with_parent(settings.worker.drain_seconds + SPARE)
    health = Health(settings.worker.live_seconds, Readiness(name, supervised=supervised))
    stop = Signal()
    with ExitStack() as stack:
        stack.enter_context(stopped_in_time(stop, name, settings))
        installation = distributed(settings, utc_now, stack, health.answered)
        installation.metrics.readiness(lambda: not health.not_ready())
        stack.enter_context(serve(settings.metrics, installation.registry, health))
        yield Frame(installation, health, stop)
    get_logger().info("stopped", stage=name)


def until_stopped(
    frame: Frame,
    sources: "Sequence[Source]" = (),
    units: "Sequence[Unit]" = (),
    *,
    until_read: bool = False,
) -> None:
    """Read these sources until it is told to end, or with `until_read` until all have ended, and do the units in turn.

    The registers are read beside them, which shows that the log can be reached as well.
    """
    from services.run.observe import observer
    from services.run.run import run_until_stopped
    from services.run.supervise import Unit

    installation, health = frame.installation, frame.health
    every = installation.settings.worker.registers_every_seconds
    turns = [Unit("registers", partial(_look, installation), every), *units]
    for unit in turns:
        health.ready(unit.needed, ok=False, why="starting")
    observe = observer(installation.metrics, installation.clock, health)
    run_until_stopped(sources, turns, frame.stop, observe, until_read=until_read, beat=health.beat)


def _look(installation: "Installation") -> int:
    """Read what is newly declared; never anything for a loop to go on with."""
    declared = installation.declared
    declared.history()
    installation.metrics.registers(declared.version, declared.age)
    return 0


def _distributed(place: Place, name: str) -> "Settings":
    from services.settings import load_settings

    settings = load_settings(place.config, {"data": place.data and str(place.data)})
    if settings.mode != "distributed":
        raise CannotRun(
            f"`vorlaut {name}` is a process of the distributed mode, and the settings say mode: {settings.mode}, in "
            "which `vorlaut run` does all of it: use that, or set mode: distributed"
        )
    return settings


@contextmanager
def stopped_in_time(stop: Signal, name: str, settings: "Settings") -> Iterator[None]:
    """SIGTERM and SIGINT set `stop`; the process ends a few seconds after those for draining, if not by itself."""
    from services.run.ending import stopped_by_signals

    with stopped_by_signals(stop, overdue(name, settings.worker.drain_seconds + _OWN_SPARE)):
        yield


def overdue(name: str, within: float) -> "Overdue":
    """What becomes of a process of this name that has not ended so many seconds after it was told to."""
    from services.logs import get_logger
    from services.run.ending import OVERDUE, Overdue

    def tell(waiting: str) -> None:
        get_logger().error(
            "did not end in time and ends for good",
            stage=name,
            code=OVERDUE,
            seconds=within,
            error=f"what was left open comes again; still waiting: {waiting}",
        )

    return Overdue(within, tell)


class Readiness:
    """Logs each change, and tells it to the parent where there is one.

    That a process starts is nothing to warn of; what it then still waits for is.
    """

    def __init__(self, name: str, *, supervised: bool, clock: Callable[[], float] = monotonic) -> None:
        self._name = name
        self._supervised = supervised
        self._clock = clock
        self._began = clock()
        self._was_ready = False

    def __call__(self, why: str) -> None:
        """Not ready because of this; ready where it is empty."""
        from services.logs import get_logger
        from services.run.lifeline import tell_readiness

        if not why:
            get_logger().info("ready", stage=self._name)
        elif self._was_ready or self._clock() - self._began > STARTS_WITHIN:
            get_logger().warning("not ready", stage=self._name, error=why)
        self._was_ready = self._was_ready or not why
        if self._supervised:
            tell_readiness(not why)
