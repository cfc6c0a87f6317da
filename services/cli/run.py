"""`vorlaut run`: the embedded service."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING

import click

from services.cli.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from services.run.run import Source
    from services.wiring import Installation
    from streams.consume import Observation


@click.command()
@click.option("--config", type=click.Path(path_type=Path), help="Settings file; ./vorlaut.yaml where there is one.")
@click.option("--until-idle", is_flag=True, help="End when everything in the log is handled, instead of waiting.")
@click.pass_obj
def run(place: Place, config: Path | None, *, until_idle: bool) -> None:
    """Run the embedded service: ingest, detect, correlate, index, look back, erase.

    Ctrl-C or SIGTERM ends it cleanly; what was begun is finished.
    """
    from services.logs import configure, get_logger
    from services.metrics import serve_metrics
    from services.run.run import run_until_stopped, stopped_by_signals
    from services.run.supervise import supervise
    from services.wiring import only_here, open_installation, units

    with ExitStack() as stack:
        installation = stack.enter_context(open_installation(config or place.config, place.data))
        stack.enter_context(only_here(installation.settings))
        configure(installation.settings.log)
        stack.enter_context(serve_metrics(installation.settings.metrics, installation.registry))
        stop = Signal()
        stack.enter_context(stopped_by_signals(stop))
        observe = observer(installation)
        get_logger().info("ready", mode=installation.settings.mode, path=str(installation.settings.data))
        if until_idle:
            supervise(units(installation, erase_every=0), stop, observe, until_idle=True)
        else:
            run_until_stopped(_sources(installation, stop), units(installation), stop, observe)
        get_logger().info("stopped")


def observer(installation: "Installation") -> "Callable[[Observation], None]":
    """Counts each turn, and logs the failed ones."""
    from services.logs import get_logger

    def observe(turn: "Observation") -> None:
        if turn.failed is None:
            installation.metrics.handled(turn.group, turn.records, turn.seconds, installation.clock())
        else:
            installation.metrics.failed(turn.group)
            get_logger().warning("will try again", stage=turn.group, error=turn.failed)

    return observe


def _sources(installation: "Installation", stop: Signal) -> "Sequence[Source]":
    from services.ingest.ingest import ingest_file
    from services.wiring import desk

    return [
        partial(ingest_file, desk(installation, stop, follow=file.follow), file.path, follow=file.follow)
        for file in installation.settings.ingest.files
    ]
