"""Exceptions are declared from then on, narrow, for a while."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.declare.declare import declare
from services.declare.exempt import Wanted, end_exemption, exemption_from, held_exemption
from services.declare.move import move_term
from streams.events import Alert, Evidence, RegisterChanged
from streams.log.declared import Declared
from streams.log.memory import MemoryLog
from streams.policies.read_exemption import LONGEST
from streams.registers import Embargo, Exemption, RegisterEntry
from streams.situation.entries import Signature
from streams.situation.fold import History
from streams.stage import CannotRun
from tests.veltrona import NOON, alert, situation

DAY = timedelta(days=1)
EXCEPTION = Exemption(id="ex", register="Embargo/falke-2", since=NOON, until=NOON + DAY, reason="the fair")


class Desk:
    """A log in memory, and what is declared in it."""

    def __init__(self) -> None:
        self.log = MemoryLog(lambda: NOON)
        self.declared = Declared(self.log, lambda: NOON)

    def declare(self, *entries: RegisterEntry, hours: float = 0) -> tuple[RegisterChanged, ...]:
        return self.propose(lambda _history: entries, hours)

    def propose(self, propose: object, hours: float = 0) -> tuple[RegisterChanged, ...]:
        signed = Signature(actor="kim", at=NOON + timedelta(hours=hours))
        return declare(self.log, self.history, propose, signed)  # type: ignore[arg-type]

    def history(self) -> History:
        return self.declared.history()

    def held(self) -> Exemption:
        return held_exemption(self.history(), "ex")


def found() -> Alert:
    said = alert("Falke 2 für 249 €", "ben")
    assert said is not None
    return said


def test_one_from_an_alert_is_of_its_account_and_terms_from_now_on() -> None:
    wanted = Wanted(until=NOON + DAY, reason=" the fair ")
    made = exemption_from(found(), wanted, NOON)
    assert (made.register, made.terms, made.account) == ("Embargo/falke-2", ("Falke 2", "249 €"), "ben")
    assert (made.since, made.until, made.reason, made.alert) == (NOON, NOON + DAY, "the fair", found().id)
    assert made == exemption_from(found(), wanted, NOON)
    assert made.id != exemption_from(found(), wanted, NOON + DAY / 2).id


def test_one_from_an_alert_names_nothing_that_was_learned() -> None:
    learned = Evidence(kind="learned", part="text", start=0, end=5, term="learned", view="word", bits=2.5)
    with_learned = replace(found(), evidence=(*found().evidence, learned))
    assert exemption_from(with_learned, Wanted(until=NOON + DAY, reason="x"), NOON).terms == ("Falke 2", "249 €")


@pytest.mark.parametrize(
    ("wanted", "told"),
    [
        (Wanted(until=NOON + LONGEST + DAY, reason="x"), "at most 90 days"),
        (Wanted(until=NOON, reason="x"), "is over"),
        (Wanted(until=NOON + DAY, reason=" "), "--reason"),
    ],
)
def test_one_that_may_not_be_is_refused(wanted: Wanted, told: str) -> None:
    with pytest.raises(CannotRun, match=told):
        exemption_from(found(), wanted, NOON)


def test_one_that_is_declared_late_holds_from_then_on() -> None:
    desk = Desk()
    desk.declare(EXCEPTION, hours=2)
    assert desk.held().since == NOON + timedelta(hours=2)
    assert desk.declare(EXCEPTION, hours=3) == ()
    assert desk.held().since == NOON + timedelta(hours=2)


def test_it_can_be_prolonged_to_90_days_from_its_beginning_and_not_begun_anew() -> None:
    desk = Desk()
    desk.declare(EXCEPTION)
    again = Exemption(id="ex", register="Embargo/falke-2", since=NOON + DAY, until=NOON + LONGEST + DAY, reason="more")
    desk.declare(again, hours=1)
    assert (desk.held().since, desk.held().until) == (NOON, NOON + LONGEST)


def test_one_that_is_ended_hides_nothing_more_and_keeps_what_it_hid() -> None:
    desk = Desk()
    desk.declare(EXCEPTION)
    desk.propose(end_exemption("ex", NOON + DAY / 2), hours=12)
    assert desk.held().until == NOON + DAY / 2
    with pytest.raises(CannotRun, match="is over by then"):
        desk.propose(end_exemption("ex", NOON + DAY))
    with pytest.raises(CannotRun, match="no exception nothing"):
        desk.propose(end_exemption("nothing", NOON))


def test_moving_a_term_changes_its_stage_alone() -> None:
    desk = Desk()
    embargo = situation().registers.embargoes[0]
    desk.declare(embargo)
    (change,) = desk.propose(move_term("falke-2", "Falke", "retired"))
    assert change.version == 2
    assert isinstance(change.embargo, Embargo)
    assert [(one.text, one.needs, one.stage) for one in change.embargo.terms] == [
        ("Falke 2", (), "live"),
        ("Falke", ("cue",), "retired"),
    ]
    assert desk.propose(move_term("falke-2", "Falke", "retired")) == ()
