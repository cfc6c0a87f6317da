"""Exceptions: what is left aside on purpose is neither told nor lost."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import permutations

from streams.correlate.correlate import correlate
from streams.events import Alert, AlertContent, Group, PostEvent
from streams.lessons import ProfilePublished, WordWeight
from streams.situation.learned import learned_from
from streams.situation.model import Situation
from tests.veltrona import EVERYTHING, NOON, alerts, events, post, situation

EXCEPTION = """
kind: Exception
id: fair
register: Embargo/falke-2
since: 2025-11-20T11:00:00Z
until: 2025-11-20T13:00:00Z
reason: shown at the fair
"""
OF_BEN = EXCEPTION + "account: ben\nterms: [Falke 2]\n"


def held(*documents: str) -> Situation:
    return situation(*EVERYTHING, *documents)


def statuses(*posts: PostEvent, now: Situation) -> list[str]:
    return [one.status for one in alerts(*posts, held=now)]


def test_a_finding_in_its_window_is_excepted_and_has_no_text() -> None:
    found = events([post("Falke 2 kommt")], held(EXCEPTION))
    assert [type(one) for one in found] == [Alert]
    (alert,) = found
    assert isinstance(alert, Alert)
    assert (alert.status, alert.reaches_people, alert.reasons[-1]) == ("excepted", False, "excepted:fair")
    assert not any(isinstance(one, AlertContent) for one in found)
    assert [item.term for item in alert.evidence] == ["Falke 2"]


def test_it_holds_from_its_beginning_to_before_its_end_at_the_posts_own_time() -> None:
    now = held(EXCEPTION)
    for minutes, status in ((-61, "open"), (-60, "excepted"), (59, "excepted"), (60, "open")):
        said = post("Falke 2 kommt", at=NOON + timedelta(minutes=minutes), received_at=NOON + timedelta(days=3))
        assert statuses(said, now=now) == [status]


def test_it_holds_for_its_register_account_and_term_alone() -> None:
    now = held(OF_BEN)
    assert statuses(post("Falke 2 kommt", "ben"), now=now) == ["excepted"]
    assert statuses(post("Falke 2 kommt", "anna"), now=now) == ["open"]
    assert statuses(post("Lumarixo kommt", "ben"), now=now) == ["open"]
    assert statuses(post("Falke kommt zum Marktstart", "ben"), now=now) == ["open"]


def test_what_stands_beside_an_excepted_term_is_told() -> None:
    assert statuses(post("Falke 2 für 249 €", "ben"), now=held(OF_BEN)) == ["open"]
    price = OF_BEN.replace("fair", "price").replace("[Falke 2]", "['249 €']")
    (alert,) = alerts(post("Falke 2 für 249 €", "ben"), held=held(OF_BEN, price))
    assert alert.status == "excepted"
    assert alert.reasons[-2:] == ("excepted:fair", "excepted:price")


def test_what_was_learned_of_a_crisis_needs_no_exception_of_its_own() -> None:
    of_fire = EXCEPTION.replace("Embargo/falke-2", "Crisis/werk-nord") + "terms: [Werk Nord, Feuer]\n"
    words = (WordWeight(word="trafohau", bits=6.0),)
    profile = ProfilePublished(crisis="werk-nord", version=3, at=NOON, words=words)
    now = replace(held(of_fire), learned=learned_from([profile]))
    (alert,) = alerts(post("Feuer im Werk Nord, am Trafohaus", "ben"), held=now)
    assert [item.kind for item in alert.evidence] == ["term", "term", "learned"]
    assert alert.status == "excepted"


def test_a_thread_is_told_where_what_its_posts_before_said_is_not_excepted() -> None:
    price, name = "Erste Zahl: 249 €", "Heute nur Falke, von früh bis spät."
    falke = OF_BEN.replace("[Falke 2]", "[Falke]")
    both = falke.replace("[Falke]", "[Falke, '249 €']")
    for first, second in permutations([price, name]):
        thread = (post(first, "ben", id="1"), post(second, "ben", id="2", reply_to="1", at=NOON + timedelta(minutes=1)))
        assert statuses(*thread, now=held(falke)) == ["open"]
        assert statuses(*thread, now=held(both)) == ["excepted"]


def test_a_name_cut_in_two_is_excepted_by_its_name_alone() -> None:
    thread = (post("Das Ding heißt Falke …", "ben", id="1"), post("2/2 und zwar 2", "ben", id="2", reply_to="1"))
    assert statuses(*thread, now=held()) == ["open"]
    assert statuses(*thread, now=held(OF_BEN)) == ["excepted"]


def test_what_a_brand_account_should_not_post_can_be_excepted() -> None:
    said = post("Bin gleich da, Mama, kauf bitte noch Milch", "shop")
    (alert,) = alerts(said, held=held())
    of_policy = EXCEPTION.replace("Embargo/falke-2", alert.register)
    assert statuses(said, now=held(of_policy)) == ["excepted"]


def test_an_excepted_alert_stays_so_whatever_becomes_of_its_post() -> None:
    now = held(EXCEPTION)
    said = post("Falke 2 kommt")
    edited = post("nichts", kind="edited", revision="2", at=NOON + timedelta(minutes=1))
    gone = post("", kind="deleted", revision="gone", at=NOON + timedelta(minutes=5))
    for order in permutations([said, edited, gone]):
        last = {one.post.revision: one.status for one in alerts(*order, held=now)}
        assert last == {"1": "excepted"}


def test_an_edit_after_its_end_opens_the_alert_and_one_within_it_hides_it() -> None:
    now = held(EXCEPTION)
    before, within = (post("Falke 2 kommt", at=NOON + timedelta(minutes=m), revision=f"{m}") for m in (-90, 0))
    after = post("Falke 2 kommt", kind="edited", at=NOON + timedelta(minutes=90), revision="90")
    for order in permutations([before, within, after]):
        state: dict[str, bytes] = {}
        last = {one.post.revision: one.status for one in events(order, now, state) if isinstance(one, Alert)}
        assert last["90"] == "open"
    assert _last(alerts(before, within, held=now)) == "excepted"


def _last(found: Sequence[Alert]) -> str:
    return max(found, key=lambda one: one.post.published).status


def groups(found: Iterable[Alert]) -> dict[str, Group]:
    state: dict[str, bytes] = {}
    emits = [emit for alert in found for emit in correlate(alert, Situation(), state)]
    return {emit.key: emit.event for emit in emits if isinstance(emit.event, Group)}


def test_excepted_alerts_count_in_no_group() -> None:
    now = held(EXCEPTION.replace("register", "account: ben\nregister"))
    bens = alerts(post("Falke 2 kommt", "ben", id="b"), held=now)
    annas = alerts(post("Falke 2 kommt", "anna"), held=now)
    assert groups(bens) == {}
    assert groups([*bens, *annas]) == groups([*annas, *bens]) == groups(annas)


def test_a_later_version_that_is_excepted_takes_the_alert_out_of_its_group() -> None:
    now = held(EXCEPTION.replace("11:00", "12:30"))
    first = post("Falke 2 kommt")
    second = post("Falke 2 kommt", kind="edited", revision="2", at=NOON + timedelta(minutes=45))
    found = alerts(first, second, held=now)
    ends = [groups(order) for order in permutations(found)]
    assert all([(one.alerts, one.open_alerts) for one in end.values()] == [(0, 0)] for end in ends)
