"""Posts by which an account answers itself, judged together."""

from dataclasses import replace
from datetime import timedelta

import pytest

from streams.detect.threads import POSTS, PREFIX, expired, unfollowed
from streams.events import Alert, AlertContent, OfficialPublished, PostEvent
from streams.registers import Account
from streams.situation.addresses import addresses_of
from streams.situation.entries import Signature, changed
from streams.situation.fold import fold
from streams.situation.withdrawal import without_accounts
from tests.veltrona import BEN, COMPANY, FALKE_2, NEWSROOM, NOON, WERK_NORD, alerts, events, marked, post, situation

NAMED = FALKE_2.replace("  - Falke 2\n", "  - Falke 2\n  - Projekt Abendrot\n  - Lumarixo\n")
HELD = situation(COMPANY, BEN, NEWSROOM, NAMED, WERK_NORD)


def answer(text: str, number: int, to: int | None = None, **changes: object) -> PostEvent:
    """Ben's post of this number, so many minutes after noon, answering the one before or another."""
    parent = number - 1 if to is None else to
    at = changes.pop("at", NOON + timedelta(minutes=number))
    return post(text, "ben", id=str(number), at=at, reply_to=str(parent) if parent else None, **changes)


def told(*posts: PostEvent) -> list[tuple[str, str, str]]:
    """The alerts as they stand: post, register, status."""
    last = {(one.id, one.post.revision): one for one in alerts(*posts, held=HELD)}
    return sorted((one.post.id, one.register, one.status) for one in last.values())


THREADS = [
    ("Heute nur Falke, von früh bis spät.", "Der Marktstart ist in 3 Wochen", ["Marktstart"]),
    ("Der Marktstart ist in 3 Wochen", "Heute nur Falke, von früh bis spät.", ["Falke"]),
    ("Erste Zahl: 249 €.", "3/3 und am 12. März geht es los", ["12. März"]),
    ("Es heißt Projekt …", "und der Rest: Abendrot", ["Abendrot"]),
    ("Erster Teil: Projekt #werk", "Abendrot \U0001f60e", ["Abendrot"]),
    ("Das Ding heißt Falke …", "2/2 und zwar 2", ["2"]),
    ("Es beginnt mit Lumar-", "ixo, der Rest", ["ixo"]),
    ("Mein neues Projekt ...", "Falke!", ["Falke"]),
    ("Bin gerade an Halle 7 vorbei", "da ist Feuer!", ["Feuer"]),
    ("Der Falke 1 ist da", "und der Neue kostet 249 €", ["249 €"]),
]


@pytest.mark.parametrize(("first", "second", "seen"), THREADS)
def test_two_halves_in_a_thread_make_an_alert_on_the_second(first: str, second: str, seen: list[str]) -> None:
    found = alerts(answer(first, 1, 0), answer(second, 2), held=HELD)
    assert [one.post.id for one in found] == ["2"]
    assert marked(second, found[0]) == seen
    assert "thread" in found[0].reasons


@pytest.mark.parametrize(("first", "second", "seen"), THREADS)
def test_a_post_that_says_nothing_may_stand_between(first: str, second: str, seen: list[str]) -> None:
    assert seen
    assert [one[0] for one in told(answer(first, 1, 0), answer("Kurze Pause", 2), answer(second, 3))] == ["3"]


@pytest.mark.parametrize(("first", "second", "seen"), THREADS)
def test_the_answer_may_come_first(first: str, second: str, seen: list[str]) -> None:
    assert seen
    assert told(answer(second, 2), answer(first, 1, 0)) == told(answer(first, 1, 0), answer(second, 2))


def test_halves_of_others_of_another_thread_or_of_another_day_do_not_add_up() -> None:
    first, second = THREADS[0][:2]
    assert told(answer(first, 1, 0), answer(second, 2, 0)) == []
    assert told(answer(first, 1, 0), answer(second, 2, 7)) == []
    assert told(answer(first, 1, 0), answer(second, 2, at=NOON + timedelta(hours=25))) == []
    anna = replace(answer(first, 1, 0), account="@anna@social.example")
    assert told(anna, answer(second, 2)) == []


