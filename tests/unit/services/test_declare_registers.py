from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from services.declare.amend import add_to_crisis, close_crisis, declare_crisis, lift, withdraw
from services.declare.declare import Proposal, declare, known_entries
from streams.events import RegisterChanged
from streams.log.declared import Declared
from streams.log.memory import MemoryLog
from streams.registers import Account, Company, Consent, Crisis, Embargo, RegisterEntry, Term
from streams.situation.entries import Signature, changed, emit_of
from streams.situation.fold import History
from streams.stage import CannotRun

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
VELTRONA = Company(id="veltrona", names=("Veltrona",))
ANNA = Account(
    id="anna",
    company="veltrona",
    platform="mastodon",
    account="@anna",
    account_class="employee",
    consent=Consent(since=NOON - DAY, notice="2026-10", purposes=("embargo", "crisis")),
    purposes=("embargo", "crisis"),
)
NEWS = replace(ANNA, id="news", account="@news", account_class="brand", consent=None)
FALKE = Embargo(
    id="falke-2", company="veltrona", title="", opens=NOON - DAY, lifts=NOON + DAY, terms=(Term(text="Falke 2"),)
)
MIA = Signature(actor="mia", at=NOON, reason="planned")


class Desk:
    """A log in memory, and what is declared in it."""

    def __init__(self, *entries: RegisterEntry) -> None:
        self.log = MemoryLog(lambda: NOON)
        self.declared = Declared(self.log, lambda: NOON)
        self.declare(lambda _history: entries)

    def declare(self, propose: Proposal, signed: Signature = MIA) -> tuple[RegisterChanged, ...]:
        return declare(self.log, self.declared.history, propose, signed)

    def entry(self, kind: type[RegisterEntry], entry_id: str) -> RegisterEntry:
        (found,) = (
            entry
            for entry in known_entries(self.declared.history())
            if isinstance(entry, kind) and entry.id == entry_id
        )
        return found


def only(*entries: RegisterEntry) -> Proposal:
    return lambda _history: entries


def test_declaring_appends_first_versions_signed() -> None:
    done = Desk().declare(only(VELTRONA, ANNA))
    assert [(one.kind, one.id, one.version, one.actor, one.reason) for one in done] == [
        ("Company", "veltrona", 1, "mia", "planned"),
        ("Account", "anna", 1, "mia", "planned"),
    ]


def test_declaring_twice_changes_nothing() -> None:
    desk = Desk(VELTRONA, ANNA)
    before = desk.log.end("registers")
    assert desk.declare(only(VELTRONA, ANNA)) == ()
    assert desk.log.end("registers") == before


def test_only_what_changed_gets_a_new_version() -> None:
    desk = Desk(VELTRONA, ANNA)
    (done,) = desk.declare(only(replace(VELTRONA, names=("V",)), ANNA))
    assert (done.id, done.version) == ("veltrona", 2)


def beside(desk: Desk, rival: RegisterChanged, *entries: RegisterEntry) -> Proposal:
    """Proposes entries while somebody else, who had read the same history, declares `rival`."""
    rivals = [rival]

    def propose(_history: History) -> tuple[RegisterEntry, ...]:
        if rivals:
            desk.log.append([emit_of(rivals.pop())])
        return entries

    return propose


def test_of_two_people_who_declare_at_once_both_are_kept_and_the_overtaken_one_stands_on_top() -> None:
    desk = Desk(VELTRONA, ANNA)
    mine, theirs = replace(VELTRONA, names=("Mine",)), replace(VELTRONA, names=("Theirs",))
    rival = changed(theirs, 2, Signature(actor="jo", at=NOON + DAY))
    desk.declare(beside(desk, rival, mine, replace(ANNA, role="engineer")))
    assert desk.entry(Company, "veltrona") == mine
    versions = desk.declared.history().versions("Company", "veltrona")
    assert [(one.version, one.actor) for one in versions] == [(1, "mia"), (2, "mia"), (2, "jo"), (3, "mia")]
    assert [one.version for one in desk.declared.history().versions("Account", "anna")] == [1, 2]


def test_a_rival_that_does_not_hold_changes_nothing() -> None:
    desk = Desk(VELTRONA)
    mine, theirs = replace(VELTRONA, names=("Mine",)), replace(VELTRONA, names=("Theirs",))
    done = desk.declare(beside(desk, changed(theirs, 2, Signature(actor="jo", at=NOON - DAY)), mine))
    assert [one.version for one in done] == [2]
    assert desk.entry(Company, "veltrona") == mine


def test_the_same_declared_by_two_at_once_is_declared_once_more_at_most() -> None:
    desk = Desk(VELTRONA)
    mine = replace(VELTRONA, names=("Mine",))
    desk.declare(beside(desk, changed(mine, 2, Signature(actor="jo", at=NOON + DAY)), mine))
    assert desk.entry(Company, "veltrona") == mine
    assert {one.version for one in desk.declared.history().versions("Company", "veltrona")} == {1, 2}


