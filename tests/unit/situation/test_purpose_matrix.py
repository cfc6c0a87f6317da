from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from streams.registers import Account, Consent, Purpose
from streams.situation.purposes import allowed

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
INSTANT = timedelta(microseconds=1)
CONSENT = Consent(since=NOON, notice="2026-10", purposes=("embargo", "crisis"), withdrawn=NOON + timedelta(days=1))
ANNA = Account(
    id="anna",
    company="veltrona",
    platform="mastodon",
    account="@anna",
    account_class="employee",
    consent=CONSENT,
    purposes=("embargo", "crisis"),
)
NEWS = replace(ANNA, account_class="brand", consent=None, purposes=("embargo", "crisis", "brand-hygiene"))


def test_a_consent_holds_from_its_beginning_to_just_before_its_end() -> None:
    assert allowed(ANNA, "embargo", NOON)
    assert not allowed(ANNA, "embargo", NOON - INSTANT)
    assert allowed(ANNA, "embargo", NOON + timedelta(days=1) - INSTANT)
    assert not allowed(ANNA, "embargo", NOON + timedelta(days=1))


def test_only_the_purposes_agreed_to_are_allowed() -> None:
    crisis_only = replace(ANNA, consent=replace(CONSENT, purposes=("crisis",)), purposes=("crisis",))
    assert allowed(crisis_only, "crisis", NOON)
    assert not allowed(crisis_only, "embargo", NOON)


def test_no_consent_ever_opens_an_employee_to_brand_hygiene() -> None:
    every: tuple[Purpose, ...] = ("embargo", "crisis", "brand-hygiene")
    eager = replace(ANNA, consent=replace(CONSENT, purposes=every), purposes=every)
    assert not allowed(eager, "brand-hygiene", NOON)


def test_an_employee_without_consent_is_never_looked_at() -> None:
    assert not any(allowed(replace(ANNA, consent=None), purpose, NOON) for purpose in ("embargo", "crisis"))


@pytest.mark.parametrize("purpose", ["embargo", "crisis", "brand-hygiene"])
def test_a_brand_account_needs_no_consent_but_a_withdrawal_ends_it(purpose: Purpose) -> None:
    assert allowed(NEWS, purpose, NOON)
    ended = replace(NEWS, consent=Consent(since=NOON - INSTANT, notice="", purposes=NEWS.purposes, withdrawn=NOON))
    assert not allowed(ended, purpose, NOON)
    assert not allowed(replace(NEWS, purposes=()), purpose, NOON)
