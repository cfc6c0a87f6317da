"""What is found in shadow, post by post, kept beside what is told and never mixed with it.

Its alerts have ids of their own and their history lies under a key of its own, so that the state from which people's
alerts follow has the same bytes with and without anything in shadow. There is no text: nobody sees these alerts but who
asks for them.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from streams.detect.versions import SHADOW, Place, PostHistory, history_of, pack, unpack
from streams.events import Alert
from streams.identity import alert_id, post_key
from streams.topics import State


def in_shadow(alert: Alert) -> Alert:
    """The same alert as one that nobody is told of."""
    post, major = alert.post, alert.policy_version.split(".", maxsplit=1)[0]
    place = (post.platform, post.account, post.id)
    return replace(alert, id=alert_id(place, alert.policy, f"{major}/shadow", alert.register), shadow=True)


def update_shadow(
    state: State, place: Place, change: Callable[[PostHistory], PostHistory], at: datetime, *, found: bool
) -> Iterable[Alert]:
    """Keep what becomes of a post's history in shadow, and return the alerts that stand otherwise by it.

    Where nothing was `found` yet nothing is kept; when it is, the edits and the deletion known by then come first.
    What happens `at` a time when the last was too long ago finds nothing, as in `streams.detect.versions`.
    """
    key = f"{SHADOW}{post_key(*place)}"
    raw = state.get(key)
    if raw is not None and unpack(raw) != unpack(raw).seen_by(at):
        raw = None
    if raw is None and not found:
        return ()
    before = _silent(history_of(state, place)) if raw is None else unpack(raw)
    after = change(before)
    if raw is None or after != before:
        state[key] = pack(after)
    return after.changed_since(before)


def _silent(history: PostHistory) -> PostHistory:
    return replace(history, versions=tuple(replace(version, alerts=()) for version in history.versions))