def test_a_thread_names_what_the_posts_before_said_and_holds_evidence_of_its_own_post_alone() -> None:
    found = events([answer("Es heißt Projekt …", 1, 0), answer("Abendrot", 2)], HELD)
    (alert,) = (one for one in found if isinstance(one, Alert))
    assert "thread:begin" in alert.reasons
    assert [item.part for item in alert.evidence] == ["text"]
    (content,) = (one for one in found if isinstance(one, AlertContent))
    assert [part.text for part in content.parts] == ["Abendrot"]


def test_the_number_of_a_post_in_its_thread_ends_no_name() -> None:
    assert told(answer("Heute ein Falke ...", 1, 0), answer("2/2 Kaffee", 2)) == []
    assert told(answer("Heute Lumar und Kaffee", 1, 0), answer("ixo", 2)) == []


def test_a_hedge_in_the_first_post_lowers_the_thread() -> None:
    posts = [replace(one, account="@anna@social.example") for one in (answer("249 €", 1, 0), answer("am 12. März", 2))]
    held = situation()
    assert [one.severity for one in alerts(*posts, held=held)] != ["low"]
    found = alerts(replace(posts[0], text="Scherz: 249 €"), posts[1], held=held)
    assert [(one.severity, "lowered:joke" in one.reasons) for one in found] == [("low", True)]


def test_an_edit_of_the_first_post_closes_the_alert_and_one_before_the_answer_leaves_none_open() -> None:
    first, second = answer("Heute nur Falke", 1, 0), answer("Der Marktstart kommt", 2)
    edit = answer("Heute nur Ruhe", 1, 0, kind="edited", revision="2", at=NOON + timedelta(minutes=5))
    for order in ([first, second, edit], [first, edit, second], [second, edit, first]):
        assert told(*order) == [("2", "Embargo/falke-2", "edited_away")]


def deletion(number: int, minutes: int = 9) -> PostEvent:
    at = NOON + timedelta(minutes=minutes)
    return post("", "ben", id=str(number), kind="deleted", revision="gone", at=at)


def test_a_deletion_of_the_first_post_closes_the_alert_and_where_it_came_before_there_is_none() -> None:
    first, second = answer("Heute nur Falke", 1, 0), answer("Der Marktstart kommt", 2)
    for order in ([first, second, deletion(1)], [second, first, deletion(1)]):
        assert told(*order) == [("2", "Embargo/falke-2", "taken_down")]
    for order in ([first, deletion(1), second], [deletion(1), first, second], [second, deletion(1), first]):
        assert told(*order) == []


def test_of_a_deleted_post_nothing_is_kept_of_what_it_said() -> None:
    parts = ["Scherz: 249 €", "am 12. März"]
    first, second = answer(parts[0], 1, 0, url="https://ben.example/falke"), answer(parts[1], 2)
    for order in ([first, second, deletion(1)], [deletion(1), first, second], [second, deletion(1), first]):
        state: dict[str, bytes] = {}
        events([*order, first], HELD, state)
        (kept,) = (value for key, value in state.items() if key.startswith(PREFIX))
        assert b'"gone_at":"2025' in kept
        assert not any(said in kept for said in (b"249", b"joke", b"ben.example"))


def test_a_thread_goes_on_over_a_deleted_post_that_added_nothing() -> None:
    posts = [answer("Heute nur Falke", 1, 0), answer("Kurze Pause", 2), answer("Der Marktstart kommt", 3)]
    assert told(*posts, deletion(2)) == [("3", "Embargo/falke-2", "open")]
    assert told(*posts[:2], deletion(2), posts[2]) == [("3", "Embargo/falke-2", "open")]


def test_what_another_post_of_the_thread_says_too_keeps_the_alert_open() -> None:
    posts = [answer("Heute nur Falke", 1, 0), answer("Falke, wie gesagt", 2), answer("Der Marktstart kommt", 3)]
    assert told(*posts, deletion(1))[-1] == ("3", "Embargo/falke-2", "open")
    assert told(*posts, deletion(1), deletion(2))[-1] == ("3", "Embargo/falke-2", "taken_down")


def test_no_link_is_kept_for_threads_and_an_alert_that_has_one_keeps_it() -> None:
    state: dict[str, bytes] = {}
    link = "https://ben.example/marktstart"
    first, second = answer("Heute nur Falke", 1, 0), answer("Der Marktstart kommt", 2, url=link)
    assert [one.post.url for one in events([first, second], HELD, state) if isinstance(one, Alert)] == [link]
    assert b"ben.example" not in b"".join(value for key, value in state.items() if key.startswith(PREFIX))
    (closed,) = (one for one in events([deletion(1)], HELD, state) if isinstance(one, Alert))
    assert (closed.status, closed.post.url) == ("taken_down", link)


