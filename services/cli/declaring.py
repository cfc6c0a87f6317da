"""Declaring from the command line: appended, and said which versions there are now."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from services.declare.declare import Proposal
    from services.wiring import Installation


def declare_signed(installation: "Installation", propose: "Proposal", actor: str, reason: str) -> None:
    """Declare, and say which versions there are now."""
    from services.declare.declare import declare
    from streams.situation.entries import Signature

    signed = Signature(actor=actor, at=installation.clock(), reason=reason)
    done = declare(installation.log, installation.declared.history, propose, signed)
    for change in done:
        click.echo(f"declared {change.kind}/{change.id} version {change.version} as {change.actor}")
    if not done:
        click.echo("Nothing to declare: all of it holds already.")
