from dataclasses import replace
from datetime import UTC, datetime, timedelta

from streams.registers import Account, Company, Consent, RegisterEntry
from streams.situation.diff import FieldChange, Held, changes

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
VELTRONA = Company(id="veltrona", names=("Veltrona",))
HELD: Held = {("Company", "veltrona"): VELTRONA}
CONSENT = Consent(since=NOON - DAY, notice="2026-10", purposes=("embargo",))
ENDED = replace(CONSENT, withdrawn=NOON)
ANNA = Account(
    id="anna", company="veltrona", platform="mastodon", account="@anna", account_class="employee", consent=CONSENT
)


def after(held: RegisterEntry, entry: RegisterEntry) -> RegisterEntry:
    """What would hold if `entry` were declared over `held`."""
    (change,) = changes({("Account", held.id): held}, [entry])
    return change.entry


def test_new_changed_and_unchanged_entries_are_told_apart() -> None:
    other = Company(id="other", names=("Other",))
    renamed = replace(VELTRONA, names=("V", "W"))
    assert [one.status for one in changes({}, [VELTRONA])] == ["new"]
    assert [one.status for one in changes(HELD, [VELTRONA, other])] == ["same", "new"]
    (change,) = changes(HELD, [renamed])
    assert (change.status, change.fields) == ("changed", (FieldChange("names", ("Veltrona",), ("V", "W")),))


def test_a_field_inside_a_field_is_named_by_its_path() -> None:
    (change,) = changes({("Account", "anna"): ANNA}, [replace(ANNA, consent=replace(CONSENT, notice="2026-12"))])
    assert change.fields == (FieldChange("consent.notice", "2026-10", "2026-12"),)


def test_an_old_file_does_not_undo_a_withdrawal() -> None:
    withdrawn = replace(ANNA, consent=ENDED)
    (change,) = changes({("Account", "anna"): withdrawn}, [ANNA])
    assert (change.status, change.entry, change.withdrawal_kept) == ("same", withdrawn, True)


def test_a_consent_given_after_the_withdrawal_opens_the_account_again() -> None:
    anew = replace(ANNA, consent=replace(CONSENT, since=NOON + DAY))
    assert after(replace(ANNA, consent=ENDED), anew) == anew


def test_a_withdrawal_can_be_put_earlier_but_not_later() -> None:
    earlier = replace(ANNA, consent=replace(CONSENT, withdrawn=NOON - timedelta(hours=1)))
    later = replace(ANNA, consent=replace(CONSENT, withdrawn=NOON + DAY))
    withdrawn = replace(ANNA, consent=ENDED)
    assert after(withdrawn, earlier) == earlier
    assert after(withdrawn, later) == withdrawn


def test_a_brand_account_that_was_closed_stays_closed() -> None:
    brand = replace(ANNA, account_class="brand", consent=None)
    closed = replace(brand, consent=ENDED)
    assert after(closed, brand) == closed
