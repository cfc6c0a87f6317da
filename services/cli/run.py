"""`vorlaut run`: everything an installation does, from one terminal."""

from contextlib import AbstractContextManager, ExitStack
from functools import partial
from pathlib import Path
from threading import Event as Signal
from typing import TYPE_CHECKING

import click

from services.cli.place import Place

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from services.health import Health
    from services.run.run import Source
    from services.settings import Settings
    from services.wiring import Installation


@click.command()
@click.option("--config", type=click.Path(path_type=Path), help="Settings file; ./vorlaut.yaml where there is one.")
@click.option("--mode", type=click.Choice(["embedded", "distributed"]), help="Instead of the mode in the settings.")
@click.option("--until-idle", is_flag=True, help="End when everything in the log is handled, instead of waiting.")
@click.pass_obj
def run(place: Place, config: Path | None, mode: str | None, *, until_idle: bool) -> None:
    """Ingest, detect, correlate, index, look back, erase, and the console: all that an installation does.

    In the embedded mode in this one process. In the distributed mode, on Kafka and Elasticsearch, each in a process
    that is started again where it dies; topics that are missing are made first.

    Ctrl-C or SIGTERM ends it cleanly; what was begun is finished.
    """
    from services.settings import load_settings

    place = Place(config or place.config, place.data)
    settings = load_settings(place.config, {"data": place.data and str(place.data), "mode": mode})
    if settings.mode == "distributed":
        from services.cli.run_distributed import run_distributed

        run_distributed(place, settings, until_idle=until_idle)
    else:
        _run_embedded(settings, until_idle=until_idle)


def _run_embedded(settings: "Settings", *, until_idle: bool) -> None:
    from services.delivering import deliver_units
    from services.handling import units, warm_up
    from services.health import Health, serve
    from services.logs import configure, get_logger
    from services.pushing import pushes
    from services.run.ending import stopped_by_signals
    from services.run.observe import observer
    from services.run.run import in_turn, run_until_stopped
    from services.run.supervise import supervise
    from services.wiring import embedded, feeds_of, only_here, utc_now

    with ExitStack() as stack:
        installation = embedded(settings, utc_now, stack)
        stack.enter_context(only_here(settings))
        configure(settings.log)
        health = Health(settings.worker.live_seconds)
        installation.metrics.readiness(lambda: not health.not_ready())
        stack.enter_context(serve(settings.metrics, installation.registry, health))
        stop = Signal()
        stack.enter_context(stopped_by_signals(stop))
        observe = observer(installation.metrics, installation.clock, health)
        warm_up()
        get_logger().info("ready", mode=settings.mode, path=str(settings.data))
        telling = deliver_units(installation, ended=stop.is_set)
        if until_idle:
            supervise((*units(installation, erase_every=0), *telling), stop, observe, until_idle=True, beat=health.beat)
        else:
            if settings.console.serve:
                stack.enter_context(_console(installation, health))
            beats = [stack.enter_context(pushes(installation, stop))] if settings.push.port is not None else []
            sources = [*sources_of(installation, stop), *feeds_of(installation, stop)]
            if telling:
                sources.append(partial(in_turn, telling, stop, observe))
            run_until_stopped(sources, (*units(installation), *beats), stop, observe, beat=health.beat)
        get_logger().info("stopped")


def _console(installation: "Installation", health: "Health") -> AbstractContextManager[None]:
    from services.answering import answering
    from services.cli.console import tell_link
    from services.cli.signing import login
    from services.console import serve_console

    def answer(stop: Signal, ready: "Callable[[], None]") -> None:
        def opened() -> None:
            tell_link(installation, login() or "operator", "responder")
            ready()

        serve_console(installation, stop, opened, health.not_live)

    return answering(answer)


def sources_of(installation: "Installation", stop: Signal) -> "Sequence[Source]":
    """The files that the settings name. In the distributed mode Kafka is waited for as long as it is away."""
    from services.ingest.ingest import ingest_file
    from services.wiring import desk

    waits = installation.settings.mode == "distributed"
    return [
        partial(ingest_file, desk(installation, stop, follow=file.follow or waits), file.path, follow=file.follow)
        for file in installation.settings.ingest.files
    ]
