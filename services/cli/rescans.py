"""`vorlaut rescans`: what looks back over the posts still kept, and what has."""

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import TYPE_CHECKING

import click
import msgspec

from services.cli.place import Place
from services.cli.signing import json_option
from services.cli.tables import show_table
from services.cli.times import TIME
from streams.policies.times import shown_time

if TYPE_CHECKING:
    from services.rescan.listing import Going
    from streams.losses import LookedBack

COLUMNS = ("is", "registers", "looked at", "of", "found", "declared by", "started", "ended")
NONE = "Nothing was declared late so far: nothing had to look back."


@click.command()
@click.option("--since", type=TIME, help="Of those that ended, only what ended at or after this time.")
@json_option
@click.pass_obj
def rescans(place: Place, since: datetime | None, *, as_json: bool) -> None:
    """Show what is looked for in the posts still kept, how far, and what was looked for before."""
    from services.rescan.listing import ended, going_on
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        now = going_on(installation.log)
        past = [one for one in ended(installation.log) if since is None or one.ended_at >= since]
    if as_json:
        for one in (*now, *past):
            sys.stdout.buffer.write(msgspec.json.encode(one) + b"\n")
    else:
        show_table(COLUMNS, (*_going(now), *_ended(past)), nothing=NONE)


def _going(jobs: "Iterable[Going]") -> Iterator[tuple[str, ...]]:
    for one in jobs:
        begun = one.started_at is not None
        counts = (f"{one.looked_at:,}", f"{one.looked_at + one.left:,}" if begun else "-", f"{one.found:,}")
        yield ("going on" if begun else "waiting", *_whose(one.registers), *counts, *_times(one, one.started_at, None))


def _ended(events: "Iterable[LookedBack]") -> Iterator[tuple[str, ...]]:
    for one in events:
        done = "done" if one.completed else "begun anew"
        counts = (f"{one.records:,}", f"{one.records:,}" if one.completed else "-", f"{one.found:,}")
        yield (done, *_whose(one.registers), *counts, *_times(one, one.started_at, one.ended_at))


def _whose(registers: tuple[str, ...]) -> tuple[str]:
    return (", ".join(registers),)


def _times(one: "Going | LookedBack", started: datetime | None, ended: datetime | None) -> tuple[str, ...]:
    shown = (shown_time(at.replace(microsecond=0)) if at else "-" for at in (started, ended))
    return (", ".join(one.declared_by) or "-", *shown)
