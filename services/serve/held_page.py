"""What held at an instant: the registers as they had been declared by then, each in its version."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from services.explain.harmless import harmless
from services.explain.languages import LANGUAGES
from services.serve.asked import query_of
from services.serve.ports import Ports
from services.serve.times import Clockwork, Moment
from streams.events import RegisterChanged
from streams.registers import Crisis, Embargo, Exemption, Policy, RegisterKind
from streams.situation.fold import History
from streams.situation.model import crisis_open, embargo_ends, embargo_open
from streams.trail import Asked

State = Literal["planned", "in_force", "over", "draft", "shadow", "retired"]
Entry = Embargo | Crisis | Policy | Exemption


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldLine:
    """One entry as it stood. `version` is 0 where it comes with vorlaut; `own` is a policy's own version.

    `later` is how many versions have been declared since. `trail` leads to everything that was done to it.
    """

    id: str
    title: str
    state: State
    opens: Moment | None
    ends: Moment | None
    version: int
    own: str
    declared: Moment | None
    actor: str
    reason: str
    later: int
    trail: str


@dataclass(frozen=True, slots=True)
class HeldPage:
    """Everything that held, kind by kind; `at` as it is shown, and `field` as a form has it.

    Where `at` is ahead, what is declared by then is not known.
    """

    at: Moment
    is_ahead: bool
    field: str
    embargoes: Sequence[HeldLine]
    crises: Sequence[HeldLine]
    policies: Sequence[HeldLine]
    exceptions: Sequence[HeldLine]


def held_page(ports: Ports, at: datetime, clockwork: Clockwork) -> HeldPage:
    """The registers at this instant; it may lie ahead, too."""
    history = ports.declared.history()
    registers = history.at(at).registers
    teller = _Teller(history, at, clockwork)
    return HeldPage(
        at=clockwork.moment(at),
        is_ahead=at > clockwork.now,
        field=at.astimezone(clockwork.zone).replace(tzinfo=None).isoformat(timespec="seconds"),
        embargoes=list(teller.told("Embargo", registers.embargoes)),
        crises=list(teller.told("Crisis", registers.crises)),
        policies=list(teller.told("Policy", registers.policies)),
        exceptions=list(teller.told("Exception", registers.exemptions)),
    )


@dataclass(frozen=True, slots=True)
class _Teller:
    history: History
    at: datetime
    clockwork: Clockwork

    def told(self, kind: RegisterKind, entries: Sequence[Entry]) -> Iterator[HeldLine]:
        """A line for each entry: those in force first, then by id."""
        lines = [self._line(kind, one) for one in entries]
        yield from sorted(lines, key=lambda line: (line.state != "in_force", line.id))

    def _line(self, kind: RegisterKind, entry: Entry) -> HeldLine:
        versions = self.history.versions(kind, entry.id)
        held = self._held(versions)
        opens, ends = _window(entry)
        return HeldLine(
            id=entry.id,
            title=harmless(self._title(entry, ours=held is None)),
            state=_state(entry, self.at),
            opens=self.clockwork.moment(opens) if opens else None,
            ends=self.clockwork.moment(ends) if ends else None,
            version=held.version if held else 0,
            own=entry.version if isinstance(entry, Policy) else "",
            declared=self.clockwork.moment(held.declared_at) if held else None,
            actor=harmless(held.actor) if held else "",
            reason=harmless(held.reason) if held else "",
            later=sum(one.declared_at > self.at for one in versions),
            trail=f"/audit?{query_of(Asked(object=f'{kind}/{entry.id}'))}",
        )

    def _title(self, entry: Entry, *, ours: bool) -> str:
        """What it is called: what comes with vorlaut in the reader's language."""
        if isinstance(entry, Exemption):
            return entry.register
        translated = (
            LANGUAGES[self.clockwork.lang].policies.get(entry.id, "") if ours and self.clockwork.lang != "en" else ""
        )
        return translated or entry.title or entry.id

    def _held(self, versions: Sequence[RegisterChanged]) -> RegisterChanged | None:
        return next((one for one in reversed(versions) if one.declared_at <= self.at), None)


def _window(entry: Entry) -> tuple[datetime | None, datetime | None]:
    match entry:
        case Embargo():
            return entry.opens, embargo_ends(entry)
        case Crisis():
            return entry.opens, entry.closes
        case Exemption():
            return entry.since, entry.until
        case Policy():
            return None, None


def _state(entry: Entry, at: datetime) -> State:
    """Whether it was looked for in posts of that instant."""
    match entry:
        case Policy():
            return "in_force" if entry.stage == "live" else entry.stage
        case Embargo():
            on = embargo_open(entry, at)
        case Crisis():
            on = crisis_open(entry, at)
        case Exemption():
            on = entry.since <= at < entry.until
    if on:
        return "in_force"
    opens, _ = _window(entry)
    return "planned" if opens is not None and at < opens else "over"
