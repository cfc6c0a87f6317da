"""What the console says of sources, of what is missing, and of itself."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from services.audit.trail import Question, trail
from services.console import Watched
from services.serve.application import make_app
from services.serve.sources_page import sources_page
from services.serve.times import Clockwork
from services.serve.visits import Console
from services.serve.wall import waiting_said
from services.serve.words import Words
from services.serve.words_de import DE
from services.serve.words_en import EN
from services.sources.gaps import gap
from services.sources.pulse import Pulse
from services.sources.report import AccountReport, Report
from services.wiring import Installation
from streams.log.port import Lag, Positions
from streams.log.sqlite import SqliteLog
from streams.stage import Unavailable
from streams.topics import Topic
from tests.unit.serve.browser import Browser, Open
from tests.veltrona import NOON
from tests.veltrona_house import House

LONG = timedelta(days=365)


def live(installation: Installation) -> None:
    Pulse(installation.log, installation.clock, "file", "posts.ndjson", LONG).well(taken=True)


def lose(installation: Installation, source: str = "posts.ndjson") -> None:
    now = installation.clock()
    installation.log.append([gap(source, now - timedelta(hours=1), now, "cut_off", ["anna"])])


def forget(console: Open) -> None:
    """Have it look again at once."""
    sources = console.console.ports.sources
    assert isinstance(sources, Watched)
    sources.forget()


def light(browser: Browser) -> str:
    return "well" if 'class="coverage well"' in browser.get("/") else "unwell"


def test_the_light_is_green_only_while_all_sources_are_live_and_no_gap_is_open(console: Open) -> None:
    browser = console.browser()
    assert light(browser) == "unwell"
    live(console.installation)
    forget(console)
    assert light(browser) == "well"
    lose(console.installation)
    forget(console)
    assert light(browser) == "unwell"
    assert "1 known gap: posts may be missing." in browser.get("/")


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        ("en", ["No source is set up", "nothing ever came in", "Nothing is known to be missing."]),
        ("de", ["Keine Quelle ist eingerichtet", "noch nie kam etwas", "Nichts fehlt, soweit bekannt."]),
    ],
)
def test_an_installation_without_sources_says_so_in_words(console: Open, lang: str, said: list[str]) -> None:
    browser = console.browser()
    browser.client.post("/language", data={"lang": lang})
    page = browser.get("/health")
    assert all(words in page for words in said)


def test_whoever_is_silent_is_found_by_how_long(console: Open, house: House) -> None:
    browser = console.browser()
    assert "heard of today" in browser.get("/health")
    house.now += timedelta(days=8)
    forget(console)
    browser = console.browser()  # nobody stays signed in for so long
    assert "silent for 8 days" in browser.get("/health?silent=7")
    assert "silent for 8 days" not in browser.get("/health?silent=30")
    assert "silent for 8 days" not in browser.get("/health?silent=never")
    assert "silent for 8 days" in browser.get("/health?silent=%3Cscript%3E")


def test_nobody_is_ranked_by_how_long_they_are_silent() -> None:
    accounts = [AccountReport(name, "mastodon", "employee", "", days) for name, days in (("anna", 3), ("ben", 12))]
    page = sources_page(Report(NOON, (), tuple(accounts), ()), "", Clockwork(NOON, ZoneInfo("UTC"), "en"), EN)
    assert [one.id for one in page.accounts] == ["anna", "ben"]


def test_a_gap_is_closed_with_a_reason_by_whoever_may_and_stands_in_the_trail(console: Open) -> None:
    lose(console.installation)
    browser = console.browser()
    (path,) = {one for one in browser.get("/health").split(chr(34)) if one.endswith("/close") and "gaps" in one}
    assert browser.send(path, reason=" ").status_code == 422
    assert browser.send(path, reason="read by hand").status_code == 303
    assert "Nothing is known to be missing." in browser.get("/health")
    assert browser.send(path, reason="again").status_code == 422
    kinds = [(line.kind, line.actor, line.why) for line in trail(console.installation.log, Question())]
    assert ("gap", "vorlaut", "cut_off: anna") in kinds
    assert ("decision", "Hanne", "read by hand") in kinds
    assert "cut off or replaced" in browser.get("/audit?kind=gap")


def test_names_of_sources_that_mean_harm_are_shown_harmlessly(console: Open) -> None:
    lose(console.installation, "<script>alert(1)</script>\u202e.ndjson")
    assert "<script>alert" not in console.browser().get("/health")


class OddLog(SqliteLog):
    """A log that can be away, and whose view can be behind."""

    away = False
    behind = False

    def positions(self, group: str) -> Mapping[Topic, Positions]:
        if self.away:
            raise Unavailable("away")
        return super().positions(group)

    def lag(self, group: str, topic: Topic) -> Lag:
        if self.behind and group == "index":
            return Lag(3, self._clock() - timedelta(minutes=5))
        return super().lag(group, topic)


@contextmanager
def odd(house: House, console: Console) -> Iterator[tuple[OddLog, Browser, Browser]]:
    log = OddLog(house.data / "log.db", clock=lambda: house.now)
    changed = replace(console, ports=replace(console.ports, log=log))
    browser = Browser(make_app(changed))
    assert console.links is not None
    browser.client.post("/sign-in", data={"token": console.links.issue("Hanne", "responder")})
    try:
        yield log, browser, Browser(make_app(replace(changed, not_live=lambda: "the main loop stands still for 99 s")))
    finally:
        log.close()


def test_the_probes_tell_a_log_that_is_away_from_a_process_that_hangs(console: Open, house: House) -> None:
    with odd(house, console.console) as (log, browser, hanging):
        assert [browser.client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 200]
        log.away = True
        assert [browser.client.get(path).status_code for path in ("/healthz", "/readyz")] == [200, 503]
        hung = hanging.client.get("/healthz")
        assert (hung.status_code, hung.text) == (503, "the main loop stands still for 99 s\n")


def test_a_view_that_is_behind_is_ready_and_says_how_old_it_is(console: Open, house: House) -> None:
    with odd(house, console.console) as (log, browser, _):
        log.behind = True
        assert browser.client.get("/readyz").text == "ok, but what is shown is 300 s old\n"
        assert "What is shown here is 5 minutes old" in browser.get("/")
        assert light(browser) == "unwell"


@pytest.mark.parametrize(
    ("words", "records", "ago", "said"),
    [
        (EN, 1, 90, "1 post waits, for 2 minutes now."),
        (EN, 7, 5, "7 posts wait, the oldest for 5 seconds now."),
        (DE, 1, 0, "1 Beitrag wartet, schon 1 Sekunde."),
        (DE, 7, 5, "7 Beiträge warten, der älteste schon 5 Sekunden."),
        (DE, 0, 0, "Alles, was kam, ist beurteilt."),
    ],
)
def test_one_post_waits_and_several_do(words: Words, records: int, ago: int, said: str) -> None:
    clockwork = Clockwork(NOON, ZoneInfo("Europe/Berlin"), words.lang)
    lag = Lag(records, NOON - timedelta(seconds=ago) if records else None)
    assert waiting_said(lag, clockwork, words) == said
