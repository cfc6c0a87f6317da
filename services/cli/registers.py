"""`vorlaut apply`, `accounts`, `embargo`, `crisis`, `policies` and `situation`: what is declared."""

from datetime import datetime, tzinfo
from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.cli.declaring import declare_signed
from services.cli.explain import explain
from services.cli.guarding import FEW
from services.cli.place import Place
from services.cli.policy_test import policy_test
from services.cli.proposals import proposals
from services.cli.register_listing import add_reading, show_situation
from services.cli.register_text import View, show_changes, show_readable_before, show_untold
from services.cli.signing import json_option, login, looker, signer, signing, zone_option
from services.cli.stages import evidence, promote, stage
from services.cli.times import TIME
from services.wiring import open_installation
from streams.registers import SEVERITIES

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from services.declare.declare import Proposal
    from services.rescan.preview import Preview
    from services.wiring import Installation
    from streams.situation.diff import Change

at_option = click.option("--at", type=TIME, help="From when on; now, where nothing is said.")


@click.command()
@click.option("-f", "--file", "path", required=True, type=click.Path(path_type=Path), help="Register file or folder.")
@click.option("--dry-run", is_flag=True, help="Show what would change, and change nothing.")
@click.option("--confirms", metavar="DIGEST", help="Agree, as a second person, to what was refused when first applied.")
@signing
@click.pass_obj
def apply(place: Place, path: Path, confirms: str | None, actor: str | None, reason: str, *, dry_run: bool) -> None:
    """Declare registers: shows what is new and what changes, field by field, and what it would have fired on.

    New terms that would fire too often by themselves are refused until a second person agrees.
    """
    from services.cli.guarding import agreed, guard, must_not_wait, name_refused, note_tried, show_guarded
    from services.declare.declare import known_entries, plan
    from services.declare.files import read_registers
    from streams.situation.entries import Signature

    name = looker(actor) if dry_run else signer(actor or login())
    with open_installation(place.config, place.data, make=True) as installation:
        history = installation.declared.history()
        entries = read_registers(path, known_entries(history), place.secret)
        planned, now = plan(history, entries), installation.clock()
        show_changes(planned, View(now))
        show_readable_before(planned, history)
        show_untold(planned)
        hurried = must_not_wait(planned, now)
        if not dry_run and (hurried or not planned):
            declare_signed(installation, lambda _history: hurried, name, reason)
        found, seen = guard(installation, planned, now), _previewed(installation, planned)
        note_tried(installation, planned, name, max(found.posts, seen.posts))
        _show_preview(seen)
        show_guarded(found)
        if dry_run:
            name_refused(found)
            click.echo("Nothing was declared: this was a dry run.")
        elif len(hurried) < len(planned):
            asked, again = Signature(actor=name, at=now, reason=reason), f"vorlaut apply -f {path}"
            signed = agreed(installation, found, planned, asked, confirms, again)
            declare_signed(installation, lambda _history: entries, signed.actor, signed.reason)


def _amend(place: Place, propose: "Callable[[datetime], Proposal]", actor: str | None, reason: str) -> None:
    """Declare what is proposed as of now, signed."""
    name = signer(actor)
    with open_installation(place.config, place.data) as installation:
        declare_signed(installation, propose(installation.clock()), name, reason)


def _previewed(installation: "Installation", planned: "Sequence[Change]") -> "Preview":
    """What the new and changed embargoes and crises would have fired on, over the posts still kept."""
    from services.declare.declare import planned_situation
    from services.rescan.preview import Preview, preview

    names = {
        f"{one.kind}/{one.entry.id}" for one in planned if one.status != "same" and one.kind in {"Embargo", "Crisis"}
    }
    if not names:
        return Preview()
    return preview(installation.log, planned_situation(installation.declared.history(), planned), names)


def _show_preview(found: "Preview") -> None:
    """Say it; of few posts only that they are few, so that nobody learns so what stands in one."""
    from services.cli.guarding import times

    if not found.posts:
        return
    click.echo(f"Over the {found.posts:,} posts still kept:")
    for register, severities in found.fired.items():
        many = ", ".join(f"{severities[level]} {level}" for level in SEVERITIES if severities[level] >= FEW)
        click.echo(f"  {register} would have fired {times(severities.total())}{f' ({many})' if many else ''}")


