"""What the wall and the list say of what is decided and what is not, in English."""

from collections.abc import Mapping
from typing import Final

WALL_EN: Final[Mapping[str, str]] = {
    "leaked_beside": "another may have leaked",
    "leaked_besides": "{n} more may have leaked",
    "calm_but_closed": "No crisis and no open alert, and many alerts were closed",
    "confirmed_on": "an embargo has leaked",
    "confirmed_ons": "{n} embargoes have leaked",
    "leaked": "leak confirmed",
    "many_closed": "many alerts closed",
    "open_now": "Open now",
    "some_alert": "{n} alert",
    "some_alerts": "{n} alerts",
    "in_line": "in {n} line",
    "in_lines": "in {n} lines",
    "of_gone": "{n} of them about a post that is gone, edited or public by now",
    "of_gones": "{n} of them about posts that are gone, edited or public by now",
    "beside_gone": "Besides, {n} alert is not closed, though its post is gone, edited or public by now.",
    "beside_gones": "Besides, {n} alerts are not closed, though their posts are gone, edited or public by now.",
    "closed_as_leak": "closed: confirmed",
    "closed_as_not_a_leak": "closed: not confirmed",
    "closed_as_public": "closed: public already",
    "closed_as_authorised": "closed: was allowed",
}
