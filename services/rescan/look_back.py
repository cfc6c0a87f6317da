"""What becomes known late looks back over what is still retained.

A declared or changed embargo or crisis judges the posts again; what it finds is marked as found later, and an alert
that was found live is left as it is. An official text judges the texts of alerts again; what only repeats it becomes
public. Each is a job in the table `rescan`, worked off in slices beside live traffic. Jobs survive a kill, and a slice
that is done twice changes nothing.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

import msgspec

from streams.codec import Malformed, decode
from streams.detect.detect import look_back
from streams.detect.publicity import judge_publicity
from streams.events import AlertContent, Event, OfficialPublished, RegisterChanged
from streams.log.port import KeptLog
from streams.situation.model import Registers, Situation
from streams.stage import Unavailable, judged
from streams.topics import Emit, Record, State

GROUP = "rescan"
SLICE = 2000  # posts looked at in one go, so that live posts need not wait long


@dataclass(frozen=True, slots=True)
class Job:
    """Entries (`Embargo/x`) that look back over the records of a topic with offsets in `(after, until]`.

    `at` is when they were declared, or since when the text is official.
    """

    topic: Literal["posts", "contents"]
    registers: tuple[str, ...]
    at: datetime
    after: int
    until: int


_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Job)


class LookBack:
    """The jobs of one installation."""

    def __init__(self, log: KeptLog, situation: Callable[[], Situation]) -> None:
        self._log = log
        self._situation = situation
        self._narrowed: tuple[Registers, tuple[str, ...], Registers] | None = None

    def enqueue(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of the topic `registers`: what looks back becomes a job.

        A job ends where live judging stands now: what comes behind that is judged by these entries anyway.
        """
        jobs = self._log.state(GROUP)
        judged_until = self._log.positions("detect").get("posts", 0)
        for record in records:
            event = decode(record.value)
            if isinstance(event, RegisterChanged) and event.kind in {"Embargo", "Crisis"}:
                name = f"{event.kind}/{event.id}"
                jobs[name] = _ENCODER.encode(Job("posts", (name,), event.declared_at, 0, judged_until))
            elif isinstance(event, OfficialPublished):
                job = Job("contents", event.registers, event.at, 0, self._log.end("contents"))
                jobs[f"Official/{event.id}"] = _ENCODER.encode(job)
        return ()

    def work(self) -> int:
        """Do one slice of the first job; returns 0 only where there is no job."""
        jobs = self._log.state(GROUP)
        key = next(iter(jobs), None)
        if key is None:
            return 0
        job = _DECODER.decode(jobs[key])
        records = [item for item in self._log.tail(job.topic, job.after, SLICE) if item.offset <= job.until]
        self._append_found(job, records)
        if records:
            jobs[key] = _ENCODER.encode(replace(job, after=records[-1].offset))
        else:
            del jobs[key]
        self._log.append((), state=GROUP)
        return len(records) or 1

    def _append_found(self, job: Job, records: Sequence[Record]) -> None:
        """Findings and state together or neither: a state that is ahead would take the findings for known."""
        try:
            self._log.append(list(self._found(job, records)), state="detect")
        except Unavailable:
            self._log.rewind("detect")
            raise

    def _found(self, job: Job, records: Sequence[Record]) -> Iterator[Emit]:
        state = self._log.state("detect")
        if job.topic == "posts":
            return late_findings(records, self._narrow(job), state, job.at)
        return _public(records, self._narrow(job), state, job)

    def _narrow(self, job: Job) -> Situation:
        """The situation with these entries alone; kept while it is the same, with what is compiled from it."""
        situation = self._situation()
        if self._narrowed is None or self._narrowed[:2] != (situation.registers, job.registers):
            self._narrowed = (situation.registers, job.registers, only(situation.registers, job.registers))
        return replace(situation, registers=self._narrowed[2])


def only(registers: Registers, names: Collection[str]) -> Registers:
    """The registers with these entries alone, and without the rules for brand accounts, which need a whole past."""
    return replace(
        registers,
        embargoes=tuple(item for item in registers.embargoes if f"Embargo/{item.id}" in names),
        crises=tuple(item for item in registers.crises if f"Crisis/{item.id}" in names),
        policies=tuple(policy for policy in registers.policies if policy.rule == "severity"),
    )


def late_findings(records: Sequence[Record], situation: Situation, state: State, at: datetime) -> Iterator[Emit]:
    """What these retained posts give now. A post that cannot be judged is left out: live judging said so already."""

    def step(event: Event, held: Situation, kept: State) -> Iterable[Emit]:
        return look_back(event, held, kept, at)

    for record in records:
        try:
            yield from judged(step, decode(record.value), situation, state)
        except Malformed:
            continue


def _public(records: Sequence[Record], situation: Situation, state: State, job: Job) -> Iterator[Emit]:
    for record in records:
        event = decode(record.value)
        if isinstance(event, AlertContent):
            yield from judge_publicity(event, situation, state, job.registers, job.at)
