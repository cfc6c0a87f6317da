"""What becomes of dead letters: the limit that stops a run which rejects too much, and the replay of one."""

from typing import Protocol

from streams.codec import Malformed, decode
from streams.identity import content_digest
from streams.losses import DeadLetter
from streams.stage import CannotRun
from streams.topics import TOPICS, Emit, Record, Topic


class TooManyDead(CannotRun):
    """More records were rejected than a healthy run rejects. The position is kept."""


class DeadLetterLimit:
    """Counts. Exceeded when more than `share` of at least `least` records seen are dead."""

    def __init__(self, share: float = 0.1, least: int = 1000) -> None:
        self._share = share
        self._least = least
        self.seen = 0
        self.dead = 0

    def add(self, seen: int, dead: int) -> None:
        """Count these; raises `TooManyDead` when that exceeds the limit."""
        self.seen += seen
        self.dead += dead
        if self.exceeded():
            raise TooManyDead(
                f"{self.dead} of {self.seen} records could not be processed, more than the limit of {self._share:.0%}. "
                "The position is kept. Look at the reasons in the dead letters, correct the source or go back to the "
                "version before, and start again; --dead-letter-limit, or for `vorlaut run` "
                "the setting ingest.dead_letter_share, allows more."
            )

    def exceeded(self) -> bool:
        """Whether too many are dead."""
        return self.seen >= self._least and self.dead > self._share * self.seen


class Kept(Protocol):
    """The part of a log's history that a replay needs."""

    def at(self, topic: Topic, partition: int, offset: int, index: int) -> Record | None:
        """The record in this place, where it is still kept."""
        ...


def replay(letter: DeadLetter, log: Kept) -> Emit | None:
    """The event a dead letter refers to, to be appended again once the cause is gone.

    None where nothing can be replayed: it died before the gate, is no longer kept, is not the record that died, or is
    still no event we know. Every id is computed, so that readers which had no trouble with it see no difference.
    """
    record = _referred(letter, log)
    if record is None or content_digest(record.value) != letter.digest:
        return None
    try:
        return Emit(record.topic, record.key, decode(record.value))
    except Malformed:
        return None


def _referred(letter: DeadLetter, log: Kept) -> Record | None:
    topic = next((name for name in TOPICS if name == letter.source), None)
    if topic is None or letter.partition is None or letter.index is None:
        return None
    return log.at(topic, letter.partition, letter.position, letter.index)
