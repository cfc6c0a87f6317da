"""`vorlaut backup` and `vorlaut restore`: a copy of an embedded installation, and an installation from one."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from services.cli.place import Place

if TYPE_CHECKING:
    from services.settings import Settings

folder_argument = click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
actor_option = click.option("--as", "actor", metavar="NAME", help="Who you are; your login where not given.")


@click.command()
@folder_argument
@actor_option
@click.pass_obj
def backup(place: Place, folder: Path, actor: str | None) -> None:
    """Copy the log of this installation into a new FOLDER, also while vorlaut runs.

    The log is the record: alerts, texts, decisions, registers, the trail. NOT in a backup: settings, the secrets they
    name, the key of sealed embargoes; keep those apart. What is erased later stays in it: destroy backups in time.
    """
    from services.acts import note
    from services.backup.backup import back_up
    from services.cli.signing import login, signer
    from services.wiring import embedded_only, open_installation
    from streams.log.sqlite_backup import copy_log

    name = signer(actor or login())
    settings = embedded_only(_settings(place))
    with open_installation(place.config, place.data) as installation:
        at = installation.clock()
        note(installation.log, name, "exported", "backup", at, folder.name)
        made = back_up(settings.data, folder, copy_log, name, at)
    click.echo(f"{made.bytes:,} bytes backed up to {folder}; sha256 {made.sha256}")
    click.echo(f"Not in it: {', '.join(made.left_out)}. Keep those apart.")


@click.command()
@folder_argument
@click.pass_obj
def restore(place: Place, folder: Path) -> None:
    """Make an installation from the backup in FOLDER, in a data folder that is new or empty.

    The search view is built from the log. What was erased after the backup is back: see the guide before you run it.
    """
    from services.backup.backup import put_back
    from services.handling import fill_view
    from services.wiring import embedded_only, open_installation

    settings = embedded_only(_settings(place))
    manifest = put_back(folder, settings.data)
    with open_installation(place.config, place.data) as installation:
        fill_view(installation)
    click.echo(f"{settings.data} holds what {manifest.made_by} backed up at {manifest.made_at:%Y-%m-%d %H:%M} UTC.")
    click.echo(f"Not restored, as it was not in the backup: {', '.join(manifest.left_out)}.")
    click.echo("What people deleted or withdrew since then is back in it: take that in again before you go on.")


def _settings(place: Place) -> "Settings":
    from services.settings import load_settings

    return load_settings(place.config, {"data": place.data and str(place.data)})
