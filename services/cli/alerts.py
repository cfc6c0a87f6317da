"""`vorlaut alerts`: the alerts of an installation."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar

import click
import msgspec

from services.cli.lazily import LazyGroup
from services.cli.place import Place
from services.cli.tables import show_table
from services.cli.times import TIME
from services.ports.store import Query, Store, pages
from streams.events import Alert
from streams.policies.times import shown_time

PAGE = 1000
COLUMNS = ("detected", "severity", "what", "who", "status", "id")
NONE = "No alerts. `vorlaut accounts list` shows which accounts are looked at."


class _Alerts(LazyGroup):
    places: ClassVar = {"decide": "services.cli.decide:decide"}


@click.group(cls=_Alerts, invoke_without_command=True)
@click.option("--since", type=TIME, help="Only alerts detected at or after this time.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, by detection time.")
@click.pass_context
def alerts(ctx: click.Context, since: datetime | None, *, as_json: bool) -> None:
    """Show the alerts of an installation, by detection time."""
    if ctx.invoked_subcommand is None:
        _show(ctx.obj, since, as_json=as_json)


def _show(place: Place, since: datetime | None, *, as_json: bool) -> None:
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        found = every_alert(installation.store, since)
        if as_json:
            for alert in found:
                sys.stdout.buffer.write(msgspec.json.encode(alert) + b"\n")
        else:
            show_table(COLUMNS, _rows(found), nothing=NONE)


def every_alert(store: Store, since: datetime | None) -> Iterator[Alert]:
    """All alerts since a time, page by page."""
    for page in pages(store, Query(since=since, limit=PAGE)):
        yield from page


def _rows(found: Iterable[Alert]) -> Iterator[tuple[str, ...]]:
    for alert in found:
        status = alert.status.replace("_", " ") + (", found later" if alert.found_later else "")
        detected = shown_time(alert.detected_at.replace(microsecond=0))
        yield detected, alert.severity, alert.register, alert.account_id, status, alert.id
