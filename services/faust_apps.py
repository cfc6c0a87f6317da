"""The stages for the command `faust`: `faust -A services.faust_apps:detect worker --without-web`, or `correlate`.

Nothing happens at import: a stage is built when it is asked for, with the settings that `vorlaut` would find in this
folder. Health and metrics are served as they are for `vorlaut detect`; what is logged is up to `faust`. Start it with
`-L uvloop` for the same speed.
"""

from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, ExitStack, contextmanager
from functools import cache
from typing import Final

import click

from services.health import Health, serve
from services.settings import Settings, load_settings
from services.wiring import Installation, distributed, utc_now
from services.workers import prepared
from streams.faust_app import StageApp
from streams.faust_worker import Worker
from streams.pipeline import PIPELINE, Stage
from streams.stage import CannotRun

_STAGES: Final[Mapping[str, Stage]] = {stage.name: stage for stage in PIPELINE}


class ServedApp(StageApp):
    """A stage with what goes on beside it, from its start to its stop."""

    def __init__(self, worker: Worker, beside: AbstractContextManager[None]) -> None:
        super().__init__(worker)
        self._beside = beside

    async def on_start(self) -> None:
        """Begin what goes on beside."""
        self.add_context(self._beside)
        await super().on_start()


def __getattr__(name: str) -> ServedApp:
    """The app of a stage."""
    if name not in _STAGES:
        raise AttributeError(f"there is no stage {name}, only {', '.join(_STAGES)}")
    return _app(name)


@cache
def _app(name: str) -> ServedApp:
    """One for each process: `faust` asks several times. What is wrong is told in the way in which `faust` tells it."""
    try:
        return _served(_settings(), _STAGES[name])
    except CannotRun as error:
        raise click.UsageError(str(error)) from error


def _settings() -> Settings:
    settings = load_settings(None, {})
    if settings.mode != "distributed":
        raise CannotRun(f"the settings say mode: {settings.mode}, and stages run in Kafka only in mode: distributed")
    return settings


def _served(settings: Settings, stage: Stage) -> ServedApp:
    closing = ExitStack()
    installation = distributed(settings, utc_now, closing)
    health = Health(settings.worker.live_seconds)
    installation.metrics.readiness(lambda: not health.not_ready())
    worker, going_on = prepared(installation, stage, health)
    return ServedApp(worker, _beside(installation, health, going_on, closing))


@contextmanager
def _beside(
    installation: Installation, health: Health, going_on: AbstractContextManager[None], closing: ExitStack
) -> Iterator[None]:
    with closing, serve(installation.settings.metrics, installation.registry, health), going_on:
        yield
