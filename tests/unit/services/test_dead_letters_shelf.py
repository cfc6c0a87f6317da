from datetime import timedelta

import pytest

from services.cli.dead_letters import read_shelf, replay_letters, where_the_bytes_are
from streams.events import PostEvent
from streams.log.memory import MemoryLog
from streams.losses import DeadLetter
from streams.parse.ndjson import parse
from streams.stage import CannotRun, dead_letter
from streams.topics import Emit
from tests.unit.services.ingest_desk import NOON, ids, memory_log, post

LINE = DeadLetter(
    id="dl_line",
    stage="ingest",
    source="posts.ndjson",
    position=118,
    line=2,
    length=3,
    digest="00",
    reason="not JSON",
    at=NOON - timedelta(hours=1),
)


def with_a_dead_post() -> tuple[MemoryLog, DeadLetter]:
    log = memory_log()
    event = parse(post(1), None)
    assert isinstance(event, PostEvent)
    log.append([Emit("posts", "key", event)])
    (record,) = log.tail("posts", {}, 1)
    emit = dead_letter("detect", record, "KeyError")
    assert isinstance(emit.event, DeadLetter)
    log.append([emit, Emit("dead-letters", "posts.ndjson", LINE)])
    return log, emit.event


def test_a_dead_letter_is_listed_once_however_often_it_was_written() -> None:
    log, letter = with_a_dead_post()
    log.append([Emit("dead-letters", "posts.ndjson", LINE)])
    assert read_shelf(log).of_stage(None) == [LINE, letter]
    assert read_shelf(log).of_stage("detect") == [letter]


def test_an_unknown_id_says_where_to_look() -> None:
    with pytest.raises(CannotRun, match="dead-letters list"):
        read_shelf(memory_log()).letter("dl_nothing")


def test_a_replay_puts_the_record_into_the_log_once_more_and_says_who_did_it() -> None:
    log, letter = with_a_dead_post()
    assert replay_letters(log, read_shelf(log).of_stage(None), "kim", NOON) == [letter]
    assert ids(log) == ["1", "1"]
    decision = read_shelf(log).replayed[letter.id]
    assert (decision.actor, decision.at, decision.verdict) == ("kim", NOON, "replayed")


def test_of_a_line_from_before_the_gate_it_says_which_one_to_mend() -> None:
    log, _ = with_a_dead_post()
    assert "posts.ndjson line 2, byte 118" in where_the_bytes_are(LINE, log)
    assert "never kept" in where_the_bytes_are(LINE, log)


def test_of_a_record_in_the_log_it_says_how_to_replay_it() -> None:
    log, letter = with_a_dead_post()
    assert f"replay {letter.id}" in where_the_bytes_are(letter, log)
    log.erase("posts", lambda _: True)
    assert "no longer kept" in where_the_bytes_are(letter, log)
