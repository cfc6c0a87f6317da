"""What an account may be looked at for. Default deny: it must be in the matrix, agreed to, and in time."""

from datetime import datetime

from streams.policies.matrix import MATRIX
from streams.registers import Account, Consent, Purpose
from streams.situation.model import Registers


def allowed(account: Account, purpose: Purpose, at: datetime) -> bool:
    """Whether a post of this account at this instant may be looked at for this purpose.

    An employee needs a consent to that purpose whose window `[since, withdrawn)` holds the instant. A brand account
    needs the purpose declared, and where it has a consent, its window too.
    """
    if purpose not in MATRIX[account.account_class] or purpose not in account.purposes:
        return False
    if account.consent is None:
        return account.account_class == "brand"
    return purpose in account.consent.purposes and consented(account.consent, at)


def consented(consent: Consent, at: datetime) -> bool:
    """Whether the half-open window `[since, withdrawn)` holds this instant."""
    return consent.since <= at and (consent.withdrawn is None or at < consent.withdrawn)


def looked_at(registers: Registers, now: datetime) -> list[Account]:
    """The accounts that may be looked at now, those of the house first."""
    found = (one for one in registers.accounts.values() if any(allowed(one, each, now) for each in one.purposes))
    return sorted(found, key=lambda account: (account.account_class != "brand", account.id))
