"""Accounts that have withdrawn are no longer looked at, whatever the time of their posts."""

from collections.abc import Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from streams.registers import Account, Consent
from streams.situation.model import Registers

EVER: Final = datetime(1970, 1, 1, tzinfo=UTC)


def withdrawn(account: Account, now: datetime) -> bool:
    """Whether the consent of this account has ended by now."""
    consent = account.consent
    return consent is not None and consent.withdrawn is not None and consent.withdrawn <= now


def without_accounts(registers: Registers, gone: frozenset[tuple[str, str]]) -> Registers:
    """The registers without these accounts, as (platform, account)."""
    kept = {key: account for key, account in registers.accounts.items() if key not in gone}
    return replace(registers, accounts=kept)


def still_withdrawn(account: Account, ended: Collection[datetime]) -> Account:
    """The account as it may be looked at where consents ended at these times: only one given later counts.

    A brand account needs no consent; where one was ended it is closed by that.
    """
    consent = account.consent
    if consent is None and account.account_class == "brand" and ended:
        consent = Consent(since=EVER, notice="", purposes=account.purposes, withdrawn=max(ended))
    elif consent is not None:
        times = [at for at in (*ended, consent.withdrawn) if at is not None and at >= consent.since]
        consent = replace(consent, withdrawn=min(times)) if times else consent
    return account if consent == account.consent else replace(account, consent=consent)
