"""Why a post is not taken in. A refused post is counted by its reason, and its text is kept nowhere."""

from dataclasses import dataclass
from typing import Final, Literal, get_args

RefusalReason = Literal["unknown_account", "no_consent", "withdrawn", "not_public", "out_of_purpose", "too_large"]
REFUSAL_REASONS: Final[tuple[RefusalReason, ...]] = get_args(RefusalReason)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A post that must not be processed; nothing of it but the reason."""

    reason: RefusalReason
