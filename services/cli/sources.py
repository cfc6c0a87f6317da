"""`vorlaut sources`: whether silence is to be believed."""

import sys
from datetime import datetime
from typing import TYPE_CHECKING, Final

import click
import msgspec

from services.cli.place import Place
from services.cli.signing import json_option, signer, signing
from services.cli.tables import show_table
from streams.policies.times import shown_time

if TYPE_CHECKING:
    from collections.abc import Iterator

    from services.serve.words import Words
    from services.sources.report import Report

SOURCES: Final = ("source", "kind", "state", "last answered", "last something new", "what is wrong")
GAPS: Final = ("gap", "source", "since", "until", "why", "concerns")
ACCOUNTS: Final = ("account", "class", "platform", "last heard of")
NEVER: Final = "never yet"


@click.group(invoke_without_command=True)
@click.option("--silent", type=click.IntRange(min=0), metavar="DAYS", help="Only accounts silent for so many days.")
@json_option
@click.pass_context
def sources(context: click.Context, silent: int | None, *, as_json: bool) -> None:
    """Show how every source of posts stands, what is known to be missing, and which accounts are silent.

    Ends with 1 where not every source is live, or something is missing that nobody has looked after.
    """
    if context.invoked_subcommand is None:
        _show(context.obj, silent, as_json=as_json)


@sources.command
@click.argument("gap")
@signing
@click.pass_obj
def close(place: Place, gap: str, actor: str | None, reason: str) -> None:
    """Say that you have looked after GAP, and with --reason how: it is open no more, and stays in the audit."""
    from services.sources.gaps import close_gap, named
    from services.wiring import open_installation

    name = signer(actor)
    if not reason.strip():
        raise click.UsageError("say with --reason what you have done: it is kept with the gap")
    with open_installation(place.config, place.data) as installation:
        found = named(installation.log, gap, installation.clock())
        close_gap(installation.log, found.id, name, reason.strip(), installation.clock())
        click.echo(f"{found.id} is closed")


def _show(place: Place, silent: int | None, *, as_json: bool) -> None:
    from services.handling import watched_sources
    from services.serve.sources_page import sources_said
    from services.serve.words_en import EN
    from services.wiring import open_installation

    with open_installation(place.config, place.data) as installation:
        found = watched_sources(installation).report()
    if as_json:
        sys.stdout.buffer.write(msgspec.json.encode(_told(found)) + b"\n")
    else:
        show_table(SOURCES, _sources(found, EN), nothing=EN["source_none_more"])
        show_table(GAPS, _gaps(found, EN), nothing=EN["no_gaps"])
        show_table(ACCOUNTS, _accounts(found, silent, EN), nothing=EN["no_silence"])
        click.echo(sources_said(found, EN), err=True)
    sys.exit(not found.well)


def _told(found: "Report") -> dict[str, object]:
    return {
        "at": found.at,
        "well": found.well,
        "sources": found.sources,
        "gaps": found.gaps,
        "accounts": found.accounts,
    }


def _sources(found: "Report", words: "Words") -> "Iterator[tuple[str, ...]]":
    from services.explain.harmless import harmless
    from services.serve.sources_page import trouble_of

    for one in found.sources:
        times = map(_when, (one.heard_at, one.taken_at))
        yield harmless(one.source), one.kind, one.state, *times, trouble_of(one, words) or "-"


def _gaps(found: "Report", words: "Words") -> "Iterator[tuple[str, ...]]":
    from services.explain.harmless import harmless
    from services.serve.sources_page import gap_said

    for one in found.gaps:
        concerns = ", ".join(one.accounts) or "all of it"
        yield one.id, harmless(one.source), _when(one.since), _when(one.until), gap_said(one, words), concerns


def _accounts(found: "Report", silent: int | None, words: "Words") -> "Iterator[tuple[str, ...]]":
    from services.serve.sources_page import silence_of

    for one in found.accounts:
        if not silent or one.silent_days is None or one.silent_days >= silent:
            yield one.id, one.account_class, one.platform, silence_of(one, words)


def _when(at: datetime | None) -> str:
    return shown_time(at.replace(microsecond=0)) if at else NEVER
