"""What leaves the state changes nothing: neither when it goes, nor in which order things came before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from services.erase.retain import LATE, TIDIES
from streams.correlate.correlate import OPEN, correlate
from streams.detect.versions import REMEMBERED
from streams.events import Alert, Event, Group, PostEvent
from streams.situation.model import Situation
from streams.topics import State
from tests.property.test_order_of_versions import REGISTERS, an_alert
from tests.veltrona import BEN, COMPANY, FALKE_2, NEWSROOM, NOON, SPERBER, events, post, situation

LASTING = [one.replace("lifts: 2026", "lifts: 2029") for one in (FALKE_2, SPERBER)]
IN_SHADOW = LASTING[1].replace("[Lumarixo]", "[{text: Lumarixo, stage: shadow}]")
HELD = situation(COMPANY, BEN, NEWSROOM, LASTING[0], IN_SHADOW)
TEXTS = st.sampled_from(("Der Falke 2 kommt", "Lumarixo kommt", "Falke 2 und Lumarixo", "Kaffee"))
DAYS = st.integers(0, 2 * REMEMBERED.days)
WITHIN = st.integers(0, REMEMBERED.days)
ORDER = st.randoms(use_true_random=False)


def happened(drawn: Sequence[tuple[int, str, str]]) -> list[PostEvent]:
    """Versions of two posts in the order of their times, each of a time of its own; a deletion is a post's last."""
    made: list[PostEvent] = []
    for number, (day, id_, text) in enumerate(sorted(drawn)):
        at = NOON + timedelta(days=day, minutes=number)
        kind = "edited" if text else "deleted"
        if not any(one.id == id_ and one.kind == "deleted" for one in made):
            made.append(post(text, "ben", at=at, id=id_, kind=kind, revision=str(number), received_at=at))
    return made


DRAWN = st.lists(st.tuples(DAYS, st.sampled_from("ab"), st.one_of(TEXTS, st.just(""))), min_size=1, max_size=6)
CLOSE = st.lists(st.tuples(WITHIN, st.sampled_from("ab"), st.one_of(TEXTS, st.just(""))), min_size=1, max_size=6)


def judged(posts: Sequence[PostEvent], chance: Random | None = None) -> tuple[list[Event], dict[str, bytes]]:
    """What is said of these, and the state; with a chance it is tidied now and then, as of the record that is read."""
    state: dict[str, bytes] = {}
    said: list[Event] = []
    for one in posts:
        if chance is not None and chance.random() < 1 / 2:
            tidy("detect", state, one.at)
        said += events([one], HELD, state)
    return said, state


def tidy(stage: str, state: State, now: datetime) -> None:
    TIDIES[stage](state, now)


@settings(deadline=None)
@given(DRAWN, ORDER)
def test_what_is_said_of_posts_does_not_depend_on_when_their_state_is_tidied(
    drawn: list[tuple[int, str, str]], chance: Random
) -> None:
    assert judged(happened(drawn), chance)[0] == judged(happened(drawn))[0]


@settings(deadline=None)
@given(DRAWN, ORDER)
def test_what_is_said_is_the_same_where_all_comes_late_by_less_than_a_week(
    drawn: list[tuple[int, str, str]], chance: Random
) -> None:
    state: dict[str, bytes] = {}
    said: list[Event] = []
    for one in happened(drawn):
        tidy("detect", state, one.at + LATE * chance.random())
        said += events([one], HELD, state)
    assert said == judged(happened(drawn))[0]


@settings(deadline=None)
@given(CLOSE, ORDER)
def test_within_the_time_the_order_changes_nothing(drawn: list[tuple[int, str, str]], chance: Random) -> None:
    posts = happened(drawn)
    shuffled = [*posts, *posts[:2]]
    chance.shuffle(shuffled)
    assert standing(judged(shuffled)[0]) == standing(judged(posts)[0])


@settings(deadline=None)
@given(DRAWN)
def test_nothing_of_posts_is_kept_for_ever(drawn: list[tuple[int, str, str]]) -> None:
    posts = happened(drawn)
    _, state = judged(posts)
    tidy("detect", state, posts[-1].at + REMEMBERED + LATE + timedelta(minutes=1))
    assert not state


def standing(said: Sequence[Event]) -> dict[tuple[str, str], tuple[str, datetime | None]]:
    """How each version of an alert stands in the end, but for those superseded before anybody could see them."""
    found = {(one.id, one.post.revision): (one.status, one.changed_at) for one in said if isinstance(one, Alert)}
    return {key: value for key, value in found.items() if value[0] != "superseded"}


ALERTS = st.lists(
    st.tuples(st.sampled_from("abc"), st.integers(0, 3), st.integers(0, 2 * OPEN.days)), min_size=1, max_size=8
)


def changes(drawn: Sequence[tuple[str, int, int]]) -> list[Alert]:
    """Alerts, and later what became of them, in the order in which that happened."""
    opened = {(name, revision): an_alert(name, name, revision, REGISTERS[0], 1) for name, revision, _ in drawn}
    made = list(opened.values())
    for name, revision, day in drawn:
        alert = opened[name, revision]
        made.append(replace(alert, status="taken_down", changed_at=alert.detected_at + timedelta(days=day)))
    return sorted(made, key=lambda one: one.changed_at or one.detected_at)


def grouped(alerts: Sequence[Alert], chance: Random | None = None) -> dict[str, Group]:
    state: dict[str, bytes] = {}
    groups: dict[str, Group] = {}
    for alert in alerts:
        if chance is not None:
            tidy("correlate", state, (alert.changed_at or alert.detected_at) + LATE * chance.random())
        for emit in correlate(alert, Situation(), state):
            assert isinstance(emit.event, Group)
            groups[emit.key] = emit.event
    return groups


@settings(deadline=None)
@given(ALERTS, ORDER)
def test_groups_do_not_depend_on_when_their_state_is_tidied_nor_on_order(
    drawn: list[tuple[str, int, int]], chance: Random
) -> None:
    alerts = changes(drawn)
    shuffled = list(alerts)
    chance.shuffle(shuffled)
    assert grouped(alerts, chance) == grouped(alerts) == grouped(shuffled)


@settings(deadline=None)
@given(ALERTS)
def test_of_groups_only_one_line_is_kept_for_ever_and_it_keeps_them_closed(drawn: list[tuple[str, int, int]]) -> None:
    alerts = changes(drawn)
    state: dict[str, bytes] = {}
    for alert in alerts:
        correlate(alert, Situation(), state)
    last = max(alert.detected_at for alert in alerts)
    tidy("correlate", state, last + OPEN + LATE + timedelta(days=1))
    assert list(state) == ["closed"]
    assert not [emit for alert in alerts for emit in correlate(alert, Situation(), state)]
