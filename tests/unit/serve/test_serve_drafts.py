"""A quote stands beside its draft for those who are cleared, and for nobody else, and of the draft nothing is kept."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from prometheus_client import generate_latest

from services.audit.entries import Entry
from services.audit.trail import Question, trail
from services.declare.files import read_registers
from services.drafts_settings import ClearedSettings, DraftsSettings
from services.serve.alert_page import alert_page
from services.serve.links import Role
from services.serve.readings import Readings
from services.serve.sessions import Session
from services.serve.times import Clockwork
from services.serve.visits import Visit
from services.serve.words_en import EN
from services.settings import ConsoleSettings
from streams.log.memory import MemoryLog
from streams.registers import RegisterEntry
from streams.situation.model import Registers
from streams.stage import Unavailable
from streams.topics import Emit
from tests.unit.serve.browser import Browser, Open
from tests.veltrona import ANNA, BEN, COMPANY, FALKE_2, NEWSROOM, NOON, line
from tests.veltrona_house import House

QUOTED = "Zwei Winter lang fuhren unsere Leute damit über Kopfsteinpflaster, Laub und Straßenbahnschienen"
UNSAID = "Quittenmarmelade"  # stands in the draft, and in no post
DRAFT = f"Der Roller, der den Regen mag. {QUOTED}. Zum Start gibt es {UNSAID}.\n"
OTHER = "Eine ganz andere Mitteilung, in der nichts davon steht.\n"
EMBARGO = FALKE_2.rstrip() + "\ndocuments: [drafts/launch.md]\n"
EVERYBODY = ClearedSettings(roles=("reader", "responder", "auditor"))


@pytest.fixture
def quoting(tmp_path: Path) -> House:
    """Veltrona, where somebody quotes a draft."""
    (tmp_path / "drafts").mkdir()
    (tmp_path / "drafts" / "launch.md").write_text(DRAFT, "utf-8")
    house = House(tmp_path)
    house.apply(COMPANY, ANNA, BEN, NEWSROOM, EMBARGO)
    house.ingest([line(f"Lag im Drucker: „{QUOTED}“ Schön!", id="a1"), line("Der Falke 2 kommt", "ben", id="b1")])
    house.run()
    return house


@contextmanager
def at_the_console(
    house: House, cleared: dict[str, ClearedSettings] | None, folder: Path | None = None
) -> Iterator[Open]:
    """Its console, with a folder of drafts and who is cleared; without any where nobody is named."""
    drafts = None
    if cleared is not None:
        drafts = DraftsSettings(folder=folder or house.folder / "drafts", cleared=cleared)
    with house.opened() as installation:
        console = ConsoleSettings(drafts=drafts)
        settings = installation.settings.model_copy(update={"console": console})
        yield Open(replace(installation, settings=settings), house.folder)


def entries(registers: Registers) -> list[RegisterEntry]:
    return [*registers.companies.values(), *registers.accounts.values(), *registers.embargoes]


def quoting_alert(house: House) -> str:
    (found,) = [alert.id for alert in house.alerts() if any(one.kind == "quote" for one in alert.evidence)]
    return found


def shown(house: House, browser: Browser) -> str:
    return browser.get(f"/alerts/{quoting_alert(house)}")


def readings(console: Open) -> list[Entry]:
    lines = trail(console.installation.log, Question(kinds=("access",)))
    return [line for line in lines if line.what == "read draft"]


def test_whoever_is_cleared_sees_the_passage_beside_the_quote_and_that_is_in_the_trail(quoting: House) -> None:
    with at_the_console(quoting, {"Embargo/falke-2": EVERYBODY}) as console:
        page = shown(quoting, console.browser(name="Hanne"))
        assert UNSAID in page
        assert "passage of “drafts/launch.md”" in page
        assert "the very draft that was declared" in page
        (line,) = readings(console)
    assert (line.actor, line.object) == ("Hanne", f"{quoting_alert(quoting)} Embargo/falke-2")
    assert line.why == "drafts/launch.md"


class AwayLog(MemoryLog):
    """A log that cannot be reached."""

    def append(self, emits: Iterable[Emit], state: str | None = None) -> int:  # noqa: ARG002 - of the port
        raise Unavailable("away")


def test_where_reading_it_cannot_be_noted_it_is_not_shown(quoting: House) -> None:
    with at_the_console(quoting, {"Embargo/*": EVERYBODY}) as console:
        ports = console.ports
        visit = Visit(Session("Hanne", "responder", "", NOON), EN, Clockwork(NOON, ZoneInfo("UTC"), "en"))
        with pytest.raises(Unavailable):
            alert_page(ports, quoting_alert(quoting), visit, Readings(AwayLog(lambda: NOON)))


@pytest.mark.parametrize(
    ("cleared", "role", "name", "sees"),
    [
        ({}, "responder", "Hanne", False),
        ({"Embargo/sperber": EVERYBODY}, "responder", "Hanne", False),
        ({"Embargo/falke-2": ClearedSettings(roles=("responder",))}, "responder", "Hanne", True),
        ({"Embargo/falke-2": ClearedSettings(roles=("responder",))}, "auditor", "Hanne", False),
        ({"Embargo/falke-2": ClearedSettings(people=("Hanne",))}, "reader", "Hanne", True),
        ({"Embargo/falke-2": ClearedSettings(people=("Hanne",))}, "responder", "hanne", False),
        ({"Embargo/*": ClearedSettings(roles=("reader",))}, "reader", "Kim", True),
        ({"Embargo/*": EVERYBODY, "Embargo/falke-2": ClearedSettings(people=("Kim",))}, "auditor", "Hanne", False),
    ],
)
def test_only_those_who_are_cleared_for_the_embargo_see_it(
    quoting: House, cleared: dict[str, ClearedSettings], role: Role, name: str, *, sees: bool
) -> None:
    with at_the_console(quoting, cleared) as console:
        page = shown(quoting, console.browser(role, name))
        assert (UNSAID in page) == sees == bool(readings(console))
        assert ("you are not" in page) == (not sees)


@pytest.mark.parametrize("lang", ["en", "de"])
def test_without_a_folder_the_page_says_what_to_do(quoting: House, lang: str) -> None:
    with at_the_console(quoting, None) as console:
        browser = console.browser()
        browser.client.post("/language", data={"lang": lang})
        page = shown(quoting, browser)
        assert "console.drafts" in page
        assert quoting_alert(quoting) in page
        assert UNSAID not in page
        assert readings(console) == []


def test_an_alert_without_a_quote_says_nothing_of_drafts(quoting: House) -> None:
    (other,) = [alert.id for alert in quoting.alerts() if alert.id != quoting_alert(quoting)]
    with at_the_console(quoting, None) as console:
        assert "console.drafts" not in console.browser().get(f"/alerts/{other}")


def test_only_the_version_that_was_declared_is_shown_whatever_its_name(quoting: House) -> None:
    drafts = quoting.folder / "drafts"
    with at_the_console(quoting, {"Embargo/*": EVERYBODY}) as console:
        browser = console.browser()
        (drafts / "launch.md").write_text(DRAFT + "Noch ein Satz.\n", "utf-8")
        page = shown(quoting, browser)
        assert "no file in the folder of drafts is the very version" in page
        assert UNSAID not in page
        assert readings(console) == []
        (drafts / "deep").mkdir()
        (drafts / "deep" / "anything").write_text(DRAFT, "utf-8")
        assert UNSAID in shown(quoting, browser)


def test_a_sealed_embargo_shows_none_even_where_everybody_is_cleared(quoting: House) -> None:
    key = bytes(range(32))
    sealed = quoting.folder / "sealed.yaml"
    sealed.write_text(EMBARGO.rstrip() + "\nsealed: true\n", "utf-8")
    quoting.propose(lambda history: read_registers(sealed, entries(history.situation().registers), lambda: key))
    with at_the_console(quoting, {"Embargo/*": EVERYBODY}) as console:
        page = shown(quoting, console.browser())
        assert "is sealed" in page
        assert UNSAID not in page
        assert readings(console) == []


def test_a_folder_that_cannot_be_read_any_more_is_said_in_words_and_without_its_path(
    quoting: House, capsys: pytest.CaptureFixture[str]
) -> None:
    with at_the_console(quoting, {"Embargo/*": EVERYBODY}) as console:
        browser = console.browser()
        (quoting.folder / "drafts").rename(quoting.folder / "elsewhere")
        page = shown(quoting, browser)
    assert "the folder of drafts cannot be read" in page
    assert os.fspath(quoting.folder) not in page
    said = capsys.readouterr()
    assert UNSAID not in said.out + said.err


def test_of_a_draft_that_was_shown_nothing_is_kept_anywhere(quoting: House, capsys: pytest.CaptureFixture[str]) -> None:
    with at_the_console(quoting, {"Embargo/*": EVERYBODY}) as console:
        browser = console.browser()
        answer = browser.client.get(f"/alerts/{quoting_alert(quoting)}")
        assert UNSAID in answer.text
        assert answer.headers["cache-control"] == "no-store"
        browser.get(f"/alerts?q={UNSAID}")
        assert UNSAID.encode() not in generate_latest(console.installation.registry)
    said = capsys.readouterr()
    assert UNSAID not in said.out + said.err
    assert quoting.holds(UNSAID) == []


def test_a_draft_of_hostile_letters_is_shown_harmlessly(tmp_path: Path) -> None:
    (tmp_path / "drafts").mkdir()
    hostile = f"<script>alert(1)</script> \u202e {QUOTED} <img src=x onerror=alert(2)>"
    (tmp_path / "drafts" / "launch.md").write_text(hostile, "utf-8")
    house = House(tmp_path)
    house.apply(COMPANY, ANNA, BEN, NEWSROOM, EMBARGO)
    house.ingest([line(f"Lag im Drucker: „{QUOTED}“ Schön!", id="a1")])
    house.run()
    with at_the_console(house, {"Embargo/*": EVERYBODY}) as console:
        page = shown(house, console.browser())
    assert "&lt;script&gt;" in page
    assert "<img src=x" not in page
    assert "\u202e" not in page
