"""`vorlaut index rebuild`: the search view built anew from the log."""

from collections.abc import Iterator, Sequence
from contextlib import nullcontext

import click

from services.cli.codes import WRONG_USE
from services.cli.place import Place
from services.cli.tables import show_table
from services.index.rebuild import Comparison

COLUMNS = ("what", "in the log", "in the view", "checksum of the log", "checksum of the view", "same")


@click.command()
@click.pass_obj
def rebuild(place: Place) -> None:
    """Build the search view anew from the log, and prove that it holds what the log says.

    Exit code 2 where it does not. What was erased stays erased. In the distributed mode everything goes on meanwhile;
    in the embedded mode stop `vorlaut run` before.
    """
    from services.index.rebuild import rebuild as build_anew
    from services.wiring import only_here, open_installation

    with open_installation(place.config, place.data) as installation:
        settings = installation.settings
        with only_here(settings) if settings.mode == "embedded" else nullcontext():
            found = build_anew(installation.log, installation.store)
    show_table(COLUMNS, _rows(found), nothing="")
    if not all(one.same for one in found):
        raise SystemExit(WRONG_USE)


def _rows(found: Sequence[Comparison]) -> Iterator[tuple[str, ...]]:
    for one in found:
        sums = (str(one.told.count), str(one.held.count), one.told.shown, one.held.shown)
        yield (one.kind, *sums, "yes" if one.same else "NO")
