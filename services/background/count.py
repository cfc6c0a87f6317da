"""Counting the words of the posts that come in, together and seldom: without texts, and without a person.

Where many wait, some pages stand for all: what is counted are shares, and nobody should wait for them.
What employees may say without anybody looking (`streams.detect.guard`) is not counted either.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import count
from secrets import token_bytes
from time import monotonic
from typing import Final

from streams.codec import known
from streams.detect.guard import protected
from streams.detect.reading import read
from streams.events import PostEvent
from streams.identity import account_key
from streams.log.port import KeptLog
from streams.situation.model import Registers, Situation
from streams.text.word_counts import KEY_BYTES, WordCounts
from streams.topics import Record

GROUP: Final = "background"
AT_ONCE: Final = 1000  # posts
WAITING: Final = 10_000  # posts; where more wait, only a part of them is counted
TURN: Final = 0.2  # seconds after which live posts have their turn


class CountWords:
    """Counts into the table `background` of an installation."""

    def __init__(self, log: KeptLog, situation: Callable[[], Situation], clock: Callable[[], datetime]) -> None:
        self._log = log
        self._situation = situation
        self._clock = clock

    def work(self) -> int:
        """Count posts for a turn and return how many records were read. Counts and position are kept together."""
        done: list[Record] = []
        counts: WordCounts | None = None
        every = self._log.lag(GROUP, "posts").records // WAITING + 1
        ends_at = monotonic() + TURN
        for number in count():
            page = self._log.read(GROUP, ("posts",), AT_ONCE) if monotonic() < ends_at else ()
            if not page:
                break
            done += page
            if number % every == 0:
                counts = counts or self._held()
                counts.add(_counted(page, self._situation().registers, counts))
        if counts is not None:
            counts.keep(self._log.state(GROUP))
            self._log.advance(GROUP, done)
        return len(done)

    def _held(self) -> WordCounts:
        month = f"{self._clock():%Y-%m}"
        counts = WordCounts.kept(self._log.state(GROUP)) or WordCounts(token_bytes(KEY_BYTES), month)
        counts.turn(month)
        return counts


def _counted(records: Sequence[Record], registers: Registers, counts: WordCounts) -> Iterator[tuple[int, str]]:
    """The bucket of the author and the words of each new post of a declared account."""
    for record in records:
        post = known(record.value)
        account = registers.account(post.platform, post.account) if isinstance(post, PostEvent) else None
        if isinstance(post, PostEvent) and account is not None and post.kind == "created":
            parts = read(post)
            if account.account_class != "employee" or not protected(parts):
                words = " ".join(part.words for part in parts)
                yield counts.bucket(account_key(post.platform, post.account)), words
