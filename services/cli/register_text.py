"""Register entries in words for people."""

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass
from datetime import UTC, datetime, tzinfo

import click

from streams.events import RegisterChanged
from streams.policies.times import shown_time
from streams.registers import Account, Document, Embargo, RegisterEntry, Seal, Term
from streams.situation.diff import Change
from streams.situation.fold import History
from streams.text.seals import TAG

NOTHING = "-"


@dataclass(frozen=True, slots=True)
class View:
    """What a listing says depends on the instant it speaks of, and on the zone times are shown in."""

    at: datetime
    zone: tzinfo = UTC

    def time(self, at: datetime | None) -> str:
        """An instant."""
        return NOTHING if at is None else shown_time(at.replace(microsecond=0), self.zone)

    def value(self, value: object) -> str:
        """Any value of a register entry."""
        match value:
            case datetime():
                return self.time(value)
            case Term():
                needs = f" (needs {' or '.join(value.needs)})" if value.needs else ""
                return f"{value.text}{needs}{'' if value.stage == 'live' else f' [{value.stage}]'}"
            case Document() | Seal():
                return value.name if isinstance(value, Document) else _sealed(value)
            case tuple():
                return ", ".join(map(self.value, value)) or NOTHING
            case _ if is_dataclass(value):
                return "; ".join(f"{name} {text}" for name, text in self.lines(value))
            case _:
                return NOTHING if value in (None, "") else str(value)

    def lines(self, entry: object) -> Iterator[tuple[str, str]]:
        """The fields of a dataclass with their values."""
        if is_dataclass(entry):
            for one in fields(entry):
                yield one.name, self.value(getattr(entry, one.name))


def _sealed(seal: Seal) -> str:
    """What may be said of a seal: how much there is, and which key opens it."""
    counts = ((len(seal.locks), "term"), (len(seal.values), "fact"), (len(seal.cues) // TAG, "cue"))
    told = [f"{number} {thing}{'s' if number > 1 else ''}" for number, thing in counts if number]
    return ", ".join(("sealed", *told, f"key {seal.key}"))


def show_entry(entry: RegisterEntry, versions: tuple[RegisterChanged, ...], view: View) -> None:
    """An entry field by field, then who declared which version when and why."""
    for name, text in view.lines(entry):
        if text != NOTHING:
            click.echo(f"{name + ':':<16}{text}")
    for change in versions:
        reason = f": {change.reason}" if change.reason else ""
        click.echo(f"version {change.version} declared {view.time(change.declared_at)} by {change.actor}{reason}")


def show_changes(planned: tuple[Change, ...], view: View) -> None:
    """What declaring changes: what is new, what is changed field by field, and how many stay the same."""
    for change in planned:
        if change.status != "same":
            click.echo(f"{change.status:<9}{change.kind}/{change.entry.id}")
        for one in change.fields:
            click.echo(f"{'':<9}  {one.name}: {view.value(one.old)} -> {view.value(one.new)}")
        if change.withdrawal_kept:
            click.echo(
                f"{'kept':<9}{change.kind}/{change.entry.id} has withdrawn: only a consent given later ends that"
            )
    same = sum(change.status == "same" for change in planned)
    click.echo(f"{len(planned) - same} to declare, {same} unchanged")


def show_untold(planned: tuple[Change, ...]) -> None:
    """Name the employees whom no message reaches: they should be told no later than anybody else."""
    accounts = [change.entry for change in planned if isinstance(change.entry, Account)]
    untold = [one.id for one in accounts if one.account_class == "employee" and not one.notify]
    if untold:
        click.echo(f"Without `notify` nobody can tell these authors first: {', '.join(untold)}", err=True)


def show_readable_before(planned: tuple[Change, ...], history: History) -> None:
    """Say which sealed embargoes were readable in an earlier version: sealing does not take that out of the log."""
    for change in planned:
        if isinstance(change.entry, Embargo) and change.entry.sealed:
            versions = history.versions("Embargo", change.entry.id)
            if any(one.embargo and one.embargo.sealed is None for one in versions):
                click.echo(
                    f"Embargo/{change.entry.id} was declared readable before: those versions stay in the log as they "
                    "are. What must not stand there needs a new installation, or other words under a new id."
                )
