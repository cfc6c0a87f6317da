"""Listing and showing register entries of one kind: `list` and `show` of four commands, and `situation`."""

from collections.abc import Iterator
from datetime import tzinfo

import click
import msgspec

from services.cli.place import Place
from services.cli.register_rows import COLUMNS, row
from services.cli.register_text import View, show_entry
from services.cli.signing import json_option, zone_option
from services.cli.tables import show_table
from services.declare.shown import without_digests
from services.wiring import open_installation
from streams.policies.kinds import kind_of
from streams.registers import RegisterEntry, RegisterKind
from streams.situation.fold import History
from streams.situation.model import Registers, Situation
from streams.stage import CannotRun


def add_reading(group: click.Group, kind: RegisterKind) -> None:
    """Give a command its `list` and `show`."""

    @group.command("list", help="List what is declared, as it holds now.")
    @zone_option
    @json_option
    @click.pass_obj
    def list_entries(place: Place, zone: tzinfo, *, as_json: bool) -> None:
        with open_installation(place.config, place.data) as installation:
            registers = installation.declared.history().situation().registers
            show_listing(kind, registers, View(installation.clock(), zone), as_json=as_json)

    @group.command("show", help="Show one entry, and who declared which version of it.")
    @click.argument("entry_id", metavar="ID")
    @zone_option
    @json_option
    @click.pass_obj
    def show(place: Place, entry_id: str, zone: tzinfo, *, as_json: bool) -> None:
        with open_installation(place.config, place.data) as installation:
            history = installation.declared.history()
            show_one(history, kind, entry_id, View(installation.clock(), zone), as_json=as_json)


def show_listing(kind: RegisterKind, registers: Registers, view: View, *, as_json: bool) -> None:
    """All entries of a kind, by id."""
    entries = [entry for entry in every_entry(registers) if kind_of(entry) == kind]
    if as_json:
        for entry in entries:
            click.echo(_json(entry, registers))
    else:
        rows = [row(entry, view) for entry in entries]
        show_table(COLUMNS[kind], rows, nothing=f"No {kind.lower()} is declared: `vorlaut apply -f FILE`.")


def show_one(history: History, kind: RegisterKind, entry_id: str, view: View, *, as_json: bool) -> None:
    """One entry and its versions; raises `CannotRun` where there is none."""
    registers = history.situation().registers
    versions = history.versions(kind, entry_id)
    for entry in every_entry(registers):
        if (kind_of(entry), entry.id) == (kind, entry_id):
            if as_json:
                click.echo(_json(entry, registers))
            else:
                show_entry(entry, versions, view)
            return
    raise CannotRun(f"no {kind.lower()} {entry_id} is declared")


def show_situation(situation: Situation, view: View, *, as_json: bool) -> None:
    """Everything that holds, kind by kind."""
    if as_json:
        for entry in every_entry(situation.registers):
            click.echo(_json(entry, situation.registers))
        return
    for kind in COLUMNS:
        click.echo(f"{kind}, {view.time(view.at)}")
        show_listing(kind, situation.registers, view, as_json=False)
        click.echo()


def every_entry(registers: Registers) -> Iterator[RegisterEntry]:
    """Companies, accounts, embargoes, crises, policies and exceptions, each by id."""
    yield from registers.companies.values()
    yield from sorted(registers.accounts.values(), key=lambda account: account.id)
    yield from registers.embargoes
    yield from registers.crises
    yield from sorted(registers.policies, key=lambda policy: policy.id)
    yield from registers.exemptions


def _json(entry: RegisterEntry, registers: Registers) -> str:
    """Version 0 is built in."""
    kind = kind_of(entry)
    version = registers.versions.get((kind, entry.id), 0)
    about = {"kind": kind, "id": entry.id, "version": version, "entry": without_digests(entry)}
    return msgspec.json.encode(about).decode()
