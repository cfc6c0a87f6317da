"""Whatever the order and repetition in which the posts of a thread arrive, its alerts end the same."""

import json
import random
from collections.abc import Sequence
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.detect.halves import MOST
from streams.detect.threads import POSTS, PREFIX, VERSIONS
from streams.events import Alert, PostEvent
from tests.veltrona import BEN, COMPANY, FALKE_2, NEWSROOM, NOON, WERK_NORD, events, post, situation

HELD = situation(COMPANY, BEN, NEWSROOM, FALKE_2, WERK_NORD)
HALVES = (
    "PLANTED heute nur Falke",
    "PLANTED der Marktstart ist bald",
    "PLANTED 249 €",
    "PLANTED am 12. März",
    "PLANTED wie Falke 1",
    "PLANTED in Halle 7",
    "PLANTED Feuer",
    "PLANTED 38 kWh, Scherz",
)
SAID = st.sampled_from(HALVES)
ORDER = st.randoms(use_true_random=False)


@st.composite
def threads(draw: st.DrawFn) -> list[PostEvent]:
    """A thread of posts that each say something by half, some of them edited or deleted later."""
    posts = []
    for number, text in enumerate(draw(st.lists(SAID, min_size=2, max_size=4)), start=1):
        made = {"id": str(number), "reply_to": str(number - 1) if number > 1 else None}
        posts.append(post(text, "ben", at=NOON + timedelta(minutes=number), **made))
        if draw(st.booleans()):
            other = draw(st.sampled_from((*HALVES, "PLANTED Kaffee")))
            at = NOON + timedelta(minutes=10 + number)
            posts.append(post(other, "ben", at=at, kind="edited", revision="2", **made))
        if draw(st.integers(0, 4)) == 0:
            at = NOON + timedelta(minutes=20 + number)
            posts.append(post("", "ben", at=at, kind="deleted", revision="gone", **made))
    return posts


def ended(posts: Sequence[PostEvent], state: dict[str, bytes]) -> dict[tuple[str, str, str], tuple[object, ...]]:
    """How each alert stands in the end, by post, version and register."""
    found = (one for one in events(posts, HELD, state) if isinstance(one, Alert))
    return {(a.post.id, a.post.revision, a.register): (a.status, a.changed_at, a.evidence, a.reasons) for a in found}


def standing(posts: Sequence[PostEvent]) -> dict[tuple[str, str, str], tuple[object, ...]]:
    """The same without what was superseded before anybody could see it, and what went with a post.

    Of a deleted post nothing is known of what it said: who comes after that tells nothing by it.
    """
    return {key: value for key, value in ended(posts, {}).items() if value[0] not in {"superseded", "taken_down"}}


@settings(deadline=None)
@given(threads(), ORDER)
def test_the_alerts_of_a_thread_do_not_depend_on_order_or_repetition(
    posts: list[PostEvent], chance: random.Random
) -> None:
    shuffled = [*posts, *posts[:2]]
    chance.shuffle(shuffled)
    assert standing(shuffled) == standing(posts)


@settings(deadline=None)
@given(threads(), ORDER)
def test_nothing_is_kept_of_what_a_deleted_post_said_in_whatever_order(
    posts: list[PostEvent], chance: random.Random
) -> None:
    gone = {one.id for one in posts if one.kind == "deleted"}
    chance.shuffle(posts)
    state: dict[str, bytes] = {}
    ended(posts, state)
    kept = [one for key, value in state.items() if key.startswith(PREFIX) for one in json.loads(value)["pieces"]]
    said = [one for piece in kept if piece["post"] in gone for one in piece["versions"]]
    assert not any(one["halves"] or one["hedged"] for one in said)


@settings(deadline=None)
@given(threads())
def test_a_replay_gives_the_same_and_leaves_the_same(posts: list[PostEvent]) -> None:
    once, again = dict[str, bytes](), dict[str, bytes]()
    assert ended(posts, once) == ended(posts, again)
    assert once == again


@settings(deadline=None)
@given(threads())
def test_no_word_of_a_post_is_kept(posts: list[PostEvent]) -> None:
    state: dict[str, bytes] = {}
    ended(posts, state)
    assert b"PLANTED" not in b"".join(state.values())
    assert b"planted" not in b"".join(state.values())


@settings(deadline=None, max_examples=5)
@given(st.lists(SAID, min_size=POSTS, max_size=POSTS * 2))
def test_what_is_kept_of_an_account_is_bounded(texts: list[str]) -> None:
    state: dict[str, bytes] = {}
    ended([post(f"{text} " * 20, "ben", id=str(n), reply_to=str(n - 1)) for n, text in enumerate(texts)], state)
    kept = [value for key, value in state.items() if key.startswith(PREFIX)]
    assert len(kept) <= 1
    assert all(len(value) < POSTS * VERSIONS * MOST * 500 for value in kept)
    assert all(value.count(b'"parent"') <= POSTS for value in kept)
