"""What an account was ever called by its platform: the addresses it had, and who had an address before.

An account keeps its id when it moves. What was said under an earlier address is its own still, and a withdrawal is one
of all of them.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from streams.events import RegisterChanged
from streams.registers import Account

Address = tuple[str, str]  # platform and account


@dataclass(frozen=True, slots=True)
class Stay:
    """An account at one address: when it was first declared there, and when it came there the last time.

    `stays`: whether it is there now. `looked_at` is how it was declared there when its posts were last taken in, with
    a withdrawal it has made since; None where they never were.
    """

    id: str
    first: datetime
    since: datetime
    stays: bool
    looked_at: Account | None


@dataclass(frozen=True, slots=True)
class Withdrawal:
    """A consent that ends at `at`, said so at `declared_at`."""

    at: datetime
    declared_at: datetime


@dataclass(frozen=True, eq=False, slots=True)
class Addresses:
    """Every address that accounts had, by address and by id, and what they withdrew, by id."""

    stays: Mapping[Address, tuple[Stay, ...]] = field(default_factory=dict)
    had: Mapping[str, tuple[Address, ...]] = field(default_factory=dict)
    withdrawals: Mapping[str, tuple[Withdrawal, ...]] = field(default_factory=dict)

    def of(self, account_id: str) -> dict[Address, datetime | None]:
        """The addresses this account ever had, each with the time from which on it is another's; None: of nobody."""
        return {address: self._taken(address, account_id) for address in self.had.get(account_id, ())}

    def ids(self, address: Address) -> tuple[str, ...]:
        """The accounts that ever had this address."""
        return tuple(stay.id for stay in self.stays.get(address, ()))

    def looked_at(self, address: Address) -> Iterator[Account]:
        """The accounts whose posts were ever taken in from this address, as declared there."""
        return (stay.looked_at for stay in self.stays.get(address, ()) if stay.looked_at is not None)

    def ended(self, account: Account) -> frozenset[datetime]:
        """When consents ended of which none from before may count for this account.

        Its own, and those of whoever had its address and withdrew before it came to be its own. Who moves away and
        withdraws afterwards ends nothing for the one who has the address by then.
        """
        stays = self.stays.get((account.platform, account.account), ())
        came = next((stay.since for stay in stays if stay.id == account.id and stay.stays), None)
        others = (
            one.at
            for stay in stays
            for one in self.withdrawals.get(stay.id, ())
            if stay.first <= one.declared_at and (came is None or one.declared_at <= came)
        )
        return frozenset((*others, *(one.at for one in self.withdrawals.get(account.id, ()))))

    def _taken(self, address: Address, account_id: str) -> datetime | None:
        stays = self.stays[address]
        own = next(stay.since for stay in stays if stay.id == account_id)
        return min((stay.since for stay in stays if stay.id != account_id and stay.since > own), default=None)


def addresses_of(histories: Iterable[Sequence[RegisterChanged]]) -> Addresses:
    """The addresses in these: all versions of each account, oldest first."""
    stays: dict[Address, list[Stay]] = {}
    had: dict[str, tuple[Address, ...]] = {}
    withdrawals: dict[str, tuple[Withdrawal, ...]] = {}
    for versions in histories:
        declared = [(one.declared_at, one.account) for one in versions if one.account is not None]
        if declared:
            account_id = declared[0][1].id
            had[account_id] = tuple(dict.fromkeys(_address(account) for _, account in declared))
            withdrawals[account_id] = _withdrawals(declared)
            for address in had[account_id]:
                stays.setdefault(address, []).append(_stay(address, declared))
    return Addresses({address: tuple(found) for address, found in stays.items()}, had, withdrawals)


def _address(account: Account) -> Address:
    return account.platform, account.account


def _withdrawals(declared: Sequence[tuple[datetime, Account]]) -> tuple[Withdrawal, ...]:
    """Each with when it was first said."""
    said: dict[datetime, datetime] = {}
    for declared_at, account in declared:
        if account.consent is not None and account.consent.withdrawn is not None:
            said.setdefault(account.consent.withdrawn, declared_at)
    return tuple(Withdrawal(at, declared_at) for at, declared_at in said.items())


def _stay(address: Address, declared: Sequence[tuple[datetime, Account]]) -> Stay:
    here = [_address(account) == address for _, account in declared]
    came = [at for (at, _), is_here, was in zip(declared, here, (False, *here), strict=False) if is_here and not was]
    there = [account for (_, account), is_here in zip(declared, here, strict=True) if is_here]
    now = declared[-1][1]
    looked_at = [account for account in there if account.consent is not None or account.account_class == "brand"]
    return Stay(now.id, came[0], came[-1], here[-1], _ended(looked_at[-1], now) if looked_at else None)


def _ended(before: Account, now: Account) -> Account:
    """The account as it was, with a withdrawal that stands."""
    if now.consent is None or now.consent.withdrawn is None:
        return before
    consent = before.consent or now.consent
    return replace(before, consent=replace(consent, withdrawn=now.consent.withdrawn))
