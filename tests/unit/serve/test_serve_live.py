"""The thread that looks for something new."""

from collections.abc import Callable
from threading import Event as Signal

import pytest

from services.serve.live import News
from streams.stage import CannotRun, Unavailable


def test_what_was_done_here_is_looked_for_at_once() -> None:
    looked = Signal()
    news = News(looked.set, every=60)
    news.start()
    assert not looked.wait(0.1)
    news.soon()
    assert looked.wait(10)
    news.stop()


def test_who_did_something_is_shown_nothing_from_before() -> None:
    news = News(lambda: 1, every=60)
    news.start()
    before = news.mark()
    assert news.mark() == before
    news.soon()
    assert news.mark() != before
    news.stop()


@pytest.mark.parametrize("error", [Unavailable("away"), CannotRun("the login is refused")])
def test_who_looks_goes_on_when_there_is_nothing_to_be_seen(error: Exception) -> None:
    again = Signal()
    news = News(_failing_once(error, again.set), every=0.01)
    news.start()
    assert again.wait(10)
    news.stop()


def _failing_once(error: Exception, then: Callable[[], None]) -> Callable[[], object]:
    failures = [error]

    def look() -> None:
        if failures:
            raise failures.pop()
        then()

    return look
