"""Questions that are asked again and again, kept under names: events in the log, so that who keeps one is known.

They lie among what people did, and are kept for as long as that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from threading import Lock
from typing import Final

from services.audit.entries import KINDS
from services.audit.trail import Question
from services.explain.harmless import harmless
from streams.codec import known
from streams.events import Event
from streams.identity import computed_id
from streams.log.order import behind, pages
from streams.log.port import History, Log, Positions
from streams.stage import CannotRun
from streams.topics import Emit
from streams.trail import Asked, QuestionKept

LONGEST: Final = 80  # characters of a name
_AT_ONCE: Final = 2000


@dataclass(frozen=True, slots=True)
class Kept:
    """A question under its name, and who kept it when."""

    name: str
    question: Question
    actor: str
    at: datetime


def keep_question(log: Log, name: str, question: Question, actor: str, at: datetime) -> None:
    """Keep a question under a name, in place of what had it. Raises `CannotRun` for a name that is none."""
    _append(log, _named(name), actor, at, as_asked(question))


def as_asked(question: Question) -> Asked:
    """The question as events hold it."""
    return Asked(
        actor=question.actor,
        object=question.object,
        kinds=question.kinds,
        since=question.since,
        until=question.until,
    )


def question_of(asked: Asked) -> Question:
    """The question that an event holds. A kind that only a later version knows narrows nothing here."""
    kinds = tuple(kind for kind in KINDS if kind in asked.kinds)
    return Question(actor=asked.actor, object=asked.object, kinds=kinds, since=asked.since, until=asked.until)


def drop_question(log: Log, name: str, actor: str, at: datetime) -> None:
    """Nothing is kept under this name any more."""
    _append(log, name, actor, at, None)


def kept_question(log: History, name: str) -> Question:
    """The question of this name. Raises `CannotRun` where there is none, with those that there are."""
    held = Questions(log).all()
    if name not in held:
        raise CannotRun(f"no question is kept as {name}: there are {', '.join(held) or 'none yet'}")
    return held[name].question


class Questions:
    """All that are kept. What was read once is not read again. Threads may share it."""

    def __init__(self, log: History) -> None:
        self._log = log
        self._lock = Lock()
        self._after: Positions = {}
        self._latest: dict[str, QuestionKept] = {}

    def all(self) -> Mapping[str, Kept]:
        """By name; of what was kept under one name the latest. Raises `Unavailable`."""
        with self._lock:
            for records in pages(self._log, "audit", _AT_ONCE, self._after):
                for record in records:
                    self._take(known(record.value) if record.value else None)
                self._after = behind(self._after, records)
            held = dict(self._latest)
        return {name: _kept(event) for name, event in sorted(held.items()) if not event.dropped}

    def _take(self, event: Event | None) -> None:
        if isinstance(event, QuestionKept):
            before = self._latest.get(event.name)
            if before is None or (before.at, before.id) <= (event.at, event.id):
                self._latest[event.name] = event


def _named(name: str) -> str:
    shown = " ".join(name.split())
    if not shown or len(shown) > LONGEST or harmless(shown) != shown:
        raise CannotRun(f"a question is kept under a name of 1 to {LONGEST} characters that can be seen")
    return shown


def _append(log: Log, name: str, actor: str, at: datetime, asked: Asked | None) -> None:
    kept = QuestionKept(
        id=computed_id("qu", name, actor, at.isoformat(), "" if asked else "dropped"),
        name=name,
        actor=actor,
        at=at,
        question=asked or Asked(),
        dropped=asked is None,
    )
    log.append([Emit("audit", name, kept)])


def _kept(event: QuestionKept) -> Kept:
    return Kept(event.name, question_of(event.question), event.actor, event.at)
