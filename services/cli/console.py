"""`vorlaut serve` and `vorlaut console link`: the pages people watch and act in."""

from functools import partial
from threading import Event as Signal
from typing import TYPE_CHECKING

import click

from services.cli.place import Place
from services.cli.process import process, supervised_option, until_stopped
from streams.stage import Unavailable

if TYPE_CHECKING:
    from collections.abc import Callable

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
@supervised_option
@click.pass_obj
def serve(place: Place, actor: str | None, role: "Role", *, supervised: bool) -> None:
    """Serve the console to browsers on this machine, and print a link to sign in with.

    Beside `vorlaut run`, in the same data folder. Ctrl-C or SIGTERM ends it.
    """
    from services.cli.signing import login, signer
    from services.settings import load_settings

    name = signer(actor or login() or "operator")
    if load_settings(place.config, {"data": place.data and str(place.data)}).mode == "distributed":
        _serve_distributed(place, partial(tell_link, name=name, role=role, aside=supervised), supervised)
    else:
        _serve_embedded(place, partial(tell_link, name=name, role=role))


def _serve_embedded(place: Place, opened: "Callable[[Installation], None]") -> None:
    from services.console import serve_console
    from services.logs import configure
    from services.run.ending import stopped_by_signals
    from services.wiring import open_installation

    stop = Signal()
    with stopped_by_signals(stop), open_installation(place.config, place.data, make=True) as installation:
        configure(installation.settings.log)
        serve_console(installation, stop, lambda: opened(installation))


def _serve_distributed(
    place: Place,
    opened: "Callable[[Installation], None]",
    supervised: bool,  # noqa: FBT001 - handed on
) -> None:
    from services.answering import answering
    from services.console import serve_console
    from services.run.supervise import Unit

    with process(place, "serve", supervised=supervised) as frame:
        installation = frame.installation

        def look() -> int:
            installation.store.mark()
            return 0

        def answer(end: Signal, ready: "Callable[[], None]") -> None:
            def begun() -> None:
                opened(installation)
                ready()

            serve_console(installation, end, begun)

        with answering(answer, frame.stop):
            every = installation.settings.worker.registers_every_seconds
            until_stopped(frame, units=[Unit("view", look, every)])


def tell_link(installation: "Installation", name: str, role: "Role", *, aside: bool = False) -> None:
    """Print a link to sign in with, or where people sign in by the provider of their company.

    `aside` where standard output is for something else.
    """
    from services.cli.signing import looker
    from services.console import invite, takes_links

    settings = installation.settings.console
    if settings.oidc:
        click.echo(f"The console is open at {settings.oidc.public_url}", err=aside)
    if not takes_links(settings):
        return
    try:
        address = invite(installation, name, role, looker(None))
    except Unavailable as error:  # it serves all the same those who are signed in
        click.echo(f"The console is open. No sign-in link could be made ({error}): `vorlaut console link`.", err=True)
        return
    click.echo(f"The console is open. To sign in as {name}, within 15 minutes and once:", err=aside)
    click.echo(f"  {address}", err=aside)


@click.group()
def console() -> None:
    """Let people into the console."""


@console.command()
@click.option("--as", "actor", required=True, metavar="NAME", help="Whom it is for: what they do is signed so.")
@role_option
@click.pass_obj
def link(place: Place, actor: str, role: "Role") -> None:
    """Print a link with which one person signs in once, within 15 minutes."""
    from services.cli.signing import looker, signer
    from services.console import invite
    from services.wiring import open_installation

    name = signer(actor)
    with open_installation(place.config, place.data) as installation:
        click.echo(invite(installation, name, role, looker(None)))
