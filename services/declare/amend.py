"""Single changes of what is declared: each is a proposal on top of what holds, checked when it is made."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from difflib import get_close_matches
from typing import TypeVar

import yaml

from services.declare.declare import Proposal, known_entries
from streams.policies.faults import RegisterErrors, SourceFile
from streams.policies.load import load_registers
from streams.policies.protected_topics import targets
from streams.policies.times import shown_time
from streams.registers import Account, Consent, Crisis, Embargo, RegisterEntry
from streams.situation.fold import History
from streams.situation.model import embargo_ends
from streams.situation.withdrawal import EVER
from streams.stage import CannotRun
from streams.text.fold import word_view

Entry = TypeVar("Entry", Account, Embargo, Crisis)


def withdraw(account_id: str, at: datetime) -> Proposal:
    """From `at` on this account is not looked at. Holds until a consent given later is declared."""

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        account = held(history, Account, account_id)
        # a brand account needs no consent; an ended one is what closes it
        consent = account.consent or Consent(since=EVER, notice="", purposes=account.purposes)
        if consent.withdrawn is not None and consent.withdrawn <= at:
            raise CannotRun(f"{account_id} has withdrawn already, at {shown_time(consent.withdrawn)}")
        return (replace(account, consent=replace(consent, withdrawn=max(at, consent.since))),)

    return propose


def lift(embargo_id: str, at: datetime) -> Proposal:
    """The embargo ends at `at` instead of when it would."""

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        embargo = held(history, Embargo, embargo_id)
        if at <= embargo.opens:
            raise CannotRun(f"{embargo_id} opens only at {shown_time(embargo.opens)}: lift it later than that")
        if embargo_ends(embargo) <= at:
            raise CannotRun(f"{embargo_id} has ended by then: it lifts at {shown_time(embargo_ends(embargo))}")
        return (replace(embargo, lifts=at),)

    return propose


def close_crisis(crisis_id: str, at: datetime) -> Proposal:
    """The crisis is over at `at`."""

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        crisis = held(history, Crisis, crisis_id)
        if at <= crisis.opens:
            raise CannotRun(f"{crisis_id} opens only at {shown_time(crisis.opens)}: close it later than that")
        if crisis.closes is not None and crisis.closes <= at:
            raise CannotRun(f"{crisis_id} is closed already, since {shown_time(crisis.closes)}")
        return (replace(crisis, closes=at),)

    return propose


def accept_words(crisis_id: str, words: Sequence[str]) -> Proposal:
    """These words tell of the crisis from now on, beside a site or name of it."""

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        crisis = held(history, Crisis, crisis_id)
        _searchable(words)
        _nobodys_own(words)
        return (replace(crisis, related=_joined(crisis.related, words)),)

    return propose


def add_to_crisis(crisis_id: str, more: Mapping[str, object], at: datetime) -> Proposal:
    """The crisis, which must not be over at `at`, with more `sites`, `terms` and `spokespeople`.

    A `statement` that is not empty replaces what was said officially. What somebody else added meanwhile stays.
    """
    sites, terms, spokespeople = (_texts(more, name) for name in ("sites", "terms", "spokespeople"))

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        crisis = held(history, Crisis, crisis_id)
        if crisis.closes is not None and crisis.closes <= at:
            raise CannotRun(f"{crisis_id} is closed already, since {shown_time(crisis.closes)}")
        _searchable((*sites, *terms))
        _nobodys_own(terms)
        for account_id in spokespeople:
            held(history, Account, account_id)
        return (
            replace(
                crisis,
                sites=_joined(crisis.sites, sites),
                terms=_joined(crisis.terms, terms),
                spokespeople=_joined(crisis.spokespeople, spokespeople),
                statement=str(more.get("statement") or crisis.statement),
            ),
        )

    return propose


def declare_crisis(fields: Mapping[str, object]) -> Proposal:
    """A new crisis, by the fields of its register document; empty ones are left out. Checked as a file would be."""
    document = {"kind": "Crisis"} | {name: value for name, value in fields.items() if value}
    text = yaml.safe_dump(document, allow_unicode=True)

    def propose(history: History) -> tuple[RegisterEntry, ...]:
        if history.versions("Crisis", str(fields["id"])):
            raise CannotRun(f"crisis {fields['id']} is declared already: `vorlaut crisis show {fields['id']}`")
        try:
            return load_registers([SourceFile("crisis", text)], lambda _file, _path: None, known_entries(history))
        except RegisterErrors as error:
            raise CannotRun("\n".join(fault.message for fault in error.faults)) from None

    return propose


def held(history: History, wanted: type[Entry], entry_id: str) -> Entry:
    """The entry of this id as it holds; `CannotRun`, with the nearest one there is, where there is none."""
    entries = [entry for entry in known_entries(history) if isinstance(entry, wanted)]
    for entry in entries:
        if entry.id == entry_id:
            return entry
    near = get_close_matches(entry_id, [entry.id for entry in entries], n=1)
    hint = f": did you mean {near[0]}?" if near else ""
    raise CannotRun(f"no {wanted.__name__.lower()} {entry_id} is declared{hint}")


def _texts(fields: Mapping[str, object], name: str) -> tuple[str, ...]:
    found = fields.get(name)
    return tuple(map(str, found)) if isinstance(found, list | tuple) else ()


def _joined(held_already: Sequence[str], more: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*held_already, *more)))


def _searchable(words: Sequence[str]) -> None:
    for word in words:
        if not word_view(word).strip():
            raise CannotRun(f"{word!r} has no letter or digit that could be looked for")


def _nobodys_own(words: Sequence[str]) -> None:
    """Raises `CannotRun` for what nobody may be watched for."""
    for word in words:
        if targets(word):
            raise CannotRun(
                f"{word!r} is what people may speak of freely (pay, works council, union, strike, elections, "
                "faith): vorlaut does not look for it"
            )
