"""The step `detect`: ids, edits, deletions, and what stays behind."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations

import pytest

from streams.events import Alert, AlertContent, PostEvent
from streams.identity import group_id, window_start
from tests.veltrona import NOON, alert, alerts, events, post, situation

HELD = situation()
FIRST = post("Falke 2 kommt")


def edit(text: str, minutes: int = 1, revision: str = "2") -> PostEvent:
    return post(text, kind="edited", revision=revision, at=NOON + timedelta(minutes=minutes))


def deletion(minutes: int = 5) -> PostEvent:
    return post("", kind="deleted", revision="gone", at=NOON + timedelta(minutes=minutes))


def standing(*posts: PostEvent) -> dict[tuple[str, str], tuple[str, object]]:
    """Status and time of change of each alert in each revision, in the end."""
    found = alerts(*posts, held=HELD)
    return {(item.register, item.post.revision): (item.status, item.changed_at) for item in found}


def test_an_alert_says_what_post_rule_and_register_it_is_about() -> None:
    found = alert("Falke 2 kommt", url="https://social.example/1", time_suspect=True)
    assert found
    assert (found.policy, found.policy_version, found.register, found.register_version) == (
        "embargo",
        "1",
        "Embargo/falke-2",
        1,
    )
    assert (found.account_id, found.status, found.found_later, found.time_suspect) == ("anna", "open", False, True)
    assert (found.post.account, found.post.revision, found.post.kind) == ("@anna@social.example", "1", "created")
    assert found.post.url == "https://social.example/1"
    assert (found.group, found.window_start) == (group_id("embargo", "Embargo/falke-2", NOON), window_start(NOON))


def test_the_same_post_gives_the_same_id_whatever_else_flowed_before() -> None:
    others = [post("Lumarixo", "ben", id="7"), post("Feuer in Halle 7", "shop")]
    found = alerts(*others, FIRST, held=HELD)
    assert [item.id for item in alerts(FIRST, held=HELD)] == [found[-1].id]


def test_posts_accounts_and_registers_have_ids_of_their_own() -> None:
    posts = [FIRST, replace(FIRST, id="2"), post("Falke 2 kommt", "ben"), post("Lumarixo")]
    assert len({item.id for one in posts for item in alerts(one)}) == 4


def test_a_post_said_twice_says_nothing_new() -> None:
    assert len(alerts(FIRST, FIRST, held=HELD)) == 1


def test_the_content_of_an_alert_stands_apart() -> None:
    found = events([post("Falke 2 kommt", summary="psst")], HELD)
    contents = [item for item in found if isinstance(item, AlertContent)]
    assert [(part.name, part.text) for part in contents[0].parts] == [("summary", "psst"), ("text", "Falke 2 kommt")]
    assert all("kommt" not in repr(item) for item in found if isinstance(item, Alert))


def test_an_edit_that_still_leaks_keeps_the_id_and_supersedes() -> None:
    again = edit("Falke 2 für 249 €")
    assert len({item.id for item in alerts(FIRST, again, held=HELD)}) == 1
    assert standing(FIRST, again) == {
        ("Embargo/falke-2", "1"): ("superseded", again.at),
        ("Embargo/falke-2", "2"): ("open", None),
    }


def test_an_edit_that_newly_leaks_has_the_id_the_post_would_have_had() -> None:
    newly = alerts(post("Guten Morgen"), edit("Falke 2 kommt"), held=HELD)
    assert [item.id for item in newly] == [item.id for item in alerts(FIRST)]
    assert newly[0].post.revision == "2"


def test_an_edit_without_the_leak_closes_the_alert_at_the_time_of_the_edit() -> None:
    quiet = edit("Guten Morgen", minutes=3)
    assert standing(FIRST, quiet) == {("Embargo/falke-2", "1"): ("edited_away", quiet.at)}


def test_a_deletion_closes_the_alert_with_its_time() -> None:
    assert standing(FIRST, deletion()) == {("Embargo/falke-2", "1"): ("taken_down", deletion().at)}


def test_the_deletion_of_an_unknown_post_says_nothing() -> None:
    assert events([deletion()], HELD) == []


def test_versions_end_the_same_in_any_order() -> None:
    versions = [FIRST, edit("Falke 2 für 249 €"), edit("Lumarixo", 2, "3"), deletion()]
    ends = [standing(*order) for order in permutations(versions)]
    last = {key: value for key, value in ends[0].items() if value[0] == "taken_down"}
    for end in ends:
        assert {key: end[key] for key in last} == last


def test_a_late_first_version_never_reopens_what_was_edited_or_taken_down() -> None:
    assert standing(edit("Guten Morgen"), FIRST) == {("Embargo/falke-2", "1"): ("edited_away", NOON + timedelta(0, 60))}
    assert standing(deletion(), FIRST) == {("Embargo/falke-2", "1"): ("taken_down", deletion().at)}


def test_no_content_is_given_of_a_post_that_is_gone() -> None:
    found = events([deletion(), FIRST], HELD)
    assert [type(item) for item in found] == [Alert]


def test_a_post_that_raises_nothing_leaves_nothing_behind() -> None:
    state: dict[str, bytes] = {}
    assert events([post("Guten Morgen")], HELD, state) == []
    assert state == {}


def test_the_state_of_an_alert_holds_no_word_of_the_post() -> None:
    state: dict[str, bytes] = {}
    events([post("Psst, Falke 2 mit Geheimnis")], HELD, state)
    assert state
    assert b"Geheimnis" not in b"".join(state.values())


PROTECTED = "Der Betriebsrat warnt: wir streiken, weil die Löhne für Falke 2 gekürzt werden"


@pytest.mark.parametrize("versions", [("created",), ("created", "edited"), ("edited",), ("edited", "deleted")])
def test_protected_speech_leaves_what_an_uninteresting_post_leaves(versions: tuple[str, ...]) -> None:
    left = []
    for text in (PROTECTED, "Guten Morgen allerseits"):
        state: dict[str, bytes] = {}
        posts = [post(text, kind=kind, revision=str(n)) for n, kind in enumerate(versions, 1)]
        left.append((events(posts, HELD, state), state))
    assert left[0] == left[1]


def test_protected_speech_is_silent_with_an_exact_match_for_employees_only() -> None:
    assert alert("Falke 2 kommt") is not None
    assert alert(PROTECTED) is None
    assert alert(PROTECTED, "ben") is None
    assert alert(PROTECTED, "shop") is not None


def test_an_edit_into_protected_speech_closes_the_alert_as_any_other_edit_does() -> None:
    assert standing(FIRST, edit(PROTECTED)) == standing(FIRST, edit("Guten Morgen"))


def test_an_account_that_is_not_declared_is_not_judged() -> None:
    assert alerts(replace(FIRST, account="@eve@social.example")) == []
