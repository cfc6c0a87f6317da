"""Register events folded into a situation. The result depends on the set of events, not on order or repetition."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Final, TypeVar

from streams.codec import encode
from streams.events import Event, OfficialPublished, RegisterChanged
from streams.lessons import CalibrationPublished, ProfilePublished
from streams.policies.catalogue_files import catalogue
from streams.policies.kinds import kind_of
from streams.registers import Account, Company, Crisis, Embargo, Exemption, Policy, RegisterEntry, RegisterKind
from streams.situation.addresses import Addresses, addresses_of
from streams.situation.entries import entry_of
from streams.situation.learned import Published, learned_from
from streams.situation.model import OfficialText, Registers, Situation
from streams.situation.official import with_official
from streams.situation.withdrawal import still_withdrawn
from streams.text.fold import word_view
from streams.text.shingles import shingle_digests

RegisterKey = tuple[RegisterKind, str]
Keys = Mapping[str, bytes]
NO_KEYS: Final[Keys] = {}
Kept = TypeVar("Kept", RegisterChanged, OfficialPublished, Published)


class History:
    """Everything that was ever declared and officially said; all versions are kept.

    `situation()` is the same object until something new is added, and its `registers` are the same object until a
    register changes: what others compile from them stays valid when only an official text arrives. `keys` open what is
    sealed, by their ids. While one thread adds, others may ask: what they are told is kept for others only where
    nothing was added meanwhile.
    """

    def __init__(self, events: Iterable[Event] = (), keys: Keys = NO_KEYS) -> None:
        self.keys = keys
        self._changes: dict[RegisterKey, dict[bytes, RegisterChanged]] = {}
        self._spoken: dict[bytes, OfficialPublished] = {}
        self._learned: dict[bytes, Published] = {}
        self._changed = self._added = 0
        self._registers: tuple[int, Registers] | None = None  # with what had been added when they were put together
        self._situation: tuple[int, Situation] | None = None
        for event in events:
            self.add(event)

    def add(self, event: Event) -> None:
        """Take in a register change, an official text, or what was learned; all else changes nothing."""
        if isinstance(event, RegisterChanged):
            versions = self._changes.setdefault((event.kind, event.id), {})
            if _new(versions, event):
                self._changed += 1
                self._added += 1
        elif (isinstance(event, OfficialPublished) and _new(self._spoken, event)) or (
            isinstance(event, ProfilePublished | CalibrationPublished) and _new(self._learned, event)
        ):
            self._added += 1

    def situation(self) -> Situation:
        """What holds after all that was added."""
        added, held = self._added, self._situation
        if held is None or held[0] != added:
            learned = learned_from(tuple(self._learned.values()))
            made = replace(_situation(self._all_registers(), self._spoken.values()), learned=learned)
            held = self._situation = added, made
        return held[1]

    def at(self, instant: datetime) -> Situation:
        """What had been declared, officially said and learned by an instant, that very instant included."""
        known = [[one for one in self.versions(*key) if one.declared_at <= instant] for key in self._changes]
        latest = (versions[-1] for versions in known if versions)
        held = _situation(
            replace(_addressed(_registers(latest), addresses_of(known)), keys=self.keys),
            (spoken for spoken in self._spoken.values() if spoken.at <= instant),
        )
        return replace(held, learned=learned_from(one for one in self._learned.values() if one.at <= instant))

    def versions(self, kind: RegisterKind, entry_id: str) -> tuple[RegisterChanged, ...]:
        """All versions of one entry, oldest first; of two with one number the one that holds is last."""
        changes = self._changes.get((kind, entry_id), {})
        return tuple(sorted(changes.values(), key=_rank))

    def latest(self) -> Iterator[RegisterChanged]:
        """The version of every entry that holds, by kind and id."""
        return (versions[-1] for key in sorted(self._changes) if (versions := self.versions(*key)))

    def _all_registers(self) -> Registers:
        changed, held = self._changed, self._registers
        if held is None or held[0] != changed:
            registers = _addressed(_registers(self.latest()), self.addresses())
            held = self._registers = changed, replace(registers, keys=self.keys)
        return held[1]

    def addresses(self) -> Addresses:
        """Every address that an account ever had."""
        return addresses_of(self.versions(*key) for key in sorted(self._changes) if key[0] == "Account")


def fold(events: Iterable[Event]) -> Situation:
    """The situation after these events."""
    return History(events).situation()


def situation_of(entries: Iterable[RegisterEntry], keys: Keys = NO_KEYS) -> Situation:
    """The situation in which these entries, and nothing else, are declared, each in its first version."""
    registers = _compiled({(kind_of(entry), entry.id): (entry, 1) for entry in entries})
    return _situation(replace(registers, keys=keys), ())


def _new(kept: dict[bytes, Kept], event: Kept) -> bool:
    before = len(kept)
    kept.setdefault(encode(event), event)
    return len(kept) > before


def _rank(change: RegisterChanged) -> tuple[int, datetime, bytes]:
    """Two people may declare one version at once: the later holds, whatever order the two arrive in."""
    return change.version, change.declared_at, encode(change)


def _registers(latest: Iterable[RegisterChanged]) -> Registers:
    held = {}
    for change in latest:
        entry = entry_of(change)
        if entry is not None:
            held[kind_of(entry), entry.id] = (entry, change.version)
    return _compiled(held)


def _addressed(registers: Registers, addresses: Addresses) -> Registers:
    """The registers with the addresses of before: where one was withdrawn, no consent from before opens it again."""
    accounts = {key: still_withdrawn(one, addresses.ended(one)) for key, one in registers.accounts.items()}
    return replace(registers, accounts=accounts, addresses=addresses)


def _compiled(held: Mapping[RegisterKey, tuple[RegisterEntry, int]]) -> Registers:
    """Built-in policies stand behind the declared ones and have no version of their own."""
    entries = [held[key][0] for key in sorted(held)]
    entries += [policy for policy in catalogue() if ("Policy", policy.id) not in held]
    return Registers(
        companies={entry.id: entry for entry in entries if isinstance(entry, Company)},
        accounts={(entry.platform, entry.account): entry for entry in entries if isinstance(entry, Account)},
        embargoes=tuple(entry for entry in entries if isinstance(entry, Embargo)),
        drafted=tuple(entry for entry in entries if isinstance(entry, Embargo) and entry.documents),
        crises=tuple(entry for entry in entries if isinstance(entry, Crisis)),
        policies=tuple(entry for entry in entries if isinstance(entry, Policy)),
        exemptions=tuple(entry for entry in entries if isinstance(entry, Exemption)),
        versions={key: version for key, (_, version) in held.items()},
    )


def _situation(registers: Registers, spoken: Iterable[OfficialPublished]) -> Situation:
    """What was officially said is official from then on; a crisis statement from the opening of its crisis."""
    statements = {
        f"Crisis/{crisis.id}": (OfficialText(crisis.opens, digests),)
        for crisis in registers.crises
        if (digests := shingle_digests(word_view(crisis.statement)))
    }
    in_order = sorted(spoken, key=lambda event: (event.at, encode(event)))
    return with_official(Situation(registers=registers, official=statements), in_order)
