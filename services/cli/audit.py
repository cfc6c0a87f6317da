"""`vorlaut audit`: who saw, decided, declared and told what, and when."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import click

from services.audit.entries import KINDS, Entry, Kind
from services.cli.lazily import LazyGroup
from services.cli.signing import login, looker, signer
from services.cli.tables import show_table
from services.cli.times import TIME
from streams.policies.times import shown_time

if TYPE_CHECKING:
    from services.audit.trail import Question
    from services.cli.place import Place
    from services.wiring import Installation

COLUMNS = ("when", "kind", "who", "what", "to what", "why")


class _Audit(LazyGroup):
    places: ClassVar = {"verify": "services.cli.audit_verify:verify"}


@click.group(cls=_Audit, invoke_without_command=True)
@click.option("--actor", default="", metavar="NAME", help="Only what this person did; `vorlaut` for what nobody did.")
@click.option("--object", "about", default="", metavar="ID", help="Only what was done to this: an id, with * for any.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this; may be repeated.")
@click.option("--since", type=TIME, help="At or after this time.")
@click.option("--until", type=TIME, help="Before this time.")
@click.option("--save", metavar="NAME", help="Keep this question under a name, for everybody.")
@click.option("--saved", metavar="NAME", help="Ask the question that was kept under this name.")
@click.option(
    "--export",
    "out",
    type=click.Path(path_type=Path),
    metavar="PLACE",
    help="Write lines and manifest: FILE.zip, or a folder.",
)
@click.option("--as", "actor_here", metavar="NAME", help="Who looks, exports or saves; your login where not given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_context
def audit(  # noqa: PLR0913, PLR0917 - the options of the command
    ctx: click.Context,
    /,
    actor: str,
    about: str,
    kinds: tuple[Kind, ...],
    since: datetime | None,
    until: datetime | None,
    save: str | None,
    saved: str | None,
    out: Path | None,
    actor_here: str | None,
    *,
    as_json: bool,
) -> None:
    """Show the trail of this installation, by time, from its log; or, with a command, check an export of it.

    Who looks is in the trail, too, before anything is shown.
    """
    if ctx.invoked_subcommand is not None:
        return
    from services.acts import note
    from services.audit.asked import as_asked, keep_question, kept_question
    from services.audit.trail import Question, told
    from services.serve.asked import query_of
    from services.wiring import open_installation

    place: Place = ctx.obj
    name = signer(actor_here or login()) if save or out is not None else looker(actor_here)
    with open_installation(place.config, place.data) as installation:
        question = Question(actor=actor, object=about, kinds=kinds, since=since, until=until)
        if saved:
            question = kept_question(installation.log, saved)
        if save:
            keep_question(installation.log, save, question, name, installation.clock())
        if out is not None:
            _export(installation, question, name, out)
            return
        note(installation.log, name, "searched", "audit", installation.clock(), query_of(as_asked(question)))
        if as_json:
            _print_json(told(installation.log, question))
        else:
            show_table(COLUMNS, _rows(told(installation.log, question)), nothing="Nothing in the trail is like that.")


def _export(installation: "Installation", question: "Question", name: str, out: Path) -> None:
    """Write it, and say so in the trail before anybody has it."""
    from services.acts import note
    from services.audit.export import bundled, save
    from services.audit.trail import told

    at = installation.clock()
    with bundled(told(installation.log, question), question, name, at) as (file, manifest):
        note(installation.log, name, "exported", "audit", at, f"{manifest.lines} lines, sha256 {manifest.sha256}")
        save(file, out)
    click.echo(f"{manifest.lines} lines written to {out}; sha256 {manifest.sha256}")


def _print_json(found: Iterable[Entry]) -> None:
    from services.audit.export import line_of

    for entry in found:
        sys.stdout.buffer.write(line_of(entry))


def _rows(found: Iterable[Entry]) -> Iterator[tuple[str, ...]]:
    from services.explain.harmless import harmless

    for entry in found:
        words = (entry.actor, entry.what, entry.object, entry.why)
        yield shown_time(entry.at.replace(microsecond=0)), entry.kind, *map(harmless, words)
