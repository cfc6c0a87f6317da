"""What people are told has the same bytes whatever is in shadow, in draft or retired, in any order and on replay."""

import random
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.codec import encode
from streams.detect.detect import detect
from streams.detect.versions import SHADOW
from streams.events import Alert, PostEvent
from streams.situation.model import Situation
from streams.topics import Emit
from tests.veltrona import EVERYTHING, FALKE_2, HANDLES, NOON, post, situation

STAGED = """
  - {{text: Quintavo, stage: {0}}}
  - {{text: Falke, needs: [cue], stage: {0}}}
  - {{text: Projekt Adler, stage: {0}}}
  - {{text: Veltrona, needs: [anchor], stage: {0}}}
  - {{text: Marktstart im, stage: {0}}}
"""
POLICIES = """
kind: Policy
id: claim
title: The claim we no longer use
rule: words
stage: {0}
lists: {{claim: [kommt, Marktstart]}}
---
kind: Policy
id: more-ads
title: Too much advertising
rule: ad-flood
stage: {0}
limits: {{max_ads_per_hour: 1}}
"""
BASE = FALKE_2.replace("  - {text: Falke, needs: [cue]}\n", "")


def held(stage: str | None) -> Situation:
    """Veltrona with these terms and policies in this stage; without them where it is none."""
    if stage is None:
        return situation(*(BASE if one == FALKE_2 else one for one in EVERYTHING))
    terms = STAGED.format(stage).lstrip("\n")
    embargo = BASE.replace("  - Falke 2\n", f"  - Falke 2\n{terms}")
    documents = (embargo if one == FALKE_2 else one for one in EVERYTHING)
    return situation(*documents, *POLICIES.format(stage).split("---"))


WITHOUT = held(None)
STAGES = {stage: held(stage) for stage in ("draft", "shadow", "retired")}
PIECES = (
    "Quintavo", "Falke", "Falke 2", "Qu1ntavo", "Quintavo-Team", "Projekt Adler", "der Marktstart im März", "kommt",
    "249 €", "38 kWh", "Veltrona", "Projekt", "Projekt …", "Adler", "Falke 1", "Feuer in Halle 7", "Lumarixo",
    "angeblich", "#ProjektFalke", "F.a.l.k.e", "Quintav", "https://shop.example/1", "Mama", "Bin gleich da",
)  # fmt: skip
PEOPLE = {HANDLES["anna"], HANDLES["ben"]}
TEXTS = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map(" ".join)


@st.composite
def courses(draw: st.DrawFn) -> list[PostEvent]:
    """Posts of two people, a newsroom and a shop, with answers, edits and deletions."""
    posts = []
    for number in range(1, draw(st.integers(1, 5)) + 1):
        by = draw(st.sampled_from(("anna", "ben", "newsroom", "shop")))
        made = {"id": str(number), "reply_to": draw(st.sampled_from((None, str(number - 1))))}
        posts.append(post(draw(TEXTS), by, at=NOON + timedelta(minutes=number), **made))
        if draw(st.booleans()):
            at = NOON + timedelta(minutes=10 + number)
            posts.append(post(draw(TEXTS), by, at=at, kind="edited", revision="2", **made))
        if draw(st.integers(0, 3)) == 0:
            at = NOON + timedelta(minutes=20 + number)
            posts.append(post("", by, at=at, kind="deleted", revision="gone", **made))
    return posts


def emitted(posts: Sequence[PostEvent], now: Situation, state: dict[str, bytes]) -> list[Emit]:
    return [emit for one in posts for emit in detect(one, now, state)]


def unseen(emit: Emit) -> bool:
    return isinstance(emit.event, Alert) and emit.event.shadow


def of_shadow(key: str) -> bool:
    return key.startswith((SHADOW, "flood/more-ads/"))


@settings(deadline=None)
@given(courses(), st.sampled_from(tuple(STAGES)))
def test_what_people_are_told_has_the_same_bytes_with_and_without_terms_that_are_not_live(
    posts: list[PostEvent], stage: str
) -> None:
    without, staged = dict[str, bytes](), dict[str, bytes]()
    told = [(emit.topic, emit.key, encode(emit.event)) for emit in emitted(posts, WITHOUT, without)]
    found = emitted(posts, STAGES[stage], staged)
    assert [(emit.topic, emit.key, encode(emit.event)) for emit in found if not unseen(emit)] == told
    assert {key: value for key, value in staged.items() if not of_shadow(key)} == without
    assert stage == "shadow" or len(found) == len(told)


@settings(deadline=None, max_examples=60)
@given(courses(), st.randoms(use_true_random=False))
def test_alerts_in_shadow_depend_neither_on_order_nor_on_repetition(
    posts: list[PostEvent], chance: random.Random
) -> None:
    words = [one for one in posts if one.account in PEOPLE]  # a flood of a brand is told by who crosses the line
    shuffled = [*words, *words[:2]]
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(words)


def standing(posts: Sequence[PostEvent]) -> dict[tuple[str, str], Alert]:
    """How each alert in shadow stands in the end, but for what was superseded before anybody could see it."""
    found = (emit.event for emit in emitted(posts, STAGES["shadow"], {}) if unseen(emit))
    last = {(one.id, one.post.revision): one for one in found if isinstance(one, Alert)}
    return {key: one for key, one in last.items() if one.status != "superseded"}


@settings(deadline=None, max_examples=30)
@given(courses())
def test_a_replay_finds_the_same_in_shadow(posts: list[PostEvent]) -> None:
    once, again = dict[str, bytes](), dict[str, bytes]()
    assert emitted(posts, STAGES["shadow"], once) == emitted(posts, STAGES["shadow"], again)
    assert once == again
