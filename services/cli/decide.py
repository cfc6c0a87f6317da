"""`vorlaut alerts decide`: what a person says about an alert."""

import click

from services.cli.place import Place
from services.cli.signing import login, signer
from services.decide.decide import decide as decided
from streams.trail import ALERT_VERDICTS, AlertVerdict


@click.command()
@click.argument("alert_id", metavar="ID")
@click.argument("verdict", type=click.Choice(ALERT_VERDICTS))
@click.option("--reason", required=True, help="Why; kept with the decision.")
@click.option("--as", "actor", metavar="NAME", help="Who you are; the name you are logged in with, if not said.")
@click.pass_obj
def decide(place: Place, alert_id: str, verdict: AlertVerdict, reason: str, actor: str | None) -> None:
    """Decide about an alert. Later decisions stand in place of earlier ones, and none is lost.

    leak and not_a_leak say whether it was right, and teach: how sure alerts are, and which words a crisis is told by.
    """
    from services.wiring import open_installation

    name = signer(actor or login())
    if not reason.strip():
        raise click.UsageError("say why with --reason: it is kept with the decision, and read a year later")
    with open_installation(place.config, place.data) as installation:
        decision = decided(installation.log, installation.store, alert_id, verdict, name, reason, installation.clock())
    click.echo(f"{decision.subject}: {decision.verdict}, by {decision.actor}")
