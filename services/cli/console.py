"""`vorlaut serve` and `vorlaut console link`: the pages people watch and act in."""

from threading import Event as Signal
from typing import TYPE_CHECKING

import click

from services.cli.place import Place

if TYPE_CHECKING:
    from services.serve.links import Role
    from services.wiring import Installation

role_option = click.option(
    "--role",
    type=click.Choice(["reader", "responder", "auditor"]),
    default="responder",
    show_default=True,
    help="What this person may do: responders decide and declare, the others only read.",
)


@click.command()
@click.option("--as", "actor", metavar="NAME", help="Whom the first sign-in link is for; your login where not given.")
@role_option
@click.pass_obj
def serve(place: Place, actor: str | None, role: "Role") -> None:
    """Serve the console to browsers on this machine, and print a link to sign in with.

    Beside `vorlaut run`, in the same data folder. Ctrl-C or SIGTERM ends it.
    """
    from services.cli.signing import login, signer
    from services.console import serve_console
    from services.logs import configure
    from services.run.run import stopped_by_signals
    from services.wiring import open_installation

    name, stop = signer(actor or login()), Signal()
    with open_installation(place.config, place.data) as installation, stopped_by_signals(stop):
        configure(installation.settings.log)

        serve_console(installation, stop, lambda: tell_link(installation, name, role))


def tell_link(installation: "Installation", name: str, role: "Role") -> None:
    """Print a link to sign in with, or where people sign in by the provider of their company."""
    from services.console import invite, takes_links

    settings = installation.settings.console
    if settings.oidc:
        click.echo(f"The console is open at {settings.oidc.public_url}")
    if not takes_links(settings):
        return
    click.echo(f"The console is open. To sign in as {name}, within 15 minutes and once:")
    click.echo(f"  {invite(installation, name, role)}")


@click.group()
def console() -> None:
    """Let people into the console."""


@console.command()
@click.option("--as", "actor", required=True, metavar="NAME", help="Whom it is for: what they do is signed so.")
@role_option
@click.pass_obj
def link(place: Place, actor: str, role: "Role") -> None:
    """Print a link with which one person signs in once, within 15 minutes."""
    from services.cli.signing import signer
    from services.console import invite
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        click.echo(invite(installation, signer(actor), role))
