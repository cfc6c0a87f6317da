"""What accounts were called before, and what was withdrawn where."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from streams.events import RegisterChanged
from streams.registers import Account, Consent
from streams.situation.addresses import Addresses, addresses_of
from streams.situation.diff import changes
from streams.situation.entries import Signature, changed
from streams.situation.fold import History
from streams.situation.model import Registers
from streams.situation.withdrawal import still_withdrawn

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)
OLD, NEW = ("mastodon", "@bo"), ("mastodon", "@bo.new")
CONSENT = Consent(since=NOON - HOUR, notice="2026-10", purposes=("embargo",))
BO = Account(id="bo", company="v", platform="mastodon", account="@bo", account_class="employee", consent=CONSENT)
MOVED = replace(BO, account="@bo.new")
WITHDRAWN = replace(BO, consent=replace(CONSENT, withdrawn=NOON + 2 * HOUR))
OTHER = replace(BO, id="bo2")


def declared(*accounts: Account) -> list[RegisterChanged]:
    """Declared one an hour, each as the next version of its id."""
    versions = [sum(one.id == account.id for one in accounts[: n + 1]) for n, account in enumerate(accounts)]
    return [
        changed(account, version, Signature(actor="kim", at=NOON + n * HOUR))
        for n, (account, version) in enumerate(zip(accounts, versions, strict=True))
    ]


def addresses(*accounts: Account) -> Addresses:
    return History(declared(*accounts)).addresses()


def registers(*accounts: Account) -> Registers:
    return History(declared(*accounts)).situation().registers


def test_an_account_keeps_every_address_it_had_and_an_address_everybody_who_had_it() -> None:
    found = addresses(BO, MOVED, OTHER)
    assert found.of("bo") == {OLD: NOON + 2 * HOUR, NEW: None}
    assert found.of("bo2") == {OLD: None}
    assert found.of("nobody") == {}
    assert (found.ids(OLD), found.ids(NEW), found.ids(("m", "x"))) == (("bo", "bo2"), ("bo",), ())
    assert registers(BO, MOVED, OTHER).ids_at(*OLD) == {"bo", "bo2"}


def test_an_address_that_somebody_came_back_to_is_its_own_again() -> None:
    assert addresses(BO, MOVED, OTHER, replace(OTHER, account="@x"), BO).of("bo") == {OLD: None, NEW: None}


def test_an_account_is_looked_at_where_it_was_while_it_might_be_and_with_what_it_withdrew_since() -> None:
    nobody = replace(BO, consent=None)
    assert list(addresses(BO, nobody, MOVED).looked_at(OLD)) == [BO]
    assert list(addresses(nobody, MOVED).looked_at(OLD)) == []
    assert list(addresses(BO, replace(WITHDRAWN, account="@bo.new")).looked_at(OLD)) == [WITHDRAWN]
    brand = replace(BO, account_class="brand", consent=None)
    assert list(addresses(brand, MOVED).looked_at(OLD)) == [brand]


def test_what_was_withdrawn_under_an_address_ends_what_another_id_brings_from_before() -> None:
    gone = (BO, WITHDRAWN, replace(WITHDRAWN, account="@bo.new"))
    assert registers(*gone, OTHER).account(*OLD) == replace(OTHER, consent=WITHDRAWN.consent)
    given = replace(OTHER, consent=replace(CONSENT, since=NOON + 3 * HOUR))
    assert registers(*gone, given).account(*OLD) == given
    (change,) = changes({}, [OTHER], addresses(*gone))
    assert (change.status, change.entry.consent, change.withdrawal_kept) == ("new", WITHDRAWN.consent, True)  # type: ignore[union-attr]
    (change,) = changes({}, [given], addresses(*gone))
    assert (change.entry, change.withdrawal_kept) == (given, False)


def test_who_moves_and_then_withdraws_ends_it_where_nobody_else_has_come_by_then() -> None:
    withdrawn = replace(WITHDRAWN, account="@bo.new")
    assert registers(BO, MOVED, withdrawn, OTHER).account(*OLD) == replace(OTHER, consent=WITHDRAWN.consent)
    assert registers(BO, MOVED, OTHER, withdrawn).account(*OLD) == OTHER
    assert registers(BO, MOVED, OTHER, withdrawn, OTHER).account(*OLD) == OTHER


def test_a_withdrawal_under_one_address_ends_nothing_at_another_where_somebody_came_later() -> None:
    late = replace(BO, consent=replace(CONSENT, since=NOON + 5 * HOUR), account="@third")
    third = replace(OTHER, account="@third")
    assert registers(BO, WITHDRAWN, late, MOVED, third).account("mastodon", "@third") == third


def test_a_withdrawal_of_its_own_counts_whatever_was_declared_since() -> None:
    anew = replace(BO, consent=replace(CONSENT, since=NOON + 3 * HOUR))
    assert registers(BO, WITHDRAWN, anew).account(*OLD) == anew
    assert registers(BO, WITHDRAWN, anew, BO).account(*OLD) == WITHDRAWN
    (change,) = changes({("Account", "bo"): anew}, [BO], addresses(BO, WITHDRAWN, anew))
    assert (change.entry, change.withdrawal_kept) == (WITHDRAWN, True)


def test_a_brand_that_takes_a_withdrawn_address_is_closed_until_a_consent_is_given_later() -> None:
    brand = replace(OTHER, account_class="brand", consent=None, purposes=("embargo",))
    (closed,) = (still_withdrawn(brand, ended) for ended in [(NOON, NOON + HOUR)])
    assert closed.consent is not None
    assert (closed.consent.withdrawn, closed.consent.purposes) == (NOON + HOUR, ("embargo",))
    assert still_withdrawn(brand, ()) == brand
    assert still_withdrawn(replace(BO, consent=None), (NOON,)) == replace(BO, consent=None)


def test_what_was_declared_by_an_instant_knows_no_later_address() -> None:
    history = History(declared(BO, MOVED, OTHER))
    assert history.at(NOON).registers.ids_at(*OLD) == {"bo"}
    assert history.at(NOON + HOUR).registers.ids_at(*NEW) == {"bo"}
    assert addresses_of([()]).had == {}
