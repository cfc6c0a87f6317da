"""Terms and policies by stage: what people are told, and what is only counted."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from streams.correlate.correlate import correlate
from streams.detect.detect import look_back
from streams.detect.staging import staged
from streams.detect.versions import SHADOW
from streams.events import Alert, AlertContent, Event, PostEvent
from streams.situation.model import Situation
from tests.veltrona import EVERYTHING, FALKE_2, NOON, SPERBER, alerts, events, post, situation

LUMARIXO = SPERBER.replace("[Lumarixo]", "[{{text: Lumarixo, stage: {stage}}}, Branvelix]")
QUINTAVO = """
kind: Embargo
id: quintavo
opens: 2025-10-15T00:00:00Z
lifts: 2026-02-01T09:00:00Z
terms: [{text: Quintavo, stage: shadow}]
allowed: [newsroom]
"""
CLAIM = """
kind: Policy
id: old-claim
title: The claim we no longer use
rule: words
stage: {stage}
lists: {{claim: [unbreakable]}}
"""


def held(stage: str, *more: str) -> Situation:
    return situation(*(LUMARIXO.format(stage=stage) if one == SPERBER else one for one in EVERYTHING), *more)


def edit(text: str, minutes: int = 1) -> PostEvent:
    return post(text, kind="edited", revision="2", at=NOON + timedelta(minutes=minutes))


def deletion(minutes: int = 5) -> PostEvent:
    return post("", kind="deleted", revision="gone", at=NOON + timedelta(minutes=minutes))


def standing(posts: Sequence[PostEvent], state: dict[str, bytes] | None = None) -> dict[tuple[bool, str], str]:
    """How each alert stands in the end, by whether it is in shadow and by revision."""
    found = events(posts, held("shadow"), state)
    return {(one.shadow, one.post.revision): one.status for one in found if isinstance(one, Alert)}


@pytest.mark.parametrize("stage", ["draft", "retired"])
def test_a_term_in_draft_or_retired_finds_nothing(stage: str) -> None:
    assert events([post("Lumarixo kommt")], held(stage)) == []
    assert staged(held(stage)).shadow is None


def test_a_term_in_shadow_reaches_nobody() -> None:
    found = events([post("Lumarixo kommt", "ben")], held("shadow"))
    assert [type(one) for one in found] == [Alert]
    (alert,) = found
    assert isinstance(alert, Alert)
    assert (alert.shadow, alert.status, alert.reaches_people) == (True, "open", False)
    assert [item.term for item in alert.evidence] == ["Lumarixo"]
    assert list(correlate(alert, Situation(), {})) == []


def test_what_is_found_with_live_terms_alone_says_nothing_of_those_in_shadow() -> None:
    (alert,) = alerts(post("Lumarixo, also Branvelix", "ben"), held=held("shadow"))
    assert (alert.shadow, [item.term for item in alert.evidence]) == (False, ["Branvelix"])
    assert alerts(post("Lumarixo, also Branvelix", "ben"), held=held("draft")) == [alert]


def test_a_fact_beside_a_term_in_shadow_is_found_in_shadow() -> None:
    registers = FALKE_2.replace("- Falke 2", "- Quintavo").replace("needs: [cue]", "needs: [cue], stage: shadow")
    now = situation(*(registers if one == FALKE_2 else one for one in EVERYTHING))
    (alert,) = alerts(post("Falke für 249 €", "ben"), held=now)
    assert (alert.shadow, {item.kind for item in alert.evidence}) == (True, {"term", "fact"})


def test_what_an_allowed_account_says_of_a_term_in_shadow_makes_nothing_official() -> None:
    now = held("shadow", QUINTAVO)
    assert events([post("Quintavo kommt am Montag in alle unsere Läden", "newsroom")], now) == []


def test_protected_speech_is_not_looked_at_in_shadow_either() -> None:
    said = "Ich habe dem Betriebsrat gemeldet, dass Lumarixo nicht sicher ist"
    assert events([post(said, "ben")], held("shadow")) == events([post(said, "ben")], held("live")) == []


def test_a_policy_in_shadow_is_counted_and_tells_nobody() -> None:
    said = post("Our unbreakable frame", "shop")
    (live,) = alerts(said, held=held("live", CLAIM.format(stage="live")))
    (unseen,) = alerts(said, held=held("live", CLAIM.format(stage="shadow")))
    assert (live.shadow, unseen.shadow) == (False, True)
    assert unseen.evidence == live.evidence
    assert alerts(said, held=held("live", CLAIM.format(stage="retired"))) == []


def test_an_alert_in_shadow_follows_the_edits_and_the_deletion_of_its_post() -> None:
    first, edited, gone = post("Lumarixo"), edit("nichts"), deletion()
    assert standing([first, edited]) == {(True, "1"): "edited_away"}
    assert standing([edited, first]) == {(True, "1"): "edited_away"}
    assert standing([gone, first]) == {(True, "1"): "taken_down"}
    assert standing([first, edit("Branvelix")]) == {(True, "1"): "edited_away", (False, "2"): "open"}
    assert standing([post("Branvelix"), edit("Lumarixo")]) == {(False, "1"): "edited_away", (True, "2"): "open"}


def test_the_state_of_what_people_are_told_is_the_same_whatever_is_in_shadow() -> None:
    posts = [post("Lumarixo"), edit("Branvelix und Lumarixo"), edit("nur noch Lumarixo", 2), deletion()]
    with_shadow, without = dict[str, bytes](), dict[str, bytes]()
    events(posts, held("shadow"), with_shadow)
    events(posts, held("draft"), without)
    assert {key: value for key, value in with_shadow.items() if not key.startswith(SHADOW)} == without
    assert any(key.startswith(SHADOW) for key in with_shadow)


def test_no_word_of_a_post_found_in_shadow_is_kept() -> None:
    state: dict[str, bytes] = {}
    found = events([post("PLANTED Lumarixo", "ben")], held("shadow"), state)
    assert not any(isinstance(one, AlertContent) for one in found)
    assert b"PLANTED" not in b"".join(state.values())


def test_looking_back_counts_in_shadow_too() -> None:
    state: dict[str, bytes] = {}
    (emit,) = look_back(post("Lumarixo"), held("shadow"), state, NOON + timedelta(days=1))
    assert isinstance(emit.event, Alert)
    assert (emit.event.shadow, emit.event.found_later) == (True, True)
    assert emit.event.detected_at == NOON + timedelta(days=1)
    assert list(look_back(post("Lumarixo"), held("shadow"), state, NOON + timedelta(days=1))) == []


def test_a_promoted_term_finds_what_it_found_in_shadow_under_another_id() -> None:
    state: dict[str, bytes] = {}
    (unseen,) = alert_events(post("Lumarixo"), held("shadow"), state)
    (told,) = alert_events(post("Lumarixo"), held("live"), state)
    assert (told.shadow, told.status, told.group) == (False, "open", unseen.group)
    assert told.id != unseen.id
    assert replace(told, id=unseen.id, shadow=True) == unseen


def alert_events(said: PostEvent, now: Situation, state: dict[str, bytes]) -> list[Alert]:
    found: list[Event] = events([said], now, state)
    return [one for one in found if isinstance(one, Alert)]


def test_registers_without_stages_are_judged_as_they_are() -> None:
    now = situation()
    assert staged(now).live is now
    assert staged(now).shadow is None


def test_what_is_compiled_from_registers_stays_where_something_is_said_officially() -> None:
    now = held("shadow")
    after = replace(now, official={})
    assert staged(after).live.registers is staged(now).live.registers
    assert after.registers is now.registers
