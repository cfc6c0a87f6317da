"""A register that arrives or changes late looks back over the posts still retained.

Each change of an embargo or crisis becomes a job in the table `rescan`, worked off in slices beside live traffic. What
a job finds is marked as found later, and an alert that was found live is left as it is. Jobs survive a kill; a slice
that is done twice changes nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

import msgspec

from streams.codec import Malformed, decode
from streams.detect.detect import look_back
from streams.events import Event, RegisterChanged, RegisterKind
from streams.log.port import KeptLog
from streams.situation.fold import RegisterKey
from streams.situation.model import Registers, Situation
from streams.stage import judged
from streams.topics import Emit, Record, State

GROUP = "rescan"
SLICE = 2000  # posts looked at in one go, so that live posts need not wait long


@dataclass(frozen=True, slots=True)
class Job:
    """One entry that looks back: over posts with offsets in `(after, until]`."""

    kind: RegisterKind
    id: str
    declared_at: datetime
    after: int
    until: int


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Job)


class LookBack:
    """The jobs of one installation."""

    def __init__(self, log: KeptLog, situation: Callable[[], Situation]) -> None:
        self._log = log
        self._situation = situation
        self._narrowed: tuple[Registers, str, Registers] | None = None

    def enqueue(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of the topic `registers`: each declared embargo and crisis becomes a job."""
        jobs = self._log.state(GROUP)
        for record in records:
            event = decode(record.value)
            if isinstance(event, RegisterChanged) and event.kind in {"Embargo", "Crisis"}:
                job = Job(event.kind, event.id, event.declared_at, 0, self._log.end("posts"))
                jobs[f"{event.kind}/{event.id}"] = _ENCODER.encode(job)
        return ()

    def work(self) -> int:
        """Do one slice of the first job and return how many posts it looked at."""
        jobs = self._log.state(GROUP)
        key = next(iter(jobs), None)
        if key is None:
            return 0
        job = _DECODER.decode(jobs[key])
        records = [item for item in self._log.tail("posts", job.after, SLICE) if item.offset <= job.until]
        state = self._log.state("detect")
        found = list(late_findings(records, self._narrow(job), state, job.declared_at))
        self._log.append(found, state="detect")
        if records:
            jobs[key] = _ENCODER.encode(replace(job, after=records[-1].offset))
        else:
            del jobs[key]
        self._log.append((), state=GROUP)
        return len(records)

    def _narrow(self, job: Job) -> Situation:
        """The situation with this entry alone; kept while it is the same, with what is compiled from it."""
        situation = self._situation()
        name = f"{job.kind}/{job.id}"
        if self._narrowed is None or self._narrowed[:2] != (situation.registers, name):
            self._narrowed = (situation.registers, name, only(situation.registers, {(job.kind, job.id)}))
        return replace(situation, registers=self._narrowed[2])


def only(registers: Registers, keys: Collection[RegisterKey]) -> Registers:
    """The registers with these embargoes and crises alone, and no rules for brand accounts: those need a whole past."""
    return replace(
        registers,
        embargoes=tuple(item for item in registers.embargoes if ("Embargo", item.id) in keys),
        crises=tuple(item for item in registers.crises if ("Crisis", item.id) in keys),
        policies=tuple(policy for policy in registers.policies if policy.rule == "severity"),
    )


def late_findings(
    records: Sequence[Record], situation: Situation, state: State, declared_at: datetime
) -> Iterator[Emit]:
    """What these retained posts give now. A post that cannot be judged is left out: live judging said so already."""

    def step(event: Event, held: Situation, kept: State) -> Iterable[Emit]:
        return look_back(event, held, kept, declared_at)

    for record in records:
        try:
            yield from judged(step, decode(record.value), situation, state)
        except Malformed:
            continue
