"""A hundred thousand made-up alerts of the last thirty days, with their texts, groups and decisions."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from services.ports.store import PlacedGroup, Store
from streams.events import ALERT_STATUSES, Alert, AlertContent, AlertStatus, ContentPart, Evidence, Group, PostRef
from streams.registers import SEVERITIES
from streams.trail import Decision
from streams.triage import VERDICTS

ALERTS: Final = 100_000
IN_A_GROUP: Final = 8
IN_EVERY: Final = "falke"  # a word that all of their texts say
IN_SOME: Final = "kennwort7"  # one that every hundredth says
IN_ONE: Final = "nummer50000"
_DAYS: Final = timedelta(days=30)
_BATCH: Final = 1000
_DECIDED: Final = 10  # of which one was decided
_REGISTERS: Final = 40
_ACCOUNTS: Final = 100
_WORDS: Final = 20_000  # that texts are made of besides


class Manifold:
    """So many alerts, the last of them found at `now`."""

    def __init__(self, count: int = ALERTS, now: datetime | None = None) -> None:
        self.count = count
        self._now = now or datetime.now(UTC)

    def fill(self, store: Store) -> None:
        """Put them all, a thousand at a time, and then what was decided: a store makes each call of that findable."""
        for numbers in self._batches(1):
            groups = [self._group(number) for number in numbers if number % IN_A_GROUP == 0]
            store.put([self.alert(one) for one in numbers], [self.content(one) for one in numbers], groups)
        for numbers in self._batches(_DECIDED):
            store.record([self.decision(one) for one in numbers])
        store.settle()

    def _batches(self, step: int) -> Iterator[range]:
        for start in range(0, self.count, _BATCH * step):
            yield range(start, min(self.count, start + _BATCH * step), step)

    def at(self, number: int) -> datetime:
        """When the alert of this number was found."""
        return self._now - _DAYS * (self.count - 1 - number) / self.count

    def alert(self, number: int) -> Alert:
        """Every twentieth is no more open."""
        return Alert(
            id=alert_id(number),
            policy="embargo",
            policy_version="1",
            register=_register(number),
            register_version=1,
            severity=SEVERITIES[number % len(SEVERITIES)],
            confidence=0.9,
            post=self._post(number),
            evidence=(Evidence(kind="term", part="text", start=4, end=11, term="Falke 2", view="words", bits=12.0),),
            group=_group_id(number),
            window_start=self.at(number // IN_A_GROUP * IN_A_GROUP),
            detected_at=self.at(number),
            account_id=f"anna{number % _ACCOUNTS}",
            reasons=("role:engineer", "topic:launch", "phase:armed"),
            status=_status(number),
            bits=12.0,
        )

    def content(self, number: int) -> AlertContent:
        """Some thirty words, as posts have."""
        others = " ".join(f"wort{(number * 31 + place * 7919) % _WORDS}" for place in range(20))
        text = f"Der Falke 2 kommt, sagt kennwort{number % 100} im Werk nummer{number}: {others}"
        return AlertContent(
            alert=alert_id(number), post=self._post(number), parts=(ContentPart(name="text", text=text),)
        )

    def decision(self, number: int) -> Decision:
        """What Ben decided about it."""
        verdict = VERDICTS[number // _DECIDED % len(VERDICTS)]
        at = self.at(number) + timedelta(minutes=1)
        return Decision(id=f"de_{number}", subject=alert_id(number), actor="ben", at=at, verdict=verdict)

    def _post(self, number: int) -> PostRef:
        return PostRef(
            platform="mastodon",
            account=f"@anna{number % _ACCOUNTS}@social.example",
            id=f"{number}",
            revision="1",
            kind="created",
            published=self.at(number) - timedelta(seconds=2),
            url=f"https://social.example/@anna{number % _ACCOUNTS}/{number}",
        )

    def _group(self, number: int) -> PlacedGroup:
        size = min(IN_A_GROUP, self.count - number)
        first, last = self.at(number), self.at(number + size - 1)
        group = Group(
            id=_group_id(number),
            policy="embargo",
            register=_register(number),
            window_start=first,
            window_end=first + timedelta(hours=6),
            severity="critical",
            alerts=size,
            open_alerts=size,
            authors=size,
            first_at=first,
            last_at=last,
        )
        return PlacedGroup(group, number)


def alert_id(number: int) -> str:
    """The id of the alert of this number."""
    return f"al_{number}"


def registers() -> Sequence[str]:
    """What they are about."""
    return [_register(number * IN_A_GROUP) for number in range(_REGISTERS)]


def _register(number: int) -> str:
    return f"Embargo/made-up-{number // IN_A_GROUP % _REGISTERS}"


def _group_id(number: int) -> str:
    return f"gr_{number // IN_A_GROUP}"


def _status(number: int) -> AlertStatus:
    return "open" if number % 20 else ALERT_STATUSES[1 + number // 20 % (len(ALERT_STATUSES) - 1)]
