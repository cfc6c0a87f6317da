"""Accounts that have withdrawn are no longer looked at, whatever the time of their posts."""

from dataclasses import replace
from datetime import datetime

from streams.registers import Account
from streams.situation.model import Registers


def withdrawn(account: Account, now: datetime) -> bool:
    """Whether the consent of this account has ended by now."""
    consent = account.consent
    return consent is not None and consent.withdrawn is not None and consent.withdrawn <= now


def without_accounts(registers: Registers, gone: frozenset[tuple[str, str]]) -> Registers:
    """The registers without these accounts, as (platform, account)."""
    kept = {key: account for key, account in registers.accounts.items() if key not in gone}
    return replace(registers, accounts=kept)