@click.group()
def accounts() -> None:
    """Show who is looked at, for what and since when; end it."""


@accounts.command()
@click.argument("account_id", metavar="ID")
@at_option
@signing
@click.pass_obj
def withdraw(place: Place, account_id: str, at: datetime | None, actor: str | None, reason: str) -> None:
    """End the consent of an account: it is not looked at any more."""
    from services.declare import amend

    _amend(place, lambda now: amend.withdraw(account_id, at or now), actor, reason)


@click.group()
def embargo() -> None:
    """Show what may not be said yet; lift it early; move its terms between stages."""


@embargo.command()
@click.argument("embargo_id", metavar="ID")
@at_option
@signing
@click.pass_obj
def lift(place: Place, embargo_id: str, at: datetime | None, actor: str | None, reason: str) -> None:
    """End an embargo earlier than declared."""
    from services.declare import amend

    _amend(place, lambda now: amend.lift(embargo_id, at or now), actor, reason)


@click.group()
def crisis() -> None:
    """Show, declare and close crises."""


@crisis.command("declare")
@click.argument("id", metavar="ID")
@click.option("--title", default="", help="A short title.")
@click.option("--type", default="", help="What happened: fire, outage, recall ...")
@click.option("--opens", type=TIME, help="Since when; now, where nothing is said.")
@click.option("--company", default="", metavar="ID", help="Whose, where there are several.")
@click.option("--site", "sites", multiple=True, help="A place it is recognised by; may be repeated.")
@click.option("--name", "names", multiple=True, help="A name it is recognised by; may be repeated.")
@click.option("--term", "terms", multiple=True, help="A word for what happened; may be repeated.")
@click.option("--spokesperson", "spokespeople", multiple=True, metavar="ID", help="An account that may speak.")
@click.option("--statement", default="", help="What is said officially.")
@signing
@click.pass_obj
def declare_crisis(
    place: Place, /, opens: datetime | None, actor: str | None, reason: str, **said: str | tuple[str, ...]
) -> None:
    """Declare a crisis: a site or name, and a term, make it findable."""
    from services.declare import amend

    _amend(place, lambda now: amend.declare_crisis(said | {"opens": (opens or now).isoformat()}), actor, reason)


@crisis.command()
@click.argument("crisis_id", metavar="ID")
@at_option
@signing
@click.pass_obj
def close(place: Place, crisis_id: str, at: datetime | None, actor: str | None, reason: str) -> None:
    """Say that a crisis is over."""
    from services.declare import amend

    _amend(place, lambda now: amend.close_crisis(crisis_id, at or now), actor, reason)


@crisis.command()
@click.argument("crisis_id", metavar="ID")
@click.argument("words", metavar="WORD...", nargs=-1, required=True)
@signing
@click.pass_obj
def accept(place: Place, crisis_id: str, words: tuple[str, ...], actor: str | None, reason: str) -> None:
    """Let a crisis be told by these words, too, beside a site or name of it."""
    from services.declare import amend

    _amend(place, lambda _now: amend.accept_words(crisis_id, words), actor, reason)


@click.group()
def policies() -> None:
    """Show the policies in force and move them between stages; judge cases; explain what a term finds and has found."""


@click.command()
@click.option("--at", type=TIME, help="What was declared by then; now, where nothing is said.")
@zone_option
@json_option
@click.pass_obj
def situation(place: Place, at: datetime | None, zone: tzinfo, *, as_json: bool) -> None:
    """Show everything that held at an instant, as it was declared by then."""
    with open_installation(place.config, place.data) as installation:
        instant = at or installation.clock()
        show_situation(installation.declared.history().at(instant), View(instant, zone), as_json=as_json)


crisis.add_command(proposals)
add_reading(accounts, "Account")
add_reading(embargo, "Embargo")
add_reading(crisis, "Crisis")
add_reading(policies, "Policy")
embargo.add_command(promote)
policies.add_command(evidence)
policies.add_command(explain)
policies.add_command(policy_test)
policies.add_command(stage)
