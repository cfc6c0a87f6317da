"""Judging a slice of a job: here, beside the state of `detect`, or by sending what is concerned to whoever has it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from services.rescan.jobs import Job
from streams.codec import Malformed, decode, known
from streams.detect.detect import look_back
from streams.detect.judge import judge
from streams.detect.narrow import only
from streams.detect.publicity import judge_publicity, post_of
from streams.detect.sieve import sieve
from streams.events import Alert, AlertContent, Event, PostEvent, Recalled
from streams.identity import account_key
from streams.log.port import KeptLog
from streams.situation.model import Situation
from streams.situation.official import concerned, officially_said, with_official
from streams.stage import Unavailable, judged
from streams.topics import Emit, Record, State


class JudgeHere:
    """For the process that owns the state of `detect`: judges and appends what is found.

    `tell` hears of the alerts of each slice once they are in the log.
    """

    def __init__(
        self,
        log: KeptLog,
        situation: Callable[[], Situation],
        tell: Callable[[Sequence[Alert]], None] = lambda _alerts: None,
    ) -> None:
        self._log = log
        self._situation = situation
        self._tell = tell

    def __call__(self, job: Job, records: Sequence[Record]) -> int:
        """Findings and state together or neither: a state that is ahead would take the findings for known.

        Returns how many alerts were found.
        """
        try:
            if emits := list(self._found(job, records)):
                self._log.append(emits, state="detect")
        except Unavailable:
            self._log.rewind("detect")
            raise
        alerts = [emit.event for emit in emits if isinstance(emit.event, Alert)]
        self._tell(alerts)
        return len(alerts)

    def _found(self, job: Job, records: Sequence[Record]) -> Iterator[Emit]:
        state = self._log.state("detect")
        held = self._situation()
        job = replace(job, registers=concerned(held.registers, job.registers))
        situation = narrowed(held, job.registers)
        if job.topic == "posts":
            return late_findings(records, situation, state, job.at)
        return _public(records, situation, state, job)


class Recall:
    """For every other process: whoever owns the state of `detect` gets the posts and texts that are concerned."""

    def __init__(self, log: KeptLog, situation: Callable[[], Situation]) -> None:
        self._log = log
        self._situation = situation

    def __call__(self, job: Job, records: Sequence[Record]) -> int:
        """Append what is to be judged again and return how much that is; most posts are not concerned."""
        held = self._situation()
        job = replace(job, registers=concerned(held.registers, job.registers))
        situation = narrowed(held, job.registers)
        passed = sieve(situation.registers).passed(records) if job.topic == "posts" else records
        return self._log.append([emit for record in passed for emit in _recalled(record, job, situation)])


def narrowed(situation: Situation, names: Iterable[str]) -> Situation:
    """The situation with these entries alone."""
    return replace(situation, registers=only(situation.registers, tuple(sorted(names))))


def late_findings(records: Sequence[Record], situation: Situation, state: State, at: datetime) -> Iterator[Emit]:
    """What these retained posts give now, what is officially said in one holding for those behind it.

    A post that cannot be judged is left out: live judging said so already.
    """

    def step(event: Event, held: Situation, kept: State) -> Iterable[Emit]:
        return look_back(event, held, kept, at)

    for record in sieve(situation.registers).passed(records):
        try:
            emits = judged(step, decode(record.value), situation, state)
        except Malformed:
            continue
        situation = with_official(situation, officially_said(emits)) if emits else situation
        yield from emits


def _public(records: Sequence[Record], situation: Situation, state: State, job: Job) -> Iterator[Emit]:
    for record in records:
        event = known(record.value)
        if isinstance(event, AlertContent):
            yield from judge_publicity(event, situation, state, job.registers, job.at)


def _recalled(record: Record, job: Job, situation: Situation) -> Iterator[Emit]:
    event = known(record.value)  # none where it was erased meanwhile
    if isinstance(event, PostEvent) and any(late_findings([record], situation, {}, job.at)):
        yield _emit(event.platform, event.account, Recalled(registers=job.registers, at=job.at, post=event))
    elif isinstance(event, AlertContent) and _may_be_public(event, job, situation):
        recalled = Recalled(registers=job.registers, at=job.at, content=event)
        yield _emit(event.post.platform, event.post.account, recalled)


def _may_be_public(content: AlertContent, job: Job, situation: Situation) -> bool:
    if content.post.published <= job.at:
        return False
    still = {finding.register for finding in judge(post_of(content), situation, {}).findings}
    return not still.issuperset(job.registers)


def _emit(platform: str, account: str, event: Recalled) -> Emit:
    return Emit("recalls", account_key(platform, account), event)
