"""What becomes known late looks back over what is still retained: as jobs, worked off in slices beside live traffic.

A declared or changed embargo or crisis judges the posts again; what it finds is marked as found later and pages nobody,
and an alert that was found live is left as it is. An official text judges the texts of alerts again; what only repeats
it becomes public. Jobs lie in the table `rescan` and survive a kill; a slice that is done twice changes nothing.
"""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Literal

import msgspec

from streams.codec import decode
from streams.events import OfficialPublished, RegisterChanged
from streams.log.order import behind, lies_within
from streams.log.port import KeptLog, Positions
from streams.topics import Emit, Record

GROUP = "rescan"
SLICE = 2000  # posts looked at in one go, so that live posts need not wait long
_LOOK = timedelta(seconds=1)  # between two looks at what is not judged yet
_EARLIER = timedelta(hours=1)  # clocks of several machines, and one that was set back


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Entries (`Embargo/x`) that look back over the records of a topic between the positions `after` and `until`.

    `at` is when they were declared, or since when the text is official; what was appended before `since` cannot be
    concerned. Where the job ends is settled at `begins`: what comes behind that is judged by these entries anyway.
    Behind `until`, up to `rest`, lies what may have been judged without them and was not advanced past by then.
    """

    topic: Literal["posts", "contents"]
    registers: tuple[str, ...]
    at: datetime
    since: datetime
    begins: datetime
    after: Positions = field(default_factory=dict)
    until: Positions | None = None
    rest: Positions | None = None


Judge = Callable[[Job, Sequence[Record]], None]

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Job)


class LookBack:
    """The jobs of one installation.

    `judge` makes durable what becomes of a slice, and may be given the same one again. `settles` is after how long
    whoever judges live posts has surely read a register.
    """

    def __init__(
        self, log: KeptLog, judge: Judge, clock: Callable[[], datetime], settles: timedelta = timedelta(0)
    ) -> None:
        self._log = log
        self._judge = judge
        self._clock = clock
        self._settles = settles

    def enqueue(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of the topic `registers`: what looks back becomes a job, entries declared together one."""
        jobs = self._log.state(GROUP)
        begins = self._clock() + self._settles
        together: defaultdict[datetime, dict[str, datetime]] = defaultdict(dict)
        for record in records:
            event = decode(record.value)
            if isinstance(event, RegisterChanged) and (opens := _opens(event)):
                together[event.declared_at][f"{event.kind}/{event.id}"] = opens
            elif isinstance(event, OfficialPublished):
                since = event.at - _EARLIER
                job = Job(topic="contents", registers=event.registers, at=event.at, since=since, begins=begins)
                jobs[f"Official/{event.id}"] = _ENCODER.encode(job)
        for at, opened in together.items():
            since = min(opened.values()) - _EARLIER
            job = Job(topic="posts", registers=tuple(sorted(opened)), at=at, since=since, begins=begins)
            jobs[" ".join(job.registers)] = _ENCODER.encode(job)
        return ()

    def work(self) -> int:
        """Do one slice of the first job that may begin; returns 0 only where there is none."""
        jobs, now = self._log.state(GROUP), self._clock()
        for key, value in jobs.items():
            job = _DECODER.decode(value)
            if job.begins <= now:
                return self._advance(key, self._begun(job))
        return 0

    def _begun(self, job: Job) -> Job:
        """The job with its bounds."""
        if job.until is not None:
            return job
        after = self._log.since(job.topic, job.since)
        if job.topic == "contents":  # judged by nobody else
            return replace(job, after=after, until=self._log.end("contents"))
        judged, end = self._judged(), self._log.end("posts")
        rest = end if self._settles and not _covers(judged, end) else None
        return replace(job, after=after, until=judged, rest=rest)

    def _advance(self, key: str, job: Job) -> int:
        until = job.until or {}
        found = self._log.tail(job.topic, job.after, SLICE)
        records = [record for record in found if lies_within(record, until)]
        if records:
            self._judge(job, records)
        jobs = self._log.state(GROUP)
        if records:
            jobs[key] = _ENCODER.encode(replace(job, after=behind(job.after, found)))
        elif job.rest is not None:
            jobs[key] = _ENCODER.encode(self._going_on(job, until, job.rest))
        else:
            del jobs[key]
        self._log.append((), state=GROUP)
        return len(records) or 1

    def _going_on(self, job: Job, until: Positions, rest: Positions) -> Job:
        """The job with its rest, as far as that is judged by now; the other part of it is looked at in a moment."""
        judged = {partition: min(end, rest.get(partition, -1)) for partition, end in self._judged().items()}
        after = _later(self._log.since(job.topic, job.since), until)
        more = None if _covers(judged, rest) else rest
        return replace(job, after=after, until=_later(until, judged), rest=more, begins=self._clock() + _LOOK)

    def _judged(self) -> Positions:
        """Where live judging of posts stands."""
        return self._log.positions("detect").get("posts", {})


def _covers(reached: Positions, end: Positions) -> bool:
    return all(reached.get(number, -1) >= last for number, last in end.items())


def _later(one: Positions, other: Positions) -> Positions:
    return {number: max(one.get(number, -1), other.get(number, -1)) for number in one.keys() | other.keys()}


def _opens(event: RegisterChanged) -> datetime | None:
    if event.embargo is not None:
        return event.embargo.opens
    return event.crisis.opens if event.crisis is not None else None
