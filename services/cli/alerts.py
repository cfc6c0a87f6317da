"""`vorlaut alerts`: the alerts of an installation."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import ClassVar

import click
import msgspec

from services.cli.lazily import LazyGroup
from services.cli.place import Place
from services.cli.signing import looker
from services.cli.tables import show_table
from services.cli.times import TIME
from services.ports.store import Query, Store, pages
from streams.events import Alert, AlertStatus
from streams.policies.times import shown_time

PAGE = 1000
COLUMNS = ("detected", "severity", "what", "who", "status", "id")
SHADOW_COLUMNS = (*COLUMNS, "post")
NONE = "No alerts. `vorlaut accounts list` shows which accounts are looked at."


class _Alerts(LazyGroup):
    places: ClassVar = {"decide": "services.cli.decide:decide", "show": "services.cli.alert_show:show"}


@click.group(cls=_Alerts, invoke_without_command=True)
@click.option("--since", type=TIME, help="Only alerts detected at or after this time.")
@click.option("--excepted", is_flag=True, help="Those that exceptions hide, and only those.")
@click.option("--shadow", is_flag=True, help="What terms and policies in shadow found, and only that; no text is kept.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, by detection time, with words of posts.")
@click.option("--as", "actor", metavar="NAME", help="Who takes them as JSON: kept in the trail; your login otherwise.")
@click.pass_context
def alerts(
    ctx: click.Context, since: datetime | None, actor: str | None, *, excepted: bool, shadow: bool, as_json: bool
) -> None:
    """Show the alerts of an installation, by detection time; or, with a command, one of them.

    What is excepted or in shadow is left out, unless it is asked for.
    """
    if ctx.invoked_subcommand is None:
        _show(ctx.obj, since, looker(actor) if as_json else None, excepted=excepted, shadow=shadow)


def _show(place: Place, since: datetime | None, taker: str | None, *, excepted: bool, shadow: bool) -> None:
    """As a table, or to `taker` as JSON, once that is in the trail: evidence holds words of posts."""
    from services.acts import note
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        found = every_alert(installation.store, since, statuses=("excepted",) if excepted else (), shadow=shadow)
        if taker is not None:
            note(installation.log, taker, "exported", "alerts", installation.clock())
            for alert in found:
                sys.stdout.buffer.write(msgspec.json.encode(alert) + b"\n")
        elif shadow:
            rows = ((*row, alert.post.url or alert.post.id) for alert, row in _rows(found))
            show_table(SHADOW_COLUMNS, rows, nothing="Nothing was found in shadow.")
        else:
            show_table(COLUMNS, (row for _, row in _rows(found)), nothing=NONE)


def every_alert(
    store: Store, since: datetime | None, *, statuses: tuple[AlertStatus, ...] = (), shadow: bool = False
) -> Iterator[Alert]:
    """All alerts since a time, page by page: those for people, or those in shadow."""
    for page in pages(store, Query(since=since, statuses=statuses, shadow=shadow, limit=PAGE)):
        yield from page


def _rows(found: Iterable[Alert]) -> Iterator[tuple[Alert, tuple[str, ...]]]:
    for alert in found:
        status = alert.status.replace("_", " ") + (", found later" if alert.found_later else "")
        detected = shown_time(alert.detected_at.replace(microsecond=0))
        yield alert, (detected, alert.severity, alert.register, alert.account_id, status, alert.id)
