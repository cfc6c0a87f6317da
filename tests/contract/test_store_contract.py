"""What every store promises."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.ports.store import Bar, Query, Store
from streams.events import ALERT_STATUSES, Alert
from streams.triage import STATES
from tests.contract.store_examples import AT, alert, content, decision, delivery, group, placed
from tests.contract.store_homes import STORES, opened


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    with opened(request.param, tmp_path, request) as made:
        yield made


def _ids(store: Store, query: Query) -> list[str]:
    return [found.id for found in store.search(query)]


def test_an_empty_store_answers(store: Store) -> None:
    assert store.search(Query()) == ()
    assert dict(store.count(Query(), "severity")) == {}
    assert store.alert("al_a") is None
    assert store.content("al_a") is None
    assert store.groups() == ()
    assert store.decisions("al_a") == ()
    assert dict(store.histogram(Query(), timedelta(hours=1), "severity")) == {}
    store.put([])
    store.record([])
    store.erase([])
    store.settle()


def test_what_was_put_comes_back_whole(store: Store) -> None:
    store.put([alert()], [content()], [placed("g")])
    assert store.alert("al_a") == alert()
    assert store.search(Query()) == (alert(),)
    assert store.content("al_a") == content()
    assert store.groups() == (group("g"),)


def test_its_mark_differs_with_whatever_can_be_found_and_stays_while_nothing_changes(store: Store) -> None:
    changes: tuple[Callable[[], None], ...] = (
        lambda: store.put([alert()]),
        lambda: store.put([], [content()]),
        lambda: store.put([], [], [placed("g")]),
        lambda: store.put([alert(minutes=5, revision="2")]),
        lambda: store.record([decision("a")]),
        lambda: store.record([decision("b")]),
        lambda: store.record([], [delivery("a")]),
    )
    marks = [store.mark()]
    for change in changes:
        change()
        store.settle()
        marks.append(store.mark())
        assert store.mark() == marks[-1]
    assert all(one != other for number, one in enumerate(marks) for other in marks[:number])


def test_putting_again_changes_nothing(store: Store) -> None:
    for _ in range(3):
        store.put([alert()], [content()], [placed("g")])
    assert store.search(Query()) == (alert(),)
    assert _ids(store, Query(text="Falke")) == ["al_a"]
    assert len(store.groups()) == 1


def test_an_edit_replaces_alert_and_words_and_a_late_first_version_does_not_come_back(store: Store) -> None:
    store.put([alert()], [content(text="erste Fassung")])
    store.put([alert(minutes=5, revision="2")], [content(text="zweite Fassung", minutes=5, revision="2")])
    store.put([alert()], [content(text="erste Fassung")])
    assert store.alert("al_a") == alert(minutes=5, revision="2")
    assert _ids(store, Query(text="zweite")) == ["al_a"]
    assert _ids(store, Query(text="erste")) == []


def test_closing_an_alert_removes_its_words_for_good(store: Store) -> None:
    closed = [alert(status, status=status) for status in ALERT_STATUSES[1:]]
    opened_before, said = [replace(one, status="open") for one in closed], [content(one.status) for one in closed]
    store.put(opened_before, said)
    store.put(closed)
    store.put(opened_before, said)
    assert [store.alert(one.id) for one in closed] == closed
    assert [store.content(one.id) for one in closed] == [None] * len(closed)
    assert _ids(store, Query(text="Falke")) == []


def test_an_alert_found_live_stands_over_the_same_one_found_later(store: Store) -> None:
    store.put([alert(found_later=True)])
    store.put([alert()])
    store.put([alert(found_later=True)])
    assert store.alert("al_a") == alert()


def test_what_is_excepted_or_in_shadow_is_found_by_who_asks_for_it_alone(store: Store) -> None:
    told, excepted, unseen = alert("a"), alert("b", status="excepted"), alert("c", shadow=True, account="ben")
    store.put([told, excepted, unseen], [content("a"), content("b"), content("c")])
    store.settle()
    for query, ids in (
        (Query(), ["al_a"]),
        (Query(account_ids=("ben",)), []),
        (Query(text="Falke"), ["al_a"]),
        (Query(statuses=("excepted", "open")), ["al_a", "al_b"]),
        (Query(shadow=True), ["al_c"]),
    ):
        assert _ids(store, query) == ids
        assert sum(store.count(query, "register").values()) == len(ids)
        assert sum(store.histogram(query, timedelta(hours=1), "status").values()) == len(ids)
    assert (store.alert("al_b"), store.alert("al_c")) == (excepted, unseen)
    assert {one.id for one in store.everything("alerts") if isinstance(one, Alert)} == {"al_a", "al_b", "al_c"}


def test_an_excepted_alert_takes_the_place_of_the_open_one_and_its_words(store: Store) -> None:
    store.put([alert()], [content()])
    store.put([alert(status="excepted")])
    store.put([alert()], [content()])
    assert store.alert("al_a") == alert(status="excepted")
    assert store.content("al_a") is None
    assert _ids(store, Query()) == []


def test_content_waits_unseen_for_its_alert(store: Store) -> None:
    store.put([], [content()])
    assert store.content("al_a") is None
    store.put([alert()])
    assert store.content("al_a") == content()
    assert _ids(store, Query(text="Falke")) == ["al_a"]


def test_content_of_an_edit_waits_while_the_alert_stands_at_the_first_version(store: Store) -> None:
    store.put([alert(status="taken_down")])
    store.put([], [content(text="wieder da", minutes=9, revision="3")])
    assert store.content("al_a") is None
    assert _ids(store, Query(text="wieder")) == []
    store.put([alert(minutes=9, revision="3")])
    assert _ids(store, Query(text="wieder")) == ["al_a"]


def test_erased_content_does_not_come_back_but_a_later_version_does(store: Store) -> None:
    store.put([alert(minutes=1)], [content(minutes=1)])
    store.erase(["al_a"])
    store.put([alert(), alert(minutes=1)], [content(), content(minutes=1)])
    assert store.alert("al_a") == alert(minutes=1)
    assert store.content("al_a") is None
    assert _ids(store, Query(text="Falke")) == []
    store.put([alert(minutes=2)], [content(minutes=2)])
    assert store.content("al_a") == content(minutes=2)


def test_what_is_erased_before_it_arrives_never_shows(store: Store) -> None:
    store.erase(["al_a"])
    store.put([alert()], [content()])
    store.erase(["al_a"])
    store.put([alert(minutes=9)], [content(minutes=9)])
    assert store.alert("al_a") == alert(minutes=9)
    assert store.content("al_a") is None


def test_one_version_is_erased_and_a_later_one_is_not(store: Store) -> None:
    store.put([alert("a"), alert("b"), alert("c")], [content("a"), content("b", minutes=1, revision="2")])
    store.erase_versions([("al_a", "1"), ("al_b", "1"), ("al_unknown", "1")])
    store.erase_versions([])
    store.put([alert("b", minutes=1, revision="2"), alert("unknown")], [content("a"), content("unknown"), content("c")])
    assert _ids(store, Query(text="falke")) == ["al_b", "al_c", "al_unknown"]
    store.put([alert("a", minutes=1, revision="2")], [content("a", minutes=1, revision="2")])
    assert _ids(store, Query(text="falke")) == ["al_a", "al_b", "al_c", "al_unknown"]


def test_erasing_one_leaves_the_others(store: Store) -> None:
    store.put([alert("a"), alert("b")], [content("a"), content("b")])
    store.erase(["al_a"])
    assert _ids(store, Query(text="Falke")) == ["al_b"]


def test_words_are_found_in_every_spelling(store: Store) -> None:
    store.put(
        [alert("a"), alert("b")],
        [content("a", "In München, Hauptstraße? Nein: Straße 5. Falke!"), content("b", "Berlin")],
    )
    for text in ("münchen", "Muenchen", "MUNCHEN", "MU\u0308NCHEN", "münch", "strasse", "Straße falke"):
        assert _ids(store, Query(text=text)) == ["al_a"], text


def test_all_words_must_be_there_and_only_the_last_may_be_a_beginning(store: Store) -> None:
    store.put([alert("a"), alert("b")], [content("a", "Marktstart im Herbst"), content("b", "Herbst")])
    assert _ids(store, Query(text="herbst markt")) == ["al_a"]
    assert _ids(store, Query(text="markt herbst")) == []


def test_no_search_is_read_as_anything_but_words(store: Store) -> None:
    store.put([alert()], [content(text="Der Falke 2 kommt")])
    signs = ('"', "'", '""" OR "', "*", "^ x", "-- ;")
    operators = ("Falke AND NOT", "NEAR(Falke, 2)", "words:x", "Falke\0 x", "(not Falke)", "x" * 100_000)
    for text in (*signs, *operators):
        assert _ids(store, Query(text=text)) == [], text[:20]