def test_a_deletion_from_an_address_its_author_has_moved_from_closes_the_alert_all_the_same() -> None:
    ben = HELD.registers.accounts["mastodon", "@ben@social.example"]
    moved = (ben, replace(ben, account="@ben.new@social.example"))
    known = addresses_of([[changed(one, n, Signature(actor="kim", at=NOON)) for n, one in enumerate(moved, start=1)]])
    after = replace(HELD.registers, accounts={("mastodon", moved[1].account): moved[1]}, addresses=known)
    state: dict[str, bytes] = {}
    events([answer("Heute nur Falke", 1, 0), answer("Der Marktstart kommt", 2)], HELD, state)
    found = events([deletion(1)], replace(HELD, registers=after), state)
    assert [one.status for one in found if isinstance(one, Alert)] == ["taken_down"]


def test_the_threads_of_who_has_withdrawn_go_and_those_of_who_has_moved_stay() -> None:
    state: dict[str, bytes] = {"post/mastodon/@ben@social.example/1": b"{}"}
    events([answer("Heute nur Falke", 1, 0)], HELD, state)
    ben = HELD.registers.accounts["mastodon", "@ben@social.example"]
    key = f"{PREFIX}mastodon/@ben@social.example"

    def left(*versions: Account) -> list[str]:
        signed = (changed(one, n, Signature(actor="kim", at=NOON)) for n, one in enumerate(versions, start=1))
        now = fold(signed).registers
        return unfollowed(state, without_accounts(now, frozenset(k for k, v in now.accounts.items() if ended(v))))

    def ended(account: Account) -> bool:
        return account.consent is not None and account.consent.withdrawn is not None

    assert ben.consent is not None
    moved = replace(ben, account="@ben.new@social.example")
    gone = replace(ben.consent, withdrawn=NOON)
    assert left(ben) == left(ben, moved) == []
    assert left(replace(ben, consent=gone)) == left(ben, replace(moved, consent=gone)) == left() == [key]


def test_a_deletion_of_the_answer_takes_its_alert_down() -> None:
    first, second = answer("Heute nur Falke", 1, 0), answer("Der Marktstart kommt", 2)
    assert told(first, second, deletion(2)) == [("2", "Embargo/falke-2", "taken_down")]


def test_a_repetition_says_nothing() -> None:
    first, second = answer("Heute nur Falke", 1, 0), answer("Der Marktstart kommt", 2)
    assert len(alerts(first, second, second, first, held=HELD)) == 1


def test_protected_speech_leaves_no_half_behind() -> None:
    state: dict[str, bytes] = {}
    events([answer("Der Betriebsrat fragt nach Falke und 249 €", 1, 0)], HELD, state)
    assert state == {}
    assert told(answer("Der Betriebsrat fragt nach Falke", 1, 0), answer("Der Marktstart kommt", 2)) == []


def test_nothing_is_kept_of_posts_without_a_half_and_never_a_word_of_any() -> None:
    state: dict[str, bytes] = {}
    events([answer("Guten Morgen", 1, 0), answer("Kaffee", 2), answer("Danke", 3, 77)], HELD, state)
    assert state == {}
    events([answer("Planted: heute nur Falke", 4, 0, summary="Planted")], HELD, state)
    assert list(state) == ["thread/mastodon/@ben@social.example"]
    assert b"lanted" not in b"".join(state.values())


def test_what_is_kept_of_an_account_is_bounded_and_goes_after_a_day() -> None:
    state: dict[str, bytes] = {}
    events([answer("Heute nur Falke", number) for number in range(1, 3 * POSTS)], HELD, state)
    (key,) = state
    assert state[key].count(b'"post":') == POSTS
    last = NOON + timedelta(minutes=3 * POSTS)
    assert expired(state, last + timedelta(hours=23)) == []
    assert expired(state, last + timedelta(hours=24)) == [key]


def test_an_alert_of_a_thread_is_not_called_public_because_its_post_alone_says_nothing() -> None:
    state: dict[str, bytes] = {}
    found = events([answer("Heute nur Falke", 1, 0), answer("Der Marktstart kommt", 2)], HELD, state)
    assert not any(isinstance(one, OfficialPublished) for one in found)
    assert [one.status for one in found if isinstance(one, Alert)] == ["open"]
