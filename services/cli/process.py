"""One process of the distributed mode: the frame around whatever it does."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from threading import Event as Signal
from time import monotonic
from typing import TYPE_CHECKING, Final

import click

from services.cli.place import Place
from streams.stage import CannotRun

if TYPE_CHECKING:
    from services.health import Health
    from services.run.run import Source
    from services.run.supervise import Unit
    from services.settings import Settings
    from services.wiring import Installation

STARTS_WITHIN: Final = 5.0  # seconds
SPARE: Final = 5.0  # seconds a process has beyond those for draining before it is ended for good

supervised_option: Final = click.option("--supervised", is_flag=True, hidden=True)  # `vorlaut run` is at both pipes


@contextmanager
def process(place: Place, name: str, *, supervised: bool) -> Iterator[tuple["Installation", "Health"]]:
    """The installation, and where to say how it goes; health and metrics are served, and readiness is logged.

    Raises `CannotRun` in the embedded mode.
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
    with ExitStack() as stack:
        installation = distributed(settings, utc_now, stack)
        installation.metrics.readiness(lambda: not health.not_ready())
        stack.enter_context(serve(settings.metrics, installation.registry, health))
        yield installation, health
    get_logger().info("stopped", stage=name)


def until_stopped(
    installation: "Installation",
    health: "Health",
    stop: Signal,
    sources: "Sequence[Source]" = (),
    units: "Sequence[Unit]" = (),
    *,
    until_read: bool = False,
) -> None:
    """Read these sources until `stop` is set, or with `until_read` until all have ended, and do the units in turn.

    The registers are read beside them, which shows that the log can be reached as well.
    """
    from services.run.observe import observer
    from services.run.run import run_until_stopped
    from services.run.supervise import Unit

    every = installation.settings.worker.registers_every_seconds
    turns = [Unit("registers", partial(_look, installation), every), *units]
    for unit in turns:
        health.ready(unit.name, ok=False, why="starting")
    observe = observer(installation.metrics, installation.clock, health)
    run_until_stopped(sources, turns, stop, observe, until_read=until_read, beat=health.beat)


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