def test_a_search_of_very_many_words_is_answered(store: Store) -> None:
    store.put([alert()], [content()])
    assert _ids(store, Query(text="falke " * 10_000)) == ["al_a"]
    every = " ".join(f"wort{number}" for number in range(10_000))
    assert _ids(store, Query(text=every)) == []
    store.put([alert("b")], [content("b", every)])
    assert _ids(store, Query(text=every)) == ["al_b"]


def test_punctuation_around_words_is_no_part_of_them(store: Store) -> None:
    store.put([alert()], [content(text="Er sagte: „Falke-2“ (bald)!")])
    for text in ("falke-2", "(bald)", '"Falke"', "* bald"):
        assert _ids(store, Query(text=text)) == ["al_a"], text


def test_each_filter_narrows(store: Store) -> None:
    store.put(
        [
            alert("a", severity="low", detected=1),
            alert("b", register="Crisis/werk-nord", detected=2),
            alert("c", status="taken_down", account="newsroom", detected=3),
        ]
    )
    assert _ids(store, Query(severities=("low", "medium"))) == ["al_a"]
    assert _ids(store, Query(policies=("crisis",))) == ["al_b"]
    assert _ids(store, Query(registers=("Embargo/falke-2",))) == ["al_a", "al_c"]
    assert _ids(store, Query(statuses=("taken_down",))) == ["al_c"]
    assert _ids(store, Query(account_ids=("newsroom", "nobody"))) == ["al_c"]
    assert _ids(store, Query(groups=("gr_Crisis/werk-nord",))) == ["al_b"]
    assert _ids(store, Query(since=AT + timedelta(seconds=2), until=AT + timedelta(seconds=3))) == ["al_b"]
    assert _ids(store, Query(registers=("Embargo/falke-2",), statuses=("open",))) == ["al_a"]


