"""Counting the words of posts, and what is expected of a term by them."""

from datetime import timedelta

import pytest

from services.background.count import AT_ONCE, GROUP, WAITING, CountWords
from services.background.estimate import counted, usual
from streams.identity import account_key
from streams.log.memory import MemoryLog
from streams.text.word_counts import WordCounts
from streams.topics import Emit
from tests.veltrona import NOON, post, situation

HELD = situation()


class Counting:
    """An installation's log in memory, and its counts."""

    def __init__(self) -> None:
        self.now = NOON
        self.log = MemoryLog(lambda: self.now)
        self.unit = CountWords(self.log, lambda: HELD, lambda: self.now)

    def take_in(self, text: str, times: int = 1, by: str = "ben") -> None:
        posts = (post(text, by, id=f"{text}{number}") for number in range(times))
        self.log.append([Emit("posts", account_key(one.platform, one.account), one) for one in posts])

    def counts(self) -> WordCounts:
        while self.unit.work():
            pass
        kept = WordCounts.kept(self.log.state(GROUP))
        assert kept is not None
        return kept


def test_new_posts_are_counted_once() -> None:
    counting = Counting()
    counting.take_in("Guten Morgen", 3)
    assert counting.counts().posts == 3
    assert counting.counts().posts == 3


def test_protected_speech_and_strangers_are_not_counted() -> None:
    counting = Counting()
    counting.take_in("Guten Morgen")
    counting.take_in("Der Betriebsrat ruft zum Streik auf")
    assert counting.counts().posts == 1


def test_where_many_wait_a_part_of_them_is_counted() -> None:
    counting = Counting()
    counting.take_in("Guten Morgen", WAITING + AT_ONCE)
    counts = counting.counts()
    assert 0 < counts.posts <= WAITING + AT_ONCE
    assert counting.log.lag(GROUP, "posts").records == 0


def test_a_new_month_halves_what_was_counted() -> None:
    counting = Counting()
    counting.take_in("Guten Morgen", 4)
    counting.counts()
    counting.now += timedelta(days=31)
    counting.take_in("Guten Abend")
    assert counting.counts().posts == 3


def test_a_term_is_looked_up_with_its_endings_and_in_two_words() -> None:
    counts = WordCounts(b"k" * 16, "2026-11")
    for text in (" falke ", " falken ", " falke 2 ", " falke2 "):
        counts.add([(bucket, text) for bucket in range(3)])
    assert [found and found.times for found in (counted(counts, "Falke"), counted(counts, "Falke 2"))] == [9, 6]
    assert counted(counts, "Projekt Falke 2") is None


@pytest.mark.parametrize(("term", "loud"), [("Falcon", True), ("Falke", True), ("Lumarixo", False), ("Falke 2", False)])
def test_word_lists_say_what_to_expect_of_a_term(term: str, *, loud: bool) -> None:
    assert (usual(term) * 10_000 > 0.2) is loud