def test_withdrawing_ends_a_consent() -> None:
    desk = Desk(ANNA)
    desk.declare(withdraw("anna", NOON))
    account = desk.entry(Account, "anna")
    assert isinstance(account, Account)
    assert account.consent is not None
    assert account.consent.withdrawn == NOON


def test_withdrawing_before_the_consent_begins_leaves_an_empty_window() -> None:
    desk = Desk(ANNA)
    desk.declare(withdraw("anna", NOON - 9 * DAY))
    account = desk.entry(Account, "anna")
    assert isinstance(account, Account)
    assert account.consent is not None
    assert account.consent.withdrawn == account.consent.since


def test_a_brand_account_can_be_withdrawn_too() -> None:
    desk = Desk(NEWS)
    desk.declare(withdraw("news", NOON))
    account = desk.entry(Account, "news")
    assert isinstance(account, Account)
    assert account.consent is not None
    assert (account.consent.withdrawn, account.purposes) == (NOON, NEWS.purposes)


def test_lifting_moves_the_end_of_an_embargo() -> None:
    desk = Desk(FALKE)
    desk.declare(lift("falke-2", NOON))
    assert desk.entry(Embargo, "falke-2") == replace(FALKE, lifts=NOON)


FIELDS = {"id": "fire", "sites": ("Werk Nord",), "terms": ("Brand",), "opens": NOON.isoformat(), "title": ""}


def test_a_crisis_is_declared_and_closed() -> None:
    desk = Desk(VELTRONA, NEWS)
    desk.declare(declare_crisis({**FIELDS, "spokespeople": ("news",)}))
    crisis = desk.entry(Crisis, "fire")
    assert isinstance(crisis, Crisis)
    assert (crisis.company, crisis.spokespeople, crisis.opens) == ("veltrona", ("news",), NOON)
    desk.declare(close_crisis("fire", NOON + DAY))
    assert desk.entry(Crisis, "fire") == replace(crisis, closes=NOON + DAY)


def test_to_a_crisis_more_is_added_and_what_it_has_stays() -> None:
    desk = Desk(VELTRONA, NEWS, *crisis_open_and_closed())
    before = desk.entry(Crisis, "fire")
    assert isinstance(before, Crisis)
    desk.declare(add_to_crisis("fire", {"sites": ["x", "z"], "terms": ["w"], "spokespeople": ["news"]}, NOON))
    after = replace(before, sites=("x", "z"), terms=("y", "w"), spokespeople=("news",))
    assert desk.entry(Crisis, "fire") == after
    desk.declare(add_to_crisis("fire", {"statement": "Alle sind wohlauf."}, NOON))
    assert desk.entry(Crisis, "fire") == replace(after, statement="Alle sind wohlauf.")


def crisis_open_and_closed() -> Iterable[RegisterEntry]:
    fire = Crisis(id="fire", company="veltrona", title="", type="", opens=NOON - DAY, sites=("x",), terms=("y",))
    return fire, replace(fire, id="over", closes=NOON)


@pytest.mark.parametrize(
    ("proposal", "told"),
    [
        (withdraw("ana", NOON), "no account ana is declared: did you mean anna"),
        (withdraw("gone", NOON), "gone has withdrawn already, at 2026-11-20 12:00:00Z"),
        (lift("falke-3", NOON), "did you mean falke-2"),
        (lift("falke-2", NOON - 2 * DAY), "opens only at"),
        (lift("falke-2", NOON + 2 * DAY), "has ended by then"),
        (close_crisis("zzz", NOON), "no crisis zzz is declared$"),
        (close_crisis("fire", NOON - 2 * DAY), "opens only at"),
        (close_crisis("over", NOON), "is closed already"),
        (add_to_crisis("zzz", {}, NOON), "no crisis zzz is declared$"),
        (add_to_crisis("over", {"sites": ["z"]}, NOON), "is closed already"),
        (add_to_crisis("fire", {"sites": ["!"]}, NOON), "no letter or digit"),
        (add_to_crisis("fire", {"terms": ["Streik"]}, NOON), "may speak of freely"),
        (add_to_crisis("fire", {"spokespeople": ["nobody"]}, NOON), "no account nobody is declared"),
        (declare_crisis(FIELDS), "declared already: `vorlaut crisis show fire`"),
        (declare_crisis({**FIELDS, "id": "new", "terms": ("Streik",)}), "may speak of freely"),
        (declare_crisis({**FIELDS, "id": "new", "sites": ()}), "needs a site or a name"),
        (declare_crisis({**FIELDS, "id": "new", "spokespeople": ("nobody",)}), "no Account 'nobody'"),
    ],
)
def test_a_change_that_cannot_be_made_says_why_and_changes_nothing(proposal: Proposal, told: str) -> None:
    gone = replace(
        ANNA, id="gone", account="@gone", consent=Consent(since=NOON - DAY, notice="", purposes=(), withdrawn=NOON)
    )
    desk = Desk(VELTRONA, ANNA, FALKE, gone, *crisis_open_and_closed())
    before = desk.log.end("registers")
    with pytest.raises(CannotRun, match=told):
        desk.declare(proposal)
    assert desk.log.end("registers") == before
