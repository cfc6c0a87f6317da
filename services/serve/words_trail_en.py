"""What the console says of a line of the trail, in English."""

from collections.abc import Mapping
from typing import Final

TRAIL_EN: Final[Mapping[str, str]] = {
    "did_signed in": "signed in",
    "did_signed out": "signed out",
    "did_read": "read the alert",
    "did_read draft": "read the passage of the draft",
    "did_searched": "searched",
    "did_exported": "exported",
    "did_gap": "may have lost what was said since {since}",
    "did_tested": "tried out the channel",
    "did_invited": "invited",
    "did_tried": "tried terms on kept posts",
    "did_kept question": "kept the question",
    "did_dropped question": "dropped the question",
    "did_declared": "declared version {n}",
    "did_told": "told: {to}",
    "did_not_told": "could not tell: {to}",
    "did_looked_back_posts": "looked back over posts ({n}), found {found}",
    "did_looked_back_contents": "looked back over texts of alerts ({n}), found {found}",
    "did_asked": "asked a second person to agree to {n} terms",
    "why_attempt": "attempt {n}",
    "why_declared_by": "declared by {who}",
    "why_exported": "{n} lines, sha256 {hash}",
    "why_tried": "posts: {n}",
    "why_provider": "by the provider",
}
