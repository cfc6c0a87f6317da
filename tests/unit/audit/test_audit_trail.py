"""Who did what, asked of the log in every way."""

from datetime import timedelta

import pytest

from services.acts import note
from services.audit.asked import Questions, drop_question, keep_question, kept_question
from services.audit.entries import KINDS, entry_of
from services.audit.in_time import in_time
from services.audit.trail import Question, trail
from services.sources.gaps import gap
from streams.codec import decode, encode
from streams.events import Event
from streams.log.memory import MemoryLog
from streams.losses import LookedBack
from streams.situation.entries import Signature, changed, emit_of
from streams.stage import CannotRun
from streams.topics import Emit
from streams.trail import Acted, ConfirmationAsked, Decision, Delivery
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


def one_of_each() -> list[Event]:
    """An event of every kind that is a line of the trail."""
    question = MemoryLog(lambda: NOON)
    keep_question(question, "falke", Question(), "aud", NOON)
    return [
        Decision(id="de_1", subject="al_1", actor="hanne", at=NOON, verdict="leak", reason="said so herself"),
        changed(EMBARGO, 1, Signature(actor="kim", at=NOON, reason="board")),
        Delivery(id="at_1", subject="al_1", channel="author", at=NOON, attempt=1, delivered=True),
        Acted(id="ac_1", actor="hanne", act="read", object="al_1", at=NOON),
        ConfirmationAsked(digest="d", registers=("Embargo/falke-2",), terms=1, actor="kim", at=NOON),
        decode(question.tail("audit", {}, 1)[0].value),
        gap("posts.ndjson", NOON - timedelta(hours=1), NOON, "cut_off").event,
        LookedBack(
            id="lb_1", registers=("Embargo/falke-2",), looked_at="posts", declared_at=NOON, declared_by=("kim",),
            since=NOON, started_at=NOON, ended_at=NOON, records=1, found=0,
        ),
    ]  # fmt: skip


def test_there_is_an_event_for_every_kind_that_can_be_asked_for() -> None:
    assert sorted(entry.kind for event in one_of_each() if (entry := entry_of(event))) == sorted(KINDS)


@pytest.mark.parametrize("event", one_of_each(), ids=lambda event: type(event).__name__)
def test_every_event_of_the_trail_has_one_form_a_name_of_its_own_an_actor_and_a_time(event: Event) -> None:
    """What a log that shows tampering needs to hold on to."""
    raw = encode(event)
    assert encode(decode(raw)) == raw
    entry = entry_of(event)
    assert entry is not None
    assert entry.actor
    assert entry.at.utcoffset() == timedelta(0)
    assert entry.id or (entry.object == "Embargo/falke-2" and entry.what == "declared version 1")


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 50])
def test_a_trail_that_is_longer_than_memory_holds_is_the_same(at_once: int) -> None:
    events = [
        Acted(id=f"ac_{n}", actor="hanne", act="read", object="al_1", at=NOON + timedelta(minutes=n * 7 % 11))
        for n in range(11)
    ]
    found = [entry for event in (*events, *events[::-1]) if (entry := entry_of(event))]
    assert list(in_time(found, at_once)) == sorted(set(found), key=lambda entry: entry.at)
    assert len(list(in_time(found, at_once))) == 11


def test_reading_the_same_again_within_minutes_is_one_line(log: MemoryLog) -> None:
    note(log, "hanne", "read", "al_1", LATER + timedelta(minutes=1))
    assert len({entry.id for entry in trail(log, Question(kinds=("access",)))}) == 1


def test_a_question_is_kept_under_a_name_by_somebody(log: MemoryLog) -> None:
    keep_question(log, "falke", Question(object="Embargo/falke-2", kinds=("register",)), "aud", NOON)
    assert kept_question(log, "falke") == Question(object="Embargo/falke-2", kinds=("register",))
    assert told(log, Question(actor="aud")) == [("question", "aud", "falke")]
    with pytest.raises(CannotRun, match="falke"):
        kept_question(log, "adler")


def test_of_what_was_kept_under_one_name_the_latest_holds_until_it_is_dropped(log: MemoryLog) -> None:
    held = Questions(log)
    keep_question(log, "mine", Question(actor="kim"), "aud", NOON)
    assert held.all()["mine"].question == Question(actor="kim")
    keep_question(log, "mine", Question(actor="hanne"), "olga", LATER)
    assert (held.all()["mine"].question, held.all()["mine"].actor) == (Question(actor="hanne"), "olga")
    drop_question(log, "mine", "aud", LATER + timedelta(minutes=1))
    assert held.all() == Questions(log).all() == {}
    assert [entry.what for entry in trail(log, Question(kinds=("question",)))] == [
        "kept question",
        "kept question",
        "dropped question",
    ]


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "a\u202eb", "a\x00b"])
def test_a_question_has_a_name_that_can_be_seen(log: MemoryLog, name: str) -> None:
    with pytest.raises(CannotRun, match="name"):
        keep_question(log, name, Question(), "aud", NOON)
