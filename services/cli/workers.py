"""`vorlaut detect`, `correlate`, `index` and the like: each one process of the distributed mode."""

from typing import ClassVar

import click

from services.cli.lazily import LazyGroup
from services.cli.place import Place
from services.cli.process import process, supervised_option


class _Index(LazyGroup):
    places: ClassVar = {"rebuild": "services.cli.index_rebuild:rebuild"}


@click.command
@supervised_option
@click.pass_obj
def detect(place: Place, *, supervised: bool) -> None:
    """Judge posts by what is declared, until SIGTERM; start several to share them."""
    _judge(place, "detect", supervised=supervised)


@click.command
@supervised_option
@click.pass_obj
def correlate(place: Place, *, supervised: bool) -> None:
    """Fold alerts into groups, until SIGTERM; start several to share them."""
    _judge(place, "correlate", supervised=supervised)


@click.group(cls=_Index, invoke_without_command=True)
@supervised_option
@click.pass_context
def index(ctx: click.Context, *, supervised: bool) -> None:
    """Put alerts and groups into Elasticsearch, until SIGTERM; start several to share them."""
    if ctx.invoked_subcommand is None:
        _work(ctx.obj, "index", supervised=supervised)


@click.command
@supervised_option
@click.pass_obj
def rescan(place: Place, *, supervised: bool) -> None:
    """Have posts judged again for what is declared late, until SIGTERM; one process."""
    _work(place, "rescan", supervised=supervised)


@click.command
@supervised_option
@click.pass_obj
def erase(place: Place, *, supervised: bool) -> None:
    """Erase what is taken down, withdrawn or too old, until SIGTERM; one process."""
    _work(place, "erase", supervised=supervised)


@click.command
@supervised_option
@click.pass_obj
def learn(place: Place, *, supervised: bool) -> None:
    """Learn from decisions how sure alerts are and what a crisis is told by, until SIGTERM; one process."""
    _work(place, "learn", supervised=supervised)


@click.command
@supervised_option
@click.pass_obj
def deliver(place: Place, *, supervised: bool) -> None:
    """Tell authors and teams of alerts, until SIGTERM; one process."""
    _work(place, "deliver", supervised=supervised)


def _judge(place: Place, name: str, *, supervised: bool) -> None:
    with process(place, name, supervised=supervised) as frame:
        from services.workers import judge

        judge(frame.installation, name, frame.health, frame.stop)


def _work(place: Place, name: str, *, supervised: bool) -> None:
    with process(place, name, supervised=supervised) as frame:
        from services.workers import work

        work(frame.installation, name, frame.health, frame.stop)
