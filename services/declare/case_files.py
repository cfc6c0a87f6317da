"""Cases from a disk: those of the policies in register files, and the documents of the kind Cases beside them."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from services.declare.files import read_sources
from streams.policies.cases import Case, Cases, Saying
from streams.policies.catalogue_files import catalogue
from streams.policies.faults import Fault, RegisterErrors
from streams.policies.kinds import kind_of
from streams.policies.read_cases import load_cases
from streams.registers import Account, Policy, PolicyCase, RegisterEntry
from streams.stage import CannotRun

_AT: Final = datetime(2026, 11, 20, 8, tzinfo=UTC)  # when the posts of a policy's own cases begin; no window matters


def read_cases(path: Path, entries: Sequence[RegisterEntry], *, elsewhere: bool = False) -> tuple[Cases, ...]:
    """All cases of these files, whose registers are `entries`, the policies' own too unless these stand elsewhere.

    Raises `CannotRun` with every fault of every file.
    """
    faults: list[Fault] = []
    sources = read_sources(path, faults)
    registers = {f"{kind_of(entry)}/{entry.id}" for entry in (*entries, *catalogue())}
    findable = {name for name in registers if name.startswith(("Embargo/", "Crisis/", "Policy/"))}
    accounts = {entry.id for entry in entries if isinstance(entry, Account)}
    try:
        found = load_cases(sources, accounts, findable)
    except RegisterErrors as error:
        faults += error.faults
    if faults:
        raise CannotRun(f"these cases cannot be used:\n{RegisterErrors(faults)}")
    return found if elsewhere else (*_of_policies(entries), *found)


def _of_policies(entries: Sequence[RegisterEntry]) -> Iterator[Cases]:
    """What policies of brand accounts say of themselves, as posts of a brand account; other policies do not matter."""
    for policy in entries:
        if isinstance(policy, Policy) and policy.cases:
            cases = tuple(_case(policy, case) for case in policy.cases)
            yield Cases(title=policy.title, file=f"Policy/{policy.id}", cases=cases)


def _case(policy: Policy, case: PolicyCase) -> Case:
    name = f"Policy/{policy.id}"
    return Case(
        place=name,
        note=case.note or case.posts[0].text,
        at=_AT,
        posts=tuple(Saying(text=post.text, minutes=post.minutes, repeat=post.repeat) for post in case.posts),
        finds=((name, "any"),) if case.fires else (),
        only=name,
    )
