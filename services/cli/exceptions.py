"""`vorlaut exceptions`: what is left aside on purpose, for a while, and what that hid."""

from collections import Counter
from datetime import datetime, tzinfo

import click
import msgspec

from services.cli.declaring import declare_signed
from services.cli.place import Place
from services.cli.register_rows import COLUMNS, row
from services.cli.register_text import View, show_entry
from services.cli.signing import json_option, signer, signing, zone_option
from services.cli.tables import show_table
from services.cli.times import TIME
from services.wiring import open_installation
from streams.stage import CannotRun

HIDDEN = ("detected", "severity", "who", "alert")


@click.group()
def exceptions() -> None:
    """Leave findings aside for a while, made from an alert; show what that hid; end it."""


@exceptions.command()
@click.argument("alert_id", metavar="ALERT")
@click.option("--until", required=True, type=TIME, help="When it ends by itself, within 90 days.")
@click.option("--any-account", is_flag=True, help="For every account, not the one of the alert alone.")
@click.option("--any-term", is_flag=True, help="Whatever is found on the register entry, not what the alert has alone.")
@signing
@click.pass_obj
def add(  # noqa: PLR0913 - options of a command
    place: Place, alert_id: str, until: datetime, actor: str | None, reason: str, *, any_account: bool, any_term: bool
) -> None:
    """Leave aside, from now on, what is found as in this alert: by the same account, with the same terms."""
    from services.declare.exempt import Wanted, exemption_from

    name = signer(actor)
    wanted = Wanted(until=until, reason=reason, any_account=any_account, any_term=any_term)
    with open_installation(place.config, place.data) as installation:
        alert = installation.store.alert(alert_id)
        if alert is None:
            raise CannotRun(f"there is no alert {alert_id}: `vorlaut alerts` lists those there are, with their ids")
        made = exemption_from(alert, wanted, installation.clock())
        declare_signed(installation, lambda _history: (made,), name, reason)
        click.echo(f"Until {View(made.since).time(made.until)} this reaches nobody. End it earlier with")
        click.echo(f"  vorlaut exceptions end {made.id} --as NAME")


@exceptions.command()
@click.argument("exception_id", metavar="ID")
@click.option("--at", type=TIME, help="From when on; now, where nothing is said.")
@signing
@click.pass_obj
def end(place: Place, exception_id: str, at: datetime | None, actor: str | None, reason: str) -> None:
    """End an exception earlier than declared. What it hid stays hidden."""
    from services.declare.exempt import end_exemption

    name = signer(actor)
    with open_installation(place.config, place.data) as installation:
        declare_signed(installation, end_exemption(exception_id, at or installation.clock()), name, reason)


@exceptions.command("list")
@click.option("--at", type=TIME, help="What was declared by then, and its state then; now, where nothing is said.")
@zone_option
@json_option
@click.pass_obj
def list_exceptions(place: Place, at: datetime | None, zone: tzinfo, *, as_json: bool) -> None:
    """List all exceptions, with how many alerts each has hidden by now."""
    from services.declare.exempt import hidden

    with open_installation(place.config, place.data) as installation:
        instant = at or installation.clock()
        made = installation.declared.history().at(instant).registers.exemptions
        counts = Counter(exception_id for exception_id, _ in hidden(installation.store)) if made else Counter[str]()
    if as_json:
        for one in made:
            click.echo(msgspec.json.encode({"exception": one, "hid": counts[one.id]}).decode())
    else:
        rows = ((*row(one, View(instant, zone)), str(counts[one.id])) for one in made)
        show_table((*COLUMNS["Exception"], "hid"), rows, nothing="No exceptions: all that is found is told.")


@exceptions.command()
@click.argument("exception_id", metavar="ID")
@zone_option
@json_option
@click.pass_obj
def show(place: Place, exception_id: str, zone: tzinfo, *, as_json: bool) -> None:
    """Show an exception, who made it and why, and the alerts it has hidden."""
    from services.declare.exempt import held_exemption, hidden

    with open_installation(place.config, place.data) as installation:
        history, view = installation.declared.history(), View(installation.clock(), zone)
        made = held_exemption(history, exception_id)
        found = [alert for by, alert in hidden(installation.store) if by == exception_id]
    if as_json:
        click.echo(msgspec.json.encode({"exception": made, "hid": [alert.id for alert in found]}).decode())
        return
    show_entry(made, history.versions("Exception", exception_id), view)
    click.echo()
    rows = ((view.time(one.detected_at), one.severity, one.account_id, one.id) for one in found)
    show_table(HIDDEN, rows, nothing="It has hidden nothing yet.")
