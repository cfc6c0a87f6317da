"""One text judged for its author before posting. Kept nowhere, not even that it was asked."""

from dataclasses import dataclass
from datetime import datetime
from itertools import chain

from streams.detect.detect import detect
from streams.events import Alert, OfficialPublished, PostEvent
from streams.gate import refusal
from streams.refusal import RefusalReason
from streams.registers import Account
from streams.situation.model import Situation
from streams.stage import CannotRun


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What would be found if this account published this text at this time; `refused` says it would not be read.

    `may_speak` are the register entries (`Embargo/x`) it would speak of and may.
    """

    account: str
    at: datetime
    refused: RefusalReason | None
    alerts: tuple[Alert, ...]
    may_speak: tuple[str, ...] = ()


def check_text(text: str, account_id: str, at: datetime, situation: Situation) -> Checked:
    """Judge a text as a post of a declared account. Raises `CannotRun` for an account that is not declared."""
    account = _account(account_id, situation)
    post = PostEvent(
        platform=account.platform, account=account.account, id="check", at=at, received_at=at, published=at, text=text
    )
    refused = refusal(post, situation.registers, running=False)
    found = [emit.event for emit in detect(post, situation, {})] if refused is None else []
    alerts = tuple(event for event in found if isinstance(event, Alert) and event.reaches_people)
    spoken = (event.registers for event in found if isinstance(event, OfficialPublished))
    return Checked(account=account_id, at=at, refused=refused, alerts=alerts, may_speak=tuple(chain(*spoken)))


def _account(account_id: str, situation: Situation) -> Account:
    declared = {account.id: account for account in situation.registers.accounts.values()}
    if account_id not in declared:
        known = ", ".join(sorted(declared)[:10]) or "none"
        raise CannotRun(f"--as {account_id}: there is no such account in these registers (declared: {known})")
    return declared[account_id]
