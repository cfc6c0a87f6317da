"""`vorlaut audit verify`: whether an export is as it was made."""

import sys
from pathlib import Path

import click

from services.cli.place import Place
from streams.policies.times import shown_time

NOT_INTACT = 1


@click.command()
@click.argument("export", type=click.Path(exists=True, path_type=Path), metavar="FILE")
@click.option("--recorded", is_flag=True, help="Also ask this installation's trail whether that export was made here.")
@click.pass_obj
def verify(place: Place, export: Path, *, recorded: bool) -> None:
    """Check an export, a .zip file or its unpacked folder: every hash, every count, every line.

    Ends with 1 where it is not as it was made. Needs no installation, but with --recorded.
    """
    from services.audit.verify import NotIntact
    from services.audit.verify import verify as verified
    from services.explain.harmless import harmless

    try:
        manifest = verified(export)
    except NotIntact as error:
        click.echo(f"Not intact: {error}.")
        sys.exit(NOT_INTACT)
    when = shown_time(manifest.exported_at.replace(microsecond=0))
    click.echo(f"Intact: {manifest.lines} lines, exported by {harmless(manifest.exported_by)} at {when}.")
    click.echo(f"sha256 {manifest.sha256}")
    if recorded:
        _ask_trail(place, manifest.sha256)


def _ask_trail(place: Place, sha256: str) -> None:
    """An export that somebody made up is intact, too, but no trail has its hash."""
    from services.audit.trail import Question, told
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        exports = told(installation.log, Question(object="audit", kinds=("access",)))
        made = [entry for entry in exports if entry.what == "exported" and sha256 in entry.why]
    if not made:
        click.echo("The trail of this installation has no such export.")
        sys.exit(NOT_INTACT)
    click.echo(f"In the trail since {shown_time(made[0].at.replace(microsecond=0))}.")
