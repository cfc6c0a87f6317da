"""Who did what, asked of the log in every way, and an export that can be checked without us."""

import json
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest

from services.acts import note
from services.audit.asked import keep_question, kept_question
from services.audit.entries import KINDS
from services.audit.export import LINES, MANIFEST, export
from services.audit.trail import Question, trail
from streams.events import EVENTS, Decision, Delivery
from streams.log.memory import MemoryLog
from streams.situation.entries import Signature, changed, emit_of
from streams.stage import CannotRun
from streams.topics import Emit
from tests.veltrona import NOON, situation

EMBARGO = situation().registers.embargoes[0]
LATER = NOON + timedelta(minutes=5)


@pytest.fixture
def log() -> MemoryLog:
    """One of each kind that people make."""
    log = MemoryLog(lambda: NOON)
    log.append([emit_of(changed(EMBARGO, 1, Signature(actor="kim", at=NOON, reason="board")))])
    decision = Decision(id="de_1", subject="al_1", actor="hanne", at=LATER, verdict="leak", reason="said so herself")
    log.append([Emit("decisions", "al_1", decision)] * 2)
    delivery = Delivery(id="at_1", subject="al_1", channel="author", at=NOON, attempt=1, delivered=True)
    log.append([Emit("deliveries", "al_1", delivery)])
    note(log, "hanne", "read", "al_1", LATER)
    return log


def told(log: MemoryLog, question: Question) -> list[tuple[str, str, str]]:
    return [(entry.kind, entry.actor, entry.object) for entry in trail(log, question)]


def test_everything_is_in_the_trail_once_and_in_the_order_of_time(log: MemoryLog) -> None:
    assert told(log, Question()) == [
        ("delivery", "vorlaut", "al_1"),
        ("register", "kim", "Embargo/falke-2"),
        ("access", "hanne", "al_1"),
        ("decision", "hanne", "al_1"),
    ]


@pytest.mark.parametrize(
    ("question", "kinds"),
    [
        (Question(actor="kim"), ["register"]),
        (Question(object="al_1"), ["delivery", "access", "decision"]),
        (Question(object="Embargo/*"), ["register"]),
        (Question(kinds=("access", "register")), ["register", "access"]),
        (Question(since=LATER), ["access", "decision"]),
        (Question(until=LATER), ["delivery", "register"]),
        (Question(actor="nobody"), []),
    ],
)
def test_a_question_narrows_by_who_what_kind_and_time(log: MemoryLog, question: Question, kinds: list[str]) -> None:
    assert [entry.kind for entry in trail(log, question)] == kinds


def test_every_kind_that_can_be_asked_for_is_one_that_some_event_is() -> None:
    assert len(KINDS) == 7
    assert {"Acted", "Decision", "Delivery", "RegisterChanged", "LookedBack", "ConfirmationAsked", "Gap"} <= {
        event.__name__ for event in EVENTS
    }


def test_reading_the_same_again_within_minutes_is_one_line(log: MemoryLog) -> None:
    note(log, "hanne", "read", "al_1", LATER + timedelta(minutes=1))
    assert len({entry.id for entry in trail(log, Question(kinds=("access",)))}) == 1


def test_a_question_is_kept_under_a_name(log: MemoryLog) -> None:
    keep_question(log, "falke", Question(object="Embargo/falke-2"))
    assert kept_question(log, "falke") == Question(object="Embargo/falke-2")
    with pytest.raises(CannotRun, match="falke"):
        kept_question(log, "adler")


def test_an_export_can_be_checked_with_any_tool(log: MemoryLog, tmp_path: Path) -> None:
    found = trail(log, Question())
    whole = export(tmp_path / "out", found, Question(), "aud", NOON)
    lines = (tmp_path / "out" / LINES).read_bytes()
    manifest = json.loads((tmp_path / "out" / MANIFEST).read_bytes())
    assert sha256(lines).hexdigest() == whole == manifest["sha256"]
    assert [sha256(line).hexdigest() for line in lines.splitlines(keepends=True)] == manifest["line_sha256"]
    assert manifest["lines"] == len(found) == 4


def test_an_export_never_overwrites(log: MemoryLog, tmp_path: Path) -> None:
    (tmp_path / "there").write_text("x")
    with pytest.raises(CannotRun, match="not empty"):
        export(tmp_path, trail(log, Question()), Question(), "aud", NOON)
