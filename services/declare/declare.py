"""Declaring: what changed is appended to the log as new versions, in one go, signed."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from streams.events import RegisterChanged
from streams.log.port import Log
from streams.policies.kinds import kind_of
from streams.registers import Exemption, RegisterEntry, RegisterKind
from streams.situation.diff import Change, changes
from streams.situation.entries import Signature, changed, emit_of, entry_of
from streams.situation.fold import History, situation_of
from streams.situation.model import Situation

Key = tuple[RegisterKind, str]
Proposal = Callable[[History], Iterable[RegisterEntry]]


def known_entries(history: History) -> tuple[RegisterEntry, ...]:
    """Every entry as it holds."""
    return tuple(entry for change in history.latest() if (entry := entry_of(change)))


def plan(history: History, entries: Iterable[RegisterEntry]) -> tuple[Change, ...]:
    """What declaring these entries would change, in their order."""
    held = {(kind_of(entry), entry.id): entry for entry in known_entries(history)}
    return changes(held, entries, history.addresses())


def planned_situation(history: History, planned: Iterable[Change]) -> Situation:
    """The situation as it would be with these changes; what was officially said stays."""
    entries = {(kind_of(entry), entry.id): entry for entry in known_entries(history)}
    entries |= {(one.kind, one.entry.id): one.entry for one in planned}
    after = situation_of(entries.values(), history.keys)
    held = history.situation()
    return replace(after, official={**held.official, **after.official}, learned=held.learned)


def declare(
    log: Log, history: Callable[[], History], propose: Proposal, signed: Signature
) -> tuple[RegisterChanged, ...]:
    """Append what the proposed entries change and return it; nothing where nothing changes.

    `history` reads the log anew. Two people may declare at once: where the other's version of the same number holds,
    the proposal is made again on top of it. Raises `Unavailable`, and then this last append was not done.
    """
    held = history()
    todo = _versions(held, propose(held), signed)
    done: dict[Key, RegisterChanged] = {}
    while todo:
        log.append(emit_of(change) for change in todo.values())
        done |= todo
        held = history()
        lost = {key for key, change in todo.items() if _overtaken(change, held)}
        again = _versions(held, propose(held), signed) if lost else {}
        todo = {key: change for key, change in again.items() if key in lost}
    return tuple(done.values())


def _versions(held: History, entries: Iterable[RegisterEntry], signed: Signature) -> dict[Key, RegisterChanged]:
    """The next version of every entry that is new or changed."""
    planned = [one for one in plan(held, entries) if one.status != "same"]
    return {(one.kind, one.entry.id): changed(_begun(one, signed), _last(held, one) + 1, signed) for one in planned}


def _begun(planned: Change, signed: Signature) -> RegisterEntry:
    """A new exception holds for no post from before it was declared: those were judged without it."""
    entry = planned.entry
    if planned.status == "new" and isinstance(entry, Exemption):
        return replace(entry, since=max(entry.since, signed.at))
    return entry


def _last(held: History, planned: Change) -> int:
    return max((one.version for one in held.versions(planned.kind, planned.entry.id)), default=0)


def _overtaken(change: RegisterChanged, held: History) -> bool:
    """Whether somebody else's version of the same number holds instead of this one."""
    rivals = [one for one in held.versions(change.kind, change.id) if one.version == change.version]
    return rivals[-1] != change
