"""What becomes known late looks back over what is still retained: as jobs, worked off in slices beside live traffic.

A declared or changed embargo or crisis judges the posts again; what it finds is marked as found later and pages nobody,
and an alert that was found live is left as it is. An official text judges the texts of alerts again; what only repeats
it becomes public. Jobs lie in the table `rescan` and survive a kill; a slice that is done twice changes nothing. What
was looked for, by whose word and with which result is appended to the topic `audit` when a job ends.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from time import monotonic
from typing import Literal

import msgspec

from streams.codec import decode
from streams.events import OfficialPublished, RegisterChanged
from streams.identity import computed_id
from streams.log.order import behind, lies_within
from streams.log.port import KeptLog, Log, Positions
from streams.losses import LookedBack
from streams.topics import Emit, Record

GROUP = "rescan"
SLICE = 2000  # posts read in one go
TURN = 0.2  # seconds after which live posts have their turn
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
    actors: tuple[str, ...] = ()
    started: datetime | None = None
    first: Positions = field(default_factory=dict)
    looked_at: int = 0
    found: int = 0

    @property
    def left(self) -> int:
        """How many are still to be looked at: exactly in the embedded mode, else as packed records hold on average."""
        until = _later(self.until or {}, self.rest or {})
        done = _between(self.first, {number: self.after.get(number, -1) for number in until})
        left = _between(self.after, until)
        return left if not done else round(left * max(1.0, self.looked_at / done))


Judge = Callable[[Job, Sequence[Record]], int]  # how many alerts were found, or posts recalled

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Job)


def jobs_of(log: Log) -> Iterator[Job]:
    """The jobs of an installation that have not ended."""
    return map(_DECODER.decode, log.state(GROUP).values())


class LookBack:
    """The jobs of one installation.

    `judge` makes durable what becomes of a slice, and may be given the same one again. `settles` is after how long
    whoever judges live posts has surely read a register. `tell` hears how many posts are left after each turn.
    """

    def __init__(
        self,
        log: KeptLog,
        judge: Judge,
        clock: Callable[[], datetime],
        settles: timedelta = timedelta(0),
        tell: Callable[[int], None] = lambda _left: None,
    ) -> None:
        self._log = log
        self._judge = judge
        self._clock = clock
        self._settles = settles
        self._tell = tell

    def enqueue(self, records: Sequence[Record]) -> tuple[Emit, ...]:
        """Handler of the topic `registers`: what looks back becomes a job, entries declared together one.

        A job on the same entries that was begun gives way to the new one, and leaves its account.
        """
        jobs = self._log.state(GROUP)
        replaced: list[Emit] = []
        for key, job in self._jobs_of(records):
            if before := jobs.get(key):
                replaced += self._accounts(_DECODER.decode(before), completed=False)
            jobs[key] = _ENCODER.encode(job)
        return tuple(replaced)

    def _jobs_of(self, records: Sequence[Record]) -> Iterator[tuple[str, Job]]:
        begins = self._clock() + self._settles
        together: defaultdict[datetime, list[RegisterChanged]] = defaultdict(list)
        for record in records:
            event = decode(record.value)
            if isinstance(event, RegisterChanged) and _opens(event):
                together[event.declared_at].append(event)
            elif isinstance(event, OfficialPublished):
                since = event.at - _EARLIER
                yield (
                    f"Official/{event.id}",
                    Job(topic="contents", registers=event.registers, at=event.at, since=since, begins=begins),
                )
        for at, events in together.items():
            job = Job(
                topic="posts",
                registers=tuple(sorted({f"{one.kind}/{one.id}" for one in events})),
                at=at,
                since=min(filter(None, map(_opens, events))) - _EARLIER,
                begins=begins,
                actors=tuple(sorted({one.actor for one in events})),
            )
            yield " ".join(job.registers), job

    def work(self) -> int:
        """Go on with the first job that may begin, for a turn; returns 0 only where there is none."""
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
        job = replace(job, after=after, first=after, started=self._clock())
        if job.topic == "contents":  # judged by nobody else
            return replace(job, until=self._log.end("contents"))
        judged, end = self._judged(), self._log.end("posts")
        rest = end if self._settles and not _covers(judged, end) else None
        return replace(job, until=judged, rest=rest)

    def _advance(self, key: str, job: Job) -> int:
        before, until, ends_at = job.looked_at, job.until or {}, monotonic() + TURN
        more = True
        while more and monotonic() < ends_at:
            read = self._log.tail(job.topic, job.after, SLICE)
            records = [record for record in read if lies_within(record, until)]
            more = bool(records)
            if records:
                found = self._judge(job, records)
                looked_at = job.looked_at + len(records)
                job = replace(job, after=behind(job.after, read), looked_at=looked_at, found=job.found + found)
                if found:
                    break  # what was found is kept: so must be how far it was looked
        self._keep(key, job, ended=not more)
        return job.looked_at - before or 1

    def _keep(self, key: str, job: Job, *, ended: bool) -> None:
        jobs, account = self._log.state(GROUP), list[Emit]()
        if not ended:
            jobs[key] = _ENCODER.encode(job)
        elif job.rest is not None:
            jobs[key] = _ENCODER.encode(self._going_on(job, job.until or {}, job.rest))
        else:
            del jobs[key]
            account = self._accounts(job, completed=True)
        self._log.append(account, state=GROUP)
        self._tell(sum(_DECODER.decode(value).left for value in jobs.values()))

    def _accounts(self, job: Job, *, completed: bool) -> list[Emit]:
        """What is said of a job for good; nothing of one that was never begun."""
        if job.started is None:
            return []
        looked_back = LookedBack(
            id=computed_id("lb", job.topic, *job.registers, job.at.isoformat(), job.started.isoformat()),
            registers=job.registers,
            looked_at=job.topic,
            declared_at=job.at,
            declared_by=job.actors,
            since=job.since,
            started_at=job.started,
            ended_at=self._clock(),
            records=job.looked_at,
            found=job.found,
            completed=completed,
        )
        return [Emit("audit", " ".join(job.registers), looked_back)]

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


def _between(after: Positions, until: Positions) -> int:
    """How many offsets lie behind the one and not behind the other; a partition not named stands before its first."""
    return sum(max(0, last - after.get(number, -1)) for number, last in until.items())


def _opens(event: RegisterChanged) -> datetime | None:
    if event.embargo is not None:
        return event.embargo.opens
    return event.crisis.opens if event.crisis is not None else None
