import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.detect.brand import brand_findings
from streams.detect.finding import Finding
from streams.detect.reading import read
from streams.events import Link, PostEvent
from streams.registers import Account, Limit, Policy, WordList
from streams.situation.model import Registers
from streams.topics import State

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
SHOP = Account(
    id="shop", company="veltrona", platform="mastodon", account="@shop@veltrona.example", account_class="brand"
)
FLOOD = Policy(
    id="ad-flood",
    title="Flood",
    rule="ad-flood",
    lists=(WordList(name="offer", words=("Rabatt*", "buy now")),),
    limits=(Limit(name="max_ads_per_hour", value=3),),
)
REGISTERS = Registers(policies=(FLOOD,))


def advert(number: int, after: timedelta, text: str = "Falke 1: 249 €") -> PostEvent:
    at = START + after
    return PostEvent(platform=SHOP.platform, account=SHOP.account, id=str(number), at=at, received_at=at, text=text)


def burst(first: int, count: int, after: timedelta = timedelta()) -> list[PostEvent]:
    return [advert(first + n, after + timedelta(minutes=n)) for n in range(count)]


def a_month(per_day: int) -> list[PostEvent]:
    return [
        advert(1000 + day * per_day + n, timedelta(days=day, hours=n), "Rabatt!")
        for day in range(28)
        for n in range(per_day)
    ]


def told(posts: list[PostEvent], state: State) -> list[tuple[str, Finding]]:
    return [
        (post.id, finding) for post in posts for finding in brand_findings(post, read(post), SHOP, REGISTERS, state)
    ]


def ids(posts: list[PostEvent], state: State | None = None) -> list[str]:
    return [post for post, _ in told(posts, {} if state is None else state)]


def test_a_young_account_floods_above_the_absolute_limit_and_is_told_once() -> None:
    assert ids(burst(1, 3)) == []
    assert ids(burst(1, 20)) == ["4"]


def test_the_alert_says_rate_and_line_and_points_to_the_price() -> None:
    ((_, finding),) = told(burst(1, 4), {})
    assert finding.reasons == ("ads_per_hour:4", "line:3")
    (evidence,) = finding.evidence
    assert (evidence.term, "Falke 1: 249 €"[evidence.start : evidence.end]) == ("price", "249 €")


def test_a_second_flood_is_told_after_the_first_is_over() -> None:
    assert ids(burst(1, 8) + burst(100, 8, timedelta(hours=30))) == ["4", "103"]


def test_a_slow_flood_is_told_by_the_day() -> None:
    posts = [advert(n, timedelta(minutes=30 * n)) for n in range(40)]
    ((post, finding),) = told(posts, {})
    assert post == "24"
    assert finding.reasons == ("ads_per_day:25", "line:24")


def test_an_account_is_measured_against_its_own_past() -> None:
    state: State = {}
    assert ids(a_month(per_day=2), state) == []
    assert ids(burst(1, 9, timedelta(days=28)), state) == ["6"]


def test_what_is_usual_for_an_account_is_no_flood() -> None:
    usual = a_month(per_day=12)
    assert ids(usual + [replace(post, id=f"x{post.id}", at=post.at + timedelta(days=28)) for post in usual]) == []


def test_the_same_posts_again_change_nothing_and_give_the_same_answer() -> None:
    state: State = {}
    posts = burst(1, 4)
    first, kept = told(posts, state), dict(state)
    assert told(posts, state) == first
    assert state == kept


def test_an_edit_of_a_post_does_not_count_again() -> None:
    posts = burst(1, 3)
    edits = [replace(post, kind="edited", revision="2", at=post.at + timedelta(minutes=9)) for post in posts]
    assert ids(posts + edits) == []


def test_an_edit_of_the_post_that_told_the_flood_tells_it_again() -> None:
    posts = burst(1, 4)
    edit = replace(posts[-1], kind="edited", revision="2", at=posts[-1].at + timedelta(minutes=9))
    assert ids([*posts, edit]) == ["4", "4"]
    assert ids([*posts, replace(edit, text="Sorry")]) == ["4"]


def test_a_replay_of_what_is_long_forgotten_does_not_count_again() -> None:
    state: State = {}
    posts = burst(1, 3)
    ids([*posts, advert(9, timedelta(days=3))], state)
    kept = dict(state)
    assert ids(posts, state) == []
    assert state == kept


@given(st.randoms(use_true_random=False))
def test_posts_of_one_burst_in_any_order_are_told_once(chance: random.Random) -> None:
    posts = burst(1, 8)
    chance.shuffle(posts)
    assert len(ids(posts)) == 1


def test_the_memory_of_an_account_is_bounded() -> None:
    state: State = {}
    ids([advert(n, timedelta(seconds=20 * n)) for n in range(3000)], state)
    assert list(state) == ["flood/ad-flood/mastodon/@shop@veltrona.example"]
    assert len(next(iter(state.values()))) < 32_000


def test_posts_without_advertising_leave_only_the_first_day() -> None:
    state: State = {}
    assert ids([advert(n, timedelta(days=n), "300 Gäste im Werk Nord") for n in range(3)], state) == []
    assert [len(value) < 100 for value in state.values()] == [True]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mehr: https://shop.veltrona.example/a.", "https://shop.veltrona.example/a"),
        ("see www.veltrona.example today", "www.veltrona.example"),
        ("Ab 1.299,00 EUR im Laden", "1.299,00 EUR"),
        ("only $ 19.90 today", "$ 19.90"),
        ("Jetzt mit #Rabattcode", "Rabattcode"),
        ("buy   now, in 19 colours", "buy   now"),
        ("buy now for 19 €", "19 €"),
    ],
)
def test_the_evidence_is_what_makes_a_post_advertising(text: str, shown: str) -> None:
    posts = [replace(post, text=text) for post in burst(1, 4)]
    ((_, finding),) = told(posts, {})
    assert [text[evidence.start : evidence.end] for evidence in finding.evidence] == [shown]


def test_a_link_card_counts_and_its_evidence_is_the_whole_text() -> None:
    posts = [replace(post, text="Neu bei uns", links=(Link(url="https://veltrona.example"),)) for post in burst(1, 4)]
    ((_, finding),) = told(posts, {})
    assert [(evidence.part, evidence.start, evidence.end) for evidence in finding.evidence] == [("text", 0, 11)]


def test_a_post_of_a_hundred_thousand_digits_is_read_in_no_time() -> None:
    started = datetime.now(tz=UTC)
    assert ids([advert(1, timedelta(), "€" + "x 1" + "1" * 100_000)]) == []
    assert datetime.now(tz=UTC) - started < timedelta(seconds=1)