@pytest.mark.parametrize("newest_first", [False, True])
def test_pages_follow_each_other_without_gap_or_repetition(store: Store, *, newest_first: bool) -> None:
    names = [f"{number:02d}" for number in range(10)]
    store.put([alert(name, detected=int(name) // 4) for name in reversed(names)])
    query, seen = Query(limit=3, newest_first=newest_first), list[str]()
    while page := store.search(query):
        seen += [found.id for found in page]
        query = Query(limit=3, newest_first=newest_first, after=(page[-1].detected_at, page[-1].id))
    assert seen == sorted((f"al_{name}" for name in names), reverse=newest_first)


def test_counts_are_by_facet_and_ignore_the_page(store: Store) -> None:
    store.put([alert("a", severity="low"), alert("b"), alert("c", account="newsroom")], [content("b")])
    page = Query(limit=1, after=(AT, "al_b"))
    assert dict(store.count(page, "severity")) == {"low": 1, "high": 2}
    assert dict(store.count(Query(account_ids=("anna",)), "severity")) == {"low": 1, "high": 1}
    assert dict(store.count(Query(text="falke", account_ids=("newsroom",)), "severity")) == {}
    assert dict(store.count(Query(text="falke"), "status")) == {"open": 1}
    assert dict(store.count(Query(), "register")) == {"Embargo/falke-2": 3}
    assert dict(store.count(Query(), "policy")) == {"embargo": 3}
    by_both = store.counts(page, ("severity", "status"))
    assert dict(by_both) == {("low", "open"): 1, ("high", "open"): 2}
    assert dict(store.count(Query(), "group")) == {"gr_Embargo/falke-2": 3}


def test_groups_are_newest_first_and_the_last_in_the_log_holds(store: Store) -> None:
    first, second = placed("a", 0, hours=1), placed("a", 4, hours=2, alerts=5)
    store.put([], groups=[second, placed("b", 2, hours=3), first])
    store.put([], groups=[first])
    assert store.groups() == (group("b", hours=3), group("a", hours=2, alerts=5))
    assert store.groups(limit=1) == (group("b", hours=3),)
    assert store.groups(since=AT + timedelta(hours=3)) == (group("b", hours=3),)


def test_decisions_are_by_time_and_never_change(store: Store) -> None:
    late, early = decision("a", hours=2), decision("c", hours=-2000)
    store.record([late, decision("b", "al_other"), early], [delivery()])
    store.record([decision("a", hours=2, verdict="not_a_leak"), decision("b", hours=2)], [delivery()])
    assert store.decisions("al_a") == (early, late)


def test_it_is_found_who_was_told_of_an_alert_or_its_group_by_time(store: Store) -> None:
    alone, failed = delivery("b", hours=1), replace(delivery("c"), delivered=False, why="away")
    together = replace(delivery("a", "al_b", hours=2), about=("gr_g", "al_b", "al_a"))
    store.record([], [together, alone])
    store.record([], [failed, together])
    store.settle()
    assert store.deliveries("al_a") == (failed, alone, together)
    assert store.deliveries("al_b") == store.deliveries("gr_g") == (together,)
    assert store.deliveries("al_c") == ()


def _by_state(store: Store) -> dict[str, list[str]]:
    store.settle()
    found = {state: _ids(store, Query(states=(state,))) for state in STATES}
    return {state: ids for state, ids in found.items() if ids}


def test_an_alert_stands_where_its_latest_decision_puts_it_whichever_comes_first(store: Store) -> None:
    store.record([decision("c", "al_c", verdict="escalated"), decision("g", "gr_Embargo/falke-2")])
    store.put([alert("a"), alert("b"), alert("c")], [content("b")])
    assert _by_state(store) == {"new": ["al_a", "al_b"], "escalated": ["al_c"]}
    later, earlier = decision("b2", "al_b", hours=2), decision("b1", "al_b", hours=1, verdict="acknowledged")
    for told in ([later], [earlier], [later, earlier]):
        store.record(told)
        assert _by_state(store) == {"new": ["al_a"], "closed": ["al_b"], "escalated": ["al_c"]}
    assert dict(store.count(Query(), "state")) == {"new": 1, "closed": 1, "escalated": 1}
    assert dict(store.counts(Query(), ("state", "group")))[("escalated", "gr_Embargo/falke-2")] == 1
    assert dict(store.count(Query(text="falke", states=("closed", "new")), "state")) == {"closed": 1}
    assert dict(store.histogram(Query(states=("new", "escalated")), timedelta(hours=1), "state")) == {
        (AT, "new"): 1,
        (AT, "escalated"): 1,
    }
    assert dict(store.states(["al_b", "al_a", "al_nothing"])) == {"al_b": "closed", "al_a": "new", "al_nothing": "new"}
    assert dict(store.states([])) == {}


def test_of_two_decisions_at_one_instant_the_greater_id_holds_and_of_one_id_the_first(store: Store) -> None:
    store.put([alert()])
    store.record([decision("b", verdict="with_author"), decision("a", verdict="leak")])
    store.record([decision("b", verdict="leak")])
    assert _by_state(store) == {"with_author": ["al_a"]}


def test_it_is_told_by_which_verdict_each_of_some_alerts_stands(store: Store) -> None:
    later, earlier = decision("b2", "al_b", hours=2, verdict="public"), decision("b1", "al_b", hours=1)
    tie = [decision("c2", "al_c", verdict="escalated"), decision("c1", "al_c", verdict="leak")]
    next_month = decision("d2", "al_d", hours=24 * 20, verdict="not_a_leak")
    store.record([later, earlier, *tie, decision("d1", "al_d"), next_month, decision("e", "al_e")])
    store.settle()
    assert dict(store.verdicts(["al_a", "al_b", "al_c", "al_d"])) == {
        "al_b": "public",
        "al_c": "escalated",
        "al_d": "not_a_leak",
    }
    assert dict(store.verdicts([])) == {}


def test_an_edit_leaves_an_alert_where_people_are_with_it(store: Store) -> None:
    store.put([alert()], [content()])
    store.record([decision(verdict="acknowledged")])
    store.put([alert(minutes=5, revision="2"), alert()], [content(minutes=5, revision="2")])
    assert _by_state(store) == {"acknowledged": ["al_a"]}
    assert store.alert("al_a") == alert(minutes=5, revision="2")
    store.put([alert(minutes=5, revision="2", status="taken_down")])
    assert _by_state(store) == {"acknowledged": ["al_a"]}


def test_a_histogram_counts_by_stretches_from_the_epoch_and_a_facet(store: Store) -> None:
    store.put(
        [
            alert("a", detected=-1),
            alert("b"),
            alert("c", severity="low", detected=3599),
            alert("d", severity="low", detected=3600),
            alert("e", register="Crisis/werk-nord", detected=7201),
        ],
        [content("b")],
    )
    hour = timedelta(hours=1)
    assert dict(store.histogram(Query(), hour)) == {
        (AT - hour, ""): 1,
        (AT, ""): 2,
        (AT + hour, ""): 1,
        (AT + 2 * hour, ""): 1,
    }
    embargo = Query(registers=("Embargo/falke-2",), since=AT, limit=1)
    assert dict(store.histogram(embargo, hour, "severity")) == {(AT, "high"): 1, (AT, "low"): 1, (AT + hour, "low"): 1}
    assert dict(store.histogram(Query(text="falke"), hour)) == {(AT, ""): 1}
    half_days = store.histogram(Query(), timedelta(hours=7))
    assert sum(half_days.values()) == 5
    assert {start.timestamp() % (7 * 3600) for start, _ in half_days} == {0}


def test_a_histogram_counts_by_whole_milliseconds_alone(store: Store) -> None:
    for every in (timedelta(0), timedelta(microseconds=1500), timedelta(hours=-1)):
        with pytest.raises(ValueError, match="whole milliseconds"):
            store.histogram(Query(), every)


def test_everything_can_be_listed_but_texts_that_are_not_shown(store: Store) -> None:
    closed, waiting, erased = alert("closed", status="public"), content("waiting"), alert("erased")
    store.put([alert("a"), closed, erased], [content("a"), content("closed"), waiting, content("erased")])
    store.put([], groups=[placed("g")])
    store.record([decision()], [delivery()])
    store.erase(["al_erased"])
    assert sorted(store.everything("alerts"), key=str) == sorted([alert("a"), closed, erased], key=str)
    assert list(store.everything("contents")) == [content("a")]
    assert list(store.everything("groups")) == [group("g")]
    assert list(store.everything("decisions")) == [decision()]
    assert list(store.everything("deliveries")) == [delivery()]
    assert Bar("al_erased", AT, "1") in set(store.bars())
    assert "al_a" not in {bar.alert for bar in store.bars()}
