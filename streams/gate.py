"""The gate: which posts may be processed at all. Default deny; it looks at who and when, never at what is said."""

from collections.abc import Sequence
from typing import Final

from streams.events import PostEvent
from streams.refusal import RefusalReason
from streams.registers import Account
from streams.situation.model import Registers
from streams.situation.purposes import allowed

LONGEST: Final = 100_000


def refusal(post: PostEvent, registers: Registers, *, running: bool) -> RefusalReason | None:
    """Why this post is refused, the first reason that holds; None lets it in.

    The account's consent is judged at the post's own time; in a `running` installation a withdrawal that was known
    when the post was received refuses it whatever its time. The length is that of all its text parts together, in code
    points. A deletion says nothing that could be judged and may be undated: its account and a withdrawal decide alone.
    It may also come from an address that an account had while its posts were taken in: what it said there must go.
    """
    account = registers.account(post.platform, post.account)
    if post.kind == "deleted":
        before = registers.addresses.looked_at((post.platform, post.account))
        return _deletion_refusal([*([account] if account else ()), *before], post, running=running)
    if account is None:
        return "unknown_account"
    reason = _consent_refusal(account, post, running=running)
    if reason is not None:
        return reason
    if not any(allowed(account, purpose, post.at) for purpose in account.purposes):
        return "out_of_purpose"
    return "too_large" if _code_points(post) > LONGEST else None


def _deletion_refusal(accounts: Sequence[Account], post: PostEvent, *, running: bool) -> RefusalReason | None:
    """Why none of these accounts lets it in; the first one's reason."""
    reasons = [_consent_refusal(account, post, running=running) for account in accounts] or ["unknown_account"]
    return None if None in reasons else reasons[0]


def _consent_refusal(account: Account, post: PostEvent, *, running: bool) -> RefusalReason | None:
    consent = account.consent
    if consent is None:
        return "no_consent" if account.account_class == "employee" else None
    if post.at < consent.since and post.kind != "deleted":
        return "no_consent"
    if consent.withdrawn is None:
        return None
    latest = max(post.at, post.received_at) if running else post.at
    return "withdrawn" if latest >= consent.withdrawn else None


def _code_points(post: PostEvent) -> int:
    parts = [post.text, post.summary, *(each.alt for each in post.attachments), *(each.title for each in post.links)]
    return sum(len(part) for part in (*parts, *post.poll, post.quoted) if part)
