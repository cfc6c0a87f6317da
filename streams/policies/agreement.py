"""What must hold between documents: ids once, references declared, one company or a named one, an account once."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from streams.policies.faults import Fault
from streams.policies.fields import Reference
from streams.registers import Account, Company, Crisis, Embargo, RegisterEntry, RegisterKind


@dataclass(frozen=True, slots=True)
class Declared:
    """An entry and where its document starts; without a line it was declared before."""

    kind: RegisterKind
    entry: RegisterEntry
    file: str
    line: int | None

    @property
    def key(self) -> tuple[RegisterKind, str]:
        """Kind and id."""
        return self.kind, self.entry.id

    @property
    def place(self) -> str:
        """Where, for people."""
        return self.file if self.line is None else f"{self.file}:{self.line}"

    def fault(self, message: str) -> Fault:
        """A fault of the whole document."""
        return Fault(self.file, self.line or 1, message)


def disagreements(
    declared: Sequence[Declared], known: Sequence[Declared], references: Iterable[Reference]
) -> Iterator[Fault]:
    """Every fault between documents. `known` are older entries that none of the declared ones replaces."""
    named = [one for one in declared if one.entry.id]
    yield from _repeated_ids(named)
    yield from _repeated_accounts([*known, *named])
    yield from _unknown_references([*known, *named], references)
    companies = company_ids([*known, *named])
    for one in declared:
        if isinstance(one.entry, Account | Embargo | Crisis) and not one.entry.company and len(companies) > 1:
            yield one.fault(f"there are several companies: add company: one of {', '.join(companies)}")


def company_ids(declared: Iterable[Declared]) -> list[str]:
    """The ids of all companies, sorted."""
    return sorted({one.entry.id for one in declared if isinstance(one.entry, Company)})


def with_company(entry: RegisterEntry, companies: Sequence[str]) -> RegisterEntry:
    """The entry, owned by the only company where it names none."""
    if isinstance(entry, Account | Embargo | Crisis) and not entry.company and len(companies) == 1:
        return replace(entry, company=companies[0])
    return entry


def _repeated_ids(declared: Iterable[Declared]) -> Iterator[Fault]:
    first: dict[tuple[RegisterKind, str], Declared] = {}
    for one in declared:
        before = first.setdefault(one.key, one)
        if before is not one:
            yield one.fault(f"{one.kind} {one.entry.id!r} is declared twice, first at {before.place}: keep one of them")


def _repeated_accounts(declared: Iterable[Declared]) -> Iterator[Fault]:
    first: dict[tuple[str, str], Declared] = {}
    for one in declared:
        if isinstance(one.entry, Account) and one.entry.account:
            before = first.setdefault((one.entry.platform, one.entry.account), one)
            if before.entry.id != one.entry.id:
                told = f"{one.entry.account!r} on {one.entry.platform} is already {before.entry.id!r}"
                yield one.fault(f"{told} ({before.place}): an account is declared once")


def _unknown_references(declared: Sequence[Declared], references: Iterable[Reference]) -> Iterator[Fault]:
    known = {one.key for one in declared}
    for one in references:
        if (one.kind, one.id) not in known:
            near = get_close_matches(one.id, [entry_id for kind, entry_id in known if kind == one.kind], n=1)
            hint = f": did you mean {near[0]!r}?" if near else ": declare it too, or take it out"
            yield Fault(one.file, one.line, f"{one.field}: no {one.kind} {one.id!r} is declared{hint}")
