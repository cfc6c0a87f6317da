"""What many open pages ask for is counted once, and anew at every piece of news."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta

from services.ports.store import Facet, Query
from services.serve.remembered import MOST_AGE, Remembered

HOUR = timedelta(hours=1)


class Counting:
    """Counts how often it is asked."""

    asked = 0

    def count(self, query: Query, facet: Facet) -> Mapping[str, int]:
        self.asked += 1
        return {f"{facet}{query.text}": self.asked}

    def counts(self, query: Query, facets: Sequence[Facet]) -> Mapping[tuple[str, ...], int]:
        self.asked += 1
        return {(*facets, query.text): self.asked}

    def histogram(
        self, query: Query, every: timedelta, facet: Facet | None = None
    ) -> Mapping[tuple[datetime, str], int]:
        self.asked += 1
        return {(datetime.fromtimestamp(0, UTC) + every, f"{facet}{query.text}"): self.asked}


def test_a_count_is_made_once_between_two_pieces_of_news_and_within_a_second() -> None:
    tally, news, now = Counting(), [1], [5.0]
    remembered = Remembered(tally, lambda: news[0], lambda: now[0])
    for _ in range(3):
        assert remembered.count(Query(), "state") == {"state": 1}
    news[0] += 1
    assert remembered.count(Query(), "state") == {"state": 2}
    now[0] += MOST_AGE / 2
    assert remembered.count(Query(), "state") == {"state": 2}
    now[0] += MOST_AGE
    assert remembered.count(Query(), "state") == {"state": 3}


def test_other_questions_are_asked_on_their_own() -> None:
    tally = Counting()
    remembered = Remembered(tally, lambda: 1, lambda: 0.0)
    remembered.count(Query(), "state")
    remembered.count(Query(text="x"), "state")
    remembered.count(Query(), "group")
    remembered.counts(Query(), ("group", "state"))
    remembered.counts(Query(), ("group", "state"))
    remembered.histogram(Query(), HOUR)
    remembered.histogram(Query(), HOUR, "state")
    assert tally.asked == 6


def test_while_nobody_looks_for_news_nothing_is_remembered() -> None:
    tally = Counting()
    remembered = Remembered(tally, object, lambda: 0.0)
    remembered.count(Query(), "state")
    remembered.count(Query(), "state")
    assert tally.asked == 2
