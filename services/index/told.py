"""What a log says, as sums to compare a view with: how much of each kind, and a checksum that no order changes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Final

from services.ports.store import Bar, Kind, PlacedGroup
from services.ports.store_order import PostVersion, alert_order, post_version
from streams.codec import encode
from streams.events import Alert, AlertContent, Event
from streams.trail import Decision, Delivery
from streams.triage import STATES, state_after

KINDS: Final[tuple[Kind, ...]] = ("alerts", "contents", "groups", "decisions", "deliveries")
_BYTES: Final = 16


@dataclass(frozen=True, slots=True)
class Sum:
    """So many events, and the sum of their digests."""

    count: int = 0
    checksum: int = 0

    @property
    def shown(self) -> str:
        """The checksum as people compare it."""
        return f"{self.checksum:0{2 * _BYTES}x}"


class Told:
    """Implements `Sink`: keeps of each event only what decides which one holds, and its digest."""

    def __init__(self) -> None:
        self._alerts: dict[str, tuple[tuple[object, ...], PostVersion | None, int]] = {}
        self._contents: dict[str, tuple[PostVersion, int]] = {}
        self._groups: dict[str, tuple[int, int]] = {}
        self._latest: dict[str, Decision] = {}
        self._happened: dict[Kind, dict[str, int]] = {"decisions": {}, "deliveries": {}}

    def put(
        self, alerts: Sequence[Alert], contents: Sequence[AlertContent] = (), groups: Sequence[PlacedGroup] = ()
    ) -> None:
        """See `Store`."""
        for alert in alerts:
            shows = post_version(alert) if alert.status == "open" else None
            known = self._alerts.get(alert.id)
            if known is None or alert_order(alert) > known[0]:
                self._alerts[alert.id] = alert_order(alert), shows, _digest(alert)
        for content in contents:
            held = self._contents.get(content.alert)
            if held is None or post_version(content) > held[0]:
                self._contents[content.alert] = post_version(content), _digest(content)
        for placed in groups:
            latest = self._groups.get(placed.group.id, (-1, 0))
            self._groups[placed.group.id] = max(latest, (placed.offset, _digest(placed.group)))

    def record(self, decisions: Sequence[Decision], deliveries: Sequence[Delivery] = ()) -> None:
        """See `Store`."""
        for decision in decisions:
            if decision.id not in self._happened["decisions"]:
                self._happened["decisions"][decision.id] = _digest(decision)
                known = self._latest.get(decision.subject, decision)
                self._latest[decision.subject] = max(known, decision, key=lambda one: (one.at, one.id))
        for delivery in deliveries:
            self._happened["deliveries"].setdefault(delivery.id, _digest(delivery))

    def erase_versions(self, versions: Sequence[tuple[str, str]]) -> None:
        """See `Store`. What is gone is barred in the view, too, and looked at there."""

    def states(self) -> Sum:
        """How many alerts were decided about, and the sum of where they stand."""
        decided = (decision for alert_id, decision in self._latest.items() if alert_id in self._alerts)
        return sum_of_states(Counter(state_after(decision.verdict) for decision in decided))

    def sums(self, bars: Iterable[Bar]) -> Mapping[Kind, Sum]:
        """By kind, what a view must hold in which these texts are barred."""
        barred = {bar.alert: (bar.published, bar.revision) for bar in bars}
        shown = (
            digest
            for alert_id, (version, digest) in self._contents.items()
            if alert_id in self._alerts
            and self._alerts[alert_id][1] == version
            and not (alert_id in barred and version <= barred[alert_id])
        )
        return {
            "alerts": _added(digest for _, _, digest in self._alerts.values()),
            "contents": _added(shown),
            "groups": _added(digest for _, digest in self._groups.values()),
            **{kind: _added(happened.values()) for kind, happened in self._happened.items()},
        }


def sum_of(events: Iterable[Event]) -> Sum:
    """The sum of these events."""
    return _added(map(_digest, events))


def sum_of_states(counts: Mapping[str, int]) -> Sum:
    """The sum of so many alerts in each state; those that are new are not counted."""
    decided = {state: count for state, count in counts.items() if state != STATES[0]}
    total = sum(count * int.from_bytes(blake2b(state.encode()).digest(), "big") for state, count in decided.items())
    return Sum(sum(decided.values()), total % (1 << 8 * _BYTES))


def _added(digests: Iterable[int]) -> Sum:
    count = total = 0
    for digest in digests:
        count, total = count + 1, total + digest
    return Sum(count, total % (1 << 8 * _BYTES))


def _digest(event: Event) -> int:
    return int.from_bytes(blake2b(encode(event), digest_size=_BYTES).digest(), "big")
