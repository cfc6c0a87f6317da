from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from streams.events import Attachment, Link, PostEvent
from streams.gate import LONGEST, refusal
from streams.registers import Account, Consent
from streams.situation.entries import Signature, changed
from streams.situation.fold import fold
from streams.situation.model import Registers

NOON = datetime(2026, 11, 20, 12, tzinfo=UTC)
DAY = timedelta(days=1)
CONSENT = Consent(since=NOON - DAY, notice="2026-10", purposes=("embargo", "crisis"))
ANNA = Account(
    id="anna",
    company="veltrona",
    platform="mastodon",
    account="@anna@social.example",
    account_class="employee",
    consent=CONSENT,
    purposes=CONSENT.purposes,
)
NEWSROOM = Account(
    id="newsroom",
    company="veltrona",
    platform="mastodon",
    account="@anna@social.example",
    account_class="brand",
    purposes=("embargo", "crisis", "brand-hygiene"),
)
POST = PostEvent(
    platform="mastodon", account="@anna@social.example", id="1", at=NOON, received_at=NOON, published=NOON, text="Hallo"
)


def answer(account: Account, post: PostEvent = POST, *, running: bool = False) -> str | None:
    registers = Registers(accounts={(account.platform, account.account): account})
    return refusal(post, registers, running=running)


def consent(since: datetime = NOON - DAY, withdrawn: datetime | None = None) -> Account:
    return replace(ANNA, consent=replace(CONSENT, since=since, withdrawn=withdrawn))


def test_a_post_of_a_consenting_employee_passes() -> None:
    assert answer(ANNA) is None


def test_a_brand_account_needs_no_consent() -> None:
    assert answer(NEWSROOM) is None


@pytest.mark.parametrize("post", [replace(POST, account="@Anna@social.example"), replace(POST, platform="bluesky")])
def test_an_account_is_only_what_was_declared_to_the_letter(post: PostEvent) -> None:
    assert answer(ANNA, post) == "unknown_account"


def test_an_employee_without_consent_is_not_looked_at() -> None:
    assert answer(replace(ANNA, consent=None)) == "no_consent"


def test_consent_begins_at_its_first_instant() -> None:
    assert answer(consent(since=NOON)) is None
    assert answer(consent(since=NOON + timedelta(microseconds=1))) == "no_consent"


def test_consent_ends_at_the_instant_of_withdrawal() -> None:
    assert answer(consent(withdrawn=NOON)) == "withdrawn"
    assert answer(consent(withdrawn=NOON + timedelta(microseconds=1))) is None


def test_a_brand_account_with_a_consent_is_bound_by_its_window() -> None:
    assert answer(replace(NEWSROOM, consent=replace(CONSENT, since=NOON + DAY))) == "no_consent"


def test_once_a_withdrawal_is_known_nothing_is_taken_in_whatever_its_own_time() -> None:
    late = replace(POST, received_at=NOON + DAY)
    account = consent(withdrawn=NOON + timedelta(hours=1))
    assert answer(account, late, running=True) == "withdrawn"
    assert answer(account, late, running=False) is None


def test_an_account_declared_for_no_purpose_its_class_may_have_is_out_of_purpose() -> None:
    assert answer(replace(ANNA, purposes=("brand-hygiene",))) == "out_of_purpose"
    assert answer(replace(ANNA, purposes=())) == "out_of_purpose"
    assert answer(replace(NEWSROOM, purposes=())) == "out_of_purpose"


def test_the_length_is_that_of_all_text_parts_in_code_points() -> None:
    parts = replace(POST, summary="ä", attachments=(Attachment(alt="b"),), links=(Link(title="\U0001f600"),))
    assert answer(ANNA, replace(parts, text="x" * (LONGEST - 3))) is None
    assert answer(ANNA, replace(parts, text="x" * (LONGEST - 2))) == "too_large"


def test_a_deletion_without_a_time_passes_and_after_withdrawal_does_not() -> None:
    deletion = replace(POST, kind="deleted", published=None, text="", at=datetime(1970, 1, 1, tzinfo=UTC))
    assert answer(ANNA, deletion) is None
    assert answer(consent(withdrawn=NOON), deletion, running=True) == "withdrawn"
    assert answer(replace(ANNA, consent=None), deletion) == "no_consent"


DELETION = replace(POST, kind="deleted", published=None, text="", at=datetime(1970, 1, 1, tzinfo=UTC))
ELSEWHERE = replace(ANNA, account="@anna.new@social.example")


def after(*accounts: Account) -> Registers:
    """What holds after these were declared, an hour after each other."""
    versions = [sum(one.id == account.id for one in accounts[: n + 1]) for n, account in enumerate(accounts)]
    signed = [Signature(actor="kim", at=NOON + timedelta(hours=n)) for n in range(len(accounts))]
    return fold(map(changed, accounts, versions, signed)).registers


def test_a_deletion_passes_from_every_address_an_account_had_while_it_was_looked_at_and_a_text_does_not() -> None:
    assert refusal(DELETION, after(ANNA, ELSEWHERE), running=True) is None
    assert refusal(DELETION, after(replace(NEWSROOM, id="anna"), ELSEWHERE), running=True) is None
    assert refusal(POST, after(ANNA, ELSEWHERE), running=True) == "unknown_account"
    assert refusal(DELETION, after(replace(ANNA, consent=None), ELSEWHERE), running=True) == "unknown_account"
    assert refusal(DELETION, after(ANNA, replace(ANNA, consent=None)), running=True) is None


def test_a_deletion_from_an_earlier_address_passes_whoever_has_it_by_now() -> None:
    other = replace(ANNA, id="other", consent=None)
    assert refusal(DELETION, after(ANNA, ELSEWHERE, other), running=True) is None
    assert refusal(POST, after(ANNA, ELSEWHERE, other), running=True) == "no_consent"


def test_a_deletion_from_an_earlier_address_of_who_has_withdrawn_does_not_pass() -> None:
    gone = replace(ELSEWHERE, consent=replace(CONSENT, withdrawn=NOON))
    assert refusal(replace(DELETION, received_at=NOON + DAY), after(ANNA, gone), running=True) == "withdrawn"
