"""The versions of one post and what each gave: from the set of them follows what its alerts are, in any order."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Final

import msgspec

from streams.events import Alert
from streams.identity import post_key
from streams.topics import State

KEPT = 50  # versions of one post; more edits than these and the oldest are forgotten
REMEMBERED: Final = timedelta(days=180)  # after its last version, or its deletion, a post is as one never seen


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a post and the alerts judged in it: open, or public."""

    at: datetime
    revision: str
    alerts: tuple[Alert, ...] = ()

    @property
    def order(self) -> tuple[datetime, str]:
        """Versions are ordered by when they appeared, then by revision."""
        return self.at, self.revision


@dataclass(frozen=True, slots=True)
class PostHistory:
    """All that is known of one post: ids and evidence, never a word of it. A tombstone (`gone_at`) always wins."""

    versions: tuple[Version, ...] = ()
    gone_at: datetime | None = None

    def with_version(self, version: Version) -> "PostHistory":
        """The history with one version more; one that is known already only gains alerts it did not have."""
        known = {item.order: item for item in self.versions}
        before = known.get(version.order)
        if before is not None:
            had = {alert.id for alert in before.alerts}
            new = tuple(alert for alert in version.alerts if alert.id not in had)
            version = replace(before, alerts=before.alerts + new)
        known[version.order] = version
        return replace(self, versions=tuple(known[order] for order in sorted(known))[-KEPT:])

    def with_alert(self, order: tuple[datetime, str], alert: Alert) -> "PostHistory":
        """The history with an alert in a version, in place of what that had under its id: a thread tells otherwise.

        The link of the one before stays: a thread knows none.
        """
        at, revision = order
        before = next((item for item in self.versions if item.order == order), Version(at, revision))
        link = next((item.post.url for item in before.alerts if item.id == alert.id), None)
        alert = replace(alert, post=replace(alert.post, url=alert.post.url or link))
        others = tuple(item for item in before.alerts if item.id != alert.id)
        rest = tuple(item for item in self.versions if item.order != order)
        return replace(self, versions=rest).with_version(replace(before, alerts=(*others, alert)))

    def made_public(self, order: tuple[datetime, str], alert_ids: Collection[str], at: datetime) -> "PostHistory":
        """The history after it became known that a version repeats, in these alerts, what was official at `at`."""
        return replace(
            self,
            versions=tuple(
                replace(item, alerts=tuple(_public(alert, alert_ids, at) for alert in item.alerts))
                if item.order == order
                else item
                for item in self.versions
            ),
        )

    def gone(self, at: datetime) -> "PostHistory":
        """The history with a deletion; of several the first counts."""
        return replace(self, gone_at=at if self.gone_at is None else min(at, self.gone_at))

    def alerts(self) -> dict[tuple[str, datetime, str], Alert]:
        """Each alert in each version that has it, as it stands now.

        The last version that has it is open or public, edited away where a later one lacks it, taken down with the
        post; the ones before are superseded. What is excepted stays so: nobody is to hear of it by its end.
        """
        standing: dict[str, Alert] = {}
        past: list[Alert] = []
        for version in self.versions:
            present = {alert.id: alert for alert in version.alerts}
            for key, alert in standing.items():
                if key in present:
                    past.append(replace(alert, status="superseded", changed_at=version.at))
                elif alert.status == "open":
                    standing[key] = replace(alert, status="edited_away", changed_at=version.at)
            standing |= present
        if self.gone_at is not None:
            gone = self.gone_at
            standing = {key: _taken_down(alert, gone) for key, alert in standing.items()}
        return {(a.id, a.post.published, a.post.revision): a for a in (*past, *standing.values())}

    def seen_by(self, at: datetime) -> "PostHistory":
        """The history as what happens to its post at this time finds it: an empty one where the last is too long ago.

        So it makes no difference when what is too old leaves the state.
        """
        return PostHistory() if self.ended_before(at - REMEMBERED) else self

    def ended_before(self, instant: datetime) -> bool:
        """Whether the last version and the deletion lie before this instant."""
        times = [item.at for item in self.versions] + ([self.gone_at] if self.gone_at else [])
        return all(at < instant for at in times)

    def quiet_since(self, instant: datetime) -> bool:
        """Whether there is no alert to close, and the last edit and the deletion lie before this instant."""
        return not any(item.alerts for item in self.versions) and self.ended_before(instant)

    def changed_since(self, before: "PostHistory") -> Iterable[Alert]:
        """The alerts that stand otherwise than they did."""
        had = before.alerts()
        return [alert for key, alert in self.alerts().items() if had.get(key) != alert]


def _taken_down(alert: Alert, at: datetime) -> Alert:
    return alert if alert.status == "excepted" else replace(alert, status="taken_down", changed_at=at)


def _public(alert: Alert, alert_ids: Collection[str], at: datetime) -> Alert:
    if alert.id not in alert_ids or alert.status != "open":
        return alert
    return replace(alert, status="public", changed_at=at)


Place = tuple[str, str, str]  # platform, account and post id
_PREFIX = "post/"
SHADOW: Final = "shadow/"  # before what is kept of a post in shadow (`streams.detect.shadow`)
_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(PostHistory)


def pack(history: PostHistory) -> bytes:
    """A history as bytes for the state."""
    return _ENCODER.encode(history)


def unpack(value: bytes | None) -> PostHistory:
    """The history in these bytes; an empty one for none."""
    return PostHistory() if value is None else _DECODER.decode(value)


def update(
    state: State, place: Place, change: Callable[[PostHistory], PostHistory], at: datetime | None = None
) -> Iterable[Alert]:
    """Keep what becomes of the history of a post, and return the alerts that stand otherwise by it.

    `at` is when something happened to the post itself.
    """
    key = f"{_PREFIX}{post_key(*place)}"
    before = unpack(state.get(key))
    before = before.seen_by(at) if at else before
    after = change(before)
    if after != before:
        state[key] = pack(after)
    return after.changed_since(before)


def history_of(state: State, place: Place) -> PostHistory:
    """What is known of a post."""
    return unpack(state.get(f"{_PREFIX}{post_key(*place)}"))


def forgettable(state: State, now: datetime, late: timedelta) -> list[str]:
    """The keys of histories that can be forgotten where what happens to a post comes at most so `late`.

    Those without an alert are needed only as long as something older may come; those with one, also in shadow, until
    what happens to their post would not find them.
    """
    histories = ((key, unpack(value)) for key, value in state.items() if key.startswith((_PREFIX, SHADOW)))
    return [key for key, one in histories if one.quiet_since(now - late) or one.ended_before(now - late - REMEMBERED)]
