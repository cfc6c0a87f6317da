"""What can be declared: the entries of the registers, as frozen dataclasses.

All times are aware and in UTC. Fields may be added with a default; none is renamed, dropped or given another meaning
without a new version of the event that carries it (`streams.events.RegisterChanged`) and a migration.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Severity = Literal["low", "medium", "high", "critical"]
Purpose = Literal["embargo", "crisis", "brand-hygiene"]
AccountClass = Literal["employee", "brand"]
Need = Literal["cue", "anchor", "near"]
Stage = Literal["draft", "shadow", "live", "retired"]
RegisterKind = Literal["Company", "Account", "Embargo", "Crisis", "Policy", "Exception"]

SEVERITIES: tuple[Severity, ...] = ("low", "medium", "high", "critical")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """Something that must not be said. With `needs` it is weak: it counts only where one of those stands beside it.

    Only `live` terms raise alerts for people. What one in `shadow` finds is counted, and what is `draft` or
    `retired` finds nothing.
    """

    text: str
    needs: tuple[Need, ...] = ()
    stage: Stage = "live"


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A draft under embargo, known by digests alone; `streams.text.traces` says what of.

    Those that are compared with posts are made with `key` (hex) and packed one behind the other; `stems` and `grams`
    hold one item a sentence. Without a key nothing is compared: so it is with what early versions declared.
    """

    name: str
    sha256: str
    words: int
    key: str = ""
    quotes: bytes = b""
    stems: tuple[bytes, ...] = ()
    grams: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A sealed term: tags of its forms, each with what opens `body` (`streams.text.seals`), 24 bytes each."""

    forms: bytes
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Seal:
    """What a sealed embargo is recognised by instead of words, made with the installation's key called `key`.

    `locks` are of the terms, `values` of the facts: 8 bytes for each value a fact may mean. `nouns`
    are of what facts count, `cues` of own cues, `heads` hints at the beginnings of names of several words, `begins` of
    what a name may break off with in one post of a thread. `words` and `letters` are those of the longest term.
    """

    key: str
    locks: tuple[Lock, ...] = ()
    values: tuple[bytes, ...] = ()
    nouns: bytes = b""
    cues: bytes = b""
    heads: bytes = b""
    begins: bytes = b""
    words: int = 0
    letters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """What a person agreed to: the window is `[since, withdrawn)`."""

    since: datetime
    notice: str
    purposes: tuple[Purpose, ...]
    withdrawn: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Company:
    """A company and the names it is known by."""

    id: str
    names: tuple[str, ...]
    products: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    competitors: tuple[str, ...] = ()
    newsroom: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A declared account. `purposes` is what it may be looked at for; an employee's come from the consent."""

    id: str
    company: str
    platform: str
    account: str
    account_class: AccountClass
    role: str = ""
    near: tuple[str, ...] = ()
    consent: Consent | None = None
    purposes: tuple[Purpose, ...] = ()
    notify: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Embargo:
    """What may not be said in `[opens, min(lifts, public_since))`.

    Where it is `sealed`, terms, facts and documents have aliases ("sealed term 3f2a91c0") instead of what they say.
    """

    id: str
    company: str
    title: str
    opens: datetime
    lifts: datetime
    terms: tuple[Term, ...] = ()
    facts: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    cues: tuple[str, ...] = ()
    allowed: tuple[str, ...] = ()
    public_since: datetime | None = None
    sealed: Seal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Crisis:
    """A declared crisis, open in `[opens, closes)`. `related` are words it is told by, accepted by the team."""

    id: str
    company: str
    title: str
    type: str
    opens: datetime
    closes: datetime | None = None
    sites: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    spokespeople: tuple[str, ...] = ()
    statement: str = ""
    related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePost:
    """A made-up post of a case, so many minutes after the first; `repeat` of them, one a minute."""

    text: str
    minutes: float = 0
    repeat: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyCase:
    """Made-up posts of one account that a policy must, or must not, fire on; with `severity` exactly that high."""

    posts: tuple[CasePost, ...]
    fires: bool
    note: str = ""
    severity: Severity | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class WordList:
    """A named list of words or phrases a policy works with."""

    name: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A named number a policy works with; the unit is part of the name."""

    name: str
    value: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SeverityRow:
    """How bad a leak on this topic is in this phase by this role; `*` stands for any."""

    role: str
    topic: str
    phase: str
    severity: Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """A built-in `rule` with its words, limits, texts for people, and cases.

    The rules `private-talk`, `off-remit` and `ad-flood` look at brand accounts only; `severity` is the table of role,
    topic and phase that weighs embargo and crisis alerts.
    """

    id: str
    title: str
    rule: str
    version: str = "1"
    stage: Stage = "live"
    severity: Severity = "low"
    lists: tuple[WordList, ...] = ()
    limits: tuple[Limit, ...] = ()
    table: tuple[SeverityRow, ...] = ()
    advice_de: str = ""
    advice_en: str = ""
    cases: tuple[PolicyCase, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exemption:
    """What is left aside on purpose: findings on a register entry (`Embargo/x`) in posts from `[since, until)`.

    `terms` are what may be said, as evidence names it: declared terms and facts, names of documents and of word lists;
    empty for anything. `account` is the id of the one account it holds for; empty for every. `alert` is what it was
    made from.
    """

    id: str
    register: str
    since: datetime
    until: datetime
    reason: str
    terms: tuple[str, ...] = ()
    account: str = ""
    alert: str = ""


RegisterEntry = Company | Account | Embargo | Crisis | Policy | Exemption
