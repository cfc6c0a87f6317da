"""`vorlaut channels`: where people are told, and whether a message would reach them."""

from typing import TYPE_CHECKING

import click

from services.cli.codes import UNREACHABLE
from services.cli.place import Place
from services.cli.signing import login, signer
from services.cli.tables import show_table
from streams.stage import CannotRun, Unavailable

if TYPE_CHECKING:
    from services.deliver_settings import DeliverSettings


@click.group(invoke_without_command=True)
@click.pass_context
def channels(ctx: click.Context) -> None:
    """Show the channels by which people are told; try one out."""
    if ctx.invoked_subcommand is None:
        from services.settings import load_settings

        place: Place = ctx.obj
        settings = load_settings(place.config, {"data": place.data and str(place.data)}).deliver
        show_table(("channel", "leads to", "told of"), _rows(settings), nothing="Nobody is told: set deliver.mail.")


@channels.command("test")
@click.argument("name")
@click.option("--to", default="", metavar="ADDRESS", help="For the channel author: mailto:name@example.com.")
@click.option("--as", "actor", metavar="NAME", help="Who you are: the message says who asked for it.")
@click.pass_obj
def trial(place: Place, name: str, to: str, actor: str | None) -> None:
    """Send a message that says it is a test; exit code 4 where it did not go out."""
    from services.acts import note
    from services.deliver import messages
    from services.delivering import telling
    from services.ports.channel import Undeliverable
    from services.wiring import open_installation
    from streams.trail import AUTHOR

    who = signer(actor or login())
    with open_installation(place.config, place.data) as installation:
        how, now = telling(installation.settings.deliver), installation.clock()
        if name not in how.channels:
            raise CannotRun(f"there is no channel {name}: `vorlaut channels` lists those that are set")
        if (name == AUTHOR) != bool(to):
            raise CannotRun(f"--to goes with the channel {AUTHOR}, which has another address for each author")
        note(installation.log, who, "tested", f"channel/{name}", now)
        try:
            how.channels[name].send(messages.trial(who, to, how.console, how.lang, now))
        except (Unavailable, Undeliverable) as error:
            click.echo(f"It did not go out: {error}", err=True)
            raise SystemExit(UNREACHABLE) from None
    click.echo("It went out: see whether it arrives.")


def _rows(settings: "DeliverSettings") -> "list[tuple[str, str, str]]":
    """Each channel, where it leads, and of which severities; of a webhook or Apprise no address: it may be secret."""
    rows = [("author", "mail to the author's notify", "every alert on a post of theirs")] if settings.mail else []
    for name, channel in settings.channels.items():
        kind = channel.mail or ("a signed webhook" if channel.webhook else "an address of Apprise")
        used = [route.severities for route in settings.routes if any(name in step.channels for step in route.steps)]
        told = ", ".join(dict.fromkeys(severity for severities in used for severity in severities))
        rows.append((name, kind, told or "nothing: no route names it"))
    return rows
