"""A scenario played into an installation on the road every post takes: lines, gate, log, and all units in turn."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from threading import Event as Signal
from time import monotonic
from typing import Final

from services.declare.declare import declare
from services.demo.company import entries
from services.demo.moments import DeclaredCrisis, Moment
from services.demo.scenario import BEGIN, Scenario
from services.handling import units
from services.ingest.intake import Intake
from services.run.supervise import Unit, supervise
from services.sources.pulse import Pulse
from services.wiring import Installation, desk
from streams.codec import decode
from streams.consume import Observation
from streams.events import Alert, AlertContent, Event, Group
from streams.log.order import behind, pages
from streams.log.port import History, Positions
from streams.refusal import RefusalReason
from streams.registers import RegisterEntry
from streams.situation.entries import Signature
from streams.stage import Unavailable
from streams.topics import Topic

DELIVERY: Final = timedelta(seconds=2)  # from publishing to receipt
_OPEN_FOR: Final = timedelta(days=365)  # the story ends, and people go on looking
_AT_ONCE: Final = 1000


@dataclass(slots=True)
class DemoClock:
    """The clock of the demo: it stands where the scenario is, and goes on from there once the story is over."""

    now: datetime = BEGIN
    _over_since: float | None = None

    def __call__(self) -> datetime:
        """The time in the demo."""
        passed = 0.0 if self._over_since is None else monotonic() - self._over_since
        return self.now + timedelta(seconds=passed)

    def go_on(self) -> None:
        """Go as clocks do from now on."""
        self._over_since = monotonic()


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """What came of one moment. `alerts` are those that came to stand otherwise by it, with their texts by alert id."""

    moment: Moment
    at: datetime
    refused: RefusalReason | None = None
    dead: bool = False
    alerts: tuple[Alert, ...] = ()
    contents: Mapping[str, AlertContent] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()


def play(
    story: Scenario, installation: Installation, clock: DemoClock, working: Sequence[Unit] = ()
) -> Iterator[Happening]:
    """Declare the company, then let moment after moment happen. Raises what the installation raises.

    `working` are the units of the installation, where somebody else gives them turns, too.
    """
    intake = Intake(desk(installation, Signal(), follow=False), "demo", "demo")
    pulse = Pulse(installation.log, clock, "demo", "demo", _OPEN_FOR)
    working = working or units(installation)
    seen = _Seen(installation.log)
    clock.now = BEGIN
    _declare(installation, entries(), "Hanne, communications", "the demo begins")
    for moment in story.moments:
        clock.now = moment.at + DELIVERY
        happening = _happened(moment, installation, intake, clock)
        pulse.well(taken=not isinstance(moment, DeclaredCrisis))
        _until_idle(working)
        yield seen.because_of(happening)


def _happened(moment: Moment, installation: Installation, intake: Intake, clock: DemoClock) -> Happening:
    if isinstance(moment, DeclaredCrisis):
        _declare(installation, (moment.crisis,), "Hanne, communications", "called by the plant at night")
        return Happening(moment=moment, at=clock.now)
    tally = intake.take_in([moment.line], lambda _offset: "").tally
    refused = next((reason for reason, count in tally.refused.items() if count), None)
    return Happening(moment=moment, at=clock.now, refused=refused, dead=tally.dead_letters > 0)


def _declare(installation: Installation, declared: tuple[RegisterEntry, ...], actor: str, reason: str) -> None:
    signed = Signature(actor=actor, at=installation.clock(), reason=reason)
    declare(installation.log, installation.declared.history, lambda _history: declared, signed)


def _until_idle(working: Sequence[Unit]) -> None:
    supervise(working, Signal(), _no_failure, until_idle=True)


def _no_failure(turn: Observation) -> None:
    """Nothing is far away in a demo: a unit that has to wait for something would wait for ever."""
    if turn.failed is not None:
        raise Unavailable(f"{turn.group}: {turn.failed}")


class _Seen:
    """Reads along what the units wrote."""

    def __init__(self, log: History) -> None:
        self._log = log
        self._after: dict[Topic, Positions] = {}

    def because_of(self, happening: Happening) -> Happening:
        """The happening with everything that was written since the one before."""
        contents = [event for event in self._new("contents") if isinstance(event, AlertContent)]
        return Happening(
            moment=happening.moment,
            at=happening.at,
            refused=happening.refused,
            dead=happening.dead,
            alerts=tuple(event for event in self._new("alerts") if isinstance(event, Alert) and event.reaches_people),
            contents={content.alert: content for content in contents},
            groups=tuple(event for event in self._new("groups") if isinstance(event, Group)),
        )

    def _new(self, topic: Topic) -> Iterator[Event]:
        for records in pages(self._log, topic, _AT_ONCE, self._after.get(topic)):
            self._after[topic] = behind(self._after.get(topic, {}), records)
            yield from (decode(record.value) for record in records)
