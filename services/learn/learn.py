"""The verb `learn`: decisions become dated versions of what crises are told by, and of how sure alerts are."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import chain
from typing import Final

from services.ports.store import Store
from streams.codec import known
from streams.events import Alert
from streams.learn.profile import Example
from streams.learn.publish import calibration_of, profile_of, unpublished
from streams.learn.verdicts import TEACHES, judged, standing
from streams.learn.words import told_words
from streams.lessons import CalibrationPublished, ProfilePublished
from streams.log.declared import Declared
from streams.log.order import behind
from streams.log.port import History, Positions
from streams.parse.ndjson import CLOCK_SKEW
from streams.registers import Crisis
from streams.topics import Emit, Record, Topic
from streams.trail import Decision

GROUP: Final = "learn"
READS: Final[tuple[Topic, ...]] = ("decisions",)
MOST_EXAMPLES: Final = 500  # of one crisis, the latest
_AT_ONCE: Final = 5000

Decided = tuple[Decision, Alert]


@dataclass(frozen=True, slots=True)
class Rules:
    """From which platforms nothing is learned, and how long whoever judges may not have read a register yet."""

    never_from: frozenset[str]
    settles: timedelta = timedelta(0)


class Learn:
    """What the decisions of an installation teach, by the alerts and texts that are still kept.

    Nothing is kept here but the decisions, which are in the log: what was erased teaches nothing any more.
    """

    def __init__(
        self, log: History, store: Store, declared: Declared, clock: Callable[[], datetime], rules: Rules
    ) -> None:
        self._log = log
        self._store = store
        self._declared = declared
        self._clock = clock
        self._rules = rules
        self._after: Positions = {}
        self._decisions: dict[str, Decision] = {}
        self._alerts: dict[str, Alert | None] = {}

    def handle(self, records: Sequence[Record]) -> Sequence[Emit]:
        """Handler of the topic `decisions`: at most one version of each profile and calibration a batch.

        What was published before, by a process that was killed, is not published again. A version is in force only
        when every post of its time is surely judged by it. Raises `Unavailable` where log or store do.
        """
        concerned = {one.subject for one in judged(_decisions(records))}
        if not concerned:
            return ()
        self._read(concerned)
        alerts = [alert for subject in concerned if (alert := self._alerts[subject])]
        situation = self._declared.history().situation()
        crises = [one for one in situation.registers.crises if any(a.register == f"Crisis/{one.id}" for a in alerts)]
        families = {alert.policy for alert in alerts}
        return unpublished(chain(map(self._profile, crises), self._calibrations(families)), situation.learned)

    def _read(self, concerned: AbstractSet[str]) -> None:
        """All decisions that lie in the log, and the alerts they are about."""
        while records := self._log.tail("decisions", self._after, _AT_ONCE):
            self._after = behind(self._after, records)
            self._decisions |= {one.id: one for one in judged(_decisions(records))}
        for subject in {one.subject for one in self._decisions.values()}:
            if subject in concerned or self._alerts.get(subject) is None:
                self._alerts[subject] = self._store.alert(subject)

    def _profile(self, crisis: Crisis) -> ProfilePublished:
        register = f"Crisis/{crisis.id}"
        about = {subject for subject, alert in self._alerts.items() if alert and alert.register == register}
        version = sum(decision.subject in about for decision in self._decisions.values())
        examples = list(self._examples([one for one in self._teaching() if one[1].register == register]))
        return profile_of(crisis, version, examples, self._from_now())

    def _examples(self, decided: Sequence[Decided]) -> Iterator[Example]:
        for decision, alert in decided[-MOST_EXAMPLES:]:
            content = self._store.content(alert.id)
            if content is not None:
                words = told_words(part.text for part in content.parts)
                yield Example(alert.account_id, TEACHES[decision.verdict], words)

    def _calibrations(self, families: AbstractSet[str]) -> Iterator[CalibrationPublished]:
        for family in sorted(families):
            decided = [one for one in self._teaching() if one[1].policy == family and one[1].bits]
            if calibration := calibration_of(family, decided, self._from_now()):
                yield calibration

    def _teaching(self) -> Iterator[Decided]:
        """The decisions that hold and say right or wrong, with their alerts, where they may teach: none in shadow."""
        for subject, decision in standing(self._decisions.values()).items():
            alert = self._alerts[subject]
            if alert is None or alert.shadow or decision.verdict not in TEACHES:
                continue
            if alert.post.platform.casefold() not in self._rules.never_from:
                yield decision, alert

    def _from_now(self) -> datetime:
        return self._clock() + self._rules.settles + CLOCK_SKEW


def _decisions(records: Iterable[Record]) -> Iterator[Decision]:
    """The decisions among these; `index` makes a dead letter of what cannot be read."""
    events = (known(record.value) for record in records if record.value)
    return (event for event in events if isinstance(event, Decision))
