"""Documents of the kinds Company and Account."""

from typing import Final, get_args

from streams.policies.fields import NO_TIME, Fields, chosen
from streams.policies.matrix import MATRIX
from streams.policies.read_words import identifier, reference, references, words
from streams.registers import Account, AccountClass, Company, Consent, Purpose

CLASSES: Final[tuple[AccountClass, ...]] = get_args(AccountClass)
PURPOSES: Final[tuple[Purpose, ...]] = get_args(Purpose)


def read_company(fields: Fields) -> Company:
    """A company needs an id and at least one name."""
    return Company(
        id=identifier(fields),
        names=words(fields, "names", required=True),
        products=words(fields, "products"),
        sites=words(fields, "sites"),
        topics=words(fields, "topics"),
        competitors=words(fields, "competitors"),
        newsroom=tuple((link.text or "").strip() for link in fields.scalars("newsroom")),
    )


def read_account(fields: Fields) -> Account:
    """An account; an employee's needs a consent, and its purposes are what was agreed to."""
    account_class = fields.choice("class", CLASSES, required=True)
    consent = _consent(fields, account_class)
    return Account(
        id=identifier(fields),
        company=reference(fields, "company", "Company"),
        platform=fields.text("platform", required=True),
        account=fields.text("account", required=True),
        account_class=account_class or "employee",
        role=fields.text("role"),
        near=references(fields, "near", "Embargo"),
        consent=consent,
        purposes=consent.purposes if consent else MATRIX["brand"],
        notify=fields.text("notify") or None,
    )


def _consent(fields: Fields, account_class: AccountClass | None) -> Consent | None:
    inner = fields.inner("consent")
    if inner is None:
        if account_class == "employee" and fields.node("consent") is None:
            fields.notes.fault(fields.line, "an employee's account needs a consent: {from: <time>, notice: <which>}")
        return None
    since, withdrawn = inner.time("from", required=True), inner.time("withdrawn")
    if since and withdrawn and withdrawn < since:
        inner.notes.fault(inner.line_of("withdrawn"), "a consent cannot be withdrawn before it was given")
    consent = Consent(
        since=since or NO_TIME,
        notice=inner.text("notice"),
        purposes=_purposes(inner, account_class or "employee"),
        withdrawn=withdrawn,
    )
    inner.close()
    return consent


def _purposes(fields: Fields, account_class: AccountClass) -> tuple[Purpose, ...]:
    """Missing means every purpose of the class; what the class may never be looked at for is a fault."""
    if fields.node("purposes") is None:
        return MATRIX[account_class]
    agreed = []
    for scalar in fields.scalars("purposes"):
        purpose = chosen(scalar, PURPOSES, "purpose", fields.notes)
        if purpose in MATRIX[account_class]:
            agreed.append(purpose)
        elif purpose:
            fields.notes.fault(scalar.line, f"no account of class {account_class} is ever looked at for {purpose}")
    return tuple(purpose for purpose in MATRIX[account_class] if purpose in agreed)
