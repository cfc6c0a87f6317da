"""What declaring some entries would change, field by field."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Final, Literal

from streams.policies.kinds import kind_of
from streams.policies.read_exemption import LONGEST
from streams.registers import Account, Exemption, RegisterEntry, RegisterKind, Seal
from streams.situation.addresses import Addresses
from streams.situation.withdrawal import still_withdrawn

Status = Literal["new", "changed", "same"]
Held = Mapping[tuple[RegisterKind, str], RegisterEntry]


@dataclass(frozen=True, slots=True)
class FieldChange:
    """A field, as a path (`consent.withdrawn`), with its old and new value."""

    name: str
    old: object
    new: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What becomes of one entry. `fields` is filled where it is `changed`.

    `withdrawal_kept` says that the entry as it was given would have undone a withdrawal.
    """

    kind: RegisterKind
    status: Status
    entry: RegisterEntry
    fields: tuple[FieldChange, ...] = ()
    withdrawal_kept: bool = False


NOWHERE: Final = Addresses()


def changes(held: Held, entries: Iterable[RegisterEntry], addresses: Addresses = NOWHERE) -> tuple[Change, ...]:
    """What declaring these entries would change, in their order.

    A withdrawal that is held stands: it is put into the new entry, until that brings a consent given after it. So does
    one of whoever had its address before, by what `addresses` there were. And so does the beginning of an exception,
    which lasts no longer than it may from there.
    """
    return tuple(_change(held.get((kind_of(entry), entry.id)), entry, addresses) for entry in entries)


def _change(held: RegisterEntry | None, entry: RegisterEntry, addresses: Addresses) -> Change:
    if held is None:
        standing = _still_ended(entry, addresses)
        kept = standing != entry
        return Change(kind=kind_of(entry), status="new", entry=standing, withdrawal_kept=kept)
    standing = _still_begun(held, _still_ended(_still_withdrawn(held, entry), addresses))
    found = tuple(_differences(held, standing))
    return Change(
        kind=kind_of(entry),
        status="changed" if found else "same",
        entry=standing,
        fields=found,
        withdrawal_kept=isinstance(entry, Account) and standing != entry,
    )


def _still_withdrawn(held: RegisterEntry, entry: RegisterEntry) -> RegisterEntry:
    """An old file applied again must not undo what a person has withdrawn."""
    if not isinstance(held, Account) or not isinstance(entry, Account) or held.consent is None:
        return entry
    ended, given = held.consent.withdrawn, entry.consent
    if ended is None or (given is not None and given.since > ended):
        return entry
    if given is None:
        return replace(entry, consent=held.consent)
    return replace(entry, consent=replace(given, withdrawn=min(given.withdrawn or ended, ended)))


def _still_ended(entry: RegisterEntry, addresses: Addresses) -> RegisterEntry:
    """Neither another id nor an old file undoes it."""
    return still_withdrawn(entry, addresses.ended(entry)) if isinstance(entry, Account) else entry


def _still_begun(held: RegisterEntry, entry: RegisterEntry) -> RegisterEntry:
    """What was judged with an exception, or without it, must be judged so again."""
    if not isinstance(held, Exemption) or not isinstance(entry, Exemption):
        return entry
    return replace(entry, since=held.since, until=min(entry.until, held.since + LONGEST))


def _differences(old: object, new: object, path: str = "") -> Iterator[FieldChange]:
    if is_dataclass(old) and is_dataclass(new) and type(old) is type(new) and not isinstance(old, Seal):
        for one in fields(old):
            yield from _differences(getattr(old, one.name), getattr(new, one.name), f"{path}.{one.name}".lstrip("."))
    elif old != new:
        yield FieldChange(path, old, new)
