"""`vorlaut audit`: who saw, decided, declared and told what, and when."""

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

import click

from services.audit.entries import KINDS, Entry, Kind
from services.cli.place import Place
from services.cli.signing import login, signer
from services.cli.tables import show_table
from services.cli.times import TIME
from streams.policies.times import shown_time

COLUMNS = ("when", "kind", "who", "what", "to what", "why")


@click.command()
@click.option("--actor", default="", metavar="NAME", help="Only what this person did; `vorlaut` for what nobody did.")
@click.option("--object", "about", default="", metavar="ID", help="Only what was done to this: an id, with * for any.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KINDS), help="Only this; may be repeated.")
@click.option("--since", type=TIME, help="At or after this time.")
@click.option("--until", type=TIME, help="Before this time.")
@click.option("--save", metavar="NAME", help="Keep this question under a name, for everybody.")
@click.option("--saved", metavar="NAME", help="Ask the question that was kept under this name.")
@click.option("--export", "folder", type=click.Path(path_type=Path), metavar="FOLDER", help="Write lines and manifest.")
@click.option("--as", "actor_here", metavar="NAME", help="Who exports; your login where not given.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line.")
@click.pass_obj
def audit(  # noqa: PLR0913, PLR0917 - the options of the command
    place: Place,
    /,
    actor: str,
    about: str,
    kinds: tuple[Kind, ...],
    since: datetime | None,
    until: datetime | None,
    save: str | None,
    saved: str | None,
    folder: Path | None,
    actor_here: str | None,
    *,
    as_json: bool,
) -> None:
    """Show the trail of this installation, by time, from its log."""
    from services.acts import note
    from services.audit.asked import keep_question, kept_question
    from services.audit.export import export
    from services.audit.trail import Question, trail
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        question = Question(actor=actor, object=about, kinds=kinds, since=since, until=until)
        if saved:
            question = kept_question(installation.log, saved)
        if save:
            keep_question(installation.log, save, question)
        found = trail(installation.log, question)
        if folder is not None:
            name = signer(actor_here or login())
            told = export(folder, found, question, name, installation.clock())
            note(
                installation.log, name, "exported", "audit", installation.clock(), f"{len(found)} lines, sha256 {told}"
            )
            click.echo(f"{len(found)} lines written to {folder}; sha256 {told}")
        elif as_json:
            _print_json(found)
        else:
            show_table(COLUMNS, _rows(found), nothing="Nothing in the trail is like that.")


def _print_json(found: Sequence[Entry]) -> None:
    import msgspec

    for entry in found:
        sys.stdout.buffer.write(msgspec.json.encode(entry) + b"\n")


def _rows(found: Sequence[Entry]) -> Iterator[tuple[str, ...]]:
    from services.explain.harmless import harmless

    for entry in found:
        words = (entry.actor, entry.what, entry.object, entry.why)
        yield shown_time(entry.at.replace(microsecond=0)), entry.kind, *map(harmless, words)
